import { toHalfWidth } from './date.ts';
import { looksLikeName, splitNames } from './names.ts';

/** Who wrote and edited an essay, as its own text says. */
export interface Credits {
  authors: string[];
  editors: string[];
}

/** Credits that open a report, in its first paragraphs. Each spelling names its group of names. */
const OPENING: readonly RegExp[] = [
  // 新华社深圳5月12日电（记者戴小河、印朋） and 本报讯 (记者/钟啸 通讯员/王海军)
  /[(]\s*(?:[^()]{0,10}?)(?:记者|記者|通讯员)[\s/:]*(?<names>[^()]{2,40})[)]/,
  // 【王己由／台北報導】 and 石文南／台北報導
  /^[【[(]?(?:[^\s/【]{2,6}\s)?(?<names>[\u3400-\u9fff、]{2,16})\/[\u3400-\u9fff]{2,4}(?:報導|报道|電)/,
  // 【台灣醒報記者林宜靜台北報導】 and （中央社記者劉世怡台北11日電）
  /[【([][^【】()]{0,12}(?:記者|记者)(?<names>[\u3400-\u9fff]{2,3}?)(?:[\u3400-\u9fff]{2})?(?:\d{1,2}日)?(?:電|報導|报道|綜合報導)/,
  // 环球网实习记者胥文琦1月12日报道
  /(?:记者|記者)(?<names>[\u3400-\u9fff]{2,3}?)(?:\d{1,2}月\d{1,2}日)(?:报道|電|电|報導)/,
  // 本报记者 邓红阳, alone on its line
  /^(?:本报|本報|本网|本刊|见习|实习)?(?:记者|記者|实习生)[\s/:]*(?<names>[^。,]{2,20})$/,
  /^文[/:]\s*(?:图[/:]?)?\s*(?:[^\s]{0,8}(?:记者|記者))?\s*(?<names>[\u3400-\u9fff、\s]{2,16})$/,
];

/** Credits that close an essay, at the end of its last lines. */
const CLOSING: readonly { field: keyof Credits; pattern: RegExp }[] = [
  {
    field: 'editors',
    pattern: /[(]\s*(?:责任|責任|实习|实习生)?(?:编辑|編輯|责编)[\s:/]*(?<names>[^()]{2,20})[)]$/,
  },
  { field: 'editors', pattern: /[(]\s*(?<names>[\u3400-\u9fff]{2,4})\s+(?:编辑|編輯)\s*[)]$/ },
  {
    field: 'authors',
    pattern: /[(]\s*(?:[^()\s]{0,8})?(?:记者|記者|文|作者|编译|撰文|通讯员)[\s:/]+(?<names>[^()]{2,20})[)]$/,
  },
  {
    field: 'authors',
    pattern:
      /[(]\s*(?<names>[\u3400-\u9fffA-Za-z]{2,4})(?:\s*\/\s*|\s+)(?:编译|編譯|发自.{2,4}|整理|文)\s*[)]$/,
  },
  { field: 'authors', pattern: /^(?:采写|采访|撰文|撰稿|文)\s*[:/]\s*(?<names>.{2,30})$/ },
  { field: 'authors', pattern: /^[^\s。]{0,8}(?:记者|記者)\s+(?<names>[\u3400-\u9fff\s、]{2,20})$/ },
  {
    field: 'authors',
    pattern:
      /^[^。]{4,14}(?:電台|电台|電視)(?<names>[\u3400-\u9fff、]{2,12}?)(?:[\u3400-\u9fff]{2,4}採訪)?報導。?$/,
  },
];
/** A name alone in brackets at the end of the last paragraph is its author's: （李妍）. */
const SIGNATURE = /[(](?<names>[\u3400-\u9fff]{2,3})[)]$/;

/** How many lines open a report, and how many close it. */
const OPENING_LINES = 3;
const CLOSING_LINES = 4;

/** Reads the credits that an essay's own lines carry. Unsure means nothing. */
export function readCredits(lines: readonly string[]): Credits {
  const credits: Credits = { authors: [], editors: [] };
  for (const text of lines.slice(0, OPENING_LINES)) {
    if (credits.authors.length > 0) break;
    const opening = toHalfWidth(text.slice(0, 90)).trim();
    for (const pattern of OPENING) {
      credits.authors = namesOf(pattern.exec(opening));
      if (credits.authors.length > 0) break;
    }
  }
  for (const text of lines.slice(-CLOSING_LINES).reverse()) {
    const closing = toHalfWidth(text.slice(-60))
      .trim()
      .replace(/[。□■◆\s]+$/, '');
    for (const { field, pattern } of CLOSING) {
      if (credits[field].length === 0) credits[field] = namesOf(pattern.exec(closing));
    }
    const signature = SIGNATURE.exec(closing)?.groups?.names;
    if (credits.authors.length === 0 && signature && looksLikeName(signature)) credits.authors = [signature];
  }
  return credits;
}

function namesOf(match: RegExpExecArray | null): string[] {
  return match?.groups?.names
    ? splitNames(match.groups.names.replace(/(?:通讯员|记者|編輯|编辑|整合|摄影|实习生)[/:]?/g, ' '))
    : [];
}
