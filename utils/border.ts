import type { Request } from './requests';
import { FailureError } from './result';
import { LOOK_FIELDS, type Settings } from './settings';

/** Who a message comes from, as the browser tells it: the sender has no say in that. */
export interface Sender {
  tabId?: number;
  /** 0 for the top document of a tab. */
  frameId?: number;
  /** Of the document that it was sent from: a page of ours, or the page that a content script runs in. */
  url?: string;
}

/** What the border asks about articles. */
export interface Known {
  /** Whether this tab opened the article, or one that it was joined with, from a page of this host. */
  isOpened(articleId: string, from: { tabId: number; host: string }): Promise<boolean>;
  /** Whether two articles of the library are one essay. */
  isSame(articleId: string, otherId: string): Promise<boolean>;
}

/**
 * Who may ask for what. `pages`: pages of ours alone. `anyone`: content scripts too, which a page that took over its
 * process can speak for; they get no more than the reading view and the marks on the original page need.
 */
const SENDERS: Record<Request['type'], { from: 'pages' | 'anyone'; reason: string }> = {
  'toggle-reader': { from: 'anyone', reason: 'the detector hears Alt+R; of its own tab' },
  'inspect-tab': { from: 'pages', reason: 'popup and panel speak of a tab' },
  'page-detected': { from: 'anyone', reason: 'the detector tells what it found' },
  'reader-closed': { from: 'anyone', reason: 'the reading view' },
  'open-article': {
    from: 'anyone',
    reason: 'the reading view, and a mark on the original page; of its own site',
  },
  'put-annotation': { from: 'anyone', reason: 'the reading view, and a mark on the original page' },
  'trash-annotation': { from: 'anyone', reason: 'the reading view' },
  'restore-annotation': { from: 'anyone', reason: 'the reading view’s undo' },
  'place-annotations': { from: 'anyone', reason: 'the reading view finds marks in the text on the screen' },
  'put-outline': { from: 'anyone', reason: 'the reading view' },
  'choose-outline': { from: 'anyone', reason: 'the reading view' },
  'trash-outline': { from: 'anyone', reason: 'the reading view' },
  'restore-outline': { from: 'anyone', reason: 'the reading view’s undo' },
  'export-outline': { from: 'anyone', reason: 'the reading view' },
  'import-outline': { from: 'anyone', reason: 'the reading view' },
  'export-notes': { from: 'anyone', reason: 'the reading view' },
  'restore-version': { from: 'pages', reason: 'histories stand in popup and panel' },
  'restore-backup': { from: 'pages', reason: 'backups stand in popup and panel' },
  'find-same': { from: 'anyone', reason: 'the reading view offers to join' },
  'join-article': { from: 'anyone', reason: 'the reading view; with the same essay alone' },
  'list-tags': { from: 'anyone', reason: 'the reading view completes tags' },
  'parse-notes': { from: 'anyone', reason: 'the reading view draws notes' },
  'open-original': { from: 'anyone', reason: 'marks on the original page; of its own site' },
  'mark-original': { from: 'pages', reason: 'the switch stands in the popup' },
  cite: { from: 'anyone', reason: 'the reading view' },
  'save-reading-position': { from: 'anyone', reason: 'the reading view' },
  'tag-article': { from: 'pages', reason: 'the library' },
  'trash-article': { from: 'pages', reason: 'library and popup' },
  'restore-article': { from: 'pages', reason: 'library and popup' },
  'commit-import': { from: 'pages', reason: 'the library' },
  'drop-import': { from: 'pages', reason: 'the library' },
  'undo-import': { from: 'pages', reason: 'the library' },
  'watch-import': { from: 'pages', reason: 'the library' },
  'read-settings': { from: 'anyone', reason: 'the reading view’s look' },
  'save-settings': { from: 'anyone', reason: 'the reading view’s look; no other settings' },
  'read-texts': { from: 'anyone', reason: 'the reading view’s language' },
  'load-script': { from: 'anyone', reason: 'the reading view; into its own tab' },
  'test-sync': { from: 'pages', reason: 'the options' },
  'start-sync': { from: 'pages', reason: 'the options' },
  'stop-sync': { from: 'pages', reason: 'the options' },
  'run-sync': { from: 'pages', reason: 'the options' },
  'dismiss-conflict': { from: 'pages', reason: 'the options' },
  'travel-settings': { from: 'pages', reason: 'the options' },
};

/** What the reading view changes of the settings. */
const READING_SETTINGS: readonly string[] = [
  ...LOOK_FIELDS,
  'siteLooks',
  'voice',
  'speechRate',
  'showOutline',
  'showNotes',
  'color',
] satisfies (keyof Settings)[];

/**
 * Lets a request pass where its sender may ask that: a page of ours anything, a content script what its own page's
 * article needs. Throws `bad-message` where it may not, `not-found` for an article that its tab doesn't show.
 *
 * @param origin of the extension's own pages
 */
export async function checkSender(
  request: Request,
  { tabId, frameId, url }: Sender,
  origin: string,
  known: Known,
): Promise<void> {
  if (originOf(url) === originOf(origin)) return;
  const refused = (why: string) => new FailureError('bad-message', `${request.type}: ${why}`);
  const host = webHost(url);
  if (tabId === undefined || frameId !== 0 || host === undefined) throw refused('from nowhere');
  if (SENDERS[request.type].from === 'pages') throw refused('from a content script');

  if (request.type === 'toggle-reader' && request.tabId !== undefined) throw refused('of another tab');
  if (request.type === 'open-article' && webHost(request.article.url) !== host)
    throw refused('of another site');
  if (request.type === 'open-original' && webHost(request.url) !== host) throw refused('of another site');
  if (request.type === 'save-settings') {
    const others = Object.keys(request.settings).filter((key) => !READING_SETTINGS.includes(key));
    if (others.length > 0) throw refused(others.join());
  }
  if (!('articleId' in request)) return;
  const { articleId } = request;
  if (!(await known.isOpened(articleId, { tabId, host }))) throw new FailureError('not-found', articleId);
  if (request.type === 'join-article' && !(await known.isSame(articleId, request.intoId)))
    throw new FailureError('not-found', request.intoId);
}

/** The host of a web address, with its port: what an article has in common with its copies under http and https. */
export function webHost(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? host : undefined;
}

/** Scheme and host; the `origin` of an extension's address is `null` where the scheme is not a known one. */
function originOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
