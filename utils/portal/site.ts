/** A site as the reader names it: `news.example.com` is that host alone, `*.example.com` the domain with all below it. */

const SUBDOMAINS = '*.';
const IP_ADDRESS = /^[\d.]+$/;

/**
 * The site that an address or a host names, without scheme, port and path; `undefined` where it names none. Chinese
 * domain names come out as the browser spells them (`xn--…`).
 */
export function parseSite(typed: string): string | undefined {
  const address = typed.trim().toLowerCase();
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//.test(address);
  const rest = isDomain(address) ? address.slice(SUBDOMAINS.length) : address;
  if (/[\s*]/.test(rest) || !URL.canParse(hasScheme ? rest : `https://${rest}`)) return undefined;
  const { protocol, hostname, username } = new URL(hasScheme ? rest : `https://${rest}`);
  const isHost = /^[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(hostname);
  if (!isHost || username !== '' || !/^https?:$/.test(protocol)) return undefined;
  if (isDomain(address)) return IP_ADDRESS.test(hostname) ? undefined : SUBDOMAINS + hostname;
  return hostname;
}

/** A portal's domain, as a site: with all below it. */
export function domainSite(domain: string): string {
  return SUBDOMAINS + domain;
}

/** The match pattern of a site, over http and https: what the browser is asked to allow. */
export function sitePattern(site: string): string {
  return `*://${site}/*`;
}

/** Whether a host belongs to one of the sites. */
export function isOnSite(sites: readonly string[], host: string): boolean {
  return sites.some((site) => (isDomain(site) ? `.${host}`.endsWith(site.slice(1)) : host === site));
}

/** Whether all of a site belongs to one of the sites. */
export function isWithinSites(sites: readonly string[], site: string): boolean {
  if (!isDomain(site)) return isOnSite(sites, site);
  return isOnSite(sites.filter(isDomain), site.slice(SUBDOMAINS.length));
}

function isDomain(site: string): boolean {
  return site.startsWith(SUBDOMAINS);
}

/** The host of an address without `www.`: what stands for a portal that has no name. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '';
}
