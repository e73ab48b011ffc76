/** Parameters that say where a reader came from, not what the page is. Why is said in comments: this goes into every page. */
const TRACKING_PARAMETERS: ReadonlySet<string> = new Set([
  'spm', // Alibaba click path; also on CCTV and Xinhua pages
  'spm_id_from', // the same, as Bilibili and others spell it
  'scm', // Alibaba content tracking
  'from', // share origin: from=timeline, from=singlemessage added by WeChat
  'isappinstalled', // added by WeChat when a page is shared
  'fbclid', // Facebook click id
  'gclid', // Google click id
  'yclid', // Yandex click id
  'msclkid', // Microsoft click id
  'bd_vid', // Baidu promotion click id
  'hmsr', // Baidu Tongji source tag; the four below follow it
  'hmpl',
  'hmcu',
  'hmkw',
  'hmci',
  '_from', // click origin on Sohu and other portals
  'wfr', // Baidu feed origin
  'vjuids', // visitor id of CCTV statistics
]);
/** The same by how they begin. */
const TRACKING_PREFIXES: readonly string[] = [
  'utm_', // campaign tags of Google Analytics, used everywhere
  'share_', // share_token, share_from: app shares
];

/**
 * The address under which a page is kept: http(s), without fragment and tracking parameters; the other
 * parameters stay in order. The page's own rel=canonical is honoured when it stays on the host and is not the
 * front page (many portals' templates point every page at it).
 * @throws TypeError when `url` is not an http(s) address.
 */
export function canonicalUrl(document: Document | null, url: string): string {
  return canonicalAddress(document && declaredAddress(document), url);
}

/**
 * The same where the page isn't at hand.
 * @param declared what it says of itself, by `declaredAddress`
 */
export function canonicalAddress(declared: string | null, url: string): string {
  const page = parseWebAddress(url);
  if (!page) throw new TypeError('Not a web address');
  return cleaned(believed(declared, page) ?? page);
}

/** A page's own rel=canonical as it is written, null where there is none. */
export function declaredAddress(document: Document): string | null {
  // By its name: a selector would be asked of every element of the page.
  const links = [...document.getElementsByTagName('link')];
  const canonical = links.find((link) => /^canonical$/i.test(link.rel) && link.hasAttribute('href'));
  return canonical?.getAttribute('href') ?? null;
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

function believed(address: string | null, page: URL): URL | null {
  const declared = address ? parseWebAddress(address, page.href) : null;
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
  return TRACKING_PARAMETERS.has(plain) || TRACKING_PREFIXES.some((prefix) => plain.startsWith(prefix));
}
