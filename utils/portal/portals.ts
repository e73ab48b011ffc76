/** What a portal is, for the options page's list. */
export type PortalKind =
  | 'national'
  | 'province'
  | 'city'
  | 'government'
  | 'party'
  | 'commercial'
  | 'trade'
  | 'hongkong-macau'
  | 'taiwan'
  | 'overseas';

/** A portal: the registrable domain stands for itself and all its subdomains. */
export interface Portal {
  domain: string;
  name: string;
  kind: PortalKind;
}

/** Portals by kind, `domain name` a line. Detection runs on these without asking; any other page takes a click. */
const TABLE: Readonly<Record<PortalKind, string>> = {
  national: `
people.com.cn 人民网
people.cn 人民网
xinhuanet.com 新华网
news.cn 新华网
cctv.com 央视网
cctv.cn 央视网
cnr.cn 央广网
cri.cn 国际在线
chinanews.com.cn 中国新闻网
chinanews.com 中国新闻网
china.com.cn 中国网
china.org.cn 中国网
chinadaily.com.cn 中国日报网
gmw.cn 光明网
ce.cn 中国经济网
youth.cn 中国青年网
cyol.com 中国青年报
huanqiu.com 环球网
81.cn 中国军网
workercn.cn 中工网
legaldaily.com.cn 法治网
jcrb.com 正义网
chinacourt.org 中国法院网
banyuetan.org 半月谈
jjckb.cn 经济参考报
cssn.cn 中国社会科学网
stdaily.com 中国科技网
farmer.com.cn 中国农网
tibet.cn 中国西藏网
taiwan.cn 中国台湾网
rmzxb.com.cn 人民政协网
chinatoday.com.cn 今日中国
haiwainet.cn 海外网`,
  party: `
qstheory.cn 求是网
dangjian.cn 党建网
dangjian.com 党建网
12371.cn 共产党员网
xuexi.cn 学习强国
wenming.cn 中国文明网
dswxyjy.org.cn 党史和文献网
71.cn 宣讲家网
rmlt.com.cn 人民论坛网
cpcnews.cn 中国共产党新闻网
theorychina.org.cn 理论中国
zgjx.cn 中国记协网`,
  province: `
gscn.com.cn 中国甘肃网
gansudaily.com.cn 每日甘肃网
qianlong.com 千龙网
bjnews.com.cn 新京报
bjd.com.cn 京报网
eastday.com 东方网
021east.com 东方网
thepaper.cn 澎湃新闻
shobserver.com 上观新闻
jfdaily.com 解放日报
xinmin.cn 新民网
whb.cn 文汇报
enorth.com.cn 北方网
tianjinwe.com 津云
cqnews.net 华龙网
hebnews.cn 河北新闻网
sxrb.com 山西新闻网
sxgov.cn 黄河新闻网
nmgnews.com.cn 内蒙古新闻网
lnd.com.cn 北国网
nen.com.cn 东北新闻网
cnjiwang.com 中国吉林网
chinajilin.com.cn 中国吉林网
dbw.cn 东北网
hljnews.cn 黑龙江新闻网
jschina.com.cn 中国江苏网
xhby.net 新华报业网
zjol.com.cn 浙江在线
anhuinews.com 中安在线
fjsen.com 东南网
jxnews.com.cn 大江网
jxcn.cn 中国江西网
dzwww.com 大众网
iqilu.com 齐鲁网
sdnews.com.cn 山东新闻网
dahe.cn 大河网
hnr.cn 大象网
cnhubei.com 荆楚网
rednet.cn 红网
voc.com.cn 华声在线
southcn.com 南方网
ycwb.com 金羊网
oeeee.com 南方都市报
gxnews.com.cn 广西新闻网
hinews.cn 南海网
hndaily.cn 海南日报
scol.com.cn 四川在线
newssc.org 四川新闻网
gog.cn 多彩贵州网
gzstv.com 动静贵州
yunnan.cn 云南网
chinatibetnews.com 中国西藏新闻网
vtibet.cn 西藏之声
cnwest.com 西部网
qhnews.com 青海新闻网
nxnews.net 宁夏新闻网
ts.cn 天山网
xjdaily.com.cn 新疆日报
btzx.com.cn 兵团在线`,
  city: `
sznews.com 深圳新闻网
dayoo.com 大洋网
hangzhou.com.cn 杭州网
cnnb.com.cn 中国宁波网
66wz.com 温州网
njdaily.cn 南京日报
longhoo.net 龙虎网
wxrb.com 无锡新闻网
subaonet.com 苏州新闻网
2500sz.com 苏州新闻网
cz001.com.cn 中国常州网
qingdaonews.com 青岛新闻网
bandao.cn 半岛网
e23.cn 舜网
dlxww.com 大连新闻网
syd.com.cn 沈阳网
my399.com 哈尔滨新闻网
cjn.cn 长江网
changsha.cn 星辰在线
chengdu.cn 成都全搜索
xiancn.com 西安新闻网
lzbs.com.cn 兰州新闻网
taihainet.com 台海网
xmnn.cn 厦门网
fznews.com.cn 福州新闻网
qzwb.com 泉州网
ncnews.com.cn 南昌新闻网
zynews.cn 中原网
hf365.com 合肥在线
gywb.cn 贵阳网
nnnews.net 南宁新闻网
kunming.cn 昆明信息港
tynews.com.cn 太原新闻网
sjzdaily.com.cn 石家庄新闻网
zhuhaidaily.com.cn 珠海网
foshannews.net 佛山新闻网
dgnews.com.cn 东莞新闻网
cbbn.net 淄博新闻网
jiaodong.net 胶东在线
shm.com.cn 水母网
wfnews.com.cn 潍坊新闻网
lyd.com.cn 洛阳网`,
  government: `
gov.cn 中国政府网与各级政府网站`,
  commercial: `
163.com 网易
sina.com.cn 新浪
sina.cn 新浪
sohu.com 搜狐
qq.com 腾讯
ifeng.com 凤凰网
china.com 中华网
tom.com TOM
hexun.com 和讯
eastmoney.com 东方财富
toutiao.com 今日头条
baijiahao.baidu.com 百家号
kankanews.com 看看新闻
yicai.com 第一财经
caixin.com 财新网
jiemian.com 界面新闻
infzm.com 南方周末
guancha.cn 观察者网
inewsweek.cn 中国新闻周刊
21jingji.com 21经济网
nbd.com.cn 每日经济新闻
eeo.com.cn 经济观察网
jrj.com.cn 金融界
39.net 39健康网`,
  trade: `
stcn.com 证券时报网
cnstock.com 中国证券网
cs.com.cn 中证网
zqrb.cn 证券日报网
financialnews.com.cn 中国金融新闻网
cb.com.cn 中国经营网
cnfol.com 中金在线
chinabyte.com 比特网
sciencenet.cn 科学网
jyb.cn 中国教育新闻网
eol.cn 中国教育在线
cnenergynews.cn 中国能源网
ccn.com.cn 中国消费网
cenews.com.cn 中国环境
cnautonews.com 中国汽车报
peoplerail.com 人民铁道网
chinawriter.com.cn 中国作家网`,
  'hongkong-macau': `
wenweipo.com 文汇网
takungpao.com 大公网
tkww.hk 大公文汇网
on.cc 东网
mingpao.com 明報
hket.com 香港經濟日報
hkej.com 信報
stheadline.com 星島頭條
singtao.com 星島日報
rthk.hk 香港電台
hk01.com 香港01
am730.com.hk am730
crntt.com 中國評論新聞網
chinareviewnews.com 中國評論新聞網
hkcd.com 香港商報
info.gov.hk 香港政府新聞公報
news.gov.hk 香港政府新聞網
macaodaily.com 澳門日報
gov.mo 澳門特別行政區政府`,
  taiwan: `
udn.com 聯合新聞網
chinatimes.com 中時新聞網
ltn.com.tw 自由時報
cna.com.tw 中央社
ettoday.net ETtoday新聞雲
nownews.com NOWnews今日新聞
setn.com 三立新聞網
tvbs.com.tw TVBS新聞網
storm.mg 風傳媒
cnyes.com 鉅亨網
ctee.com.tw 工商時報
awakeningtw.com 台灣醒報
anntw.com 台灣醒報
yam.com 蕃薯藤
gov.tw 我的E政府與各機關
cw.com.tw 天下雜誌
businessweekly.com.tw 商業周刊
newtalk.tw 新頭殼
epochtimes.com.tw 台灣大紀元`,
  overseas: `
zaobao.com 联合早报
zaobao.com.sg 联合早报
sinchew.com.my 星洲日報
chinapress.com.my 中國報
orientaldaily.com.my 東方日報
worldjournal.com 世界新聞網
sinovision.net 美国中文网
uschinapress.com 僑報網
dwnews.com 多维新闻
rfi.fr 法国国际广播电台
dw.com 德国之声
voachinese.com 美国之音
rfa.org 自由亚洲电台
ntdtv.com 新唐人
epochtimes.com 大紀元
iask.ca 加国无忧
51.ca 加国无忧
yorkbbs.ca 约克论坛
oushinet.com 欧洲时报
singtaousa.com 星島日報北美`,
};

function rowsOf(kind: PortalKind, table: string): Portal[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [domain = '', ...name] = row.split(' ');
      return { domain, name: name.join(' '), kind };
    });
}

/** All portals. `gov.cn` works like a public suffix: its row stands for every government's site below it. */
export const portals: readonly Portal[] = (Object.keys(TABLE) as PortalKind[]).flatMap((kind) =>
  rowsOf(kind, TABLE[kind]),
);

const byDomain = new Map(portals.map((portal) => [portal.domain, portal]));

/** Match patterns for the manifest, e.g. a star-wildcard subdomain of each portal over http and https. */
export function portalMatchPatterns(): string[] {
  return portals.map(({ domain }) => `*://*.${domain}/*`);
}

/** The portal that a host belongs to, by its longest listed ending, or undefined. */
export function portalFor(hostname: string): Portal | undefined {
  let name = hostname.toLowerCase().replace(/\.$/, '');
  while (name.includes('.')) {
    const portal = byDomain.get(name);
    if (portal) return portal;
    name = name.slice(name.indexOf('.') + 1);
  }
  return undefined;
}
