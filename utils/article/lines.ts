import { SKIPPED_TAGS } from '../portal/clutter.ts';
import type { Steps } from './steps.ts';
import { BLOCK_TAGS, collapseSpace, steppedWalk } from './text.ts';

/** A line of a page as its markup breaks it: text between two block boundaries or `<br>`s. */
export interface Line {
  text: string;
  /** Nearest block element around the line. */
  element: Element;
  /** Innermost element around the line's first text. */
  inner: Element;
  /** Characters of `text` that are links. */
  linkLength: number;
}

/** Sentence punctuation: what running text has and menus have not. 、 is left out: keyword lists are full of it. */
const SENTENCE_MARK = /[，。；：？！,;?!]/;
const SENTENCE_MARKS = new RegExp(SENTENCE_MARK, 'g');

/** True for a text with a sentence mark. */
export function hasMark(text: string): boolean {
  return SENTENCE_MARK.test(text);
}

/** How many sentence marks a text has. */
export function countMarks(text: string): number {
  return text.match(SENTENCE_MARKS)?.length ?? 0;
}

/** Asked and told by `readLines`, so that callers can sum on the way. */
export interface LineVisitor {
  /** Whether nothing in an element is read. */
  isHidden(element: Element): boolean;
  line(line: Line): void;
  /** Told of each element that may hold lines, behind those in it. */
  leave(element: Element): void;
}

/** Reads a page's lines in document order, skipping what is never text. Linear and not recursive. */
export function* readLines(root: Element, visitor: LineVisitor): Steps<void> {
  let parts: string[] = [];
  let linkLength = 0;
  const links: Element[] = [];
  let inner: Element | null = null;
  let owner: Element = root;
  const owners: Element[] = [root];

  const flush = (): void => {
    if (parts.length > 0 && inner) {
      const text = collapseSpace(parts.join(''));
      if (text !== '')
        visitor.line({ text, element: owner, inner, linkLength: Math.min(linkLength, text.length) });
    }
    parts = [];
    linkLength = 0;
    inner = null;
  };
  const read = (data: string, within: Element, isLinked: boolean): void => {
    if (!inner) {
      inner = within;
      owner = owners[owners.length - 1] as Element;
    }
    parts.push(data);
    if (isLinked) linkLength += data.trim().length;
  };
  /** No line begins with white space, and most of a page's text nodes are nothing else. */
  const isRead = (data: string): boolean => inner !== null || data.trim() !== '';
  /** Most elements of a page hold nothing but text: their text nodes needn't be made objects of. */
  const readLeaf = (element: Element, tag: string): void => {
    const text = element.textContent ?? '';
    const isBlockLeaf = BLOCK_TAGS.has(tag);
    if (isBlockLeaf) {
      flush();
      owners.push(element);
    }
    if (isRead(text)) read(text, element, links.length > 0 || (tag === 'a' && isLink(element)));
    if (!isBlockLeaf) return;
    flush();
    owners.pop();
    visitor.leave(element);
  };
  const enter = (node: Node): boolean => {
    if (node.nodeType === 3) {
      const { data } = node as Text;
      if (isRead(data)) read(data, node.parentElement as Element, links.length > 0);
      return false;
    }
    if (node.nodeType !== 1) return false;
    const element = node as Element;
    const tag = element.localName;
    if (SKIPPED_TAGS.has(tag) || visitor.isHidden(element)) return false;
    if (tag === 'br') flush();
    // Of a form a page can hide its text behind a field of that name.
    else if (tag !== 'form' && !element.firstElementChild) {
      readLeaf(element, tag);
      return false;
    } else if (tag === 'a' && isLink(element)) links.push(element);
    else if (BLOCK_TAGS.has(tag)) {
      flush();
      owners.push(element);
    }
    return true;
  };
  const leave = (node: Node): void => {
    if (links[links.length - 1] === node) links.pop();
    else if (owners[owners.length - 1] === node) {
      flush();
      owners.pop();
    }
    visitor.leave(node as Element);
  };
  yield* steppedWalk(root, enter, leave);
  flush();
}

/**
 * The elements below `root` that the markup itself hides. Style sheets aren't asked: the document may be inert. All at
 * once: to ask each element of a page for two attributes takes longer than to have the browser look for those.
 */
export function findHidden(root: Element): ReadonlySet<Element> {
  const hidden = [...root.querySelectorAll('[hidden], [style*="display" i]')];
  return new Set(
    hidden.filter(
      (element) =>
        element.hasAttribute('hidden') || /display\s*:\s*none/i.test(element.getAttribute('style') ?? ''),
    ),
  );
}

/** A link to elsewhere is shorter than this; a longer one is a tag left open around a whole essay. */
const MAX_LINK_LENGTH = 200;

/** True for a link, false for an anchor and for a tag left open. */
export function isLink(element: Element): boolean {
  return (
    element.localName === 'a' &&
    element.hasAttribute('href') &&
    (element.textContent ?? '').length <= MAX_LINK_LENGTH
  );
}
