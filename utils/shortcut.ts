/** A key with what is held down beside it. */
export interface KeyPress {
  /** The key's place on the keyboard, as in `KeyboardEvent.code`. */
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  isMac: boolean;
}

/** Keys that browsers take for a command, by the name of their place; letters, digits and F keys aside. */
const NAMES: Readonly<Record<string, string>> = {
  Comma: 'Comma',
  Period: 'Period',
  Space: 'Space',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Insert: 'Insert',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * A key as the browser's commands name it, `Ctrl+Alt+K`; `undefined` where it can't be one: it needs Alt, Ctrl or,
 * on a Mac, Command, unless it is an F key.
 */
export function shortcutOf({
  code,
  altKey,
  ctrlKey,
  metaKey,
  shiftKey,
  isMac,
}: KeyPress): string | undefined {
  const isFunctionKey = /^F(?:[1-9]|1[0-2])$/.test(code);
  const key = isFunctionKey ? code : (/^(?:Key|Digit)(\w)$/.exec(code)?.[1] ?? NAMES[code]);
  const held = [
    // On a Mac `Ctrl` would be the Command key.
    ctrlKey && (isMac ? 'MacCtrl' : 'Ctrl'),
    isMac && metaKey && 'Command',
    altKey && 'Alt',
  ].filter((name) => name !== false);
  if (key === undefined || (!isMac && metaKey) || (held.length === 0 && !isFunctionKey)) return undefined;
  return [...held, ...(shiftKey ? ['Shift'] : []), key].join('+');
}
