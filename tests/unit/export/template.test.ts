import { beforeEach, describe, expect, it, vi } from 'vitest';
import { presentableRecord } from '../../../utils/export/presentable';
import { DEFAULT_TEMPLATE, exportTemplate, TEMPLATE_VARIABLES } from '../../../utils/export/template';
import { FailureError } from '../../../utils/result';
import { HOSTILE, hostileSample, OPTIONS, sample } from './samples';

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  return () => vi.unstubAllEnvs();
});

const render = (template: string, record = sample()) => exportTemplate(record, { ...OPTIONS, template });

describe('exportTemplate', () => {
  it.each([
    ['{{ title }}', '认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者'],
    ['{{ source }} {{ published }} {{ saved }}', '《党的建设》杂志 2020-08-11 15:52 2026-07-02'],
    ['{{ authors }} {{ editors | json }}', '王某某 ["张玉芳"]'],
    ['{% for x in excerpts %}{{ x.number }}{{ x.quote }}{% endfor %}', '1党务工作是政治工作2打铁还需自身硬'],
    ['{% for t in tags %}{{ t | tag }} {% endfor %}', '#党建 #理论-学习 '],
    [
      '{% for s in sections %}{{ s.title }}:{{ s.excerpts.size }};{% endfor %}',
      '一、理论武装:1;自己加的一节:1;',
    ],
    [
      '{% for h in outline %}{{ h.indent | raw }}{{ h.level }}{{ h.title }}{% endfor %}',
      '1理论武装1主动担当作为,做业务上的内行人  2自己加的一节',
    ],
    ['{% if kicker == "" %}无{% endif %}{{ nothing }}', '无'],
  ])('%s', (template, text) => {
    expect(render(template)).toBe(text);
  });

  it('has each of its variables', () => {
    for (const name of TEMPLATE_VARIABLES) expect(render(`{{ ${name} | json }}`)).not.toBe('');
    expect(render('{{ reference }}')).toContain('\\[J/OL]');
  });

  it('starts from a template that works', () => {
    const text = render(DEFAULT_TEMPLATE);
    expect(text).toMatch(/^---\ntitle: "认真/);
    expect(text).toContain('\n## 一、理论武装\n\n> 党务工作是政治工作\n\n开篇的论点\n #党建 #理论-学习\n');
  });

  it.each([
    ['a filter that is not there', 'a\nb\n{{ title | nothing }}', 3],
    ['a tag that is not closed', '\n{% for x in excerpts %}', 2],
    ['an output that is not closed', '{{ title', 1],
    ['a tag that is not there', '一\n{% evil %}', 2],
    ['another file', '{% include "x" %}', 1],
    ['a layout', '{% layout "../x" %}', 1],
    ['work without end', '{% for i in (1..1000000000) %}{{ i }}{% endfor %}', 1],
    ['a condition that is none', 'a\nb{% if %}{% endif %}', 2],
  ])('names the line of %s', (_, template, line) => {
    try {
      render(template);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(FailureError);
      expect(error).toMatchObject({ code: 'template-wrong', line });
    }
  });

  it('refuses a template that is too long', () => {
    expect(() => render('x'.repeat(200_000))).toThrow(FailureError);
  });

  it('gives no way to what is not a variable', () => {
    expect(render('{{ title.constructor }}{{ constructor }}{{ __proto__ }}{{ excerpts.constructor }}')).toBe(
      '',
    );
  });

  it.each(HOSTILE)('prints as text what is hostile: %s', (_, text) => {
    const record = presentableRecord(hostileSample(text));
    const lines = render(
      '> {{ title }}\n\n{{ excerpts[0].quote | quote }}\n\n{{ excerpts[0].note }}',
      record,
    );
    // Escapes taken out, nothing active is left that the template has not written.
    const bare = lines.replace(/\\[!-/:-@[-`{-~]/g, '·').replace(/&#x[\dA-F]+;/g, '·');
    expect(bare).not.toMatch(/[[`*~$^|]|<[a-z!/?%]|::|%%|\{[{%]|:\/\//i);
    expect(bare).not.toMatch(/^(?:#|[-+] |\d+[.)] |-{3})/m);
    expect(JSON.parse(render('{{ title | json }}', record))).toBe(
      record.article.title.replace(/\s+/g, ' ').trim(),
    );
  });
});
