import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NoteNode, parseNote } from '../../../utils/annotation/note-markdown';

/** A tree as HTML would write it, for the eye. */
function written(nodes: NoteNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      const { tag, href, children } = node;
      return `<${tag}${href ? ` ${href}` : ''}>${written(children)}</${tag}>`;
    })
    .join('');
}

describe('parseNote', () => {
  it.each([
    ['第一行', '<p>第一行</p>'],
    ['第一行\n第二行', '<p>第一行<br></br>第二行</p>'],
    ['**重点**和*次要*', '<p><strong>重点</strong>和<em>次要</em></p>'],
    ['- 甲\n- 乙', '<ul><li><p>甲</p></li><li><p>乙</p></li></ul>'],
    ['1. 甲', '<ol><li><p>甲</p></li></ol>'],
    ['> 引文', '<blockquote><p>引文</p></blockquote>'],
    ['`代码`', '<p><code>代码</code></p>'],
    ['# 大字', '<strong>大字</strong>'],
    ['[出处](https://a.cn/1)', '<p><a https://a.cn/1>出处</a></p>'],
    ['[坏](javascript:alert(1))', '<p>[坏](javascript:alert(1))</p>'],
    ['[坏](data:text/html,x)', '<p>[坏](data:text/html,x)</p>'],
    ['[本地](file:///etc)', '<p>[本地](file:///etc)</p>'],
    ['![图](https://a.cn/t.gif)', '<p>!<a https://a.cn/t.gif>图</a></p>'],
    ['<img src=x onerror=alert(1)>', '<p><img src=x onerror=alert(1)></p>'],
    ['', ''],
  ])('reads %j', (note, expected) => {
    expect(written(parseNote(note))).toBe(expected);
  });

  it('gives nothing but known elements, and only web links, of any text', () => {
    const check = (nodes: NoteNode[]): boolean =>
      nodes.every(
        (node) =>
          typeof node === 'string' ||
          (/^(?:p|strong|em|s|code|pre|blockquote|ul|ol|li|br|hr|a)$/.test(node.tag) &&
            (node.href === undefined || /^https?:/i.test(node.href)) &&
            check(node.children)),
      );
    const piece = fc.constantFrom(
      '*',
      '**',
      '`',
      '[',
      '](',
      ')',
      '<',
      '>',
      '# ',
      '- ',
      '\n',
      'javascript:',
      'http://a',
      '甲',
      '!',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => check(parseNote(pieces.join('')))));
  });
});
