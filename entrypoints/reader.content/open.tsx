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
import type { Article } from '../../utils/article/types';
import { failureText } from '../../utils/i18n';
import { ask } from '../../utils/messages';
import { FailureError, type Result, toResult } from '../../utils/result';
import { parseSettings } from '../../utils/settings';
import { App } from './App';

/** A page with more nodes than this is not cloned: copying alone would freeze the tab. */
const MOST_NODES = 400_000;

/** While the reading view is open: the page behind doesn't scroll, and is not printed. */
const PAGE_STYLE = 'html{overflow:hidden!important}@media print{body{display:none!important}}';

/** Reads the page and shows the essay in a closed shadow root over it. */
export async function openReader(ctx: ContentScriptContext): Promise<void> {
  const article = await readPage();
  const answer = await ask('read-settings', {});
  const settings = answer.ok ? answer.value : parseSettings(undefined);
  const pageStyle = document.createElement('style');
  pageStyle.textContent = PAGE_STYLE;

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
      render(
        article.ok ? (
          <App
            article={article.value}
            language={pageLanguage()}
            initialSettings={settings}
            root={room}
            onClose={close}
          />
        ) : (
          <MessagePage theme={settings.theme} text={failureText(article.error.code)} onClose={close} />
        ),
        room,
      );
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

  function close() {
    void ask('reader-closed', {});
    ui.remove();
  }
  globalThis.jingduReader = { close };
  ui.mount();
}

async function readPage(): Promise<Result<Article>> {
  return await toResult(() => {
    if (document.getElementsByTagName('*').length > MOST_NODES) throw new FailureError('too-large');
    try {
      return extractArticle(document.cloneNode(true) as Document, location.href);
    } catch (error) {
      if (error instanceof NotReadableError) {
        throw new FailureError(error.code === 'too-large' ? 'too-large' : 'not-readable', error.message);
      }
      throw error;
    }
  }, 'not-readable');
}

/** The page's language where it is a Chinese one; else simplified Chinese, which most portals forget to declare. */
function pageLanguage(): string {
  const declared = document.documentElement.lang;
  return /^zh\b/i.test(declared) ? declared : 'zh-CN';
}
