import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { countPixels, press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { ESSAY_HEADS } from './pages';
import {
  annotate,
  appears,
  click,
  clickHead,
  downloadedText,
  highlight,
  openPopup,
  openReadingView,
  selectPassage,
  shownOutline,
  storedRecords,
  storedSettings,
  tabIdOf,
  texts,
  until,
} from './reading';
import { useSession } from './session';

const CLUTTER = ['您当前的位置', '版权声明', '精彩推荐', '关注我们', '即时播报', '分享到', '□', '编辑:'];
/** --mark-green of the light theme: components/tokens.css. */
const GREEN: [number, number, number] = [0xb4, 0xdf, 0xc2];

// The whole way of a reader: read, mark, close the browser, come back, take the notes away.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;
  let url: string;

  const record = async () => {
    const [only, ...others] = await storedRecords(session.under);
    expect(others).toEqual([]);
    return only;
  };

  beforeAll(async () => {
    url = session.server.fixture('gscn--essay');
    await session.page.goto(url);
  });

  it('tells by its badge that the page is an article', async () => {
    const tabId = await tabIdOf(session.under, url);
    await until(
      async () =>
        (await session.under.evaluateInExtension(
          (id) => chrome.action.getBadgeText({ tabId: id }),
          tabId,
        )) === '读',
    );
    const title = await session.under.evaluateInExtension(
      (id) => chrome.action.getTitle({ tabId: id }),
      tabId,
    );
    expect(title).toBe('这是一篇文章，可以净读。');
  });

  it('shows the essay alone, with its outline', async () => {
    session.server.requests.length = 0;
    view = await openReadingView(session.page);
    expect(await texts(view, '.title')).toEqual([
      '认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者',
    ]);
    expect(await texts(view, '.breadcrumb li')).toEqual(['中国甘肃网', '党的建设杂志', '党建', '实践与思考']);
    expect(await texts(view, '.byline dd')).toEqual(['2020-08-11 15:52', '《党的建设》杂志', '张玉芳']);
    expect(await texts(view, '.essay__note')).toEqual(['（作者系省委组织部机关党委专职副书记）']);
    expect(await shownOutline(view)).toEqual(ESSAY_HEADS);
    const [body] = await texts(view, '.essay__body');
    for (const word of CLUTTER) expect(body).not.toContain(word);
    await screenshot(session.page, name, 'reading-unmarked');
    expect(session.server.requests.map(({ path }) => path)).toEqual([]);
  });

  it('leaves room for the bar, so that the essay stays in its place when it is filled', async () => {
    const heights = await view.$eval('.toolbar', (bar) => {
      const filled = bar.getBoundingClientRect().height;
      const empty = bar.cloneNode() as Element;
      bar.before(empty);
      const { height } = empty.getBoundingClientRect();
      empty.remove();
      return { filled, empty: height };
    });
    expect(heights.empty).toBe(heights.filled);
  });

  it('highlights with the mouse, in the colour picked', async () => {
    await highlight(view, '强化理论武装', 'green');
    await until(async () => (await record())?.annotations.length === 1);
    expect((await record())?.annotations).toMatchObject([
      { quote: { exact: '强化理论武装' }, color: 'green', style: 'highlight', section: [ESSAY_HEADS[0]] },
    ]);
    expect(await countPixels(session.page, GREEN)).toBeGreaterThan(500);
  });

  it('writes a note and tags with keys alone', async () => {
    await annotate(view, '用心用情服务', '服务也是党建', ['党建', '群众']);
    await until(async () => (await record())?.annotations[1]?.tags.length === 2);
    expect((await record())?.annotations[1]).toMatchObject({ note: '服务也是党建', tags: ['党建', '群众'] });
  });

  it('opens a mark by a click on it, and changes its style', async () => {
    await click(view, '.note__quote');
    await appears(view, '.annotation-editor');
    await screenshot(session.page, name, 'editor-light');
    await press(session.page, 'Escape');
    const place = await placeOfText(view, '强化理论武装');
    await session.page.mouse.click(place.x, place.y);
    await appears(view, '.annotation-editor');
    await click(view, '.annotation-editor [data-style="underline"]');
    await until(async () => (await record())?.annotations[0]?.style === 'underline');
    await click(view, '.annotation-editor [data-color="blue"]:not([data-style])');
    await until(async () => (await record())?.annotations[0]?.color === 'blue');
    await press(session.page, 'Escape');
  });

  it('deletes a mark and brings it back', async () => {
    await selectPassage(view, '坚持围绕中心');
    await screenshot(session.page, name, 'selection-light');
    await press(session.page, 'h');
    await until(async () => (await record())?.annotations.length === 3);
    await click(view, '.note:nth-child(2) .note__action:last-child');
    await until(async () => (await record())?.annotations.length === 2);
    await click(view, '.notice .button');
    await until(async () => (await record())?.annotations.length === 3);
    expect((await record())?.annotations[1]?.quote.exact).toBe('坚持围绕中心');
  });

  it('renames a heading, and the outline is saved', async () => {
    await clickHead(view, 1);
    await press(session.page, 'F2');
    await appears(view, '.outline input:focus');
    await session.page.keyboard.type('二、学习与思考');
    await press(session.page, 'Enter');
    await until(async () => (await shownOutline(view))[1] !== ESSAY_HEADS[1]);
    await until(async () => (await record())?.outlines.length === 1);
    expect((await record())?.outlines[0]?.nodes[1]).toMatchObject({
      numbering: '二、',
      found: { numbering: '二、', title: '勤于学习思考,做党务工作的内行人' },
    });
  });

  it('follows the reading in the outline and by keys', async () => {
    const reads = (index: number) =>
      until(
        async () =>
          (await texts(view, '.outline__row[aria-current] .outline__head'))[0] ===
          (await shownOutline(view))[index],
      );
    await clickHead(view, 1);
    await reads(1);
    for (const key of ['n', 'n']) await press(session.page, key);
    await reads(3);
    await press(session.page, 'p');
    await reads(2);
    await press(session.page, 'k');
    await reads(1);
    await press(session.page, 'j');
    await reads(2);
  });

  it('goes back by keys from the foot of the essay, too', async () => {
    const scrolled = () => view.$eval('.scroller', ({ scrollTop }) => Math.round(scrollTop));
    await view.$eval('.scroller', (scroller) => scroller.scrollTo({ top: scroller.scrollHeight }));
    const foot = await scrolled();
    await press(session.page, 'k');
    await until(async () => (await scrolled()) < foot);
  });

  it.each([
    ['sepia', 'sepia'],
    ['green', 'green'],
    ['dark', 'dark'],
    ['light', 'light'],
    // Follows the system, which is light here.
    ['auto', 'light'],
  ])('draws the %s theme, and keeps it', async (theme, drawn) => {
    await click(view, '.toolbar [aria-label="版面设置"]');
    await click(view, `.look [data-option="${theme}"]`);
    await appears(view, `.reading[data-theme="${drawn}"]`);
    await screenshot(session.page, name, `look-${theme}`);
    await press(session.page, 'Escape');
    await press(session.page, 'Home');
    await screenshot(session.page, name, `reading-${theme}`);
    await until(async () => (await storedSettings(session.under)).theme === theme);
  });

  it.each([
    ['[data-option="kai"]', 'font', 'kai'],
    ['.look__row [type="checkbox"]', 'indent', false],
  ])('changes the look by %s', async (control, setting, value) => {
    await click(view, '.toolbar [aria-label="版面设置"]');
    await click(view, `.look ${control}`);
    await press(session.page, 'Escape');
    await until(async () => (await storedSettings(session.under))[setting] === value);
  });

  it('fits a phone', async () => {
    await session.page.setViewport({ width: 390, height: 780 });
    await screenshot(session.page, name, 'reading-narrow');
    await press(session.page, 'o');
    await screenshot(session.page, name, 'outline-narrow');
    await press(session.page, 'Escape');
    expect(
      await view.$eval('.scroller', (scroller) => scroller.scrollWidth - scroller.clientWidth),
    ).toBeLessThanOrEqual(0);
    await session.page.setViewport({ width: 1280, height: 900 });
  });

  // Neither driver can see a print; Chromium's can at least draw what would be printed.
  it.runIf(name === 'chromium')('prints essay and notes, without its controls', async () => {
    await session.page.emulateMediaType('print');
    const shown = (selector: string) =>
      view.$$eval(selector, (elements) => elements.some((element) => element.checkVisibility()));
    expect(await shown('.essay__body p')).toBe(true);
    expect(await shown('.note__text')).toBe(true);
    for (const control of ['.toolbar', '.outline', '.note__foot']) expect(await shown(control)).toBe(false);
    expect(await view.$eval('.scroller', (scroller) => getComputedStyle(scroller).overflowY)).toBe('visible');
    await screenshot(session.page, name, 'print');
    await session.page.emulateMediaType('screen');
  });

  it('leaves the page as it was', async () => {
    await press(session.page, 'Escape');
    await session.page.waitForFunction(() => !document.querySelector('jingdu-reader'));
    expect(await session.page.evaluate(() => document.querySelectorAll('html > style').length)).toBe(0);
  });

  it('finds look, marks, outline and place again after the browser was closed', async () => {
    view = await openReadingView(session.page);
    await clickHead(view, 3);
    const place = async () => (await record())?.outlines[0]?.nodes[3]?.start;
    await until(async () => (await record())?.readingPosition === (await place()));
    await session.restart();
    await session.page.goto(url);
    view = await openReadingView(session.page);
    await until(async () => (await texts(view, '.note__quote')).length === 3);
    expect(await texts(view, '.note__quote')).toEqual(['强化理论武装', '坚持围绕中心', '用心用情服务']);
    expect((await shownOutline(view))[1]).toBe('二、学习与思考');
    await appears(view, '.scroller[data-font="kai"]:not([data-indent])');
    await until(async () => (await view.$eval('.scroller', ({ scrollTop }) => scrollTop)) > 300);
    expect((await record())?.readingPosition).toBe(await place());
    expect((await record())?.annotations.map(({ state }) => state)).toEqual(['exact', 'exact', 'exact']);
    await screenshot(session.page, name, 'reading-again');
  });

  it('shows them in the popup, which also edits, searches, deletes and brings back', async () => {
    const popup = await openPopup(session.under, url);
    await appears(popup, '.note__quote');
    expect(await texts(popup, '.note__quote')).toEqual(['强化理论武装', '坚持围绕中心', '用心用情服务']);
    await screenshot(popup, name, 'popup-light');
    await clickHead(popup, 2);
    await press(popup, 'F2');
    await appears(popup, '.outline input:focus');
    await popup.keyboard.type('三、围绕中心');
    await press(popup, 'Enter');
    await until(async () => (await record())?.outlines[0]?.nodes[2]?.title === '围绕中心');
    // The open reading view hears of it.
    await until(async () => (await shownOutline(view))[2] === '三、围绕中心');

    // The clipboard of a headless browser can't be read: what is written to it is caught on the way.
    await popup.evaluate(() => {
      const caught = {
        writeText: async (text: string) => Object.assign(document.body.dataset, { copied: text }),
      };
      Object.defineProperty(navigator, 'clipboard', { value: caught });
    });
    const copied = () => popup.evaluate(() => document.body.dataset.copied ?? '');
    await click(popup, '[aria-label="复制笔记（Markdown）"]');
    await until(async () => (await copied()).includes('> [!quote] 一、强化理论武装'));
    await click(popup, '.explain');
    await until(async () => (await copied()).includes('article: true'));
    expect(await copied()).not.toContain('服务也是党建');

    await search(popup, '党建 群众');
    await appears(popup, '.article-line__excerpt');
    expect(await texts(popup, '.article-line__excerpt')).toEqual(['党建', '群众', '服务也是党建']);
    expect(await texts(popup, '.article-line__excerpt mark')).toEqual(['党建', '群众', '党建']);
    await screenshot(popup, name, 'popup-search-light');
    for (const [query, found] of [
      ['rzlz', '认真履职'],
      ['擔當 來源：黨的建設 日期:2020-08', '担当'],
      ['"两张皮" 颜色:蓝', '两张皮'],
    ] as const) {
      await search(popup, query);
      await until(async () => (await texts(popup, '.article-line mark'))[0] === found);
    }
    await search(popup, '认真 -履职');
    await appears(popup, '.popup__body .hint');
    await popup.close();
  });

  it('takes the notes away, also of an article that is not open', async () => {
    await session.page.close();
    session.page = await session.under.newPage();
    await session.page.goto(session.server.url('unknown.example', '/'));
    const popup = await session.under.openExtensionPage('popup.html');
    await popup.setViewport({ width: 380, height: 560 });
    await click(popup, '[role=tab]:nth-child(2)');
    await click(popup, '.article-line');
    await appears(popup, '.note__quote');
    await session.under.setColorScheme(popup, 'dark');
    await screenshot(popup, name, 'popup-article');
    await click(popup, '[aria-label="下载笔记（Markdown）"]');
    const { name: fileName, text } = await downloadedText(session.downloadDir);
    expect(fileName).toBe('认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者.md');
    expect(text).toContain('> [!quote] 一、强化理论武装');
    expect(text).toContain('服务也是党建');
    expect(text).toContain('#党建 #群众');
    expect(text).toContain('- 二、学习与思考');
    expect(text).toMatch(/党务工作者\\\[J\/OL]\. 党的建设，2020\\\[\d{4}-\d\d-\d\d]\. </);

    await click(popup, '[aria-label="删除这篇文章"]');
    await appears(popup, '.notice[data-shown] .button');
    expect((await record())?.deleted).toBeDefined();
    await click(popup, '.notice .button');
    await until(async () => (await record())?.deleted === undefined);
  });
});

/** Types a query in place of what stands in the popup's search. */
async function search(popup: Page, query: string): Promise<void> {
  await popup.$eval('input[type=search]', (field) => field.select());
  await popup.type('input[type=search]', query);
}

/** The middle of a text of the essay in the window, CSS px. */
async function placeOfText(view: Frame, text: string): Promise<{ x: number; y: number }> {
  return view.$eval(
    '.essay__body',
    (body, wanted) => {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        const at = node.data.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      throw new Error(`the text is not there: ${wanted}`);
    },
    text,
  );
}
