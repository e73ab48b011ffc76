import { toHalfWidth } from './date.ts';
import { looksLikeName, splitNames, withoutPhotographers } from './names.ts';
import { findWorded, type Worded, worded } from './worded.ts';

/** Who wrote and edited an essay, as its own text says. */
export interface Credits {
  authors: string[];
  editors: string[];
}

/** Credits that open a report, in its first paragraphs. Each spelling names its group of names. */
const OPENING: readonly Worded[] = [
  // 新华社深圳5月12日电（记者戴小河、印朋） and 本报讯 (记者/钟啸 通讯员/王海军)
  worded('记者 記者 通讯员', /[(]\s*(?:[^()]{0,10}?)(?:记者|記者|通讯员)[\s/:]*(?<names>[^()]{2,40})[)]/),
  // 【王己由／台北報導】 and 石文南／台北報導
  worded(
    '報導 报道 電',
    /^[【[(]?(?:[^\s/【]{2,6}\s)?(?<names>[\u3400-\u9fff、]{2,16})\/[\u3400-\u9fff]{2,4}(?:報導|报道|電)/,
  ),
  // 【台灣醒報記者林宜靜台北報導】 and （中央社記者劉世怡台北11日電）
  worded(
    '電 報導 报道',
    /[【([][^【】()]{0,12}(?:記者|记者)(?<names>[\u3400-\u9fff]{2,3}?)(?:[\u3400-\u9fff]{2})?(?:\d{1,2}日)?(?:電|報導|报道|綜合報導)/,
  ),
  // 环球网实习记者胥文琦1月12日报道
  worded(
    '日报道 日電 日电 日報導',
    /(?:记者|記者)(?<names>[\u3400-\u9fff]{2,3}?)(?:\d{1,2}月\d{1,2}日)(?:报道|電|电|報導)/,
  ),
  // 大江网讯 实习生吴梦丽、记者喻云亮报道：
  worded(
    '报道: 报道,',
    /(?:实习生|记者|通讯员)\s?(?<names>[\u3400-\u9fff]{2,4}(?:、(?:记者|实习生|通讯员)?[\u3400-\u9fff]{2,4}){0,4}?)(?:摄影)?报道[:,]/,
  ),
  // 网易娱乐1月17日报道 (文/小易)
  worded('(文/', /[(]文\/(?<names>[\u3400-\u9fff]{2,4})[)]/),
  // 本报记者 邓红阳, alone on its line
  worded(
    '记者 記者 实习生',
    /^(?:本报|本報|本网|本刊|见习|实习)?(?:记者|記者|实习生)[\s/:]*(?<names>[^。,]{2,20})$/,
  ),
  worded(
    '文/ 文:',
    /^文[/:]\s*(?:图[/:]?)?\s*(?:[^\s]{0,8}(?:记者|記者))?\s*(?<names>[\u3400-\u9fff、\s]{2,16})$/,
  ),
];

/** Credits that close an essay, at the end of its last lines. */
const CLOSING: readonly { field: keyof Credits; pattern: Worded }[] = [
  {
    field: 'editors',
    pattern: worded(
      '编辑 編輯 责编',
      /[(]\s*(?:责任|責任|实习|实习生)?(?:编辑|編輯|责编)[\s:/]*(?<names>[^()]{2,20})[)]$/,
    ),
  },
  {
    field: 'editors',
    pattern: worded('编辑 編輯', /[(]\s*(?<names>[\u3400-\u9fff]{2,4})\s+(?:编辑|編輯)\s*[)]$/),
  },
  {
    field: 'authors',
    pattern: worded(
      '记者 記者 文 作者 编译 撰文 通讯员',
      /[(]\s*(?:[^()\s]{0,8})?(?:(?:记者|記者)[\s:/]*|(?:文|作者|编译|撰文|通讯员)[\s:/]+)(?<names>[^()]{2,20})[)]$/,
    ),
  },
  {
    field: 'authors',
    pattern: worded(
      '编译 編譯 发自 整理 撰稿 文',
      /[(]\s*(?<names>[\u3400-\u9fffA-Za-z]{2,4})(?:\s*\/\s*|\s+)(?:编译|編譯|发自.{2,4}|整理|撰稿|文)\s*[)]$/,
    ),
  },
  {
    field: 'authors',
    pattern: worded(
      '報導',
      /^[^。]{4,14}(?:電台|电台|電視)(?<names>[\u3400-\u9fff、]{2,12}?)(?:[\u3400-\u9fff]{2,4}採訪)?報導。?$/,
    ),
  },
];
/** Credits that stand on a line of their own anywhere in the essay: before a box of facts, below a picture. */
const OWN_LINE: readonly RegExp[] = [
  /^(?:采写|采访|撰文|撰稿|文|作者)\s*[:/]\s*(?<names>[^。,;\d]{2,30})$/,
  /^[^\s。,]{0,8}(?:记者|記者)\s+(?<names>[\u3400-\u9fff\s、]{2,20})$/,
  // 华西都市报记者彭晗侯婷婷摄影吕甲
  /^[\u3400-\u9fff]{2,8}记者(?<names>[\u3400-\u9fff、]{2,9}?)(?:摄影[\u3400-\u9fff、]{2,8})?$/,
  // 記者張志雄 張梓嘉 嘉義報導
  /^記者(?<names>[\u3400-\u9fff]{2,4}(?:\s[\u3400-\u9fff]{2,4}){0,3})\s+[\u3400-\u9fff]{2}報導$/,
];
/** The longest line that is nothing but credits. */
const MAX_OWN_LINE = 40;
/** A name alone in brackets behind the last sentence is its author's, a pen name too: （李妍）. */
const SIGNATURE = /(?<end>[。!?”」…]?)[(](?<names>[\u3400-\u9fff]{2,3})[)]$/;
const NO_SIGNATURE = /完|待续|待續|下同|[图圖]|见|資料|资料|略|上接|下转/;

/** What all of these name. */
const ANY_OWN_LINE = /[记記]者|采写|采访|撰文|撰稿|文|作者/;

/** How many lines open a report, and how many close it. */
const OPENING_LINES = 3;
const CLOSING_LINES = 4;

/** Reads the credits that an essay's own lines carry. Unsure means nothing. */
export function readCredits(lines: readonly string[]): Credits {
  const credits: Credits = { authors: [], editors: [] };
  for (const text of lines.slice(0, OPENING_LINES)) {
    if (credits.authors.length > 0) break;
    const opening = withoutPhotographers(toHalfWidth(text.slice(0, 90))).trim();
    for (const pattern of OPENING) {
      credits.authors = namesOf(findWorded(pattern, opening));
      if (credits.authors.length > 0) break;
    }
  }
  for (const text of lines.slice(-CLOSING_LINES).reverse()) {
    const closing = toHalfWidth(text.slice(-60))
      .trim()
      .replace(/[□■◆\s]+$/, '');
    for (const { field, pattern } of CLOSING) {
      if (credits[field].length === 0)
        credits[field] = namesOf(findWorded(pattern, closing.replace(/。$/, '')));
    }
    if (credits.authors.length === 0) credits.authors = readSignature(closing);
  }
  if (credits.authors.length === 0) credits.authors = readOwnLine(lines);
  return credits;
}

function readSignature(closing: string): string[] {
  const { names = '', end } = SIGNATURE.exec(closing)?.groups ?? {};
  if (names === '' || NO_SIGNATURE.test(names)) return [];
  return looksLikeName(names) || (end !== '' && closing.length > 20) ? splitNames(names) : [];
}

function readOwnLine(lines: readonly string[]): string[] {
  for (const text of lines) {
    if (text.length > MAX_OWN_LINE || !ANY_OWN_LINE.test(text)) continue;
    const line = withoutPhotographers(toHalfWidth(text)).trim();
    for (const pattern of OWN_LINE) {
      const names = namesOf(pattern.exec(line));
      if (names.length > 0) return names;
    }
  }
  return [];
}

function namesOf(match: RegExpExecArray | null): string[] {
  return match?.groups?.names
    ? splitNames(match.groups.names.replace(/(?:通讯员|记者|編輯|编辑|整合|摄影|实习生)[/:]?/g, ' '))
    : [];
}
