/** Parameters that say where a reader came from, not what the page is. A final `*` stands for any ending. */
const TRACKING_PARAMETERS: readonly { name: string; reason: string }[] = [
  { name: 'utm_*', reason: 'campaign tags of Google Analytics, used everywhere' },
  { name: 'spm', reason: 'Alibaba click path; also on CCTV and Xinhua pages' },
  { name: 'spm_id_from', reason: 'the same, as Bilibili and others spell it' },
  { name: 'scm', reason: 'Alibaba content tracking' },
  { name: 'from', reason: 'share origin: from=timeline, from=singlemessage added by WeChat' },
  { name: 'isappinstalled', reason: 'added by WeChat when a page is shared' },
  { name: 'share_*', reason: 'share_token, share_from: app shares' },
  { name: 'fbclid', reason: 'Facebook click id' },
  { name: 'gclid', reason: 'Google click id' },
  { name: 'yclid', reason: 'Yandex click id' },
  { name: 'msclkid', reason: 'Microsoft click id' },
  { name: 'bd_vid', reason: 'Baidu promotion click id' },
  { name: 'hmsr', reason: 'Baidu Tongji source tag; hmpl, hmcu, hmkw, hmci follow it' },
  { name: 'hmpl', reason: 'Baidu Tongji' },
  { name: 'hmcu', reason: 'Baidu Tongji' },
  { name: 'hmkw', reason: 'Baidu Tongji' },
  { name: 'hmci', reason: 'Baidu Tongji' },
  { name: '_from', reason: 'click origin on Sohu and other portals' },
  { name: 'wfr', reason: 'Baidu feed origin' },
  { name: 'vjuids', reason: 'visitor id of CCTV statistics' },
];

const exactNames = new Set(
  TRACKING_PARAMETERS.filter(({ name }) => !name.endsWith('*')).map(({ name }) => name),
);
const prefixes = TRACKING_PARAMETERS.filter(({ name }) => name.endsWith('*')).map(({ name }) =>
  name.slice(0, -1),
);

/**
 * The address under which a page is kept: http(s), without fragment and tracking parameters; the other
 * parameters stay in order. The page's own rel=canonical is honoured when it stays on the host and is not the
 * front page (many portals' templates point every page at it).
 * @throws TypeError when `url` is not an http(s) address.
 */
export function canonicalUrl(document: Document | null, url: string): string {
  const page = parseWebAddress(url);
  if (!page) throw new TypeError('Not a web address');
  return cleaned(declaredAddress(document, page) ?? page);
}

/** Parses an http or https address, relative ones against `base`; anything else is null. */
export function parseWebAddress(address: string, base?: string): URL | null {
  let parsed: URL;
  try {
    parsed = new URL(address.trim(), base);
  } catch {
    return null;
  }
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : null;
}

function declaredAddress(document: Document | null, page: URL): URL | null {
  // By its name: a selector would be asked of every element of the page.
  const links = [...(document?.getElementsByTagName('link') ?? [])];
  const canonical = links.find((link) => /^canonical$/i.test(link.rel) && link.hasAttribute('href'));
  const href = canonical?.getAttribute('href');
  const declared = href ? parseWebAddress(href, page.href) : null;
  if (!declared || declared.host !== page.host) return null;
  const isFrontPage = declared.pathname === '/' && declared.search === '';
  return isFrontPage ? null : declared;
}

function cleaned(address: URL): string {
  const kept = address.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isTracking(pair.split('=')[0] ?? ''));
  const query = kept.length > 0 ? `?${kept.join('&')}` : '';
  return address.origin + address.pathname + query;
}

function isTracking(name: string): boolean {
  const plain = name.toLowerCase();
  return exactNames.has(plain) || prefixes.some((prefix) => plain.startsWith(prefix));
}
