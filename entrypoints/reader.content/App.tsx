import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Notice } from '../../components/NoticeLine';
import { ReadingView } from '../../components/reading/ReadingView';
import type { ReadingActions } from '../../components/reading/types';
import { useNotice } from '../../components/useNotice';
import type { Article } from '../../utils/article/types';
import { markdownFile } from '../../utils/export/article-file';
import { copyText, saveFile } from '../../utils/hand-over';
import { failureText, t } from '../../utils/i18n';
import type { ArticleRecord } from '../../utils/library/schema';
import { ask } from '../../utils/messages';
import { newId } from '../../utils/new-id';
import { currentOutline, renameHead } from '../../utils/outline/saved';
import type { ArticlePages } from '../../utils/portal/pages';
import type { Settings } from '../../utils/settings';
import { usePages } from './usePages';
import { useRecord } from './useRecord';

export interface AppProps {
  /** The page at hand. */
  article: Article;
  /** Where its other pages are. */
  pages: ArticlePages;
  /** BCP 47 */
  language: string;
  initialSettings: Settings;
  /** What the reading view is drawn in: links and fields of a moment are put here, never into the page. */
  root: HTMLElement;
  onClose: () => void;
}

/** The remembered place is stored when scrolling has rested this long. */
const REST_MS = 600;
const NO_OUTLINES: ArticleRecord['outlines'] = [];

/** Wires the reading view to the store, the clipboard and downloads. */
export function App({ article: atHand, pages, language, initialSettings, root, onClose }: AppProps) {
  const { article, progress } = usePages(atHand, pages);
  const store = useRecord(article);
  const [settings, setSettings] = useState(initialSettings);
  const [notice, setNotice] = useNotice();
  const { reachPosition, keepPosition } = usePosition(store.savePosition);
  /** Over the text on the screen: the store may keep an older one. */
  const outlined = { article, outlines: store.record?.outlines ?? NO_OUTLINES };
  const heads = useMemo(() => currentOutline(outlined), [outlined.article, outlined.outlines]);

  const report = (text: string, failure = false) => setNotice({ text, failure });
  const changeSettings = (changed: Settings) => {
    setSettings(changed);
    void ask('save-settings', { settings: changed }).then((answer) => {
      if (!answer.ok) report(failureText(answer.error.code), true);
    });
  };
  const exported = (use: (record: ArticleRecord) => Promise<void> | void, done: string) => async () => {
    if (!store.record) return report(t('failure.notStoredYet'), true);
    try {
      await use({ ...store.record, annotations: store.annotations });
      report(done);
    } catch {
      report(t('failure.exportFailed'), true);
    }
  };
  const actions: ReadingActions = {
    close: () => {
      keepPosition();
      onClose();
    },
    changeSettings,
    mark: (span, look) => {
      if (look.color !== settings.color) changeSettings({ ...settings, color: look.color });
      return store.mark(span, look);
    },
    changeMark: store.change,
    deleteMark: (id) => {
      store.remove(id);
      const undo = () => {
        store.restore(id);
        setNotice(undefined);
      };
      setNotice({
        text: t('notice.markDeleted'),
        failure: false,
        action: { label: t('action.undo'), run: undo },
      });
    },
    retry: store.retry,
    reachPosition,
    renameHead: (index, title) => {
      if (!store.record) return report(t('failure.notStoredYet'), true);
      store.saveOutline(renameHead(outlined, index, title, { newId, now: new Date().toISOString() }));
    },
    copyText: (text) => {
      void copyText(text, root).then(
        () => report(t('notice.copied')),
        () => report(t('failure.copyFailed'), true),
      );
    },
    copyMarkdown: exported((record) => copyText(markdownFile(record).text, root), t('notice.copied')),
    downloadMarkdown: exported((record) => saveFile(markdownFile(record), root), t('notice.downloaded')),
    print: () => root.ownerDocument.defaultView?.print(),
  };
  const stable = useStableActions(actions);

  const failed: Notice | undefined = store.failure && {
    text: failureText(store.failure.code),
    failure: true,
    action: { label: t('action.retry'), run: store.retry },
  };
  return (
    <ReadingView
      article={article}
      pages={progress}
      language={language}
      heads={heads}
      annotations={store.annotations}
      unsavedIds={store.unsavedIds}
      settings={settings}
      startPosition={store.record?.readingPosition}
      notice={failed ?? notice}
      actions={stable}
    />
  );
}

/** Stores the place when scrolling has rested, when the reader leaves, and when the page goes. */
function usePosition(save: (position: number) => void) {
  const rest = useRef<ReturnType<typeof setTimeout>>();
  const waiting = useRef<number>();
  const keepPosition = () => {
    clearTimeout(rest.current);
    if (waiting.current !== undefined) save(waiting.current);
    waiting.current = undefined;
  };
  const latest = useRef(keepPosition);
  latest.current = keepPosition;
  useEffect(() => {
    const keep = () => latest.current();
    window.addEventListener('pagehide', keep);
    return () => window.removeEventListener('pagehide', keep);
  }, []);
  return {
    keepPosition,
    reachPosition: (position: number) => {
      waiting.current = position;
      clearTimeout(rest.current);
      rest.current = setTimeout(() => latest.current(), REST_MS);
    },
  };
}

/** The same object at every render, whose calls always reach the latest actions. */
function useStableActions(actions: ReadingActions): ReadingActions {
  const latest = useRef(actions);
  latest.current = actions;
  return useMemo(
    () =>
      Object.fromEntries(
        (Object.keys(actions) as (keyof ReadingActions)[]).map((name) => [
          name,
          (...parameters: unknown[]) =>
            (latest.current[name] as (...all: unknown[]) => unknown)(...parameters),
        ]),
      ) as unknown as ReadingActions,
    [],
  );
}
