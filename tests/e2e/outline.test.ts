import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElementHandle, Frame } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import type { ArticleRecord, SavedOutline } from '../../utils/library/schema';
import { dragAndDrop, press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { ESSAY_HEADS } from './pages';
import {
  appears,
  choose,
  click,
  clickHead,
  downloadedText,
  highlight,
  openPopup,
  openReadingView,
  selectPassage,
  shownOutline,
  storedRecords,
  texts,
  until,
} from './reading';
import { useSession } from './session';

const MENU = '[aria-label="提纲：另存、导出、导入"]';

// A reader works on an outline: by keys, by mouse, over a closed browser, out of the extension and back.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let view: Frame;
  let url: string;

  const record = async (): Promise<ArticleRecord | undefined> => (await storedRecords(session.under))[0];
  const active = async (): Promise<SavedOutline | undefined> => {
    const stored = await record();
    return stored?.outlines.find(({ id }) => id === stored.activeOutline);
  };
  /** The outline as stored: a point for each level below the first, then the label. */
  const stored = async () =>
    (await active())?.nodes.map(({ level, numbering, title }) => '.'.repeat(level - 1) + numbering + title) ??
    [];
  const becomes = (expected: string[]) => until(async () => `${await stored()}` === `${expected}`);
  const typeInto = async (text: string, end: string) => {
    await appears(view, '.outline :is(input, textarea):focus');
    await session.page.keyboard.type(text);
    await press(session.page, end);
    await appears(view, '.outline__row:focus');
  };

  beforeAll(async () => {
    url = session.server.fixture('gscn--essay');
    await session.page.goto(url);
    view = await openReadingView(session.page);
  });

  it('stands beside the essay when that is first drawn, and is nothing that the reader saved', async () => {
    expect(await shownOutline(view)).toEqual(ESSAY_HEADS);
    await until(async () => (await record()) !== undefined);
    expect((await record())?.outlines).toEqual([]);
  });

  it('folds and follows without becoming one of the reader’s own', async () => {
    await clickHead(view, 2);
    await until(
      async () => (await texts(view, '.outline__row[aria-current] .outline__head'))[0] === ESSAY_HEADS[2],
    );
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) await press(session.page, key);
    expect((await record())?.outlines).toEqual([]);
  });

  it('takes a click into the field of a heading for no click on the heading', async () => {
    await clickHead(view, 0);
    const current = async () => (await texts(view, '.outline__row[aria-current] .outline__head'))[0];
    await until(async () => (await current()) === ESSAY_HEADS[0]);
    for (let step = 0; step < 4; step += 1) await press(session.page, 'ArrowDown');
    await press(session.page, 'F2');
    const before = await view.$eval('.scroller', ({ scrollTop }) => scrollTop);
    await click(view, '.outline input');
    await appears(view, '.outline input:focus');
    expect(await view.$eval('.scroller', ({ scrollTop }) => scrollTop)).toBe(before);
    await press(session.page, 'Escape');
    expect((await record())?.outlines).toEqual([]);
  });

  it('renames by F2, demotes by Tab, and adds from a selection and freely', async () => {
    await clickHead(view, 1);
    await press(session.page, 'F2');
    await typeInto('二、学与思', 'Enter');
    await becomes([ESSAY_HEADS[0], '二、学与思', ...ESSAY_HEADS.slice(2)] as string[]);
    await press(session.page, 'Tab');
    await becomes([ESSAY_HEADS[0], '.二、学与思', ...ESSAY_HEADS.slice(2)] as string[]);
    await selectPassage(view, '经验说明');
    await press(session.page, 't');
    await until(async () => (await stored()).includes('经验说明'));
    await clickHead(view, 0);
    await press(session.page, 'Insert');
    await typeInto('我的小结', 'Enter');
    await becomes([
      ESSAY_HEADS[0] as string,
      '.二、学与思',
      '我的小结',
      ESSAY_HEADS[2] as string,
      '经验说明',
      ESSAY_HEADS[3] as string,
      ESSAY_HEADS[4] as string,
    ]);
    const nodes = (await active())?.nodes ?? [];
    expect(nodes.map(({ start }) => start !== undefined)).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect((await record())?.article.text.startsWith('经验说明', nodes[4]?.start)).toBe(true);
  });

  it('undoes and redoes every step', async () => {
    const before = await stored();
    for (let step = 0; step < 4; step += 1) await press(session.page, 'Control+z');
    await becomes(ESSAY_HEADS);
    for (let step = 0; step < 4; step += 1) await press(session.page, 'Control+y');
    await becomes(before);
  });

  it('deletes a head alone, and brings it back', async () => {
    const before = await stored();
    await clickHead(view, 0);
    await press(session.page, 'Delete');
    await until(async () => (await stored())[0] === '二、学与思');
    await press(session.page, 'Control+z');
    await becomes(before);
  });

  it('moves a head by Alt and arrows, and by dragging it', async () => {
    const before = await stored();
    await clickHead(view, 2);
    await press(session.page, 'Alt+ArrowUp');
    await until(async () => (await stored())[0] === '我的小结');
    await press(session.page, 'Alt+ArrowDown');
    await becomes(before);
    await dragRow(2, 0, 0.1);
    await until(async () => (await stored())[0] === '我的小结');
    await press(session.page, 'Control+z');
    await becomes(before);
  });

  it('keeps a note on a head', async () => {
    await clickHead(view, 2);
    await press(session.page, 'm');
    await typeInto('回头再补', 'Control+Enter');
    await until(async () => (await active())?.nodes[2]?.note === '回头再补');
    expect(await texts(view, '.outline__note')).toEqual(['回头再补']);
  });

  it('files excerpts by place, by hand and by dragging', async () => {
    await highlight(view, '理论上清醒', 'yellow');
    await highlight(view, '用心用情服务', 'green');
    await until(async () => (await texts(view, '.outline__excerpt')).length === 2);
    // By hand, in the mark's own window.
    await click(view, '.note__quote');
    const [, , own] = (await active())?.nodes ?? [];
    await choose(view, '.annotation-editor select', own?.id ?? '');
    await until(async () => (await active())?.nodes[2]?.excerpts.length === 1);
    await press(session.page, 'Escape');
    expect(await rows()).toEqual([
      ESSAY_HEADS[0],
      '二、学与思',
      '我的小结',
      '> 理论上清醒',
      ESSAY_HEADS[2],
      '经验说明',
      ESSAY_HEADS[3],
      ESSAY_HEADS[4],
      '> 用心用情服务',
    ]);
    await dragRow(8, 2, 0.5);
    await until(async () => (await active())?.nodes[2]?.excerpts.length === 2);
    await screenshot(session.page, name, 'outline-edited');
  });

  it('is all there after the browser was closed', async () => {
    const before = await active();
    await clickHead(view, 0);
    await press(session.page, 'ArrowLeft');
    await until(async () => (await active())?.nodes[0]?.collapsed === true);
    await session.restart();
    await session.page.goto(url);
    view = await openReadingView(session.page);
    await until(async () => (await rows()).length === 8);
    expect(await rows()).toEqual([
      ESSAY_HEADS[0],
      '我的小结',
      '> 理论上清醒',
      '> 用心用情服务',
      ESSAY_HEADS[2],
      '经验说明',
      ESSAY_HEADS[3],
      ESSAY_HEADS[4],
    ]);
    expect(await texts(view, '.outline__note')).toEqual(['回头再补']);
    expect((await active())?.nodes.slice(1)).toEqual(before?.nodes.slice(1));
  });

  it('goes out as OPML and comes back the same', async () => {
    await click(view, MENU);
    await screenshot(session.page, name, 'outline-menu');
    await click(view, '[data-format="opml"]');
    const { name: fileName, text } = await downloadedText(session.downloadDir, 'opml');
    expect(fileName).toBe('认真履职尽责 主动担当作为 争做新时代高素质专业化党务工作者 提纲.opml');
    const before = await active();
    await chooseFile(join(session.downloadDir, fileName));
    await until(async () => (await record())?.outlines.length === 2);
    const after = await active();
    expect(after?.id).not.toBe(before?.id);
    expect(bare(after)).toEqual(bare(before));
    expect(text).toContain('回头再补');
  });

  it.each([
    ['md', 'markdown', '- 五、用心用情服务'],
    ['mm', 'freemind', 'TEXT="五、用心用情服务'],
    ['txt', 'text', '五、用心用情服务'],
  ])('goes out as %s', async (extension, format, line) => {
    await click(view, MENU);
    await click(view, `[data-format="${format}"]`);
    const { text: written } = await downloadedText(session.downloadDir, extension);
    // FreeMind writes ASCII: all else as references.
    const text = written.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    for (const part of [line, '我的小结', '回头再补', '理论上清醒']) expect(text).toContain(part);
  });

  it('says of a file without an outline that nothing was changed', async () => {
    const before = await record();
    const path = join(session.downloadDir, 'broken.opml');
    await writeFile(path, '<opml version="2.0"><body><outline text="一');
    await chooseFile(path);
    await until(async () => (await texts(view, '.notice'))[0]?.includes('什么也没有改动') === true);
    expect(await record()).toEqual(before);
  });

  it('keeps several outlines, shows any of them, and deletes with a way back', async () => {
    const select = (value: string) => choose(view, '.outline-panel select', value);
    await select('found');
    await until(async () => (await record())?.activeOutline === undefined);
    expect(await shownOutline(view)).toEqual(ESSAY_HEADS);
    await select((await record())?.outlines[0]?.id ?? '');
    await until(async () => (await active()) !== undefined);
    await click(view, MENU);
    await click(view, '.menu__group:first-child .menu__item:last-child');
    await until(async () => (await record())?.outlines.length === 1);
    await click(view, '.notice .button');
    await until(async () => (await record())?.outlines.length === 2);
    expect(await texts(view, '.outline__note')).toEqual(['回头再补']);
  });

  it('is read and edited in the popup, without the page', async () => {
    const popup = await openPopup(session.under, url);
    await until(async () => (await texts(popup, '.outline__note'))[0] === '回头再补');
    await screenshot(popup, name, 'popup-outline');
    await clickHead(popup, 1);
    // By keys alone one gets in, and out behind it.
    await press(popup, 'Escape');
    expect(await popup.evaluate(() => document.activeElement?.closest('.outline-panel') === null)).toBe(true);
    await clickHead(popup, 1);
    await press(popup, 'Shift+Delete');
    await until(async () => !(await stored()).includes('我的小结'));
    // The open reading view hears of it, and can take it back.
    await until(async () => !(await shownOutline(view)).includes('我的小结'));
    await press(popup, 'Control+z');
    await until(async () => (await shownOutline(view)).includes('我的小结'));
    await popup.close();
  });

  it('keeps what was typed into it when the page or the popup goes at once', async () => {
    const kept = async () => ((await active())?.nodes ?? []).flatMap(({ title, note }) => [title, note]);
    await session.page.bringToFront();
    await clickHead(view, 1);
    await press(session.page, 'm');
    await appears(view, '.outline textarea:focus');
    await session.page.keyboard.type('在页面里写到一半');
    await session.page.goto(url);
    await until(async () => (await kept()).includes('在页面里写到一半'));
    const popup = await openPopup(session.under, url);
    await clickHead(popup, 1);
    await press(popup, 'F2');
    await appears(popup, '.outline input:focus');
    await popup.keyboard.type('在弹窗里写到一半');
    await popup.close({ runBeforeUnload: true });
    await until(async () => (await kept()).includes('在弹窗里写到一半'));
  });

  /** The panel's rows from top to bottom; excerpts as `> quote`. */
  async function rows(): Promise<string[]> {
    return view.$$eval('.outline__row', (elements) =>
      elements.map((row) => {
        const excerpt = row.querySelector('.outline__excerpt')?.textContent;
        return excerpt ? `> ${excerpt}` : (row.querySelector('.outline__head')?.textContent ?? '');
      }),
    );
  }

  /** Drags a row onto a share of another one's height. */
  async function dragRow(from: number, to: number, share: number): Promise<void> {
    const boxes = await view.$$eval('.outline__row', (elements) =>
      elements.map((row) => {
        const { left, top, width, height } = row.getBoundingClientRect();
        return { x: left + width / 2, top, height };
      }),
    );
    const at = (index: number, part: number) => {
      const { x = 0, top = 0, height = 0 } = boxes[index] ?? {};
      return { x, y: top + height * part };
    };
    if (name === 'chromium') return dragAndDrop(session.page, at(from, 0.5), at(to, share));
    // Firefox's driver can't make the system's drag; the events that it would bring are given by hand.
    await view.$$eval(
      '.outline__row',
      (elements, [source, target, clientY]) => {
        const dataTransfer = new DataTransfer();
        const fire = (index: number, type: string) =>
          elements[index]?.dispatchEvent(
            new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, clientY }),
          );
        const redrawn = () => new Promise((resolve) => setTimeout(resolve, 100));
        fire(source, 'dragstart');
        return redrawn()
          .then(() => fire(target, 'dragover'))
          .then(redrawn)
          .then(() => fire(target, 'drop'));
      },
      [from, to, at(to, share).y] as [number, number, number],
    );
  }

  async function chooseFile(path: string): Promise<void> {
    if (!(await view.$('.menu input[type=file]'))) await click(view, MENU);
    await appears(view, '.menu input[type=file]');
    await ((await view.$('.menu input[type=file]')) as ElementHandle<HTMLInputElement>).uploadFile(path);
  }
});

/** What a reader sees of an outline: all but ids and times. */
function bare(outline: SavedOutline | undefined) {
  return outline?.nodes.map(({ id, ...node }) => node);
}
