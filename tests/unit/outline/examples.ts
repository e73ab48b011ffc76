import type { OutlineNode } from '../../../utils/article/types.ts';
import type { OutlineBlock } from '../../../utils/outline/build.ts';

/** A paragraph of text without numbering. */
export const BODY = '这里是这一节的正文，说明了事情的来龙去脉，也举了几个例子。';

/** One block a line; a leading * makes it bold, ^ centred, # to ###### a heading, | a table cell, > a quotation. */
export function blocks(lines: readonly string[]): OutlineBlock[] {
  let start = 0;
  return lines.map((line) => {
    const sign = /^(?:\*|\^|#+|\||>)/.exec(line)?.[0] ?? '';
    const text = line.slice(sign.length);
    const tag = { '': 'p', '*': 'p', '^': 'p', '|': 'td', '>': 'blockquote' }[sign] ?? `h${sign.length}`;
    const block = { text, start, tag, bold: sign === '*', centred: sign === '^' };
    start += text.length + 1;
    return block;
  });
}

/** A tree as lines: level, numbering, title. */
export function rows(nodes: readonly OutlineNode[]): string[] {
  return nodes.flatMap((node) => [`${node.level} ${node.numbering}|${node.title}`, ...rows(node.children)]);
}
