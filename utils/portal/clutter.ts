import { nameWords } from '../article/markup-name.ts';
import { createWordFinder } from './words.ts';

/**
 * Clutter as data: what stands on portal pages and is not the essay. Each row says why it is here, in a comment where
 * no trace tells it: this goes into every page. Selectors are general (they name a thing by what CMS authors call it),
 * never one portal's page.
 */

/** Elements that never hold text of the essay, on any page. */
export const SKIPPED_TAGS: ReadonlySet<string> = new Set(
  'script style noscript template iframe frame object embed applet svg math canvas select option textarea button input head link meta audio video nav'.split(
    ' ',
  ),
);

/** Containers in which well-known content management systems print the body and nothing else. */
export const BODY_CONTAINERS: readonly string[] = [
  '#ozoom', // Founder digital newspapers (方正翔宇) wrap the story in founder-content inside #ozoom
  '.TRS_Editor', // TRS WCM, the CMS of most government and party portals
  '.trs_editor_view', // TRS 海云, the successor of TRS WCM
  '#UCAP-CONTENT', // UCAP (开普) government CMS, used by www.gov.cn
  '.view.TRS_UEDITOR', // TRS with UEditor
  '#js_content', // WeChat articles
];

/** Words in id or class that name a region that is not the essay, as `isNamed` takes them. */
export const CLUTTER_NAMES = nameWords(
  'comment pinglun gentie liuyan disqus', // reader comments
  '-share bdshare jiathis fenxiang social', // share bars
  'crumb weizhi dangqian', // the place in the site, the breadcrumb; read as data before
  'sidebar side-bar aside', // side columns
  'related recommend tuijian xgxw xiangguan hotnews hot-news guess', // lists of other articles
  'copyright footer bottom-nav disclaimer', // site footers
  'qrcode erweima ewm', // QR codes
  '-tie- -tiearea reply guestbook', // reader comments, as NetEase and Taiwanese portals name them
  'mood xinqing vote toupiao emotion', // mood votes: 這篇新聞讓您覺得
  'toolbar -tool- -tools- login denglu', // buttons and log-in forms
  'navbar -nav- menu', // menus
  '-ad- -ad# -ads- -ads# advert guanggao banner', // advertisements
  '-page- -pager- -pages- -paging- -pagination- fenye', // page numbers
  '-tag- -tags- -keyword- -keywords-', // keywords
);

/** A short line that begins a block of clutter: everything after it, up to the body's end, is not the essay. */
export const CLUTTER_HEADS: ReadonlySet<string> = new Set(
  [
    // lists of other articles
    '相关阅读 相关新闻 相关报道 相关文章 相关链接 相关专题 相关推荐 相关内容 相关稿件 相关信息 相关评论 延伸阅读 推荐阅读 精彩推荐 热门推荐 热点推荐 推荐新闻 热点新闻 最新新闻 更多新闻 更多阅读 阅读更多 新闻排行 点击排行 热点排行 猜你喜欢 为您推荐 为你推荐 您可能感兴趣的 你可能感兴趣 你可能喜欢 大家都在看 编辑推荐 图片推荐 图片新闻 今日推荐 今日热点 热门文章 热门新闻 最新文章 推荐文章 往期回顾 延伸閱讀 相關新聞 相關報導 相關閱讀 相關文章 相關連結 推薦閱讀 熱門新聞 更多新聞 其他新聞 最新新聞 你可能也想看',
    // tickers, share bars, QR codes, comments
    '即时播报 滚动新闻 即時新聞 关注我们 分享到 分享至 扫一扫 网友评论 我要评论 发表评论 最新评论 网友跟帖 我来说两句 發表評論 網友評論 讀者留言 评论列表 用户评论',
  ].flatMap((words) => words.split(' ')),
);

/** A line of clutter, told by its words. */
export interface ClutterLine {
  pattern: RegExp;
  /**
   * Where a line has none of these words the pattern isn't asked, nor made: browsers make an expression when it is first
   * asked, anew in each page. None of them holds another, which would hide it.
   */
  words: string;
  /** Words that essays use too: a sentence that has them is clutter only behind the essay's last paragraph. */
  closing?: boolean;
  /** Within the essay such a line is never clutter, however short: it may belong to a picture or table there. */
  behind?: boolean;
  reason: string;
}

/**
 * A line that begins so is never the essay's, wherever it stands near an end of the body. None has the flag that makes it
 * heedless of case: with Chinese words and classes in it, such an expression takes browsers twice as long to make.
 */
export const CLUTTER_LINES: readonly ClutterLine[] = [
  {
    pattern:
      /^[（(【[]?(?:版权声明|免责声明|免責聲明|版權聲明|特别声明|郑重声明|本网声明|重要声明|声明[:：])/,
    words: '声明 聲明',
    reason: 'copyright and liability notices',
  },
  {
    pattern: /^(?:凡|本网|本站|以上)?.{0,12}(?:注明|註明).{0,4}[“"「]?.{0,12}(?:来源|來源|稿件|作品)/,
    words: '注明 註明',
    reason: 'the notice 凡本网注明… that mainland portals must print',
  },
  {
    pattern:
      /^[（(【[\s]*(?:责任编辑|責任編輯|责编|编辑|編輯|实习编辑|值班编辑|本文编辑|新闻编辑|网络编辑|本文责编|本文来源|稿源|文章来源|终审|审核|初审|复审|校对|监制)\s*(?:[:：/／]|\s[\u3400-\u9fff]{2,4}[)）\]】]?$)/,
    words: '编辑 編輯 责编 来源 稿源 终审 审核 初审 复审 校对 监制',
    reason: 'closing credits',
  },
  {
    pattern:
      /^(?=.{0,60}$)(?![（(]\s*作者)[（(【[\s]*(?:来源|來源|记者|記者|作者|撰稿|撰文|采写|文字|通讯员|总监制|监制|监审|制片人?|总?策划|统筹|编导|主编|编审|编校|编辑|责编|校对|校审|审签|签发|摄影|摄像|图片|视频|剪辑|设计|美编|制图|制作|海报|值班[主编总任]{2})\s*[:：/／丨｜|∣]\s*[^，。！？；]{1,40}$/,
    behind: true,
    words: ': ： / ／ 丨 ｜ | ∣',
    reason: 'the crew behind the essay, a role a line: 监制丨张三',
  },
  {
    pattern: /^[【[](?:作者|来源|編輯)[:：][^\]】]{0,30}[\]】]$/,
    words: '作者 来源 編輯',
    reason: 'closing credits in brackets: [作者：…]',
  },
  {
    pattern: /^[（(][\u3400-\u9fff]{2,4}\s+(?:编辑|編輯|撰稿|供稿|整理)[)）]$/,
    words: '编辑 編輯 撰稿 供稿 整理',
    reason: 'closing credits: (张三 编辑)',
  },
  {
    pattern:
      /^[【〔[（(]?(?:[\u3400-\u9fff]{0,6}記者)?[\u3400-\u9fff、]{2,12}\s*[/／╱∕]\s*[\u3400-\u9fff]{2,6}(?:報導|報道|报道|電)[】〕\])）]?$/,
    words: '報導 報道 报道 電',
    reason: "the reporter's line of Taiwanese portals, read as data: 記者張三／台北報導",
  },
  {
    pattern: /^(?:(?:上一|首|前)[页頁]|[[\]|…·.\s]|\d{1,3}(?!\d))*(?:下一[页頁]|下[页頁]|[末尾][页頁])/,
    words: '下一 下页 下頁 末页 末頁 尾页 尾頁',
    reason: 'page numbers: 1 2 3 下一页',
  },
  {
    pattern: /^.{2,4}最新[:：]$|关键词[:：]?$|關鍵字[:：]?$|新闻热线[:：]/,
    words: '最新 关键词 關鍵字 新闻热线',
    reason: 'lists of other articles, keywords, hot lines',
  },
  {
    pattern:
      /^(?:分享到|分享至|分享工具|分享|转发|转发到|扫一扫|收藏|打印|纠错|关闭|评论|顶|踩|复制链接|字号|大字|返回顶部|返回首页|举报)[:：\s]*$/,
    words: '分享 转发 扫一扫 收藏 打印 纠错 关闭 评论 顶 踩 复制链接 字号 大字 返回 举报',
    reason: 'buttons',
  },
  {
    pattern: /^【?(?:字体|字號|字号|字體)[:：]?\s*[【[]?(?:大|小)/,
    words: '字体 字號 字号 字體',
    reason: 'font size switch',
  },
  {
    pattern: /^(?:上一篇|下一篇|上一页|下一页|上一頁|下一頁|上一条|下一条)\s*[:：]?/,
    words: '上一 下一',
    reason: 'links to neighbours',
  },
  {
    pattern:
      /[Ii][Cc][Pp]备|公网安备|京[Ii][Cc][Pp]|[Cc](?:opy[Rr]ight|OPYRIGHT) ?©|版权所有|版權所有|[Aa](?:ll|LL) [Rr](?:ights|IGHTS) [Rr](?:eserved|ESERVED)|未经(?:书面)?授权|未經授權|许可证编?号/,
    closing: true,
    words: '备 京I 京i © 版权所有 版權所有 eserved ESERVED 未经 未經 许可证',
    reason: 'site footer',
  },
  {
    pattern:
      /^[\s(（]*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[)）\s]*$|^(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d{2}(?::\d{2})?$/,
    words: '19 20',
    reason: 'a date alone: a list of other articles, or the byline',
  },
  {
    pattern:
      /^[【[]?(?:相关阅读|相关报道|相关新闻|延伸阅读|更多阅读|延伸閱讀|相關新聞|相關報導)[】\]]?[:：].{4,60}$/,
    words: '相关 相關 延伸 更多',
    reason: 'a list of other articles that begins in its own line: 相关阅读：…',
  },
  {
    pattern:
      /^[\u3400-\u9fff]{0,10}[\s,，]*[A-Za-z]{1,12}\.[A-Za-z0-9-]{2,20}\.(?:[Cc](?:om|OM)|[Nn](?:et|ET)|[Oo](?:rg|RG)|[Cc][ANan]|[Hh][Kk]|[Tt][Ww]|[Mm][OYoy]|[Ss][Gg])(?:\.(?:[Cc][Nn]|[Hh][Kk]|[Tt][Ww]))?$/,
    words: '.',
    reason: "the site's name and address between paragraphs, against copying",
  },
  {
    pattern: /^更多.{2,40}请?(?:关注|关註|登录|访问|浏览)\s?(?:[Ww]{3}\.|[Hh]ttps?:)/,
    words: '更多',
    reason: 'calls to visit a site',
  },
  {
    pattern: /^(?:视频|图片|正在|页面)?(?:正在)?(?:加载中?|載入中?)[.…。]*$|^加载更多$/,
    words: '加载 載入',
    reason: 'what players show while they wait',
  },
  {
    pattern:
      /^(?=.{0,60}$)(?:打开|下载|下載|点击下载|立即下载|点我下载).{1,16}(?:客户端|APP|App|新闻|新聞).{0,24}$|(?:點我|点我|立即)(?:下載|下载)\s?APP/,
    words: '下载 下載 打开',
    reason: 'calls to install an app',
  },
  {
    pattern: /^Notice: The content above \(including/,
    words: 'Notice',
    reason: 'the notice of self-media platforms in English, behind the Chinese one',
  },
  {
    pattern: /手机报.{0,16}(?:发送?|编辑短信).{1,12}到\s?1\d{4,}/,
    words: '手机报',
    reason: 'calls to subscribe by text message',
  },
  {
    pattern:
      /^(?=.{0,60}$)(?:訂閱|订阅|.*(?:欢迎订阅|歡迎訂閱)|(?:更多.{0,10})?(?:欢迎(?:关注|加入)|歡迎加入))/,
    words: '订阅 訂閱 欢迎 歡迎',
    reason: 'calls to subscribe',
  },
  {
    pattern: /(?:扫描|扫一扫)(?:下方|左方|右方|上方)?二维码|扫码关注|微信扫一扫/,
    closing: true,
    words: '二维码 扫码 微信',
    reason: 'QR codes',
  },
  {
    pattern: /^(?=.{0,40}$)(?:关注|扫码|扫描|长按).{0,20}(?:二维码|公众号|公號|微信|微博)/,
    words: '二维码 公众号 公號 微信 微博',
    reason: 'calls to follow',
  },
  {
    pattern:
      /^(?:点击|點擊|点此|进入【|更多精彩|欲知更多|了解更多|查看更多|更多.{0,8}请(?:关注|点击)).{0,30}$/,
    words: '点击 點擊 点此 进入【 更多',
    reason: 'calls to click',
  },
  {
    pattern: /(?:仅代表|只代表|纯属|不代表).{0,12}(?:个人|作者|本网|本站).{0,6}(?:观点|立场|意见)/,
    closing: true,
    words: '观点 立场 意见',
    reason: 'liability notice',
  },
];

/** The next of the words of which button rows consist, with the marks before it, or the row's end: 【大 中 小】【打印】【关闭】. */
const NEXT_BUTTON =
  /[\s【】[\]()（）|｜·:：/]*(?:打印本页|列印本文|打印|列印|关闭窗口|关闭|關閉|加入收藏|收藏文章|收藏本文|收藏|分享到|分享|转发|轉寄好友|复制链接|复制|字号|字體|字体|字號|大|中|小|评论|評論|查看|我要评论|我要纠错|纠错|我要挑错|举报|返回顶部|回到页首|返回|推荐|首页|尾页|首頁|上一页|下一页|上一頁|下一頁|末页|繁体|简体|写信|投稿|订阅|微博|微信|朋友圈|人人网|开心网|豆瓣|QQ空间|QQ好友|新浪|腾讯|更多|引用本文|A[+-]|T|\d{1,3}|$)/y;

/** The longest row of buttons looked at. */
const MAX_BUTTON_ROW = 60;
/** Lines longer than this are paragraphs, whatever they begin with. */
const MAX_CLUTTER_LENGTH = 160;
/** A sentence has so many times the characters in Latin letters. */
const LATIN_FACTOR = 2;
/** Notices and calls that stand within an essay are no longer than this; what is longer is its own sentence. */
const MAX_NOTICE_WITHIN = 36;

/** The lines that a word speaks for. */
const LINES_OF = linesByWord();

function linesByWord(): ReadonlyMap<string, readonly ClutterLine[]> {
  const lines = new Map<string, ClutterLine[]>();
  for (const line of CLUTTER_LINES)
    for (const word of line.words.split(' ')) lines.set(word, [...(lines.get(word) ?? []), line]);
  return lines;
}

/** Most lines have none of them. */
const WORDS = createWordFinder(LINES_OF.keys());

/** 声明 alone on its line heads the notices that mainland portals print below the essay. */
export function isNoticeHead(text: string): boolean {
  return text.includes('声明') && /^[\s【[]*(?:版权|免责|特别|郑重|本网|重要)?声明[\s:：】\]]*$/.test(text);
}

/** True for a line that only announces clutter: 相关阅读. */
export function isClutterHead(text: string): boolean {
  return text.length <= 16 && CLUTTER_HEADS.has(text.replace(/[\s:：【】[\]>＞»›·•■◆▼▶|.…]/g, ''));
}

/**
 * Why a line is clutter, or null when it isn't.
 * @param within true for a line that the essay goes on behind.
 */
export function clutterReason(text: string, within = false): string | null {
  const isChinese = /[\u3400-\u9fff]/.test(text);
  if (text.length > MAX_CLUTTER_LENGTH * (isChinese ? 1 : LATIN_FACTOR)) return null;
  if (isButtonRow(text)) return 'buttons';
  const isSentence = within && text.length > MAX_NOTICE_WITHIN;
  const isIt = ({ pattern, closing, behind }: ClutterLine) =>
    !((closing && isSentence) || (behind && within)) && pattern.test(text);
  for (let place = 0; place < text.length; place += 1) {
    for (const word of WORDS.at(text, place)) {
      const found = LINES_OF.get(word)?.find(isIt);
      if (found) return found.reason;
    }
  }
  return null;
}

/** True for a line that is clutter by its words, wherever it stands. */
export function isClutterLine(text: string): boolean {
  return clutterReason(text) !== null;
}

function isButtonRow(text: string): boolean {
  if (text.length > MAX_BUTTON_ROW || /^\d/.test(text)) return false;
  NEXT_BUTTON.lastIndex = 0;
  while (NEXT_BUTTON.test(text)) if (NEXT_BUTTON.lastIndex === text.length) return true;
  return false;
}

/** A closing mark of an essay: 结束 squares of papers and party journals. */
export const END_MARKS = /[\s]*[□■◆◇●▲★☆]+$/;
