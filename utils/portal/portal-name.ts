import { portals } from './portals';

const NAMES = new Map(portals.map(({ domain, name }) => [domain, name]));

/** The name of the portal that an address belongs to, by the longest domain that is listed; its host where none is. */
export function portalName(url: string): string {
  if (!URL.canParse(url)) return '';
  const { hostname } = new URL(url);
  const labels = hostname.split('.');
  for (let from = 0; from < labels.length - 1; from += 1) {
    const name = NAMES.get(labels.slice(from).join('.'));
    if (name) return name;
  }
  return hostname.replace(/^www\./, '');
}
