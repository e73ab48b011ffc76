import { describe, expect, it } from 'vitest';
import { anchorSelectors } from '../../../utils/annotation/anchor';
import { describeSpan } from '../../../utils/annotation/describe';
import type { AnchorState } from '../../../utils/library/schema';

const ARTICLE = [
  '党务工作者是党的工作的具体组织者和实施者，承担着重要的职责。',
  '一、强化理论武装，做政治上的明白人。党务工作首先是政治工作，必须旗帜鲜明。',
  '要坚持学而信、学而思、学而行，把所学落到实处，做到知行合一。',
  '二、主动担当作为，做业务上的内行人。打铁还需自身硬，本领高强才能履职尽责。',
  '三、严守纪律规矩，做作风上的正派人。党务工作者要清清白白做人、干干净净做事。',
];
const TEXT = ARTICLE.join('\n');
const only = (...kept: number[]) => kept.map((index) => ARTICLE[index]).join('\n');

/** Reads a text with `[` and `]` around the marked stretch; with no brackets where it is gone. */
function bracketed(marked: string) {
  const start = marked.indexOf('[');
  const text = marked.replace(/[[\]]/g, '');
  return { text, start, end: start < 0 ? -1 : marked.indexOf(']') - 1 };
}

/** Puts brackets around the first place of the quote. */
const byQuote = (quote: string) => (text: string) => text.replace(quote, `[${quote}]`);

interface Row {
  what: string;
  /** The article on the day it was marked. */
  before: string;
  /** The article today; the brackets stand where the mark belongs. */
  after: string;
  state: AnchorState;
}

const quoted = byQuote('打铁还需自身硬');
const short = byQuote('本领');
const ROWS: Row[] = [
  { what: 'the same text', before: quoted(TEXT), after: quoted(TEXT), state: 'exact' },
  { what: 'the same text, two characters', before: short(TEXT), after: short(TEXT), state: 'exact' },
  { what: 'the whole text', before: `[${TEXT}]`, after: `[${TEXT}]`, state: 'exact' },
  { what: 'a whole text of two characters', before: '[学习]', after: '[学习]', state: 'exact' },
  {
    what: 'a paragraph more above',
    before: quoted(TEXT),
    after: `编者按：今刊发此文。\n${quoted(TEXT)}`,
    state: 'moved',
  },
  {
    what: 'a paragraph more above, two characters',
    before: short(TEXT),
    after: `编者按\n${short(TEXT)}`,
    state: 'moved',
  },
  { what: 'a paragraph less above', before: quoted(TEXT), after: quoted(only(1, 2, 3, 4)), state: 'moved' },
  {
    what: 'a paragraph more below',
    before: quoted(TEXT),
    after: `${quoted(TEXT)}\n相关阅读`,
    state: 'exact',
  },
  { what: 'its paragraph alone left', before: quoted(TEXT), after: quoted(only(3)), state: 'moved' },
  {
    what: 'a quote amid other words and other neighbours than before',
    before: byQuote('打铁还需自身硬，本领高强才能履职尽责')(TEXT),
    after: `常言道，[打铁还需自身硬，本领高强才能履职尽责]！\n${only(0, 1)}`,
    state: 'uncertain',
  },
  {
    what: 'a repeated word told apart by what stands around it',
    before: TEXT.replace('党务工作首先', '[党务工作]首先'),
    after: `编者按\n${TEXT.replace('党务工作首先', '[党务工作]首先')}`,
    state: 'moved',
  },
  {
    what: 'a repeated word, the last of three',
    before: TEXT.replace('党务工作者要', '[党务工作]者要'),
    after: only(1, 0, 2, 4).replace('党务工作者要', '[党务工作]者要'),
    state: 'moved',
  },
  {
    what: 'a repeated paragraph, the second, at its place',
    before: '要学习。\n要学习。\n[要学习。]\n要学习。',
    after: '要学习。\n要学习。\n[要学习。]\n要学习。',
    state: 'exact',
  },
  {
    what: 'two places that cannot be told apart: the nearer one is proposed',
    before: '口号：[学习学习再学习，实践实践再实践]。',
    after: '引语。口号：[学习学习再学习，实践实践再实践]。\n引语。口号：学习学习再学习，实践实践再实践。',
    state: 'uncertain',
  },
  {
    what: 'two places, and one neighbour of old left at one of them',
    before: `${'甲'.repeat(32)}[打铁还需自身硬，无须扬鞭自奋蹄]${'乙'.repeat(32)}`,
    after: '丙打铁还需自身硬，无须扬鞭自奋蹄丁\n戊[打铁还需自身硬，无须扬鞭自奋蹄]乙',
    state: 'uncertain',
  },
  { what: 'the quote is gone', before: quoted(TEXT), after: only(0, 1, 2, 4), state: 'lost' },
  { what: 'the text is gone', before: quoted(TEXT), after: '', state: 'lost' },
  {
    what: 'a set phrase in which one character was changed',
    before: quoted(TEXT),
    after: TEXT.replace('打铁还需自身硬', '[打铁还需自身过]硬'),
    state: 'uncertain',
  },
  {
    what: 'a clause in which one character was changed',
    before: byQuote('打铁还需自身硬，本领高强')(TEXT),
    after: TEXT.replace('打铁还需自身硬，本领高强', '[打铁还需自身过硬，本领高强]'),
    state: 'moved',
  },
  {
    what: 'other punctuation, width and spaces',
    before: byQuote('学而信、学而思、学而行，把所学落到实处')(TEXT),
    after: TEXT.replace('学而信、学而思、学而行，把所学落到实处', '[学而信､ 学而思､ 学而行,把所学落到实处]'),
    state: 'moved',
  },
  {
    what: 'a member of an enumeration that is gone, its like left',
    before:
      '要做到以下几点。\n一是[加强理论学习]，提高站位。\n二是加强理论学习，提高本领。\n三是加强作风建设。',
    after: '要做到以下几点。\n二是[加强理论学习]，提高本领。\n三是加强作风建设。',
    state: 'uncertain',
  },
  {
    what: 'a word found once elsewhere, in other company',
    before: '要加强[学习]，提高党性修养和工作能力。',
    after: '此次参观没有安排[学习]环节。',
    state: 'uncertain',
  },
  {
    what: 'a word found once elsewhere, one neighbour alike',
    before: '要加强[学习]，提高党性修养和工作能力。',
    after: '老师在此[学习]，学生也在此。',
    state: 'uncertain',
  },
  {
    what: 'a word found once elsewhere, in the same set phrase',
    before: '各级都要抓好理论[学习]中心组的制度建设和日常管理。',
    after: '会议还通报了市委理论[学习]中心组上半年的安排。',
    state: 'uncertain',
  },
  {
    what: 'a word of four found once elsewhere',
    before: TEXT.replace('知行合一', '[知行合一]'),
    after: `王阳明主张[知行合一]说。\n${only(0, 1, 3, 4)}`,
    state: 'uncertain',
  },
  {
    what: 'another word at the very same place by chance',
    before: '要加强[学习]，提高党性修养和工作能力。',
    after: '不安排[学习]环节。',
    state: 'uncertain',
  },
  {
    what: 'a word whose sentence was corrected a little',
    before: '他说：“要加强[学习]，提高党性修养和工作能力。”',
    after: '他说，“要加强[学习]，提高党性修养与工作能力。”',
    state: 'exact',
  },
];

describe('anchorSelectors', () => {
  it.each(ROWS)('$what: $state', ({ before, after, state }) => {
    const old = bracketed(before);
    const today = bracketed(after);
    const found = anchorSelectors(today.text, describeSpan(old.text, old));
    const place = state === 'lost' ? old : today;
    expect(found).toEqual({ state, start: place.start, end: place.end });
  });
});

describe('a sentence that was printed twice', () => {
  const teaser = '爱跟小狗亲热，小心引虫上身！';
  const follows = '市立医院近日收治一起少见的病例，一名妇女右上眼皮红肿多日。';
  const text = `编者按：本文选自健康专栏。\n${teaser}${follows}\n记者近日走访多家医院。\n${teaser}${follows}医生提醒，饭前要洗手。`;
  const target = describeSpan(text, {
    start: text.indexOf(teaser),
    end: text.indexOf(teaser) + teaser.length,
  });

  it.each([
    ['is at its place while both are there', text, 'exact'],
    ['is found where only an editor’s note came before it', `头条\n${text}`, 'moved'],
    ['is not taken for the other one once it is gone', text.slice(text.indexOf('记者近日')), 'uncertain'],
  ])('%s', (_, today, state) => {
    expect(target.quote.isRepeated).toBe(true);
    expect(anchorSelectors(today, target).state).toBe(state);
  });
});

describe('a passage that was printed twice, in company that is alike', () => {
  const passage =
    '因为，当前沪深股市的暴涨暴跌主要与参与各方对金融市场本质的理解有关。如果各方不能深刻地反思这些问题，';
  const first = `我们还得全面检讨与反思当前的股市政策。${passage}市场就难以稳定。`;
  const second = `我们得全面检讨与反思当前股市政策了。${passage}风险只会越积越多。`;
  const between = '记者近日走访了多家营业部，听取了投资者的意见和建议。';
  const text = [first, between, second].join('\n');
  const quote = '本质的理解';
  const target = describeSpan(text, { start: text.indexOf(quote), end: text.indexOf(quote) + quote.length });

  it('keeps what tells the two apart, beyond what they share', () => {
    expect(target.quote.isRepeated).toBe(true);
    expect(target.quote.suffix).toContain('市场就难以稳定。');
  });

  it.each([
    ['is found while its own company is there', `编者按。\n${text}`, 'moved'],
    ['is not taken for the other one once it is gone', [between, second].join('\n'), 'uncertain'],
  ])('%s', (_, today, state) => {
    expect(anchorSelectors(today, target).state).toBe(state);
  });
});

describe('a corrected sentence among its like', () => {
  const members = [
    '一要加强理论学习，提高政治站位和政治能力。',
    '二要加强作风建设，提高服务群众的本领。',
    '三要加强队伍管理，提高遵规守纪的自觉。',
  ];
  const text = [
    '党务工作者要做好以下几件事情。',
    ...members,
    '各级党组织要抓好落实，定期开展督促检查。',
  ].join('\n');
  const quote = '加强作风建设，提高服务群众的本领';
  const target = describeSpan(text, { start: text.indexOf(quote), end: text.indexOf(quote) + quote.length });

  it.each([
    [
      'is found where its neighbours stand beside it and are less like it than what stands there',
      text.replace('服务群众', '服务群众们'),
      'moved',
    ],
    ['is not taken for a member that is left', text.replace(`${members[1]}\n`, ''), 'lost'],
  ])('%s', (_, today, state) => {
    expect(anchorSelectors(today, target).state).toBe(state);
  });
});

describe('an addition near the end of a quote', () => {
  const quote =
    '表层肌肤无法直接从身体内部获得水分滋润，但在肌肤底层却有水分源源不断地向表层流动。有八成的人呢，';
  const text = `事实上，喝水很难直接改善皮肤的状况。${quote}会忽视这些重要的部位，让其成为保湿的死角。`;
  const target = describeSpan(text, { start: text.indexOf(quote), end: text.indexOf(quote) + quote.length });

  it.each([
    [
      'is part of it where its own end follows',
      text.replace('有八成', '现场图片有八成'),
      '现场图片有八成的人呢，',
    ],
    [
      'is none of it where the end stands before it',
      text.replace('的人呢，', '的人呢，现场图片'),
      '有八成的人呢，',
    ],
  ])('%s', (_, today, end) => {
    const found = anchorSelectors(today, target);
    expect(['exact', 'moved']).toContain(found.state);
    expect(today.slice(found.start, found.end).endsWith(end)).toBe(true);
  });
});
