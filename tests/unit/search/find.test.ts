import { describe, expect, it } from 'vitest';
import { findAll } from '../../../utils/search/find';

const CASES: { text: string; words: string; found: string[] }[] = [
  { text: '灯下读报，灯下写字', words: '灯下', found: ['灯下', '灯下'] },
  { text: '后来的皇后', words: '後來', found: ['后来'] },
  { text: '鄉村振興', words: '乡村', found: ['鄉村'] },
  { text: 'ＷｅｂDAV webdav', words: 'WebDav', found: ['ＷｅｂDAV', 'webdav'] },
  { text: '哈哈哈', words: '哈哈', found: ['哈哈'] },
  { text: '灯下', words: '  灯下 ', found: ['灯下'] },
  { text: '灯下', words: ' ', found: [] },
  { text: '灯下', words: '', found: [] },
  { text: '', words: '灯', found: [] },
  { text: 'a.c abc', words: '.', found: ['.'] },
];

describe('findAll', () => {
  it.each(CASES)('$words in $text', ({ text, words, found }) => {
    expect(findAll(text, words).map(({ start, end }) => text.slice(start, end))).toEqual(found);
  });
});
