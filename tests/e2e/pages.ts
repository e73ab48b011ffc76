/** Pages that tests make up. None of them is a portal's. */

/** The headings of the fixture gscn--essay, as the outline shows them. */
export const ESSAY_HEADS = [
  '一、强化理论武装,做政治上的明白人',
  '二、勤于学习思考,做党务工作的内行人',
  '三、坚持围绕中心,做党建事业的推动者',
  '四、注重求实创新,做开拓进取的实干家',
  '五、用心用情服务,做党员干部的贴心人',
];

/** A page in a portal's shape around a body. */
export function portalPage(title: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}_中国甘肃网</title></head><body>
    <div class="nav"><a href="/">首页</a><a href="/news/">新闻</a><a href="/dj/">党建</a></div>
    <h1>${title}</h1><div class="info">2024-05-06 08:30 来源：中国甘肃网 编辑：王小明</div>
    <div class="content">${body}</div><div class="foot">版权所有 中国甘肃网</div></body></html>`;
}

/** Paragraphs of an essay, each of them different, of at least `length` characters in all. */
export function paragraphs(length: number): string {
  const parts: string[] = [];
  for (let total = 0, number = 1; total < length; number += 1) {
    const text = `第${number}次调研时，我们走进村组院落，同乡亲们面对面交流，把记下的难事逐条梳理，能办的当场就办，不能当场办的说明原因、约定时限。`;
    parts.push(`<p>${text}</p>`);
    total += text.length;
  }
  return parts.join('\n');
}

/** The body of an essay of 10 MB, 36,000 paragraphs, each of them different. */
export const GIANT_ESSAY = Array.from(
  { length: 36_000 },
  (_, at) => `<p>第${at + 1}段，${'河水一路向东，流过村庄和田野。'.repeat(6)}</p>`,
).join('');

/** What must never run, in every place where a page can put it. `window.canary` tells. */
export const HOSTILE_BODY = `
  <p>走进村组院落<img src=x onerror="window.canary='img'">，同乡亲们面对面交流，把记下的难事逐条梳理，能办的当场就办。</p>
  <p onclick="window.canary='click'" onmouseover="window.canary='over'">把记下的难事逐条梳理<svg onload="window.canary='svg'"><script>window.canary='svg-script'</script></svg>，不能当场办的说明原因。</p>
  <p><a href="javascript:window.canary='href'">约定时限</a>，<a href=" java&#10;script:window.canary='href2'">逐条销号</a>，<a href="data:text/html,<script>parent.canary='data'</script>">回访</a>群众满意度。</p>
  <form id="body" action="javascript:window.canary='form'"><input name="attributes"><input name="innerHTML" autofocus onfocus="window.canary='focus'"><p>村里的路修好了，灯也亮了，大家说起来都很高兴。</p></form>
  <iframe srcdoc="<script>parent.canary='srcdoc'</script>"></iframe>
  <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.canary='mxss'&gt;"></mglyph></table></mtext></math>
  <p style="background:url(javascript:window.canary='css')">工作组还要再来，把剩下的几件事办完，才算给乡亲们一个交代。</p>`;
