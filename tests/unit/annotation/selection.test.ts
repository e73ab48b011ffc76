// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { rangeOfSpan, spanOfRange } from '../../../utils/annotation/selection';
import { readCanonicalText } from '../../../utils/article/text';

/**
 * The essay inside its reading view. Its text:
 * `标题一` (0–3) `\n` `要坚持学习，学思践悟。` (4–15) `\n` `第一项` (16–19) `\n` `第二项` (20–23) `\n` `末段 完` (24–28)
 */
const PAGE = `
<nav id="bar">工具栏</nav>
<article id="body"><h2 id="title">标题一</h2><p id="inline">要<strong id="strong">坚持<em id="em">学习</em></strong>，学<a id="link" href="#">思践</a>悟。</p><ul id="list"><li id="first">第一项</li><li id="second">第二项</li></ul><p id="last">末段 完</p></article>
<aside id="notes">批注栏</aside>`;
const TEXT = '标题一\n要坚持学习，学思践悟。\n第一项\n第二项\n末段 完';

let segments: ReturnType<typeof readCanonicalText>['segments'];

beforeEach(() => {
  document.body.innerHTML = PAGE;
  const read = readCanonicalText(element('body'));
  expect(read.text).toBe(TEXT);
  ({ segments } = read);
});

function element(id: string): Element {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

/** A DOM point: `em.0:1` is offset 1 in the first child of #em, `em:1` lies between the children of #em. */
function point(place: string): [Node, number] {
  const [path = '', offset] = place.split(':');
  const [id = '', child] = path.split('.');
  const container = child === undefined ? element(id) : element(id).childNodes[Number(child)];
  if (!container) throw new Error(`no ${place}`);
  return [container, Number(offset)];
}

function rangeOf(start: string, end: string): Range {
  const range = document.createRange();
  range.setStart(...point(start));
  range.setEnd(...point(end));
  return range;
}

describe('spanOfRange', () => {
  it.each<[string, string, string, string | undefined]>([
    ['inside one text', 'inline.2:1', 'inline.2:2', '学'],
    ['across nested inline elements', 'inline.0:0', 'link.0:1', '要坚持学习，学思'],
    ['from an inner element to an outer one', 'em.0:1', 'inline.2:1', '习，'],
    ['between an element’s children', 'strong:0', 'strong:2', '坚持学习'],
    ['from behind a child to before the next', 'strong:1', 'inline:2', '学习'],
    ['a whole block by its element', 'inline:0', 'inline:5', '要坚持学习，学思践悟。'],
    ['a whole block by its parent', 'body:1', 'body:2', '要坚持学习，学思践悟。'],
    ['two items of a list by the list', 'list:0', 'list:2', '第一项\n第二项'],
    ['from block to block', 'title.0:2', 'inline.0:1', '一\n要'],
    ['over several blocks', 'inline.4:0', 'second.0:2', '悟。\n第一项\n第二'],
    ['to the start of the next block (a triple click): without the break', 'title.0:0', 'inline:0', '标题一'],
    ['to the start of the next block’s text', 'title.0:0', 'inline.0:0', '标题一'],
    ['from the end of the block before', 'title.0:3', 'inline.0:1', '要'],
    ['with a space at its end', 'last.0:0', 'last.0:3', '末段'],
    ['with a space at its start', 'last.0:2', 'last.0:4', '完'],
    ['from outside, before', 'bar.0:0', 'title.0:2', '标题'],
    ['to outside, behind', 'last.0:3', 'notes.0:2', '完'],
    ['all of it and more', 'bar.0:0', 'notes.0:3', TEXT],
    ['of nothing', 'link.0:1', 'link.0:1', undefined],
    ['of white space alone', 'last.0:2', 'last.0:3', undefined],
    ['of a break between blocks', 'title.0:3', 'inline.0:0', undefined],
    ['wholly before the essay', 'bar.0:0', 'bar.0:3', undefined],
    ['wholly behind the essay', 'notes.0:0', 'notes.0:3', undefined],
  ])('%s', (_, start, end, expected) => {
    const span = spanOfRange(segments, rangeOf(start, end));
    expect(span && TEXT.slice(span.start, span.end)).toBe(expected);
  });

  it('tells the places of a repeated word apart', () => {
    expect(spanOfRange(segments, rangeOf('em.0:0', 'em.0:1'))).toEqual({ start: 7, end: 8 });
    expect(spanOfRange(segments, rangeOf('inline.2:1', 'inline.2:2'))).toEqual({ start: 10, end: 11 });
  });

  it('gives nothing over an essay without text', () => {
    expect(spanOfRange([], rangeOf('bar.0:0', 'bar.0:2'))).toBeUndefined();
  });

  it('gives nothing where an end stands in another tree', () => {
    const shadow = element('notes').attachShadow({ mode: 'open' });
    shadow.innerHTML = '<p>另一处</p>';
    const [startContainer, startOffset] = point('em.0:0');
    const endContainer = shadow.firstElementChild as Node;
    const across = { startContainer, startOffset, endContainer, endOffset: 1, collapsed: false };
    expect(spanOfRange(segments, across)).toBeUndefined();
  });
});

describe('rangeOfSpan', () => {
  it.each([
    ['inside one text', '践', ['link.0:1', 'link.0:2']],
    ['across inline elements', '持学习，', ['strong.0:1', 'inline.2:1']],
    ['a text node whole: its own ends, not its neighbours’', '学习', ['em.0:0', 'em.0:2']],
    ['over blocks', '项\n第二', ['first.0:2', 'second.0:2']],
    ['from a break', '\n第一项', ['first.0:0', 'first.0:3']],
    ['to a break', '第一项\n', ['first.0:0', 'second.0:0']],
    ['the whole text', TEXT, ['title.0:0', 'last.0:4']],
  ])('%s', (_, quote, [start = '', end = '']) => {
    const from = TEXT.indexOf(quote);
    const range = rangeOfSpan(segments, { start: from, end: from + quote.length });
    expect([range?.startContainer, range?.startOffset]).toEqual(point(start));
    expect([range?.endContainer, range?.endOffset]).toEqual(point(end));
  });

  it.each([
    ['nothing', 3, 3],
    ['a span turned round', 5, 3],
    ['a place behind the text', 100, 101],
    ['a span that ends behind the text', 24, 29],
  ])('gives nothing for %s', (_, start, end) => {
    expect(rangeOfSpan(segments, { start, end })).toBeUndefined();
  });

  it('gives nothing over an essay without text', () => {
    expect(rangeOfSpan([], { start: 0, end: 1 })).toBeUndefined();
  });

  it('and spanOfRange undo each other, for every stretch without space at its ends', () => {
    for (let start = 0; start < TEXT.length; start += 1) {
      for (let end = start + 1; end <= TEXT.length; end += 1) {
        if (TEXT.slice(start, end).trim().length !== end - start) continue;
        const range = rangeOfSpan(segments, { start, end }) as Range;
        expect(spanOfRange(segments, range)).toEqual({ start, end });
      }
    }
  });
});
