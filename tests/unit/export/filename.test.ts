import { describe, expect, it } from 'vitest';
import type { Article } from '../../../utils/article/types';
import { articleFileName, fileName, uniqueNames } from '../../../utils/export/filename';
import { sample } from './samples';

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('fileName', () => {
  it.each([
    ['a title', '认真履职尽责 主动担当作为', '认真履职尽责 主动担当作为.md'],
    ['full-width signs, which every system takes', '问：“为什么？”', '问：“为什么？”.md'],
    ['a path of Linux', '../../etc/passwd', 'etc passwd.md'],
    ['a path of Windows', 'C:\\Windows\\x', 'C Windows x.md'],
    ['what Windows forbids', 'a<b>c:d"e/f\\g|h?i*j', 'a b c d e f g h i j.md'],
    ['a hidden file', '.bashrc', 'bashrc.md'],
    ['dots and spaces at the end, which Windows drops', 'name. . .', 'name.md'],
    ['line breaks and tabs', '一\r\n二\t三\u2028四', '一 二 三 四.md'],
    ['ideographic and no-break spaces', '　一　\u00a0二', '一 二.md'],
    ['control characters', 'a\u0000b\u0007c\u007fd\u0085e', 'a b c d e.md'],
    ['marks that turn the reading direction', 'a\u202edm.exe\u2066b\u200fc\u061cd', 'a dm.exe b c d.md'],
    ['a byte-order mark', '\ufeff一', '一.md'],
    ['half a character', 'a\ud83db\udc00c', 'a b c.md'],
    ['a device of Windows', 'CON', '_CON.md'],
    ['a device in small letters', 'nul', '_nul.md'],
    ['a device with an ending', 'aux.txt', '_aux.txt.md'],
    ['a device with a space behind', 'prn .txt', '_prn .txt.md'],
    ['a device with a number', 'com1', '_com1.md'],
    ['a device with a raised number', 'LPT²', '_LPT².md'],
    ['the console’s input', 'CONIN$', '_CONIN$.md'],
    ['a word that begins like a device', 'Contents', 'Contents.md'],
    ['an emoji', '喜迎🇨🇳国庆👩‍👩‍👧', '喜迎🇨🇳国庆👩‍👩‍👧.md'],
    ['nothing', '', '净读.md'],
    ['only spaces', ' 　 ', '净读.md'],
    ['only what is forbidden', '???', '净读.md'],
    ['only dots', '...', '净读.md'],
  ])('%s', (_, title, expected) => {
    expect(fileName(title, 'md', '净读')).toBe(expected);
  });

  it.each([
    ['Chinese', '学'],
    ['rare characters', '𠮷'],
    ['emoji', '😀'],
    ['flags', '🇨🇳'],
    ['families', '👩‍👩‍👧'],
    ['Latin', 'a'],
    ['Latin with accents', '\u00e9'],
    ['Latin with accents that nobody composed', 'x\u0301'],
  ])('of many %s fits 255 bytes, uses most of them, and cuts no character', (_, character) => {
    const name = fileName(character.repeat(300), 'md', '净读');
    // Chrome’s name for it while it downloads fits too.
    expect(bytes(`${name}.crdownload`)).toBeLessThanOrEqual(255);
    expect(bytes(name)).toBeGreaterThan(200);
    expect(name).toBe(`${character.repeat((name.length - 3) / character.length)}.md`);
  });

  it('leaves no dot or space where it cuts', () => {
    for (let length = 60; length < 90; length += 1)
      expect(fileName(`${'学'.repeat(length)}. . 完`, 'md', '净读')).not.toMatch(/[. ]\.md$/);
  });

  it('of one endless character is the fallback', () => {
    expect(fileName(`a${'\u0301'.repeat(1000)}`, 'md', '净读')).toBe('净读.md');
  });

  it('has the ending asked for', () => {
    expect(fileName('题', 'docx', 'x')).toBe('题.docx');
  });
});

describe('a title in decomposed characters', () => {
  it('is composed, so that it is one name on every system', () => {
    expect(fileName('e\u0301tude カ\u3099', 'md', '净读')).toBe('\u00e9tude ガ.md');
  });
});

describe('articleFileName', () => {
  const named = (pattern: string, article: Partial<Article> = {}) =>
    articleFileName(sample({ article: { title: '题', ...article } }), {
      pattern,
      extension: 'md',
      fallback: '净读',
    });

  it.each([
    ['{{title}}', '题.md'],
    ['{{date}} {{title}}', '2020-08-11 题.md'],
    ['{{ saved }}-{{title}}', '2026-07-02-题.md'],
    ['{{source}}_{{author}}_{{title}}', '《党的建设》杂志_王某某_题.md'],
    ['{{id}}', '262a4e53.md'],
    ['{{nothing}}{{title}}', '题.md'],
    ['{{constructor}}{{title}}', '题.md'],
    ['', '净读.md'],
    ['{{', '{{.md'],
    ['../{{title}}/x', '题 x.md'],
  ])('%s', (pattern, name) => {
    expect(named(pattern)).toBe(name);
  });

  it('takes the day of saving for a page without date', () => {
    expect(named('{{date}}', { publishedAt: undefined })).toBe('2026-07-02.md');
  });

  it('fills in no token that a title writes', () => {
    expect(named('{{title}}', { title: '{{id}} $& $1' })).toBe('{{id}} $& $1.md');
  });
});

describe('uniqueNames', () => {
  it.each([
    [
      ['a.md', 'a.md', 'a.md'],
      ['a.md', 'a (2).md', 'a (3).md'],
    ],
    [
      ['A.md', 'a.MD', 'ａ.md'],
      ['A.md', 'a (2).MD', 'ａ.md'],
    ],
    [
      ['a (2).md', 'a.md', 'a.md'],
      ['a (2).md', 'a.md', 'a (3).md'],
    ],
    [
      ['a', 'a'],
      ['a', 'a (2)'],
    ],
    [
      ['ß.md', 'ẞ.md'],
      ['ß.md', 'ẞ (2).md'],
    ],
    [[], []],
  ])('%j are %j', (names, unique) => {
    expect(uniqueNames(names)).toEqual(unique);
  });

  it('of ten thousand same names come quickly', () => {
    const names = uniqueNames(Array(10_000).fill('题.md'));
    expect(new Set(names).size).toBe(10_000);
    expect(names.at(-1)).toBe('题 (10000).md');
  });
});
