import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeInEachBrowser } from './harness/describe';
import { openReadingView, shownOutline, texts } from './reading';
import { useSession } from './session';

/** The same essay in the shapes that portals give it; what must be read is the same. */
const SHAPES = ['gscn--essay', 'gscn--essay-gbk-tables', 'gscn--essay-strong', 'gscn--essay-fullwidth'];

describeInEachBrowser((name) => {
  const session = useSession(name);

  it.each(SHAPES)('reads %s in the browser as its fixture says', async (shape) => {
    const expected = JSON.parse(readFileSync(`tests/fixtures/${shape}/expected.json`, 'utf8'));
    await session.page.goto(session.server.fixture(shape));
    const view = await openReadingView(session.page);
    expect({
      title: await texts(view, '.title'),
      byline: await texts(view, '.byline dd'),
      breadcrumb: await texts(view, '.breadcrumb li'),
      note: await texts(view, '.essay__note'),
      outline: await shownOutline(view),
      text: await texts(view, '.essay__body > *'),
    }).toEqual({
      title: [expected.title],
      byline: ['2020-08-11 15:52', expected.source, ...expected.editors],
      breadcrumb: expected.breadcrumb,
      note: [`（${expected.note}）`],
      outline: expected.outline.map(([, numbering, title]: [number, string, string]) => numbering + title),
      text: expected.text,
    });
  });
});
