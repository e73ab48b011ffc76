import { render } from 'preact';
import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { createShadowRootUi } from 'wxt/utils/content-script-ui/shadow-root';
import controlsCss from '../../components/controls.css?inline';
import { MessagePage } from '../../components/MessagePage';
import notesCss from '../../components/notes/notes.css?inline';
import readingCss from '../../components/reading/reading.css?inline';
import tokensCss from '../../components/tokens.css?inline';
import { NotReadableError } from '../../utils/article/errors';
import { extractArticle } from '../../utils/article/extract';
import { measurePage, type PageSize } from '../../utils/article/size';
import type { Article } from '../../utils/article/types';
import { failureText, t } from '../../utils/i18n';
import { ask } from '../../utils/messages';
import { FailureError, type Result, toResult } from '../../utils/result';
import { parseSettings } from '../../utils/settings';
import { App } from './App';

/**
 * Beyond this a page is refused: copying the tree alone would freeze or crash the tab.
 * Seen: at 20,000 levels Chromium 156 and Firefox 153 copy a document at once, at 50,000 the one hangs and the other crashes.
 */
const LARGEST_PAGE: PageSize = { elements: 400_000, levels: 20_000 };
/** From this many elements on, reading takes long enough to be announced. */
const LARGE_PAGE_ELEMENTS = 20_000;

/** While the reading view is open: the page behind doesn't scroll, and is not printed. */
const PAGE_STYLE = 'html{overflow:hidden!important}@media print{body{display:none!important}}';

/** Reads the page and shows the essay in a closed shadow root over it. */
export async function openReader(ctx: ContentScriptContext): Promise<void> {
  let wanted = true;
  // A second press while the first one is still at work calls it off.
  globalThis.jingduReader = {
    close: () => {
      wanted = false;
    },
  };
  const answer = await ask('read-settings', {});
  const settings = answer.ok ? answer.value : parseSettings(undefined);
  const pageStyle = document.createElement('style');
  pageStyle.textContent = PAGE_STYLE;
  const size = measurePage(document.documentElement, LARGEST_PAGE);

  const ui = await createShadowRootUi(ctx, {
    name: 'jingdu-reader',
    position: 'inline',
    anchor: 'html',
    // Tests of the screens look inside; what ships is closed to the page and to everybody.
    mode: import.meta.env.MODE === 'e2e' ? 'open' : 'closed',
    css: tokensCss + controlsCss + notesCss + readingCss,
    isolateEvents: [
      'keydown',
      'keyup',
      'keypress',
      'click',
      'pointerdown',
      'pointerup',
      'wheel',
      'touchmove',
    ],
    onMount: (container) => {
      const room = document.createElement('dialog');
      room.className = 'room';
      // Esc is the reading view's own key: it first closes what lies on top.
      room.addEventListener('cancel', (event) => event.preventDefault());
      container.append(room);
      document.documentElement.append(pageStyle);
      // A modal dialog stands above everything and makes the page behind it inert, without a change to the page.
      room.showModal();
      return room;
    },
    onRemove: (room) => {
      if (room) render(null, room);
      pageStyle.remove();
      globalThis.jingduReader = undefined;
    },
  });
  if (!wanted) {
    globalThis.jingduReader = undefined;
    return;
  }
  const close = () => {
    void ask('reader-closed', {});
    ui.remove();
  };
  globalThis.jingduReader = { close };

  // Copied before our own element stands in the page.
  const copy = toResult(() => copyPage(size), 'not-readable');
  ui.mount();
  const room = ui.mounted;
  if (!room) return;
  const show = (text: string) =>
    render(<MessagePage theme={settings.theme} text={text} onClose={close} />, room);
  if (size.elements > LARGE_PAGE_ELEMENTS) {
    show(t('reading.preparing'));
    await painted();
  }
  const article = await readArticle(await copy);
  if (!room.isConnected) return;
  if (!article.ok) return show(failureText(article.error.code));
  render(
    <App
      article={article.value}
      language={pageLanguage()}
      initialSettings={settings}
      root={room}
      onClose={close}
    />,
    room,
  );
}

function copyPage(size: PageSize): Document {
  if (size.elements > LARGEST_PAGE.elements || size.levels > LARGEST_PAGE.levels) {
    throw new FailureError('too-large');
  }
  return document.cloneNode(true) as Document;
}

async function readArticle(copy: Result<Document>): Promise<Result<Article>> {
  if (!copy.ok) return copy;
  return toResult(() => {
    try {
      return extractArticle(copy.value, location.href);
    } catch (error) {
      if (!(error instanceof NotReadableError)) throw error;
      throw new FailureError(error.code === 'too-large' ? 'too-large' : 'not-readable', error.message);
    }
  }, 'not-readable');
}

/** Resolves once what was drawn last is on the screen. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** The page's language where it is a Chinese one; else simplified Chinese, which most portals forget to declare. */
function pageLanguage(): string {
  const declared = document.documentElement.lang;
  return /^zh\b/i.test(declared) ? declared : 'zh-CN';
}
