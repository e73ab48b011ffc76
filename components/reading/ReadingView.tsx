import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { markAtPoint } from '../../utils/annotation/paint';
import type { TextSpan } from '../../utils/annotation/types';
import type { Article } from '../../utils/article/types';
import { t } from '../../utils/i18n';
import type { Annotation, SavedOutline } from '../../utils/library/schema';
import { fileExcerpt } from '../../utils/outline/edit';
import { rowAt } from '../../utils/outline/rows';
import type { Settings } from '../../utils/settings';
import { type Notice, NoticeLine } from '../NoticeLine';
import { NotesPanel } from '../notes/NotesPanel';
import { OutlinePanel } from '../notes/OutlinePanel';
import { useOutlineEdits } from '../notes/useOutlineEdits';
import type { ToolName } from '../tools/types';
import { useStableCalls } from '../useStableCalls';
import { useTheme } from '../useTheme';
import { AnnotationEditor } from './AnnotationEditor';
import { Essay } from './Essay';
import { lookStyle } from './look-style';
import { MarkHandles } from './MarkHandles';
import type { PopoverPlace } from './Popover';
import { SelectionToolbar } from './SelectionToolbar';
import { selectionActions } from './selection-actions';
import { Toolbar } from './Toolbar';
import type { PagesProgress, ReadingActions, SameEssayOffer } from './types';
import { rectOfSpan, usePaintedMarks, useRenderedEssay, useSelectedSpan } from './useEssay';
import { useFirstFrame } from './useFirstFrame';
import { usePlace } from './usePlace';
import { useReadingKeys } from './useReadingKeys';
import { useSides } from './useSides';
import { useTools } from './useTools';

export interface ReadingViewProps {
  article: Article;
  pages: PagesProgress | undefined;
  same: SameEssayOffer | undefined;
  /** BCP 47 language of the page, for the right glyphs. */
  language: string;
  /** The outline on show, stored or only found. */
  outline: SavedOutline;
  outlines: readonly SavedOutline[];
  /** Id of the saved outline on show. */
  activeOutline: string | undefined;
  annotations: Annotation[];
  /** Where uncertain marks may belong, by their ids. */
  guesses: ReadonlyMap<string, TextSpan>;
  knownTags: readonly string[];
  /** A mark that is asked for from outside: another object each time. */
  askedMark?: { id: string };
  unsavedIds: ReadonlySet<string>;
  /** As they show on the essay's site. */
  settings: Settings;
  /** The site, and whether it has a look of its own. */
  site: string;
  hasOwnLook: boolean;
  /** Where to begin; taken once, when it is first known. */
  startPosition: number | undefined;
  notice: Notice | undefined;
  actions: ReadingActions;
}

/** The essay between its outline and its notes: holds what is open, and leads keys and clicks to what they do. */
export function ReadingView(props: ReadingViewProps) {
  const { article, settings, actions } = props;
  const [resized, setResized] = useState<{ id: string; span: TextSpan }>();
  const annotations = useMemo(
    () => props.annotations.map((one) => (one.id === resized?.id ? { ...one, position: resized.span } : one)),
    [props.annotations, resized],
  );
  const [relocatingId, setRelocatingId] = useState<string>();
  const edits = useOutlineEdits(props.outline, props.activeOutline !== undefined, actions.outline.save);
  const heads = edits.outline.nodes;
  const theme = useTheme(settings.theme);
  const isEssayShown = useFirstFrame();
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [editingId, setEditingId] = useState<string>();
  const [tool, setTool] = useState<ToolName>();
  const [picture, setPicture] = useState<HTMLImageElement>();
  const [isFocused, setFocused] = useState(false);
  const { essay, onBody, onRewritten } = useRenderedEssay();
  const painted = usePaintedMarks(essay, annotations, editingId);
  const selected = useSelectedSpan(essay, scroller);
  const { progress, position, positionAtLine, scrollTo } = usePlace(essay, scroller, {
    start: props.startPosition,
    isVertical: settings.vertical,
    onReach: actions.reachPosition,
  });
  const { drawer, closeDrawer, toggleSide } = useSides(scroller, settings, actions.changeSettings);
  const selection = selectionActions(essay, article.text, position, edits, actions);

  const editing = annotations.find(({ id }) => id === editingId);
  const placeOf = (span: TextSpan): PopoverPlace | undefined => {
    const rect = essay && rectOfSpan(essay, span);
    if (!rect || !scroller) return undefined;
    const { left, right, top, bottom } = rect;
    const { scrollLeft, scrollTop } = scroller;
    return { left, right, top, bottom, scrolledLeft: scrollLeft, scrolledTop: scrollTop };
  };
  // Measured once per mark or selection: a popover that follows every repaint would jump while one types.
  const editorPlace = useMemo(() => editing && placeOf(editing.position), [editing?.id, essay]);
  const toolbarPlace = useMemo(() => selected && placeOf(selected), [selected]);

  useLayoutEffect(() => scroller?.focus({ preventScroll: true }), [scroller]);
  useLayoutEffect(() => {
    // What had the focus may be gone, as the button of a notice is when it was clicked; no key would be heard then.
    if (scroller?.ownerDocument.activeElement === scroller?.ownerDocument.body)
      scroller?.focus({ preventScroll: true });
  });

  const mark = (look: Pick<Annotation, 'color' | 'style'>, edit: boolean) => {
    const id = selection.mark(look);
    if (edit && id) setEditingId(id);
  };
  const openMark = (id: string) => {
    const annotation = annotations.find((one) => one.id === id);
    const guess = props.guesses.get(id);
    if (guess) scrollTo(guess.start);
    else if (annotation && annotation.state !== 'lost') scrollTo(annotation.position.start);
    closeDrawer();
    setEditingId(id);
  };
  const relocate = (id: string, span: TextSpan | undefined) => {
    const annotation = annotations.find((one) => one.id === id);
    if (annotation && span) actions.relocateMark(annotation, span);
    setRelocatingId(undefined);
    selection.clear();
  };
  const remove = (id: string) => {
    setEditingId(undefined);
    actions.deleteMark(id);
    scroller?.focus({ preventScroll: true });
  };
  const closeInnermost = () => {
    if (editingId) setEditingId(undefined);
    else if (tool) setTool(undefined);
    else if (drawer) closeDrawer();
    else if (isFocused) setFocused(false);
    else if (relocatingId) setRelocatingId(undefined);
    else if (selected) selection.clear();
    else return actions.close();
    scroller?.focus({ preventScroll: true });
  };

  // The same element as before is not drawn again: an essay is long, and this view changes with every scroll.
  const essayText = useMemo(
    () => <Essay article={article} pages={props.pages} same={props.same} onBody={onBody} />,
    [article, props.pages, props.same, onBody],
  );

  const currentRow = useMemo(() => rowAt(heads, progress.position), [heads, progress.position]);
  const calls = useStableCalls({
    jump: (position: number) => {
      scrollTo(position);
      if (!drawer) return;
      // What is hidden loses the focus, and with it the keys.
      closeDrawer();
      scroller?.focus({ preventScroll: true });
    },
    leaveOutline: () => scroller?.focus({ preventScroll: true }),
    openMark,
    remove,
    confirm: (id: string) => relocate(id, props.guesses.get(id)),
    askForPlace: (id: string) => {
      setRelocatingId(id);
      setEditingId(undefined);
      closeDrawer();
      actions.say(t('notice.selectPlace'));
    },
  });

  useEffect(() => {
    if (props.askedMark) calls.openMark(props.askedMark.id);
  }, [props.askedMark, calls]);

  const toggleTool = (name: ToolName) => {
    setPicture(undefined);
    setTool(tool === name ? undefined : name);
  };
  const toolRoom = useTools(
    essay !== undefined &&
      scroller !== null && {
        open: tool,
        onOpen: setTool,
        settings,
        onChange: actions.changeSettings,
        site: props.site,
        hasOwnLook: props.hasOwnLook,
        onOwnLook: actions.ownLook,
        essay,
        scroller,
        text: article.text,
        picture,
        isFocused,
        onFocusMode: setFocused,
        position,
        scrollTo,
        onRewritten,
        loadConvert: actions.loadConvert,
        say: actions.say,
      },
    actions.loadTools,
  );

  const onKeyDown = useReadingKeys({
    essay,
    heads,
    position,
    positionAtLine,
    scrollTo,
    closeInnermost,
    close: actions.close,
    highlight: () => mark({ color: settings.color, style: 'highlight' }, false),
    note: () => mark({ color: settings.color, style: 'highlight' }, true),
    addHead: selection.addHead,
    selectSentence: selection.selectSentence,
    toggleOutline: () => toggleSide('outline'),
    print: actions.print,
    toggleTool,
    toggleFocus: () => setFocused(!isFocused),
    undo: props.notice?.action?.run,
  });

  const onClick = (event: MouseEvent) => {
    // The scroller also hears clicks in the popovers it holds; those are not clicks on the essay.
    if ((event.target as Element).closest?.('[data-popover]')) return;
    setTool(undefined);
    closeDrawer();
    if (selection.span()) return;
    const pressed = event.target as HTMLImageElement;
    if (pressed.localName === 'img' && essay?.body.contains(pressed) && !pressed.closest('a')) {
      setPicture(pressed);
      setTool('pictures');
      return;
    }
    setEditingId(markAtPoint(painted.current, event.clientX, event.clientY)?.id);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the whole reading view
    <div
      class="reading"
      data-theme={theme}
      lang={props.language}
      style={lookStyle(settings)}
      onKeyDown={onKeyDown}
    >
      <div
        class="progress"
        role="progressbar"
        aria-label={t('reading.progress')}
        aria-valuenow={Math.round(progress.ratio * 100)}
        style={{ '--progress': progress.ratio }}
      />
      <div class="toolbar" role="toolbar" aria-label={t('reading.toolbar')}>
        {isEssayShown && (
          <Toolbar
            ratio={progress.ratio}
            characters={article.text.length}
            showOutline={settings.showOutline}
            showNotes={settings.showNotes}
            noteCount={annotations.length}
            tool={tool}
            onTool={toggleTool}
            onToggleSide={toggleSide}
            actions={actions}
          />
        )}
      </div>
      <div class="tool-room" ref={toolRoom} />
      <div
        class="desk"
        data-outline={settings.showOutline ? '' : undefined}
        data-notes={settings.showNotes ? '' : undefined}
        data-drawer={drawer}
      >
        <nav class="side side--outline" aria-label={t('outline.name')}>
          {isEssayShown && (
            <OutlinePanel
              edits={edits}
              outlines={props.outlines}
              active={props.activeOutline}
              annotations={annotations}
              current={currentRow}
              onJump={calls.jump}
              onOpenMark={calls.openMark}
              onLeave={calls.leaveOutline}
              actions={actions.outline}
            />
          )}
        </nav>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard a mark is opened from the list of notes */}
        <main
          class="scroller"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take the focus to be scrolled by keys
          tabIndex={0}
          aria-label={article.title}
          ref={setScroller}
          data-indent={settings.indent ? '' : undefined}
          data-justify={settings.justify ? '' : undefined}
          data-font={settings.font}
          data-vertical={settings.vertical ? '' : undefined}
          onClick={onClick}
        >
          {essayText}
          {toolbarPlace && !editing && (
            <SelectionToolbar
              place={toolbarPlace}
              color={settings.color}
              onMark={(look) => mark(look, false)}
              onNote={() => mark({ color: settings.color, style: 'highlight' }, true)}
              onAddHead={selection.addHead}
              onRelocate={
                relocatingId === undefined ? undefined : () => relocate(relocatingId, selection.span())
              }
              onCopy={() => selected && actions.copyText(article.text.slice(selected.start, selected.end))}
            />
          )}
          {editing && essay && scroller && isPlaced(editing) && (
            <MarkHandles
              essay={essay}
              scroller={scroller}
              span={editing.position}
              text={article.text}
              onDrag={(span) => setResized({ id: editing.id, span })}
              onDone={(span) => {
                setResized(undefined);
                actions.relocateMark(editing, span);
              }}
            />
          )}
          {editing && editorPlace && (
            <AnnotationEditor
              key={editing.id}
              annotation={editing}
              place={editorPlace}
              heads={heads}
              filedUnder={heads.find(({ excerpts }) => excerpts.includes(editing.id))?.id}
              onFile={(headId) => edits.edit((nodes) => fileExcerpt(nodes, editing.id, headId))}
              knownTags={props.knownTags}
              onChange={actions.changeMark}
              onDelete={() => remove(editing.id)}
              onClose={closeInnermost}
            />
          )}
        </main>
        <aside class="side side--notes" aria-label={t('notes.name')}>
          {isEssayShown && (
            <NotesPanel
              annotations={annotations}
              activeId={editingId}
              unsavedIds={props.unsavedIds}
              onOpen={calls.openMark}
              onCite={actions.cite}
              onDelete={calls.remove}
              onRetry={actions.retry}
              onConfirm={calls.confirm}
              onRelocate={calls.askForPlace}
            />
          )}
        </aside>
      </div>
      <NoticeLine notice={props.notice} />
    </div>
  );
}

const isPlaced = ({ state }: Annotation) => state === 'exact' || state === 'moved';
