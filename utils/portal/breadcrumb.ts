import { collapseSpace } from '../article/text.ts';

/** What stands before a breadcrumb: 您当前的位置 and its many spellings. */
const LEAD =
  /^.{0,10}?(?:位置|位子|当前页面|您现在位于|您在这里|[您你]现在(?!的?位置|所在)|目前在|导航|(?:^|\s)提示)(?:提示)?\s*(?:是|为|在)?\s*[:：>＞]?\s*/;
const SEPARATORS =
  /\s*(?:-+>|>+|＞+|»|›|→|》(?=[^《]*$)|－|\||｜|::|\s\/\s|\/(?!\d)|／|\s\\\s|\s[-–—]+(?=\s))\s*/;
/** Dots set items apart only behind words that announce a breadcrumb: names have them too. */
const DOTS = /\s*·\s*/;
/** 正文 and its kin end a breadcrumb, whatever is printed behind them. */
const LAST_WORDS =
  /^(?:正文|内容|內文|内文|正文页|正文区|浏览文章|文章正文|新闻正文|详细内容|正文内容|本文|新聞內容|新聞|浏览新闻|查看|全文|詳細內容)(?:$|\s)/;
const ENDING = /[\s>＞](?:正文|內文)(?:\s.*)?$/;

/** Of a longer line the rest isn't read: marks without end would be looked at again from each of them. */
const MOST_CHARACTERS = 2000;

/** The longest item of a breadcrumb, in characters; a longer one is a headline. */
const MAX_ITEM_LENGTH = 16;

/**
 * Reads a breadcrumb line (`您当前的位置 : 中国甘肃网 >> 党的建设杂志 >> 党建`), outermost item first, without a
 * final 正文. Empty when the line is none. `title` is the page's headline, which may stand as the last item.
 */
export function parseBreadcrumb(text: string, title: string): string[] {
  const led = LEAD.test(text);
  const plain = collapseSpace(text.slice(0, MOST_CHARACTERS).replace(LEAD, ''));
  const ended = ENDING.test(plain);
  const path = plain.replace(ENDING, '').replace(/[\s>＞|/·–—-]+$/, '');
  // Pictures may stand for the marks: 首页 头条新闻 正文.
  const spaced = ended ? /\s/ : SEPARATORS;
  const items = path
    .split(SEPARATORS.test(path) ? SEPARATORS : led && DOTS.test(path) ? DOTS : spaced)
    .map((item) => item.replace(/^[\s:：]+|[\s:：]+$/g, ''))
    .filter((item) => item !== '');
  if (items.length < 2 && !led && !ended) return [];
  while (items.length > 0) {
    const last = items[items.length - 1] as string;
    if (!LAST_WORDS.test(last) && last !== title && last.length <= MAX_ITEM_LENGTH) break;
    items.pop();
  }
  const enough = items.length >= (led || ended ? 1 : 2);
  return enough && items.every((item) => item.length <= MAX_ITEM_LENGTH) ? items : [];
}

/** True when a line opens with the words that announce a breadcrumb. */
export function announcesBreadcrumb(text: string): boolean {
  return /位置|您现在|你现在|导航|位于/.test(text.slice(0, 12)) && LEAD.test(text);
}

/** True for a line in which items are set apart as in breadcrumbs only. */
export function hasBreadcrumbMarks(text: string): boolean {
  return /[^>]>{1,2}[^>]|＞|»|›|→/.test(text) || ENDING.test(text);
}
