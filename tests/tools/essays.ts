/** Essays as party journals print them, made by rule: headings, enumerations, set phrases that come again and again. */
import type { Random } from './random.ts';

const HAN = '一二三四五六七八九十';
const SUBJECTS =
  '党务工作者 基层党组织 各级领导干部 广大党员 机关支部 纪检部门 宣传战线 乡镇党委 社区书记 驻村干部 青年同志 组织部门 离退休党员 企业工会 学校团委'.split(
    ' ',
  );
const VERBS =
  '坚持 加强 推进 落实 深化 完善 提高 增强 抓好 健全 创新 严明 弘扬 巩固 拓展 改进 规范 统筹'.split(' ');
const OBJECTS =
  '理论学习 党性修养 作风建设 制度执行 责任担当 队伍管理 调查研究 群众工作 民主集中 廉洁自律 乡村振兴 文化传承 生态保护 服务意识 人才培养 监督检查 基层治理 产业升级 就业保障 教育改革'.split(
    ' ',
  );
const ENDS =
  '工作水平 政治站位 实际成效 群众满意度 履职能力 思想自觉 行动自觉 发展质量 治理效能 斗争本领 精神面貌 战斗力'.split(
    ' ',
  );
const PLACES = '县里 村上 车间 课堂 田间 社区 窗口 工地 会议室 图书馆 合作社 养老院'.split(' ');
const NAMES = '老张 李主任 王书记 小陈 刘大姐 赵师傅 孙老师 周会计 吴医生 郑队长'.split(' ');
const SET_PHRASES = [
  '以习近平新时代中国特色社会主义思想为指导',
  '不忘初心、牢记使命',
  '全心全意为人民服务',
  '打铁还需自身硬',
  '实事求是、知行合一',
  '把学习成果转化为推动工作的实际本领',
];
const WORDS =
  '因此 同时 此外 实践证明 事实上 从近年的情况看 与此相适应 归根到底 值得注意的是 换句话说 具体而言 在此基础上'.split(
    ' ',
  );

/** The blocks of an essay of at least so many characters. */
export function generateEssay(random: Random, size: number): string[] {
  const blocks = [paragraph(random)];
  let length = 0;
  for (let section = 0; length < size; section += 1) {
    const heading = `${HAN[section % HAN.length]}、${clause(random)}，${clause(random)}`;
    // Half of the headings run into their paragraph.
    const opening = random.chance(0.5) ? [heading] : [`${heading}。${paragraph(random)}`];
    const body = Array.from({ length: random.between(2, 5) }, () =>
      random.chance(0.25) ? enumeration(random) : [paragraph(random)],
    ).flat();
    blocks.push(...opening, ...body);
    length += [...opening, ...body].join('').length;
  }
  return blocks;
}

const clause = (random: Random) => random.pick(VERBS) + random.pick(OBJECTS);

function paragraph(random: Random): string {
  return Array.from({ length: random.between(2, 6) }, () => sentence(random)).join('');
}

function sentence(random: Random): string {
  const opening = random.chance(0.3) ? `${random.pick(WORDS)}，` : '';
  const phrase = random.chance(0.25) ? `${random.pick(SET_PHRASES)}，` : '';
  const end = `${random.pick(VERBS)}${random.pick(OBJECTS)}，不断提高${random.pick(ENDS)}`;
  const bodies = [
    () => `${random.pick(SUBJECTS)}要${clause(random)}，${end}。`,
    () => `${random.pick(NAMES)}在${random.pick(PLACES)}说：“${clause(random)}，就得${clause(random)}！”`,
    () =>
      `20${random.between(10, 25)}年${random.between(1, 12)}月，${random.pick(SUBJECTS)}${clause(random)}${random.between(2, 980)}次，同比增长${random.between(1, 60)}.${random.between(1, 9)}%。`,
    () =>
      `${clause(random)}、${clause(random)}、${clause(random)}，${random.pick(SUBJECTS)}责无旁贷；${end}。`,
    () => `没有${random.pick(OBJECTS)}，就谈不上${random.pick(ENDS)}，${random.pick(NAMES)}对此深有体会。`,
  ];
  return opening + phrase + random.pick(bodies)();
}

/** Members that are as like each other as such members are; in one paragraph or each in its own. */
function enumeration(random: Random): string[] {
  const object = random.pick(OBJECTS);
  const members = Array.from(
    { length: random.between(3, 5) },
    (_, at) => `${HAN[at]}是${random.pick(VERBS)}${object}，${clause(random)}，提高${random.pick(ENDS)}`,
  );
  return random.chance(0.5)
    ? [`${random.pick(SUBJECTS)}要做到：${members.join('；')}。`]
    : members.map((member) => `${member}。`);
}
