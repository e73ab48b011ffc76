import { moveChildren } from './finish.ts';
import { isClassNamed, nameWords } from './markup-name.ts';
import type { BodyBlock } from './standardize.ts';
import type { Trace } from './trace.ts';

/** The longest caption: agency captions run to about 100 characters. */
const MAX_CAPTION_LENGTH = 120;
/** Where captions are more of the text than this, they are the text. */
const MAX_CAPTION_SHARE = 0.3;
/** A line that nothing but its place makes a caption is no longer than this, and no sentence. */
const MAX_PLAIN_LENGTH = 60;
const SENTENCE = /[。？！」”]$/;
/** What captions begin or end with. */
const CAPTION_WORDS =
  /^(?:图[为：:]|[上下左右]?图[：:\s]|圖[為：:]|图片[：:]|圖說|资料图|資料照|[▲△↑▼↓])|(?:[摄攝]|[供提]图|供圖|资料图|资料图片|图片|制图|提供|翻攝|图\/.{1,12})\s*[)）】]?[。]?$/;
/** How authors' markup names captions. */
const CAPTION_NAMES = nameWords(
  'caption pictext pic-text picdesc imgdesc img-desc imagedesc image-desc photodesc photo-desc tuzhu',
);

/** What opens a caption even where its picture isn't shown. */
const CAPTION_OPENING = /^(?:▲|[圖图]說[:：]|图说[:：])/;

/**
 * Turns the line behind (or right before) a picture into its caption when the page marks it so: by words, by its
 * name, by centring it, or by wrapping both together. Photo news, which is mostly captions, keeps them as its text.
 */
export function markCaptions(blocks: readonly BodyBlock[], core: Element, trace: Trace): void {
  const pairs: { picture?: BodyBlock; caption: BodyBlock }[] = [];
  for (const [index, caption] of blocks.entries()) {
    const picture = blocks[index - 1];
    if (picture?.picture && isCaption(caption, picture, core, blocks[index + 1]))
      pairs.push({ picture, caption });
    else if (saysCaption(caption)) pairs.push({ caption });
  }
  const total = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const captioned = pairs.reduce((sum, { caption }) => sum + caption.text.length, 0);
  if (captioned > total * MAX_CAPTION_SHARE) {
    trace({
      step: 'caption',
      what: `${pairs.length} lines`,
      reason: 'photo news: its captions are its text',
    });
    return;
  }
  for (const { picture, caption } of pairs) {
    trace({
      step: 'caption',
      what: caption.text.slice(0, 60),
      reason: picture ? 'beside a picture' : 'by its words',
    });
    const element = caption.element.ownerDocument.createElement('figcaption');
    moveChildren(caption.element, element);
    const figure = picture?.element ?? element.ownerDocument.createElement('figure');
    if (picture) caption.element.remove();
    else caption.element.replaceWith(figure);
    figure.append(element);
    caption.element = element;
  }
}

/** True for a caption whose picture is not there: the page loads it by script, or prints it elsewhere. */
function saysCaption({ text, picture, source }: BodyBlock): boolean {
  if (picture || text.length > MAX_CAPTION_LENGTH) return false;
  return CAPTION_OPENING.test(text) || (isClassNamed(source, CAPTION_NAMES) && CAPTION_WORDS.test(text));
}

function isCaption(block: BodyBlock, picture: BodyBlock, core: Element, behind?: BodyBlock): boolean {
  const { text, source } = block;
  if (block.picture || text === '' || text.length > MAX_CAPTION_LENGTH) return false;
  if (block.element.localName !== 'p') return block.element.localName === 'figcaption';
  if (CAPTION_WORDS.test(text) || isClassNamed(source, CAPTION_NAMES)) return true;
  if (text.length > MAX_PLAIN_LENGTH || SENTENCE.test(text) || isBold(block.element)) return false;
  // A centred line with another below it is a poem's.
  if (block.centred) return !behind?.centred || behind.picture;
  return sharesWrapper(source, picture.source, core, text.length);
}

/** True for a line that is bold as a whole: a heading below a picture. */
function isBold({ firstElementChild, childNodes }: Element): boolean {
  return childNodes.length === 1 && firstElementChild?.localName === 'strong';
}

/** True when block and picture stand in one wrapper that holds no more than them. */
function sharesWrapper(source: Element, picture: Element, core: Element, length: number): boolean {
  let wrapper: Element | null = source;
  for (let steps = 0; wrapper && steps < 8; steps += 1) {
    if (wrapper === core || !core.contains(wrapper)) return false;
    if (wrapper.contains(picture)) return (wrapper.textContent ?? '').trim().length <= length + 20;
    wrapper = wrapper.parentElement;
  }
  return false;
}
