import { ConverterFactory } from 'opencc-js/core';
import fromSimplified from 'opencc-js/from/cn';
import fromTraditional from 'opencc-js/from/tw';
import toSimplified from 'opencc-js/to/cn';
import toTraditional from 'opencc-js/to/tw';

/**
 * Turns texts into simplified or traditional characters, by words where a character has several (后 → 後, but 皇后).
 * A text stays as long as it is, in UTF-16 units: where the other one would be longer, its characters are turned one by
 * one, and those that would be longer stay.
 */
export function createConvert(script: 'simplified' | 'traditional'): (text: string) => string {
  const convert =
    script === 'simplified'
      ? ConverterFactory(fromTraditional, toSimplified)
      : ConverterFactory(fromSimplified, toTraditional);
  return (text) => {
    const whole = convert(text);
    if (whole.length === text.length) return whole;
    return Array.from(text, (character) => {
      const other = convert(character);
      return other.length === character.length ? other : character;
    }).join('');
  };
}
