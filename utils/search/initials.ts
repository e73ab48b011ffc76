/**
 * Initials of pinyin, without a dictionary: the browser sorts characters by their pinyin, so a character's initial is
 * that of the last boundary that doesn't sort behind it. Of a character with several readings the commonest counts.
 */

/** The first character of each initial in the order of pinyin, and the initials. */
const BOUNDARIES = '吖八嚓咑妸发旮哈丌咔垃呣拏噢妑七呥仨他穵夕丫帀';
const INITIALS = 'abcdefghjklmnopqrstwxyz';
const HAN = /\p{Script=Han}/u;

const known = new Map<string, string>();
let compare: ((a: string, b: string) => number) | null | undefined;

/**
 * The text, folded before, with the initial in place of each Han character: as long as the text. The text itself where
 * the browser doesn't sort by pinyin.
 */
export function initialsOf(folded: string): string {
  compare ??= pinyinOrder();
  if (!compare) return folded;
  let initials = '';
  for (let at = 0; at < folded.length; at += 1) initials += initialOf(folded.charAt(at), compare);
  return initials;
}

function initialOf(character: string, order: (a: string, b: string) => number): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  let at = -1;
  if (HAN.test(character))
    while (at + 1 < BOUNDARIES.length && order(character, BOUNDARIES.charAt(at + 1)) >= 0) at += 1;
  const initial = INITIALS.charAt(at) || character;
  known.set(character, initial);
  return initial;
}

/** The order of pinyin; `null` where the browser lacks it: then the boundaries aren't in order. */
function pinyinOrder(): ((a: string, b: string) => number) | null {
  const { compare: order } = new Intl.Collator('zh-u-co-pinyin');
  const isOrdered = Array.from(BOUNDARIES).every(
    (character, at) => at === 0 || order(BOUNDARIES.charAt(at - 1), character) < 0,
  );
  return isOrdered ? order : null;
}
