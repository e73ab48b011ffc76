import { describe, expect, it } from 'vitest';
import { createWordFinder } from '../../../utils/portal/words';

describe('words in a text', () => {
  const finder = createWordFinder(['编辑', '实习生', '实习生编辑', '责编', '/']);
  const places: [what: string, text: string, place: number, found: string[]][] = [
    ['the longest that stands there first', '实习生编辑：张三', 0, ['实习生编辑', '实习生']],
    ['none where it only begins alike', '实习记者', 0, []],
    ['one in the middle', '见习编辑', 2, ['编辑']],
    ['none in the middle of one', '编辑', 1, []],
    ['a sign', '文/图', 1, ['/']],
    ['none that the end cuts off', '责', 0, []],
    ['none behind the end', '责编', 2, []],
    ['none in no text', '', 0, []],
  ];
  it.each(places)('%s', (_, text, place, found) => {
    expect(finder.at(text, place)).toEqual(found);
  });

  it('are none where there are none', () => {
    expect(createWordFinder([]).at('编辑', 0)).toEqual([]);
  });
});
