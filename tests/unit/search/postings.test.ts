import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSlots, mergePostings, PostingsBuilder } from '../../../utils/search/postings';

async function postingsOf(texts: readonly string[]) {
  const builder = new PostingsBuilder();
  for (const [slot, text] of texts.entries()) builder.add(slot, text);
  return builder.build(async () => {});
}

/** A few characters only, so that they meet again and again; folded text has no white space but the space. */
const folded = fc.string({ unit: fc.constantFrom('党', '建', '\uffff', '\ud842', 'a', ' '), maxLength: 12 });
const texts = fc.array(folded, { maxLength: 8 });
const term = folded.map((text) => text.trim()).filter((text) => text !== '');

describe('findSlots', () => {
  it.each<[string, string[], string, number[]]>([
    ['a pair', ['党建', '建党', '党 建'], '党建', [0]],
    ['a longer term by all its pairs', ['党建引领', '党建', '引领党建'], '党建引领', [0]],
    ['one character wherever it stands', ['党建', '建党', '学习'], '党', [0, 1]],
    ['the last character there is', ['\uffff', 'a\uffff'], '\uffff', [0, 1]],
    ['a phrase with a space', ['on duty', 'onduty'], 'on duty', [0]],
    ['nothing where nothing is', [], '党建', []],
    ['nothing of a character that is nowhere', ['党建'], '学', []],
    ['each article once', ['党党党党'], '党党', [0]],
  ])('finds %s', async (_, all, wanted, slots) => {
    expect([...findSlots(await postingsOf(all), wanted)].sort()).toEqual(slots);
  });

  it('finds every text that holds the term', async () => {
    await fc.assert(
      fc.asyncProperty(texts, term, async (all, wanted) => {
        const found = new Set(findSlots(await postingsOf(all), wanted));
        for (const [slot, text] of all.entries()) if (text.includes(wanted)) expect(found).toContain(slot);
      }),
    );
  });

  it('grows beyond its first room', async () => {
    const long = Array.from({ length: 70_000 }, (_, at) => String.fromCharCode(0x4e00 + (at % 20_000))).join(
      '',
    );
    const postings = await postingsOf([long, `${long}末尾`]);
    expect([...findSlots(postings, '末尾')]).toEqual([1]);
    expect([...findSlots(postings, long.slice(9000, 9004))]).toEqual([0, 1]);
  });
});

describe('mergePostings', () => {
  it('gives what the articles that stay give together', async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, fc.func(fc.boolean()), async (first, second, isKept) => {
        const kept: string[] = [];
        const place = (all: string[]) =>
          Int16Array.from(all, (text, slot) => (isKept(text, slot) ? kept.push(text) - 1 : -1));
        const [firstSlots, secondSlots] = [place(first), place(second)];
        const merged = mergePostings(
          await postingsOf(first),
          firstSlots,
          await postingsOf(second),
          secondSlots,
        );
        expect(merged).toEqual(await postingsOf(kept));
      }),
    );
  });
});
