import { render } from 'preact';
import controlsCss from '../../components/controls.css?inline';
import { MessagePage } from '../../components/MessagePage';
import notesCss from '../../components/notes/notes.css?inline';
import readingCss from '../../components/reading/reading.css?inline';
import tokensCss from '../../components/tokens.css?inline';
import { NotReadableError } from '../../utils/article/errors';
import { extraction } from '../../utils/article/extract';
import { measurePage, type PageSize } from '../../utils/article/size';
import { atOnce, withBreaths } from '../../utils/article/steps';
import type { Article } from '../../utils/article/types';
import { failureText, speak, t } from '../../utils/i18n';
import { ask, onMessage } from '../../utils/messages';
import { painted } from '../../utils/painted';
import type { GivenToReader } from '../../utils/platform';
import { findPages } from '../../utils/portal/pages';
import type { PageScript } from '../../utils/requests';
import { FailureError, type Result, toResult } from '../../utils/result';
import { ReadingApp } from '../shared/ReadingApp';
import { type ReaderRoom, removeRoom, takeRoom } from '../shared/reader-room';

/**
 * Beyond this a page is refused: copying the tree alone would freeze or crash the tab.
 * Seen: at 20,000 levels Chromium 156 and Firefox 153 copy a document at once, at 50,000 the one hangs and the other crashes.
 */
const LARGEST_PAGE: PageSize = { elements: 400_000, levels: 20_000 };
/** From this many elements on, reading takes long enough to be announced, and to be done in steps. */
const LARGE_PAGE_ELEMENTS = 20_000;

/** While the reading view is open the page behind doesn't scroll. */
const PAGE_STYLE = 'html{overflow:hidden!important}';
/** The host takes no room in the page, and no style of the page reaches it: `!important` inside wins over outside. */
const HOST_STYLE =
  ':host{all:initial!important}' +
  ':host{display:block!important;position:static!important}' +
  'dialog{position:fixed;inset:0;width:100vw;height:100dvh;max-width:none;max-height:none;margin:0;padding:0;border:0;' +
  'outline:none;overflow:hidden;background:none}' +
  'dialog::backdrop{background:none}' +
  'iframe{display:block;width:100%;height:100%;border:0}';

/**
 * Reads the page and shows the essay in a closed shadow root over it. The article is found while the browser makes the
 * frame.
 * @param given may come while the page is read
 */
export async function openReader(given: Promise<GivenToReader>): Promise<void> {
  const size = measurePage(document.documentElement, LARGEST_PAGE);
  const pageStyle = document.createElement('style');
  pageStyle.textContent = PAGE_STYLE;
  const made = takeRoom();
  const { dialog, frame, loaded } = made;

  let room: HTMLElement | undefined;
  const remove = () => {
    globalThis.jingduReader = undefined;
    window.removeEventListener('keydown', hearStray, true);
    watch.disconnect();
    if (room) render(null, room);
    removeRoom(made);
    pageStyle.remove();
  };
  let stopExplaining = () => {};
  // A second press while the first one is still at work calls it off.
  const close = () => {
    if (!isOpen()) return;
    void ask('reader-closed', {});
    remove();
    // Last: it may fail where the extension was updated meanwhile.
    stopExplaining();
  };
  const isOpen = () => globalThis.jingduReader?.close === close;
  globalThis.jingduReader = { close };
  /** A key that the page got: it took the focus, or hid itself for a moment, which takes it from the frame as well. */
  const hearStray = ({ isTrusted, key }: KeyboardEvent) => {
    if (!isTrusted) return;
    if (key === 'Escape') close();
    else room?.querySelector<HTMLElement>('.scroller, .message-page button')?.focus();
  };
  // What the page takes out or moves is no longer above it, and its frame is empty.
  const watch = new MutationObserver(() => !dialog.matches(':modal, :popover-open') && close());

  const isLarge = size.elements > LARGE_PAGE_ELEMENTS;
  const page = toResult(() => pageToRead(size, isLarge), 'not-readable');
  showOver(dialog);
  // By Esc in the page, or the gesture that leads back: in the frame Esc is the view's own.
  dialog.addEventListener('close', close);
  window.addEventListener('keydown', hearStray, true);
  for (const parent of [document, document.documentElement]) watch.observe(parent, { childList: true });
  void painted().then(() => {
    if (!isOpen()) return;
    // Only then: either makes the browser style and lay out all of the page anew.
    makeModal(made);
    document.documentElement.append(pageStyle);
    stopExplaining = onMessage((message) =>
      (message as { type?: unknown }).type === 'explain-page'
        ? toResult(async () => (await load('explain', () => globalThis.jingduExplain))(), 'extension-gone')
        : undefined,
    );
  });
  const read = async () => readArticle(await page, isLarge, isOpen);
  const found = isLarge ? undefined : read();
  await loaded;
  const { settings, texts } = await given;
  if (!isOpen()) return;
  if (texts) speak(texts);
  const root = prepareFrame(frame);
  room = root;
  const show = (text: string, preparing = false) =>
    render(<MessagePage theme={settings.theme} text={text} preparing={preparing} onClose={close} />, root);
  if (isLarge) {
    show(t('reading.preparing'), true);
    await painted();
  }
  const article = await (found ?? read());
  if (!isOpen()) return;
  if (!article.ok) return show(failureText(article.error));
  render(
    <ReadingApp
      article={article.value}
      findPages={() => findPages(document, location.href)}
      language={pageLanguage()}
      initialSettings={settings}
      root={root}
      loadTools={async () => (await load('tools', () => globalThis.jingduTools)).ready}
      loadConvert={async (script) => (await load('convert', () => globalThis.jingduConvert)).create(script)}
      onClose={close}
    />,
    root,
  );
}

/** Shows a room above everything in the page. */
function showOver(dialog: HTMLDialogElement): void {
  const style = document.createElement('style');
  style.textContent = HOST_STYLE;
  dialog.before(style);
  dialog.popover = 'manual';
  dialog.showPopover();
}

/** Makes the page behind the room inert, without a change to the page. */
function makeModal({ dialog, frame }: ReaderRoom): void {
  const focused = frame.contentDocument?.activeElement as HTMLElement | null | undefined;
  dialog.hidePopover();
  dialog.popover = null;
  dialog.showModal();
  focused?.focus({ preventScroll: true });
}

/**
 * The empty document that the reading view is drawn in. A frame inside a closed shadow root is in no list of the
 * page's frames, and its document has selections, keys and `CSS.highlights` of its own, so the page learns of none.
 */
function prepareFrame(frame: HTMLIFrameElement): HTMLElement {
  const view = frame.contentDocument as Document;
  view.documentElement.lang = pageLanguage();
  view.title = t('extension.shortName');
  frame.title = view.title;
  const style = view.createElement('style');
  style.textContent = tokensCss + controlsCss + notesCss + readingCss;
  // A link would open inside the frame.
  const base = view.createElement('base');
  base.target = '_blank';
  view.head.append(style, base);
  return view.body;
}

function pageToRead(size: PageSize, isLarge: boolean): Document {
  if (size.elements > LARGEST_PAGE.elements || size.levels > LARGEST_PAGE.levels) {
    throw new FailureError('too-large');
  }
  // Read in steps, it may change meanwhile.
  return isLarge ? (document.cloneNode(true) as Document) : document;
}

/** Where the page is large the browser may answer meanwhile, and nothing comes of it once `goesOn` denies it. */
async function readArticle(
  page: Result<Document>,
  isLarge: boolean,
  goesOn: () => boolean,
): Promise<Result<Article>> {
  if (!page.ok) return page;
  return toResult(async () => {
    try {
      const steps = extraction(page.value, location.href);
      return isLarge ? await withBreaths(steps, goesOn) : atOnce(steps);
    } catch (error) {
      if (!(error instanceof NotReadableError)) throw error;
      throw new FailureError(error.code === 'too-large' ? 'too-large' : 'not-readable', error.message);
    }
  }, 'not-readable');
}

/** Has the background run a script of ours beside this one, once; what it leaves in this world of the extension. */
async function load<T>(script: PageScript, read: () => T | undefined): Promise<T> {
  if (!read()) {
    const answer = await ask('load-script', { script });
    if (!answer.ok) throw new FailureError(answer.error.code, answer.error.detail);
  }
  const loaded = read();
  if (!loaded) throw new FailureError('extension-gone', script);
  return loaded;
}

/** The page's language where it is a Chinese one; else simplified Chinese, which most portals forget to declare. */
function pageLanguage(): string {
  const declared = document.documentElement.lang;
  return /^zh\b/i.test(declared) ? declared : 'zh-CN';
}
