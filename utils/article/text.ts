import { atOnce, type Steps } from './steps.ts';

/**
 * Canonical text: the blocks of a sanitized body joined by `\n`. Every stored position counts UTF-16 units in it.
 * A block ends wherever a block element begins or ends, and at every `<br>`; a block never holds `\n`.
 */

/** Elements that begin and end a block. Whatever is not named here is inline and never splits a block. */
export const BLOCK_TAGS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center col colgroup dd details dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary ' +
    'table tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** A text node's place in the canonical text: [start, end) in UTF-16 units. */
export interface TextSegment {
  node: Text;
  start: number;
  end: number;
}

/** One block of the canonical text: its text, its place, and the element that holds it. */
export interface TextBlock {
  text: string;
  start: number;
  /** Lower-case tag name of `element`. */
  tag: string;
  element: Element;
  /** True when every character stands inside `<strong>` or `<b>`. */
  bold: boolean;
  /** True when the page centred it: its element has `align="center"`. */
  centred: boolean;
}

/** True for elements that begin and end a block. */
export function isBlock(element: Element): boolean {
  return BLOCK_TAGS.has(element.localName);
}

/** Collapses every run of white space (U+3000 and no-break spaces included) to one space and trims both ends. */
export function collapseSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A text without white space, to compare lines that differ in layout only. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

/** A rendered body's canonical text, with the place of each text node and block in it. */
export interface CanonicalText {
  text: string;
  segments: TextSegment[];
  blocks: TextBlock[];
}

/** The blocks of the canonical text in document order. */
export function blocksOf(root: Element): TextBlock[] {
  return readCanonicalText(root).blocks;
}

/**
 * Reads the canonical text off a rendered body. Over the html of an `Article` the text equals `Article.text`. Linear,
 * and not recursive.
 */
export function readCanonicalText(root: Element): CanonicalText {
  return atOnce(canonicalText(root));
}

/** The same in steps. */
export function* canonicalText(root: Element): Steps<CanonicalText> {
  const parts: string[] = [];
  const segments: TextSegment[] = [];
  const blocks: TextBlock[] = [];
  let length = 0;
  let current: TextBlock | null = null;
  let boldDepth = 0;
  const owners: Element[] = [root];

  const enter = (node: Node): boolean => {
    if (node.nodeType === 3) {
      const data = (node as Text).data;
      if (data === '') return false;
      if (!current) {
        if (blocks.length > 0) {
          parts.push('\n');
          length += 1;
        }
        const element = owners[owners.length - 1] as Element;
        const centred = element.getAttribute('align') === 'center';
        current = { text: '', start: length, tag: element.localName, element, bold: true, centred };
        blocks.push(current);
      }
      current.text += data;
      current.bold &&= boldDepth > 0;
      segments.push({ node: node as Text, start: length, end: length + data.length });
      parts.push(data);
      length += data.length;
      return false;
    }
    if (node.nodeType !== 1) return false;
    const element = node as Element;
    if (element.localName === 'br') current = null;
    else if (isBlock(element)) {
      current = null;
      owners.push(element);
    } else if (isBold(element)) boldDepth += 1;
    return true;
  };
  const leave = (node: Node): void => {
    const element = node as Element;
    if (isBlock(element)) {
      current = null;
      owners.pop();
    } else if (isBold(element)) boldDepth -= 1;
  };
  yield* steppedWalk(root, enter, leave);
  return { text: parts.join(''), segments, blocks };
}

function isBold(element: Element): boolean {
  return element.localName === 'strong' || element.localName === 'b';
}

/** So many nodes are visited in a step. */
const STEP_NODES = 1000;

/**
 * Visits everything below `root` in document order without recursion, so that no depth of nesting overflows the stack.
 * Where `enter` returns false, as it may for a text, what is in the node is skipped and `leave` isn't called.
 */
export function walk(root: Node, enter: (node: Node) => unknown, leave?: (node: Node) => void): void {
  atOnce(steppedWalk(root, enter, leave));
}

/** The same in steps. By a walker: what a form has of its own, its parent too, a page can hide behind a field's name. */
export function* steppedWalk(
  root: Node,
  enter: (node: Node) => unknown,
  leave: (node: Node) => void = () => {},
): Steps<void> {
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root);
  let node = walker.firstChild();
  while (node) {
    node = walkSome(walker, node, enter, leave);
    if (node) yield;
  }
}

/** Visits some nodes; where to go on. No generator: browsers run a plain function quicker. */
function walkSome(
  walker: TreeWalker,
  first: Node,
  enter: (node: Node) => unknown,
  leave: (node: Node) => void,
): Node | null {
  let node = first;
  for (let visited = 0; visited < STEP_NODES; visited += 1) {
    if (enter(node) !== false) {
      const child = walker.firstChild();
      if (child) {
        node = child;
        continue;
      }
      leave(node);
    }
    let next = walker.nextSibling();
    while (!next) {
      const parent = walker.parentNode();
      if (!parent || parent === walker.root) return null;
      leave(parent);
      next = walker.nextSibling();
    }
    node = next;
  }
  return node;
}
