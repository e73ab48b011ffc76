import { describe, expect, it } from 'vitest';
import { createConvert } from '../../../utils/article/convert';

const CASES = [
  { script: 'traditional', text: '乡村振兴，皇后在后院理发', converted: '鄉村振興，皇后在後院理髮' },
  { script: 'traditional', text: '已經是繁體的', converted: '已經是繁體的' },
  { script: 'simplified', text: '鄉村振興，頭髮與發展', converted: '乡村振兴，头发与发展' },
  { script: 'simplified', text: '𠮷野家 abc 😀 ①', converted: '𠮷野家 abc 😀 ①' },
  { script: 'simplified', text: '', converted: '' },
] as const;

describe('createConvert', () => {
  it.each(CASES)('$text becomes $script', ({ script, text, converted }) => {
    expect(createConvert(script)(text)).toBe(converted);
  });

  it.each(['simplified', 'traditional'] as const)('keeps every text as long as it was: %s', (script) => {
    const convert = createConvert(script);
    for (let from = 0x3400; from < 0xa000; from += 256) {
      const text = Array.from({ length: 256 }, (_, at) => String.fromCharCode(from + at)).join('');
      expect(convert(text)).toHaveLength(256);
    }
  });
});
