import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Notice } from '../../components/NoticeLine';
import { NoteParser } from '../../components/notes/NoteText';
import { ReadingView } from '../../components/reading/ReadingView';
import type { ReadingActions, SameEssayOffer } from '../../components/reading/types';
import { useNotice } from '../../components/useNotice';
import { useStableCalls } from '../../components/useStableCalls';
import type { Article } from '../../utils/article/types';
import { copyText, saveFile } from '../../utils/hand-over';
import { failureText, t } from '../../utils/i18n';
import { ask, onTold, parseNotes } from '../../utils/messages';
import { describeNewOutline } from '../../utils/outline/new-outline';
import { activeOutline, copyOutline, newOutline, saveFoundOutline } from '../../utils/outline/saved';
import type { ArticlePages } from '../../utils/portal/pages';
import { hostOf } from '../../utils/portal/site';
import type { Result } from '../../utils/result';
import { changedSettings, type Settings, settingsOn, withChangesOn, withOwnLook } from '../../utils/settings';
import { usePages } from './usePages';
import { type FollowRecord, useRecord } from './useRecord';

export interface ReadingAppProps {
  /** The page at hand. */
  article: Article;
  /** Looks for its other pages; absent where it is whole. */
  findPages?: () => ArticlePages;
  /** BCP 47 */
  language: string;
  initialSettings: Settings;
  /** What the reading view is drawn in: links and fields of a moment are put here, never into the page. */
  root: HTMLElement;
  /** How a page of ours hears what other windows store; a content script is told by the background. */
  follow?: FollowRecord;
  /** How tools are fetched: a content script is given them by the background, a page of ours runs their script. */
  loadTools: ReadingActions['loadTools'];
  loadConvert: ReadingActions['loadConvert'];
  /** The mark to begin with. */
  markId?: string;
  onClose: () => void;
}

/** The remembered place is stored when scrolling has rested this long. */
const REST_MS = 600;

/** Wires the reading view to the store, the clipboard and downloads. */
export function ReadingApp({
  article: atHand,
  findPages,
  language,
  initialSettings,
  root,
  follow,
  loadTools,
  loadConvert,
  markId,
  onClose,
}: ReadingAppProps) {
  const { article, progress, isAddressed } = usePages(atHand, findPages);
  const store = useRecord(article, isAddressed, follow);
  const [stored, setStored] = useState(initialSettings);
  const site = hostOf(article.url);
  const settings = settingsOn(stored, site);
  const [notice, setNotice] = useNotice();
  const { reachPosition, keepPosition } = usePosition(store.savePosition);
  const { outlines } = store;
  const saved = activeOutline(store);
  // Over the text on the screen: the store may keep an older one.
  const outlineIds = outlines.map(({ id }) => id).join();
  // Anew with every outline saved: what is found becomes another one each time that it is edited.
  const found = useMemo(
    () => saveFoundOutline(article.outline, describeNewOutline(outlines)),
    [article.outline, outlineIds],
  );

  const report = (text: string, failure = false) => setNotice({ text, failure });
  const tell = (text: string, undo: () => void) => {
    const run = () => {
      undo();
      setNotice(undefined);
    };
    setNotice({ text, failure: false, action: { label: t('action.undo'), run } });
  };
  const storeSettings = (changed: Settings) => {
    setStored(changed);
    void ask('save-settings', { settings: changedSettings(stored, changed) }).then((answer) => {
      if (!answer.ok) report(failureText(answer.error), true);
    });
  };
  const changeSettings = (changed: Settings) => storeSettings(withChangesOn(stored, site, changed));
  /** Has the background write something, and hands it over. */
  const handOver = async <T,>(
    write: (articleId: string) => Promise<Result<T>>,
    use: (written: T) => Promise<void> | void,
    done: string,
  ) => {
    if (!store.record) return report(t('failure.notStoredYet'), true);
    const written = await write(store.record.id);
    if (!written.ok) return report(failureText(written.error), true);
    try {
      await use(written.value);
      report(done);
    } catch {
      report(t('failure.exportFailed'), true);
    }
  };
  const notes = (articleId: string) => ask('export-notes', { articleId, annotations: store.annotations });
  const importOutline = async (file: File) => {
    if (!store.record) return report(t('failure.notStoredYet'), true);
    const answer = await store.importOutline({ name: file.name, text: await file.text() });
    if (answer.ok) report(t('notice.outlineImported'));
    else report(failureText(answer.error), true);
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
    relocateMark: store.relocate,
    deleteMark: (id) => {
      tell(t('notice.markDeleted'), store.remove(id));
    },
    retry: store.retry,
    reachPosition,
    tell,
    say: (text) => report(text),
    outline: {
      save: store.saveOutline,
      choose: store.chooseOutline,
      create: (kind, shown) => {
        const made = describeNewOutline(outlines);
        store.saveOutline(kind === 'copy' ? copyOutline(shown, made) : newOutline([], made));
      },
      remove: (id) => {
        tell(t('notice.outlineDeleted'), store.removeOutline(id));
      },
      exportAs: (format, outline) =>
        handOver(
          (articleId) => ask('export-outline', { articleId, outline, format }),
          (file) => saveFile(file, root),
          t('notice.downloaded'),
        ),
      importFile: (file) => void importOutline(file),
    },
    copyText: (text) => {
      void copyText(text, root).then(
        () => report(t('notice.copied')),
        () => report(t('failure.copyFailed'), true),
      );
    },
    cite: (annotationId) =>
      void handOver(
        (articleId) => ask('cite', { articleId, annotationId }),
        (text) => copyText(text, root),
        t('notice.cited'),
      ),
    copyMarkdown: () => void handOver(notes, ({ text }) => copyText(text, root), t('notice.copied')),
    downloadMarkdown: () => void handOver(notes, (file) => saveFile(file, root), t('notice.downloaded')),
    print: () => root.ownerDocument.defaultView?.print(),
    ownLook: (isOwn) => storeSettings(withOwnLook(stored, site, isOwn)),
    loadTools,
    loadConvert,
  };
  const stable = useStableActions(actions);
  const [other] = store.same;
  const [declined, setDeclined] = useState<string>();
  const same = useMemo<SameEssayOffer | undefined>(
    () =>
      other && other.id !== declined
        ? {
            summary: other,
            accept: () => void store.join(other.id).then((joined) => joined.ok && report(t('notice.joined'))),
            decline: () => setDeclined(other.id),
          }
        : undefined,
    [other, declined],
  );
  const knownTags = useKnownTags();
  const isMarkThere = store.annotations.some(({ id }) => id === markId);
  const askedMark = useAskedMark(isMarkThere ? markId : undefined);

  const failed: Notice | undefined = store.failure && {
    text: failureText(store.failure),
    failure: true,
    action: { label: t('action.retry'), run: store.retry },
  };
  return (
    <NoteParser.Provider value={parseNotes}>
      <ReadingView
        article={article}
        pages={progress}
        same={same}
        guesses={store.guesses}
        knownTags={knownTags}
        askedMark={askedMark}
        language={language}
        outline={saved ?? found}
        outlines={outlines}
        activeOutline={saved?.id}
        annotations={store.annotations}
        unsavedIds={store.unsavedIds}
        settings={settings}
        site={site}
        hasOwnLook={site in stored.siteLooks}
        startPosition={store.record?.readingPosition}
        notice={failed ?? notice}
        actions={stable}
      />
    </NoteParser.Provider>
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

/** The mark to begin with, then the one that another page of ours asks to be shown; each time another object. */
function useAskedMark(firstId: string | undefined): { id: string } | undefined {
  const [asked, setAsked] = useState<{ id: string }>();
  useEffect(() => {
    if (firstId !== undefined) setAsked({ id: firstId });
  }, [firstId]);
  useEffect(
    () =>
      onTold((message) => {
        const { type, annotationId } = message as { type?: string; annotationId?: string };
        if (type !== 'show-annotation' || annotationId === undefined) return undefined;
        setAsked({ id: annotationId });
        return Promise.resolve(true);
      }),
    [],
  );
  return asked;
}

/** The tags of the library, as they were when the reading view was opened. */
function useKnownTags(): string[] {
  const [tags, setTags] = useState<string[]>([]);
  useEffect(() => {
    void ask('list-tags', {}).then((answer) => answer.ok && setTags(answer.value));
  }, []);
  return tags;
}

/** The same objects at every render, whose calls always reach the latest actions. */
function useStableActions(actions: ReadingActions): ReadingActions {
  const outline = useStableCalls(actions.outline);
  const calls = useStableCalls(actions);
  return useMemo(() => ({ ...calls, outline }), [calls, outline]);
}
