import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import config from '../../../wxt.config';
import { readSources } from '../sources';

const LANGUAGES = ['zh_CN', 'zh_TW', 'en'] as const;

/** Texts by key, `failure.notFound`; a counted text's forms are one text. */
function readTexts(language: (typeof LANGUAGES)[number]): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (node: unknown, path: string[]) => {
    if (typeof node !== 'object' || node === null) texts.set(path.join('.'), String(node ?? ''));
    else if ('n' in node) texts.set(path.join('.'), Object.values(node).join(' | '));
    else for (const [key, child] of Object.entries(node)) collect(child, [...path, key]);
  };
  collect(parse(readFileSync(`utils/locales/${language}.yml`, 'utf8')), []);
  return texts;
}

const texts = Object.fromEntries(LANGUAGES.map((language) => [language, readTexts(language)]));
const keys = [...readTexts('zh_CN').keys()];
const sources = [...readSources().values()].join('\n');

describe.each(LANGUAGES)('the texts of %s', (language) => {
  const own = readTexts(language);

  it('have the keys of zh_CN, in its order', () => {
    expect([...own.keys()]).toEqual(keys);
  });

  it('are none of them empty', () => {
    expect([...own].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  it('have the placeholders of zh_CN', () => {
    const placeholders = (text = '') => [...new Set(text.match(/\$\d/g))].sort();
    for (const key of keys)
      expect([key, placeholders(own.get(key))]).toEqual([key, placeholders(texts.zh_CN?.get(key))]);
  });

  it('fit the limits of the Chrome Web Store', () => {
    expect(own.get('extension.name')?.length).toBeLessThanOrEqual(75);
    expect(own.get('extension.description')?.length).toBeLessThanOrEqual(132);
  });
});

describe('the keys', () => {
  /** Keys in a call of `t`, in the branches of a choice too: t(lost ? 'notes.lost' : 'notes.uncertain'). */
  const called = [...sources.matchAll(/(?<![\w.])t\(([^(),]*)/g)].flatMap(([, argument = '']) =>
    [...argument.matchAll(/'([\w]+\.[\w.]+)'/g)].map(([, key = '']) => key),
  );
  const manifest =
    typeof config.manifest === 'function'
      ? config.manifest({ browser: 'chrome', manifestVersion: 3, mode: 'production', command: 'build' })
      : config.manifest;
  const inManifest = [...JSON.stringify(manifest).matchAll(/__MSG_(\w+?)__/g)].map(([, name = '']) =>
    name.replaceAll('_', '.'),
  );

  it('that are asked for are there', () => {
    expect(called.length).toBeGreaterThan(50);
    expect(inManifest).toContain('extension.name');
    expect([...called, ...inManifest].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('that are there are used', () => {
    const isUsed = (key: string) => inManifest.includes(key) || sources.includes(`'${key}'`);
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  it('are never put together at run time: a key that nobody can look up is a key that nobody can check', () => {
    expect(sources.match(/(?<![\w.])t\(`.*/g)).toBeNull();
  });
});

describe('the two scripts', () => {
  it.each([
    [
      'zh_TW',
      '读载设阅览标题网页笔记录导复删错误间时长门开关闭选择显隐护国华语话请无从还这说写带书东个们来会样点击键',
    ],
    [
      'zh_CN',
      '讀載設閱覽標題網頁筆記錄導刪錯誤間時長門開關閉選擇顯隱護國華語話請無從還這說寫帶書東個們來會樣點擊鍵',
    ],
  ] as const)('do not mix in %s', (language, foreign) => {
    const mixed = [...readTexts(language)].filter(([, text]) =>
      [...foreign].some((char) => text.includes(char)),
    );
    expect(mixed).toEqual([]);
  });
});
