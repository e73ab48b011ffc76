import { t } from '../i18n';
import type { SavedOutline } from '../library/schema';
import { newId } from '../new-id';
import { freeName, type NewOutline } from './saved';

/** What a new outline of an article needs: ids, the time, and a name that none of its outlines has. */
export function describeNewOutline(
  outlines: readonly SavedOutline[],
  wanted = t('outline.mine'),
): NewOutline {
  const names = outlines.map(({ name }) => name || t('outline.mine'));
  return { newId, name: freeName(wanted, names), now: new Date().toISOString() };
}
