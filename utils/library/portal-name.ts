import { portals } from '../portal/portals';
import { hostOf } from '../portal/site';

/** Below it every government has a domain of its own. */
const PUBLIC_SUFFIX = 'gov.cn';
const NAMES = new Map(portals.map(({ domain, name }) => [domain, name]));

/**
 * The name of the portal that an address belongs to, by the closest domain in the table of portals; else its host.
 * Loads the whole table: for pages that list portals, not for the popup.
 */
export function portalNameOf(url: string): string {
  const host = hostOf(url);
  const labels = host.split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const domain = labels.slice(at).join('.');
    if (domain === PUBLIC_SUFFIX && at > 0) return labels.slice(at - 1).join('.');
    const name = NAMES.get(domain);
    if (name !== undefined) return name;
  }
  return host;
}
