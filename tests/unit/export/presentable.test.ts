import { describe, expect, it } from 'vitest';
import { presentableRecord, presentableText } from '../../../utils/export/presentable';
import { exampleRecord } from '../library/examples';
import { HOSTILE, hostileSample, lettersOf } from './samples';

describe('presentableText', () => {
  it.each([
    ['党务工作\n是政治工作\t。', '党务工作\n是政治工作\t。'],
    ['a\r\nb\rc\u0085d\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
    ['a\u0000b\u0007c\u001bd\u007fe\u009ff\ufffeg\uffffh', 'abcdefgh'],
    ['a\u202eb\u2066c\u2069d\u202ae\ufefff', 'abcdef'],
    ['a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
    ['𠮷👩‍👩‍👧🇨🇳', '𠮷👩‍👩‍👧🇨🇳'],
  ])('%j is %j', (text, presentable) => {
    expect(presentableText(text)).toBe(presentable);
  });

  it.each(HOSTILE)('keeps every letter of %s', (_, text) => {
    expect(lettersOf(presentableText(text))).toBe(lettersOf(text));
  });
});

describe('presentableRecord', () => {
  it('leaves a record as it is that has nothing to hide, but for its trash', () => {
    expect(presentableRecord(exampleRecord())).toEqual({ ...exampleRecord(), trash: [], outlineTrash: [] });
  });

  it('reaches every text but the body, whose places are counted', () => {
    const record = presentableRecord(hostileSample('a\u202e\u0000b'));
    expect(JSON.stringify({ ...record, article: { ...record.article, html: '', text: '' } })).not.toMatch(
      /\\u0000|\u202e/,
    );
    const { html, text } = hostileSample('').article;
    expect([record.article.html, record.article.text]).toEqual([html, text]);
  });
});
