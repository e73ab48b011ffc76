import { beforeAll, expect, it } from 'vitest';
import { idOf, makeArticle, makeMark } from '../torture/material';
import { countPixels, drag, press, screenshot } from './harness';
import { describeInEachBrowser } from './harness/describe';
import { appears, isReading, openPopup, storedRecords, texts, until } from './reading';
import { useSession } from './session';

/** --mark-yellow of the light theme: components/tokens.css. */
const YELLOW: [number, number, number] = [0xf7, 0xe0, 0x8a];

/** What a content script asks of the background, and what it is answered. */
const BORDER_CASES: { what: string; request: (own: string, other: string) => object; answer: string }[] = [
  { what: 'its own article', request: (articleId) => ({ type: 'cite', articleId }), answer: 'ok' },
  { what: 'another article', request: (_, articleId) => ({ type: 'cite', articleId }), answer: 'not-found' },
  {
    what: 'a mark on another article',
    request: (_, articleId) => ({ type: 'put-annotation', articleId, annotation: makeMark(idOf(1)) }),
    answer: 'not-found',
  },
  {
    what: 'joining another article',
    request: (articleId, intoId) => ({ type: 'join-article', articleId, intoId }),
    answer: 'not-found',
  },
  {
    what: 'an article of another site',
    request: () => ({ type: 'open-article', article: makeArticle(2) }),
    answer: 'bad-message',
  },
  {
    what: 'deleting its own article',
    request: (articleId) => ({ type: 'trash-article', articleId }),
    answer: 'bad-message',
  },
  {
    what: 'settings other than the look',
    request: () => ({ type: 'save-settings', settings: { neverOn: ['*.cn'] } }),
    answer: 'bad-message',
  },
];

// What the page can learn of its reader, and the whole way by eyes, keyboard and mouse alone.
describeInEachBrowser((name) => {
  const session = useSession(name);
  let url: string;

  const annotations = async () =>
    (await storedRecords(session.under)).flatMap((record) => record.annotations);
  const isOpen = () => isReading(session.page);

  beforeAll(async () => {
    url = session.server.fixture('gscn--essay');
    await session.page.goto(url);
  });

  it('opens by the browser’s own shortcut, closed to the page', async () => {
    await session.under.pressShortcut(session.page, 'Alt+R');
    await until(isOpen);
    expect(await session.page.evaluate(() => document.querySelector('jingdu-reader')?.shadowRoot)).toBeNull();
    await until(async () => (await storedRecords(session.under)).length === 1);
  });

  it('marks with mouse and keys, and the mark is painted', async () => {
    // Across the essay's column, in whatever line stands there.
    await drag(session.page, { x: 420, y: 520 }, { x: 700, y: 520 });
    await press(session.page, 'h');
    await until(async () => (await annotations()).length === 1);
    await session.page.mouse.move(5, 5);
    await until(async () => (await countPixels(session.page, YELLOW)) > 1000);
  });

  it('lets the page learn nothing of what is read and written', async () => {
    await session.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      const types = [
        'keydown',
        'keypress',
        'keyup',
        'input',
        'beforeinput',
        'compositionstart',
        'selectionchange',
      ];
      const pointer = [
        'pointerdown',
        'pointermove',
        'mousedown',
        'mousemove',
        'click',
        'wheel',
        'scroll',
        'copy',
      ];
      for (const type of [...types, ...pointer]) addEventListener(type, () => heard.push(type), true);
    });
    await drag(session.page, { x: 420, y: 600 }, { x: 600, y: 600 });
    await press(session.page, 'm');
    await session.page.keyboard.type('不给别人看');
    await press(session.page, 'Escape');
    await until(async () => (await annotations()).some(({ note }) => note === '不给别人看'));
    for (const key of ['j', 'k', 'n', 'p']) await press(session.page, key);
    const learnt = await session.page.evaluate(() => ({
      heard: (globalThis as unknown as { heard: string[] }).heard,
      highlights: CSS.highlights.size,
      frames: window.length,
      frameElements: document.querySelectorAll('iframe').length,
      selected: getSelection()?.toString(),
      root: document.querySelector('jingdu-reader')?.shadowRoot ?? null,
      inside: document.querySelector('jingdu-reader')?.childNodes.length,
    }));
    expect(learnt).toEqual({
      heard: [],
      highlights: 0,
      frames: 0,
      frameElements: 0,
      selected: '',
      root: null,
      inside: 0,
    });
  });

  it('closes by Esc, opens by its key, and after a restart the mark is in its place', async () => {
    await press(session.page, 'Escape');
    await until(async () => !(await isOpen()));
    const marks = await annotations();
    await session.restart();
    await session.page.goto(url);
    await press(session.page, 'Alt+KeyR');
    await until(isOpen);
    await until(async () => (await countPixels(session.page, YELLOW)) > 1000);
    expect(await annotations()).toEqual(marks);
    await screenshot(session.page, name, 'isolated-again');
    const popup = await openPopup(session.under, url);
    await appears(popup, '.note__quote');
    expect(await texts(popup, '.note__quote')).toEqual(marks.map(({ quote }) => quote.exact));
    await popup.close();
  });

  it('gives a content script its own page’s article, and refuses every other request', async () => {
    const [own] = await storedRecords(session.under);
    const other = await session.under.evaluateInExtension(async (article) => {
      const stored = await chrome.runtime.sendMessage({ type: 'open-article', article });
      return stored.value.id as string;
    }, makeArticle(1));
    const asked = await session.under.evaluateInExtension(
      async (address, requests) => {
        const tab = (await chrome.tabs.query({})).find((candidate) => candidate.url === address);
        const [run] = await chrome.scripting.executeScript({
          target: { tabId: tab?.id ?? -1 },
          // In the extension's own world of the page, as the reading view runs.
          func: async (all: object[]) => {
            const answers = await Promise.all(all.map((request) => chrome.runtime.sendMessage(request)));
            return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code) as string);
          },
          args: [requests.map(({ request }) => request)],
        });
        return run?.result;
      },
      url,
      BORDER_CASES.map(({ request }) => ({ request: request(own?.id ?? '', other) })),
    );
    expect(BORDER_CASES.map(({ what }, index) => [what, asked?.[index]])).toEqual(
      BORDER_CASES.map(({ what, answer }) => [what, answer]),
    );
    expect((await storedRecords(session.under)).find(({ id }) => id === other)?.annotations).toEqual([]);
  });
});
