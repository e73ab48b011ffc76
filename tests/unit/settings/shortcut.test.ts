import { describe, expect, it } from 'vitest';
import { type KeyPress, shortcutOf } from '../../../utils/shortcut';

const NOTHING: KeyPress = {
  code: '',
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isMac: false,
};

describe('shortcutOf', () => {
  it.each<[Partial<KeyPress>, string | undefined]>([
    [{ code: 'KeyR', altKey: true }, 'Alt+R'],
    [{ code: 'KeyY', altKey: true, shiftKey: true }, 'Alt+Shift+Y'],
    [{ code: 'Digit1', ctrlKey: true, altKey: true }, 'Ctrl+Alt+1'],
    [{ code: 'ArrowUp', ctrlKey: true }, 'Ctrl+Up'],
    [{ code: 'F9' }, 'F9'],
    [{ code: 'F9', shiftKey: true }, 'Shift+F9'],
    [{ code: 'KeyK', ctrlKey: true, isMac: true }, 'MacCtrl+K'],
    [{ code: 'KeyK', metaKey: true, isMac: true }, 'Command+K'],
    // Too little held down, nothing but that, or a key no command has.
    [{ code: 'KeyR' }, undefined],
    [{ code: 'KeyR', shiftKey: true }, undefined],
    [{ code: 'AltLeft', altKey: true }, undefined],
    [{ code: 'F13' }, undefined],
    [{ code: 'Slash', altKey: true }, undefined],
    [{ code: 'KeyR', metaKey: true, altKey: true }, undefined],
  ])('%j', (press, shortcut) => {
    expect(shortcutOf({ ...NOTHING, ...press })).toBe(shortcut);
  });
});
