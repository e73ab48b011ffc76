import { expect, it } from 'vitest';
import { readCredits } from '../../../utils/portal/credits';
import { findDate } from '../../../utils/portal/date';
import { findWorded, worded } from '../../../utils/portal/worded';

it('asks an expression only where one of its words stands', () => {
  let asked = 0;
  const pattern = /作者(.)/;
  pattern.exec = (text) => {
    asked += 1;
    return RegExp.prototype.exec.call(/作者(.)/, text);
  };
  const author = worded('作者 撰稿', pattern);
  expect(findWorded(author, '记者甲')).toBeNull();
  expect(asked).toBe(0);
  expect(findWorded(author, '撰稿乙')).toBeNull();
  expect(findWorded(author, '作者丙')?.[1]).toBe('丙');
  expect(asked).toBe(2);
});

// Each spelling by itself: words that a spelling's own texts lack would silence it.
it.each([
  ['2024-05-06 08:30', '2024-05-06T08:30+08:00'],
  ['2024年5月6日(星期一) 上午8:30', '2024-05-06T08:30+08:00'],
  ['2024年5月6日 GMT 00:30', '2024-05-06T08:30+08:00'],
  ['18-03-0823:16', '2018-03-08T23:16+08:00'],
  ['08:30 2024-05-06', '2024-05-06T08:30+08:00'],
  ['2022 03/08 09:20', '2022-03-08T09:20+08:00'],
  ['2022 03/08 9时20', '2022-03-08T09:20+08:00'],
  ['6.5.2024 08:30', '2024-05-06T08:30+08:00'],
  ['May 6, 2024 8:30 PM', '2024-05-06T20:30+08:00'],
  ['2024年5月6日', '2024-05-06'],
  ['成立于1999-01-01,发布于2024-05-06 08:30', '2024-05-06T08:30+08:00'],
  ['2024-15-06 08:30', undefined],
  ['电话 12345', undefined],
])('dates by %s', (text, iso) => {
  expect(findDate(text)?.iso).toBe(iso);
});

it.each([
  ['新华社深圳5月12日电（记者戴小河、印朋）深圳今天。', ['戴小河', '印朋']],
  ['石文南／台北報導', ['石文南']],
  ['【台灣醒報記者林宜靜台北報導】今天。', ['林宜靜']],
  ['环球网实习记者胥文琦1月12日报道，今天。', ['胥文琦']],
  ['大江网讯 实习生吴梦丽、记者喻云亮报道：今天。', ['吴梦丽', '喻云亮']],
  ['网易娱乐1月17日报道 (文/小易) 今天。', ['小易']],
  ['本报记者 邓红阳', ['邓红阳']],
])('reads who wrote it off the opening %s', (opening, authors) => {
  expect(readCredits([opening, '第二段。', '第三段。', '第四段。', '第五段。', '第六段。']).authors).toEqual(
    authors,
  );
});
