import { describe, expect, it } from 'vitest';
import { checkSender, type Known, type Sender } from '../../../utils/border';
import type { Request } from '../../../utils/requests';
import { parseSettings } from '../../../utils/stored-settings';
import { exampleArticle, exampleId, exampleMark, exampleOutline } from '../library/examples';

const ORIGIN = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/';
const PAGE = 'https://www.gscn.com.cn/system/2024/05/06/013.shtml?from=list';
const [OPENED, SAME, OTHER] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string];

/** The tab 7 opened one article from the portal, which is the same essay as a second one. */
const known: Known = {
  isOpened: async (id, { tabId, host }) => id === OPENED && tabId === 7 && host === 'www.gscn.com.cn',
  isSame: async (...ids) => ids.join() === [OPENED, SAME].join(),
};

const content = (changes: Partial<Sender> = {}): Sender => ({ tabId: 7, frameId: 0, url: PAGE, ...changes });
const articleAt = (url: string): Request => ({ type: 'open-article', article: exampleArticle({ url }) });
const about = (articleId: string): Request[] => [
  { type: 'put-annotation', articleId, annotation: exampleMark(1) },
  { type: 'trash-annotation', articleId, annotationId: exampleId(1) },
  { type: 'restore-annotation', articleId, annotationId: exampleId(1) },
  { type: 'place-annotations', articleId, places: [] },
  { type: 'put-outline', articleId, outline: exampleOutline() },
  { type: 'choose-outline', articleId },
  { type: 'trash-outline', articleId, outlineId: exampleId(1) },
  { type: 'restore-outline', articleId, outlineId: exampleId(1) },
  { type: 'export-outline', articleId, outline: exampleOutline(), format: 'opml' },
  { type: 'import-outline', articleId, name: '提纲', text: '' },
  { type: 'export-notes', articleId, annotations: [] },
  { type: 'find-same', articleId },
  { type: 'cite', articleId },
  { type: 'save-reading-position', articleId, position: 1 },
];
/** What names no article. */
const GENERAL: Request[] = [
  { type: 'toggle-reader' },
  { type: 'page-detected', isArticle: true },
  { type: 'reader-closed' },
  { type: 'list-tags' },
  { type: 'parse-notes', notes: [] },
  { type: 'read-settings' },
  { type: 'read-texts' },
  { type: 'load-script', script: 'tools' },
  { type: 'save-settings', settings: { theme: 'dark', siteLooks: {}, color: 'blue', showNotes: false } },
];
const account = { address: '', user: '', password: '', folder: '', passphrase: '' };
/** What pages of ours alone may ask. */
const OF_PAGES: Request[] = [
  { type: 'inspect-tab', tabId: 7 },
  { type: 'mark-original', tabId: 7, isOn: true },
  { type: 'restore-version', articleId: OPENED, itemId: exampleId(1), replaced: exampleMark(1).modified },
  { type: 'restore-backup', articleId: OPENED, day: '2026-07-02' },
  { type: 'tag-article', articleId: OPENED, add: [], remove: [] },
  { type: 'trash-article', articleId: OPENED },
  { type: 'restore-article', articleId: OPENED },
  { type: 'commit-import', importId: exampleId(9), mode: 'merge' },
  { type: 'drop-import', importId: exampleId(9) },
  { type: 'undo-import' },
  { type: 'watch-import' },
  { type: 'test-sync', account },
  { type: 'start-sync', account },
  { type: 'stop-sync' },
  { type: 'run-sync' },
  { type: 'dismiss-conflict', itemId: exampleId(1) },
  { type: 'travel-settings', isOn: true },
];

const check = (request: Request, sender: Sender) => checkSender(request, sender, ORIGIN, known);

describe('the border', () => {
  it.each<[string, Sender]>([
    ['a popup', { url: `${ORIGIN}popup.html` }],
    ['a page in a tab', { tabId: 9, frameId: 0, url: `${ORIGIN}library.html#read/${OTHER}` }],
  ])('lets %s ask for everything', async (_, sender) => {
    for (const request of [...GENERAL, ...about(OTHER), ...OF_PAGES, articleAt('https://a.cn/1')])
      await check(request, sender);
  });

  it.each([...GENERAL, ...about(OPENED)])('lets a content script ask for $type', async (request) => {
    await check(request, content());
  });

  it.each(about(OTHER))('refuses $type of another article', async (request) => {
    await expect(check(request, content())).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each(OF_PAGES)('refuses $type from a content script', async (request) => {
    await expect(check(request, content())).rejects.toMatchObject({ code: 'bad-message' });
  });

  it.each<[string, Request, Sender?]>([
    ['its own page’s article', articleAt(PAGE)],
    ['the first of its pages', articleAt('https://www.gscn.com.cn/system/2024/05/06/013_1.shtml')],
    ['its page under another scheme', articleAt('http://www.gscn.com.cn/system/013.shtml')],
    [
      'a page on another port of its own',
      articleAt('http://a.cn:8080/1'),
      content({ url: 'http://a.cn:8080/2' }),
    ],
    ['marks of its own page', { type: 'open-original', url: PAGE }],
    ['a copy of its essay to join', { type: 'join-article', articleId: OPENED, intoId: SAME }],
  ])('lets a content script ask for %s', async (_, request, sender = content()) => {
    await check(request, sender);
  });

  it.each<[string, Request, Sender?, string?]>([
    ['an article of another site', articleAt('https://www.people.com.cn/1.html')],
    ['an article of a neighbouring host', articleAt('https://gscn.com.cn/1.html')],
    ['an article of another port', articleAt('https://www.gscn.com.cn:8443/1.html')],
    ['an article of a host in the user’s part', articleAt('https://www.gscn.com.cn@evil.cn/1.html')],
    ['marks of another site', { type: 'open-original', url: 'https://www.people.com.cn/1.html' }],
    [
      'joining with another essay',
      { type: 'join-article', articleId: OPENED, intoId: OTHER },
      undefined,
      'not-found',
    ],
    [
      'joining another article',
      { type: 'join-article', articleId: SAME, intoId: OPENED },
      undefined,
      'not-found',
    ],
    ['another tab’s reading view', { type: 'toggle-reader', tabId: 8 }],
    ['settings other than the look', { type: 'save-settings', settings: { sites: ['*.cn'] } }],
    ['all settings at once', { type: 'save-settings', settings: parseSettings({}) }],
    ['its article from another tab', { type: 'cite', articleId: OPENED }, content({ tabId: 8 }), 'not-found'],
    [
      'its article from the site that the tab went to',
      { type: 'cite', articleId: OPENED },
      content({ url: 'https://evil.cn/' }),
      'not-found',
    ],
    ['anything from a frame', { type: 'read-settings' }, content({ frameId: 3 })],
    ['anything from no tab', { type: 'read-settings' }, { url: PAGE }],
    ['anything from no address', { type: 'read-settings' }, { tabId: 7, frameId: 0 }],
    ['anything from a file', { type: 'read-settings' }, content({ url: 'file:///etc/hosts' })],
    [
      'anything from another extension',
      { type: 'read-settings' },
      content({ url: 'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/popup.html' }),
    ],
    [
      'anything from a host that looks like ours',
      { type: 'read-settings' },
      { url: 'https://abcdefghijklmnopabcdefghijklmnop/popup.html' },
    ],
  ])('refuses %s', async (_, request, sender = content(), code = 'bad-message') => {
    await expect(check(request, sender)).rejects.toMatchObject({ code });
  });
});
