import { collapseSpace } from '../article/text.ts';

/** What stands before a breadcrumb. */
const LEAD =
  /^.{0,6}?(?:您?(?:现在|当前|目前|所在|現在|目前)?(?:所在)?的?(?:当前|所在)?(?:位置|位子)(?:是|为)?|当前页面?|您现在位于|您当前位于|當前位置|目前位置|你的位置|您的位置|您在这里)\s*[:：]?\s*/;
const SEPARATORS = /\s*(?:-+>|>+|＞+|»|›|→|》(?=[^《]*$)|\||｜|\/|::)\s*/;
const LAST_WORDS =
  /^(?:正文|内容|正文页|浏览文章|文章正文|新闻正文|详细内容|正文内容|本文|新聞內容|浏览新闻|查看)$/;

/** The longest item of a breadcrumb, in characters; a longer one is a headline. */
const MAX_ITEM_LENGTH = 16;

/**
 * Reads a breadcrumb line (`您当前的位置 : 中国甘肃网 >> 党的建设杂志 >> 党建`), outermost item first.
 * Empty when the line is none. `title` is the page's headline, which may stand as the last item.
 */
export function parseBreadcrumb(text: string, title: string): string[] {
  const led = LEAD.test(text);
  const items = collapseSpace(text.replace(LEAD, ''))
    .split(SEPARATORS)
    .map((item) => item.replace(/^[\s:：]+|[\s:：]+$/g, ''))
    .filter((item) => item !== '');
  if (items.length < 2 && !led) return [];
  while (items.length > 0) {
    const last = items[items.length - 1] as string;
    if (!LAST_WORDS.test(last) && last !== title) break;
    items.pop();
  }
  return items.every((item) => item.length <= MAX_ITEM_LENGTH) && items.length >= (led ? 1 : 2) ? items : [];
}

/** True when a line opens with the words that announce a breadcrumb. */
export function announcesBreadcrumb(text: string): boolean {
  return LEAD.test(text);
}
