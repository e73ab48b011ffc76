// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainPage } from '../../../utils/article/report';

const html = readFileSync('tests/fixtures/gscn--essay/page.html', 'utf8');
const url = 'http://dj.gscn.com.cn/a/1.shtml';

function report(page: string): string {
  const document = new DOMParser().parseFromString(page, 'text/html');
  // jsdom has no innerText; what is not hidden in these pages is what is seen.
  const shown = document.body.cloneNode(true) as HTMLElement;
  for (const element of shown.querySelectorAll('script, style, [hidden]')) element.remove();
  return explainPage(document, { url, visibleText: shown.textContent ?? '', version: '0.1.0' });
}

describe('the report', () => {
  it('tells the verdict, what was found, and why', () => {
    const text = report(html);
    expect(text).toContain(`url: ${url}`);
    expect(text).toContain('article: true');
    expect(text).toContain('source: 《党的建设》杂志');
    expect(text).toContain('□ (end mark)');
  });

  it('holds nothing that the page hides', () => {
    const text = report(html.replace('</body>', '<div class="share" hidden>会员号 9527 的令牌</div></body>'));
    expect(text).not.toContain('9527');
    expect(text).not.toContain('令牌');
  });

  it.each(['Member9527', 'member-9527 is signed in', 'source: 9527'])(
    'holds no hidden text in Latin letters: %s',
    (secret) => {
      const steps: string[] = [];
      for (const place of ['<div class="content">', '</h1>', '<body>']) {
        const hidden = html.replace(
          place,
          `${place}<p hidden>${secret}</p><p hidden>版权声明：${secret}</p>`,
        );
        steps.push(report(hidden));
      }
      expect(steps.join()).not.toContain('9527');
    },
  );

  it('holds a few words of the body, never all of it', () => {
    const document = new DOMParser().parseFromString(html, 'text/html');
    const longest = [...document.querySelectorAll('p')]
      .map(({ textContent }) => textContent?.trim() ?? '')
      .sort((a, b) => b.length - a.length)[0];
    expect(longest?.length).toBeGreaterThan(80);
    expect(report(html)).not.toContain(longest);
  });

  it('says so where there is nothing to read', () => {
    expect(report('<p></p>')).toContain('NotReadableError');
  });
});
