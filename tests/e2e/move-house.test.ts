import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import type { ArticleRecord } from '../../utils/library/schema';
import { press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { lookAt } from './look-at';
import { paragraphs, portalPage } from './pages';
import {
  annotate,
  appears,
  choose,
  click,
  clickHead,
  downloadedText,
  highlight,
  openReadingView,
  storedRecords,
  texts,
  until,
} from './reading';
import { useSession } from './session';

interface HandedFile {
  name: string;
  /** As bytes, base64. */
  content: string;
}

const file = (name: string, content: string | Buffer): HandedFile => ({
  name,
  content: Buffer.from(content).toString('base64'),
});

/** Hands files to the library as a reader does who drops them, or chooses them in the dialog. */
async function hand(library: Page, how: 'drop' | 'choose', ...files: HandedFile[]): Promise<void> {
  await library.evaluate(
    (names, contents, way) => {
      const transfer = new DataTransfer();
      for (const [at, name] of names.entries()) {
        const bytes = Uint8Array.from(atob(contents[at] ?? ''), (unit) => unit.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      const picker = document.querySelector<HTMLInputElement>('.library__head input[type=file]');
      if (way === 'choose' && picker) {
        picker.files = transfer.files;
        picker.dispatchEvent(new Event('change', { bubbles: true }));
      } else {
        const dropped = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer });
        document.querySelector('.library')?.dispatchEvent(dropped);
      }
    },
    files.map(({ name }) => name),
    files.map(({ content }) => content),
    how,
  );
}

// A reader moves to another machine: everything goes into a file, and comes out of it there as it was.
describeInEachBrowser((name) => {
  const session = useSession(name);
  const house = useSession(name);
  let library: Page;
  let backup = '';

  const changes = () => texts(library, '.dialog__changes li');
  const notice = async () => (await texts(library, '.notice')).join();
  const tells = (text: string) => until(async () => (await notice()).includes(text));
  const recordsIn = async (under: typeof session.under) =>
    (await storedRecords(under)).sort((a, b) => a.id.localeCompare(b.id));
  /** The records as the file has them: where the reader stopped may be stored a moment after it was written. */
  const keptRecords = () =>
    (JSON.parse(backup) as { items: [string, ArticleRecord][] }).items
      .flatMap(([key, value]) => (key.startsWith('article:') ? [value] : []))
      .sort((a, b) => a.id.localeCompare(b.id));
  /** How many slices of an import wait for the reader. */
  const keptAside = () =>
    library.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('jingdu-imports');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const counting = opening.result.transaction('slices').objectStore('slices').count();
            counting.onsuccess = () => {
              opening.result.close();
              resolve(counting.result);
            };
          };
        }),
    );
  const look = (theme: string) =>
    library.evaluate(async (chosen) => {
      const { value } = await chrome.runtime.sendMessage({ type: 'read-settings' });
      const settings = { ...value, theme: chosen };
      await chrome.runtime.sendMessage({ type: 'save-settings', settings });
    }, theme);

  beforeAll(async () => {
    const { server, page } = session;
    server.page('/a.html', portalPage('乡村调研手记', paragraphs(1_200)), {
      'content-type': 'text/html; charset=utf-8',
    });
    for (const url of [server.url('dangjian.gscn.com.cn', '/a.html'), server.fixture('gscn--essay')]) {
      await page.goto(url);
      const view = await openReadingView(page);
      await until(async () =>
        (await storedRecords(session.under)).some(({ article }) => article.url === url),
      );
      if (!url.includes('/a.html')) {
        await highlight(view, '强化理论武装', 'yellow');
        await annotate(view, '坚持围绕中心', '中心是什么', ['党建']);
        await clickHead(view, 1);
        await press(page, 'F2');
        await appears(view, '.outline input:focus');
        await page.keyboard.type('二、我的题目');
        await press(page, 'Enter');
        await until(async () =>
          (await storedRecords(session.under)).some(({ outlines }) => outlines.length > 0),
        );
      }
      await press(page, 'Escape');
    }
  });

  it('writes everything into one file', async () => {
    library = await session.under.openExtensionPage('library.html');
    await library.setViewport({ width: 1280, height: 900 });
    await appears(library, '.card');
    await click(library, '.library__head [aria-label="备份全部"]');
    const { name: called, text } = await downloadedText(session.downloadDir, 'json');
    expect(called).toMatch(/^净读备份 \d{4}-\d\d-\d\d\.json$/);
    await tells('备份已交给浏览器下载');
    backup = text;
    const marks = (records: ArticleRecord[]) =>
      records.map(({ annotations, outlines }) => ({ annotations, outlines }));
    expect(marks(keptRecords())).toEqual(marks(await recordsIn(session.under)));
  });

  it('refuses a damaged file, says where, and changes nothing', async () => {
    library = await house.under.openExtensionPage('library.html');
    await library.setViewport({ width: 1280, height: 900 });
    await appears(library, '.library__empty');
    await hand(library, 'choose', file('坏.json', backup.slice(0, backup.length / 2)));
    await appears(library, '.dialog .failure');
    expect(await texts(library, '.dialog .failure')).toEqual([expect.stringMatching(/第 \d+ 行读不出来/)]);
    await lookAt(library, { name, screen: 'import-refused' });
    await press(library, 'Escape');
    await until(async () => (await library.$('.dialog')) === null);
    expect(await storedRecords(house.under)).toEqual([]);
    await until(async () => (await keptAside()) === 0);
  });

  it('shows what will come, and brings it as it was', async () => {
    await hand(library, 'drop', file('净读备份.json', backup));
    await appears(library, '.dialog__changes');
    expect(await changes()).toEqual(['新增文章 2 篇', '新增标记 2 处']);
    expect(await keptAside()).toBe(1);
    await lookAt(library, { name, screen: 'import-preview' });
    await look('dark');
    await until(async () => (await library.$('.library[data-theme="dark"]')) !== null);
    await lookAt(library, { name, screen: 'import-preview-dark' });
    await library.setViewport({ width: 390, height: 780 });
    await lookAt(library, { name, screen: 'import-preview-narrow' });
    await library.setViewport({ width: 1280, height: 900 });
    await look('light');
    await click(library, '.dialog .button--primary');
    await tells('导入完成：新增文章 2 篇，新增标记 2 处');
    expect(await recordsIn(house.under)).toEqual(keptRecords());
    await until(async () => (await keptAside()) === 0);
    await until(async () => (await texts(library, '.card__title')).length === 2);
    await screenshot(library, name, 'import-done');
  });

  it('takes it back where asked', async () => {
    await click(library, '.notice .button');
    await tells('已撤销导入');
    expect(await storedRecords(house.under)).toEqual([]);
    await appears(library, '.library__empty');
  });

  it('replaces a library, and moves what the file lacks to the trash', async () => {
    await hand(library, 'choose', file('随记.txt', '随记一则\n今天读了两篇文章。\n明天再读。'));
    await appears(library, '.essay__body > *');
    await press(library, 'Escape');
    await until(async () => (await texts(library, '.card__title')).join() === '随记一则');
    await hand(library, 'choose', file('净读备份.json', backup));
    await appears(library, '.dialog__changes');
    await click(library, '.dialog [value="replace"]');
    await until(async () => (await changes()).includes('移进回收站的文章 1 篇'));
    await click(library, '.dialog .button--primary');
    await tells('导入完成');
    await until(async () => (await texts(library, '.card__title')).length === 2);
    expect((await storedRecords(house.under)).filter(({ deleted }) => deleted).length).toBe(1);
  });

  it('says that there is nothing new in the same file', async () => {
    await hand(library, 'choose', file('净读备份.json', backup));
    await appears(library, '.dialog__changes');
    expect(await changes()).toEqual(['新增文章 0 篇', '没有改动的文章 2 篇']);
    await press(library, 'Escape');
    await until(async () => (await library.$('.dialog')) === null);
  });

  it('takes the last import back from the dialog, too, once its notice is gone, and brings it again', async () => {
    await hand(library, 'choose', file('净读备份.json', backup));
    await click(library, '.dialog .dialog__row .button:first-child:nth-last-child(3)');
    await tells('已撤销导入');
    await until(async () => (await texts(library, '.card__title')).join() === '随记一则');
    await hand(library, 'choose', file('净读备份.json', backup));
    await appears(library, '.dialog__changes');
    await click(library, '.dialog [value="replace"]');
    await click(library, '.dialog .button--primary');
    await tells('导入完成');
    await until(async () => (await texts(library, '.card__title')).length === 2);
  });

  it('reads a saved page that is dropped, in its old encoding, and runs nothing of it', async () => {
    const page = await readFile(join('tests/fixtures/gscn--essay-gbk-tables/page.html'));
    const script = Buffer.from(
      '<script>globalThis.canary = 1</script><img src=x onerror="globalThis.canary = 2">',
    );
    await hand(library, 'drop', file('存下的网页.html', Buffer.concat([page, script])));
    await appears(library, '.essay__body > *');
    expect(await library.evaluate(() => 'canary' in globalThis)).toBe(false);
    expect((await texts(library, '.essay__body')).join()).toMatch(/[的一是了]/);
    await screenshot(library, name, 'read-file');
    await press(library, 'Escape');
    await until(async () => (await texts(library, '.card__title')).length === 3);
  });

  it('takes several at once, and names those that it can’t read', async () => {
    await hand(
      library,
      'drop',
      file('甲.txt', '甲篇\n第一段文字在这里。'),
      file('空.txt', ''),
      file('乙.txt', '乙篇\n第二段文字在这里。'),
    );
    await tells('已收进 2 篇文章');
    expect(await notice()).toContain('空.txt');
    await until(async () => (await texts(library, '.card__title')).length === 5);
  });

  it('takes marks of another program, to an article that is there and to one that isn’t', async () => {
    const url = session.server.fixture('gscn--essay');
    const annotations = [
      ['https://example.org/a', '别处的一句话，书库里没有它的文章。', '记一笔'],
      [url, '把党员干部的主体责任扛起来', ''],
    ].map(([uri, exact, text]) => ({
      uri,
      text,
      tags: [],
      target: [{ source: uri, selector: [{ type: 'TextQuoteSelector', exact }] }],
      document: { title: ['别处的文章'] },
    }));
    const before = (await storedRecords(house.under)).find(({ article }) => article.url === url);
    await hand(
      library,
      'choose',
      file('hypothesis.json', JSON.stringify({ export_userid: 'a', annotations })),
    );
    await appears(library, '.dialog__changes');
    expect(await changes()).toEqual(['新增文章 1 篇', '有改动的文章 1 篇', '新增标记 2 处']);
    expect(await library.$('.dialog [value="replace"]')).toBeNull();
    await click(library, '.dialog .button--primary');
    await tells('导入完成');
    const records = await storedRecords(house.under);
    const after = records.find(({ article }) => article.url === url);
    expect(after?.annotations.length).toBe((before?.annotations.length ?? 0) + 1);
    const made = records.find(({ article }) => article.url === 'https://example.org/a');
    expect(made?.article.title).toBe('别处的文章');
    expect(made?.annotations[0]?.note).toBe('记一笔');
    await choose(library, '.library__order select', 'opened');
    await until(async () => (await texts(library, '.card__title')).length === 6);
  });
});
