import { findDate, toHalfWidth } from './date.ts';
import { looksLikeName, splitNames, withoutPhotographers } from './names.ts';
import { createWordFinder } from './words.ts';

/** What a byline line says. Empty where it prints nothing, or nothing sure. */
export interface Byline {
  source?: string;
  authors: string[];
  editors: string[];
  publishedAt?: string;
  /** True when the outlet stands there without a label: a labelled one elsewhere is surer. */
  bareSource?: boolean;
}

type Field = 'source' | 'author' | 'editor' | 'other';

/** Labels as portals print them, longest first within a field. `other` labels only end the value before them. */
const LABELS: readonly { field: Field; words: string }[] = [
  {
    field: 'source',
    words:
      '文章来源|新闻来源|信息来源|稿件来源|資料來源|文章來源|新聞來源|来源|來源|稿源|摘自|转自|轉自|出处|出處',
  },
  {
    field: 'editor',
    words:
      '责任编辑|責任編輯|实习编辑|值班编辑|网络编辑|网站编辑|本文编辑|新闻编辑|首席编辑|见习编辑|执行编辑|本文责编|责编|責編|编辑|編輯|实习生编辑',
  },
  {
    field: 'author',
    words:
      '本报记者|本網記者|本报通讯员|实习生|实习记者|见习记者|特约记者|文章作者|作者|记者|記者|通讯员|通訊員|撰稿|撰文|采写|文字',
  },
  {
    field: 'other',
    words:
      '选稿|出版|发布时间|發布時間|发布日期|发表时间|更新时间|更新日期|日期|时间|發表時間|发布者|发布人|发布|发稿|点击数|点击率|点击量|点击|點擊|浏览次数|浏览量|浏览|瀏覽|阅读次数|阅读量|阅读|閱讀|人气|人氣|评论数|评论|評論|字体大小|字体|字號|字号|字體|关键词|關鍵字|栏目|类别|分类|摄影|攝影|摄|校对|审核|终审|监制|美编|视觉|制图|打印|收藏|分享|投稿|跟帖|参与|我要评论|手机看新闻|大中小|标签|原标题|编译|審核|主编',
  },
];
// No loop, and no long list spread, beside the functions of a module: after a hundred turns Firefox compiles what stands
// around it, which is the whole script.
const FIELD_OF: ReadonlyMap<string, Field> = new Map(
  LABELS.flatMap(({ field, words }) => words.split('|').map((word) => [word, field] as const)),
);
const LABEL_WORDS = createWordFinder(FIELD_OF.keys());
/** What makes a label of a word. */
const LABEL_END = /\s{0,3}(?:[:/]|(?=\s|[)\]】]|$))/y;
/** A picture's or a table's 来源 isn't the essay's. */
const OF_OTHERS = ['图片', '圖片', '图', '圖', '数据'];

interface Label {
  word: string;
  /** Where the word begins and what follows the label. */
  start: number;
  end: number;
}

/** The first label of a line from a place on. */
function findLabel(line: string, from: number): Label | undefined {
  for (let start = from; start < line.length; start += 1) {
    for (const word of LABEL_WORDS.at(line, start)) {
      LABEL_END.lastIndex = start + word.length;
      if (LABEL_END.test(line) && !OF_OTHERS.some((other) => line.endsWith(other, start)))
        return { word, start, end: LABEL_END.lastIndex };
    }
  }
  return undefined;
}

function findLabels(line: string): Label[] {
  const labels: Label[] = [];
  for (let label = findLabel(line, 0); label; label = findLabel(line, label.end)) labels.push(label);
  return labels;
}

/** What ends a value besides the next label: brackets, bars, and the buttons printed behind the byline. */
const VALUE_END =
  /[|【】[\]{}()"“”]|\s{2,}|(?:我来说两句|我要|有.{0,6}人参与|参与互动|评论\(|\d+人|查看|打印|收藏|分享|转发|字号|大 ?中 ?小|[<>＜＞》]{2}|T\|T|复制|微博)/;

/** Site addresses that portals print before the date. */
const ADDRESS = /(?:https?:\/\/|www\.)[\w.-]+\/?/g;

/** 文 / 陈小珍. Too short a word for a label among others. */
const TEXT_BY = /(?<=^|\s)文\s?[:/]\s?(?=[\u3400-\u9fff]{2})/;

/**
 * Of a longer line the rest isn't read: no byline with all its buttons comes near it, and a page could print labels and
 * names without end, each of which is looked up among the others.
 */
const MOST_CHARACTERS = 5000;

/**
 * Reads a byline line: `20-08-11 15:52 来源:《党的建设》杂志 编辑:张玉芳` in its many spellings.
 * Half- and full-width marks are the same. An outlet printed without a label beside the date is the source, and a
 * name behind it the author. What is not sure is left out.
 */
export function parseByline(text: string): Byline {
  const plain = withoutPhotographers(
    toHalfWidth(text.slice(0, MOST_CHARACTERS)).replace(ADDRESS, ' '),
  ).replace(TEXT_BY, '作者:');
  const date = findDate(plain);
  // The date is blanked, not cut, so that it ends the value before it.
  const line = date ? `${plain.slice(0, date.start)}  ${plain.slice(date.end)}` : plain;
  const byline: Byline = { authors: [], editors: [] };
  if (date) byline.publishedAt = date.iso;

  let rest = line;
  for (const { field, value, label, end } of labelledValues(line)) {
    if (field === 'source' && !byline.source) {
      const { source, author } = splitSource(value);
      byline.source = source;
      if (author) addNames(byline.authors, author);
    } else if (field === 'author') addNames(byline.authors, value);
    else if (field === 'editor') addNames(byline.editors, value);
    rest = rest.slice(0, label) + ' '.repeat(end - label) + rest.slice(end);
  }
  if (date && !byline.source) readUnlabelled(rest, byline);
  return byline;
}

interface LabelledValue {
  field: Field;
  value: string;
  /** Where the label begins and the value ends in the line. */
  label: number;
  end: number;
}

function labelledValues(line: string): LabelledValue[] {
  const labels = findLabels(line);
  return labels.map(({ word, start, end }, index) => {
    const following = labels[index + 1];
    const next = following?.start ?? line.length;
    const raw = line.slice(end, next).replace(/^[\s:([]+/, '');
    const offset = next - raw.length;
    const stop = raw.search(VALUE_END);
    const value = stop < 0 ? raw : raw.slice(0, stop);
    const field = FIELD_OF.get(word) ?? 'other';
    // 采写：南都见习记者 林子沛: what touches the next role is its outlet, not a name.
    const isOutlet =
      field === 'author' && /[\u3400-\u9fff]$/.test(raw) && /^.{0,2}[记記]者/.test(following?.word ?? '');
    return {
      field: isOutlet ? 'other' : field,
      value: value.trim(),
      label: start,
      end: offset + value.length,
    };
  });
}

/** The longest name of an outlet with its column, seen on portals: 20 characters; longer is a sentence. */
const MAX_SOURCE_LENGTH = 30;

/** Splits the author off that some portals print behind the source without a label: 采财网 廖泽凌. */
function splitSource(value: string): { source?: string; author?: string } {
  const [first = '', second = ''] = value.split(' ');
  const isLatin = /^[\x20-\x7e]+$/.test(value);
  const source = cleanSource(isLatin ? value : first);
  return { source, author: source && looksLikeName(second) ? second : undefined };
}

/** Numbers, parts of addresses, and the words of buttons. */
const NOT_A_SOURCE = /^\d+$|[?=&]|\.(?:asp|php|s?html?)\b|^(?:更多|点击|點擊|查看)/;

function cleanSource(value: string): string | undefined {
  const source = value.replace(/^[-—\s:]+|[-—\s:,.。;]+$/g, '');
  const isNone = source === '' || source.length > MAX_SOURCE_LENGTH || NOT_A_SOURCE.test(source);
  return isNone ? undefined : source;
}

/** How names of outlets and issuing offices end. */
const OUTLET =
  /^(?!原创|分享|关注|手机)[\u3400-\u9fffA-Za-z0-9·—-]{1,18}(?:网|網|报|報|社|台|臺|在线|線上|日报|晚报|早报|晨报|时报|周刊|週刊|杂志|雜誌|新闻|新聞|财经|科技|体育|娱乐|频道|论坛|博客|综合|资讯网|政府|财政部|[部局委厅院]|论坛|网络版|客户端|电视|卫视|官微)(?:微博)?$/;
const NOT_AN_OUTLET = /首页|首頁|返回|手机|客户端$|订阅|我要|论坛首页|高新/;

/** What sets the outlet, its desk and its author apart where no label does: 石佳/中国青年报, 台灣好新聞╱台. */
const TOKEN_ENDS = /[\s|[\]【】()<>/╱:]+/;
/** A desk printed right before its author's name: uho新聞中心林又旻. */
const DESK = /^.{0,10}(?:中心|記者|记者)(?=[\u3400-\u9fff]{2,3}$)/;

function readUnlabelled(rest: string, byline: Byline): void {
  const tokens = rest.split(TOKEN_ENDS).filter((token) => token !== '');
  const index = tokens.findIndex((token) => OUTLET.test(token) && !NOT_AN_OUTLET.test(token));
  if (index < 0) return;
  const outlet = tokens[index] as string;
  byline.source = outlet.replace(/微博$/, '');
  byline.bareSource = true;
  if (byline.authors.length > 0) return;
  const next = (tokens[index + 1] ?? '').replace(DESK, '');
  const before = tokens[index - 1] ?? '';
  if (looksLikeName(next)) byline.authors.push(next);
  else if (looksLikeName(before) && rest.includes(`${before}/${outlet}`)) byline.authors.push(before);
}

function addNames(names: string[], value: string): void {
  for (const name of splitNames(value)) if (!names.includes(name)) names.push(name);
}

/** Longest byline line seen on portals is about 120 characters, with its buttons. */
const MAX_BYLINE_LENGTH = 140;

/** True for a line that is a byline and not a sentence: it prints labels or a date, and little else. */
export function looksLikeByline(text: string): boolean {
  if (text.length > MAX_BYLINE_LENGTH || /[。！？]/.test(text)) return false;
  const plain = toHalfWidth(text).replace(ADDRESS, '').trim();
  const date = findDate(plain);
  if (!date) {
    const label = text.length < 60 ? findLabel(plain, 0) : undefined;
    return label !== undefined && label.start <= 8;
  }
  const others = plain.slice(0, date.start) + plain.slice(date.end);
  const rest = others.length;
  if (rest < 12 || (date.start <= 30 && rest < 40 && !/[,;]/.test(others))) return true;
  return rest < 110 && findLabel(plain, 0) !== undefined;
}
