import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../utils/portal/charset';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const ascii = (text: string) =>
  [...text].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
const meta = (charset: string) => ascii(`<meta charset="${charset}">`);

// 我们在中国 and 我們在中國 in each encoding; 镕 (GBK only) and 䶮 (GB 18030 only, four bytes) beyond GB 2312.
const GBK = 'ced2c3c7d4dad6d0b9fa';
const BIG5 = 'a7daadcca662a4a4b0ea';
const UTF8 = 'e68891e4bbace59ca8e4b8ade59bbd';

describe('the encoding of a fetched page', () => {
  it.each([
    ['GBK, declared by the page', meta('gbk') + GBK, null, '我们在中国'],
    ['GBK, declared gb2312 by the server', GBK, 'text/html; charset=gb2312', '我们在中国'],
    ['GBK, undeclared', GBK, null, '我们在中国'],
    ['gb2312 that is GBK', `${meta('gb2312')}e946${GBK}`, null, '镕我们在中国'],
    ['gb2312 that is GB 18030', `${meta('gb2312')}8234fd34${GBK}`, null, undefined],
    ['Big5, declared', meta('big5') + BIG5, null, '我們在中國'],
    ['Big5, undeclared', BIG5, 'text/html', '我們在中國'],
    ['UTF-8, undeclared', UTF8, null, '我们在中国'],
    ['UTF-8, wrongly declared gb2312', meta('gb2312') + UTF8, 'text/html; charset=gb2312', '我们在中国'],
    ['GBK, wrongly declared UTF-8', meta('utf-8') + GBK, 'text/html; charset=utf-8', '我们在中国'],
    ['UTF-8 with its mark', `efbbbf${UTF8}`, 'text/html; charset=gbk', '我们在中国'],
    ['an unknown name', GBK, 'text/html; charset=x-none', '我们在中国'],
    ['the server before the page', meta('big5') + GBK, 'text/html; charset=gbk', '我们在中国'],
    ['ASCII alone', ascii('hello'), null, 'hello'],
    ['nothing', '', null, ''],
  ])('%s', (_what, hex, contentType, expected) => {
    const text = decodePage(bytes(hex), contentType).replace(/<meta[^>]*>/, '');
    if (expected === undefined) expect(text).toMatch(/^\P{ASCII}我们在中国$/u);
    else expect(text).toBe(expected);
  });
});
