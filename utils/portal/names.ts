/** Roles and outlets printed before a name and not part of it. */
const ROLE =
  /^(?:[\u3400-\u9fffA-Za-z]{0,10}(?:记者|記者|通讯员|通訊員|特派员)|本报讯|本报|本報|本刊|本网|作者|实习编辑|责任编辑|責任編輯|编辑|編輯|责编|编译|文|图|撰文|采写|翻译)[/:]?/;
/** A code that some systems glue on a name: 李曦_NN2587. */
const STAFF_CODE = /[_\s]?[A-Z]{1,3}\d{2,}$/;
/** A name of Chinese characters; names of other peoples are written with a middle dot. */
const CHINESE_NAME = /^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8})+$/;
const LATIN_NAME = /^[A-Za-z][A-Za-z0-9.'_-]{1,30}$/;
/** Where platforms say that an account writes from; 江西 and 安徽 begin like names. */
const PROVINCE =
  /^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)$/;
const NOT_A_NAME =
  /^[AaPp][Mm]$|关注|佚名|未知|匿名|[Aa](?:dmin|DMIN)|本站|原创|网络|不详|综合|整理|来源|报道|報導|摄影|编译|转载|手机|职员|職員|字号|字號|大小|网友|評論|评论|供稿|供图|中心|日报|晚报|新闻|新聞|记者|社区|公司|大学|网$|報$|报$|社$|台$|北京|上海|江蘇|电$/;

/**
 * The 250 most frequent surnames of mainland China and Taiwan (national name reports of 2018 and later), simplified
 * and traditional, with the common compound ones. They tell names run together apart: 谭飞王艳明闫鹃.
 */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边闫肖付娄邬冀郎晏禤胥竺郁储戚印仲闻党宫鞠阚印滕滿冷卓楼麦臧占米练靖来连喻邝储慕桑池展伏沙仇麻蒲苟农' +
  '張劉陳楊趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鐘陸顧龍萬錢湯喬賀賴龔龐蘭嚴溫盧韋畢聶叢齊莊塗時關紀項陽衛單寧閔華車邊婁鄔鄒譚實蔚鍾簡藍游巫紅';
const COMPOUND_SURNAME = /^(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|歐陽|諸葛|東方)/;

/** 图/本报记者 王小伟: who took the pictures. */
const PHOTOGRAPHER =
  /(?<=^|\s)[图圖]\s?[/:]\s?(?:[^\s/:]{0,6}[记記]者[\s/:]{0,2})?[\u3400-\u9fff]{2,4}(?=\s|$)/g;

/** A half-width line without those who took the pictures: they are not its authors. */
export function withoutPhotographers(line: string): string {
  return line.includes('图') || line.includes('圖') ? line.replace(PHOTOGRAPHER, ' ') : line;
}

/** True for a text that is a person's name by its surname: two or three characters, four after a compound surname. */
export function looksLikeName(text: string): boolean {
  if (!/^[\u3400-\u9fff]{2,4}$/.test(text)) return false;
  const hasSurname = COMPOUND_SURNAME.test(text)
    ? text.length >= 3
    : text.length <= 3 && SURNAMES.includes(text.charAt(0));
  return hasSurname && !NOT_A_NAME.test(text) && !PROVINCE.test(text);
}

/**
 * Splits what is printed behind 作者 or 编辑 into names. What doesn't look like a name is left out.
 */
export function splitNames(value: string): string[] {
  const names: string[] = [];
  const pieces = joinSpacedNames(
    value.split(/[、,;&|]+|\s+|\/(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]{2})和(?=[\u3400-\u9fff]{2})/),
  );
  for (const piece of pieces) {
    const name = piece
      .replace(/[(（].*$/, '')
      .replace(ROLE, '')
      .replace(STAFF_CODE, '')
      .replace(/(?<![.。:)）])[.。:)）]+$/, '');
    if (NOT_A_NAME.test(name) || PROVINCE.test(name)) continue;
    if (/^[\u3400-\u9fff]{4,12}$/.test(name)) names.push(...splitRunTogether(name));
    else if (CHINESE_NAME.test(name) || LATIN_NAME.test(name)) names.push(name);
  }
  return names;
}

/** A two-character name is printed with a space in it to fill three places: 蒋 凌. */
function joinSpacedNames(pieces: readonly string[]): string[] {
  const joined: string[] = [];
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    if (last !== undefined && last.length === 1 && piece.length === 1)
      joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  return joined;
}

/** Names run together, told apart by their surnames; none when that is not possible in one way only. */
function splitRunTogether(text: string): string[] {
  if (text.length === 4 && COMPOUND_SURNAME.test(text)) return [text];
  const ways: string[][] = [];
  const tryFrom = (at: number, names: string[]): void => {
    if (at === text.length) ways.push(names);
    if (ways.length > 8 || at >= text.length || !SURNAMES.includes(text.charAt(at))) return;
    for (const length of [3, 2]) {
      if (at + length <= text.length) tryFrom(at + length, [...names, text.slice(at, at + length)]);
    }
  };
  tryFrom(0, []);
  return ways.length === 1 || (ways.length > 1 && text.length <= 6) ? (ways[0] ?? []) : [];
}
