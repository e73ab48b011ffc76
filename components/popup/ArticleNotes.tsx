import { useMemo, useRef } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { Annotation, ArticleRecord } from '../../utils/library/schema';
import { describeNewOutline } from '../../utils/outline/new-outline';
import { activeOutline, saveFoundOutline } from '../../utils/outline/saved';
import { IconButton } from '../IconButton';
import { NotesPanel } from '../notes/NotesPanel';
import { OutlinePanel } from '../notes/OutlinePanel';
import { useOutlineEdits } from '../notes/useOutlineEdits';
import { type Kept, KeptPanel } from './KeptPanel';
import type { PopupActions } from './types';

export interface ArticleNotesProps {
  record: ArticleRecord;
  kept: Kept | undefined;
  /** Whether its page stands in front: then there is no need to offer to open it. */
  isOpen: boolean;
  actions: PopupActions;
}

/** One article's marks, notes and outline, whether its page is open or not. */
export function ArticleNotes({ record, kept, isOpen, actions }: ArticleNotesProps) {
  const { article, annotations, outlines } = record;
  const saved = activeOutline(record);
  const outlineIds = outlines.map(({ id }) => id).join();
  const found = useMemo(
    () => saveFoundOutline(article.outline, describeNewOutline(outlines)),
    [record.id, outlineIds],
  );
  const behindOutline = useRef<HTMLSpanElement>(null);
  const outlineActions = actions.outline(record);
  const edits = useOutlineEdits(saved ?? found, saved !== undefined, outlineActions.save);
  return (
    <section class="article-notes" aria-label={article.title}>
      <div class="article-notes__head">
        <h2>{article.title || t('article.untitled')}</h2>
        <div class="article-notes__actions">
          <IconButton
            icon="copy"
            label={t('export.copyMarkdown')}
            onClick={() => actions.copyMarkdown(record)}
          />
          <IconButton
            icon="download"
            label={t('export.downloadMarkdown')}
            onClick={() => actions.downloadMarkdown(record)}
          />
          <IconButton
            icon="export"
            label={t('popup.export')}
            onClick={() => actions.exportArticle(record.id)}
          />
          <IconButton icon="quote" label={t('popup.cite')} onClick={() => actions.cite(record.id)} />
          <IconButton
            icon="library"
            label={t('popup.readInLibrary')}
            onClick={() => actions.readInLibrary(record.id)}
          />
          {!isOpen && (
            <IconButton
              icon="external"
              label={t('popup.openOriginal')}
              onClick={() => actions.openOriginal(article.url)}
            />
          )}
          <IconButton
            icon="trash"
            label={t('popup.deleteArticle')}
            onClick={() => actions.deleteArticle(record.id)}
          />
        </div>
      </div>
      <h3>
        {t('notes.name')}
        <span class="count">{annotations.length}</span>
      </h3>
      <NotesPanel
        annotations={annotations}
        activeId={actions.showMark && isOpen ? markAt(annotations, record.readingPosition) : undefined}
        onOpen={isOpen ? actions.showMark : undefined}
        onCite={(id) => actions.cite(record.id, id)}
        onDelete={(id) => actions.deleteMark(record.id, id)}
      />
      <h3>{t('outline.name')}</h3>
      <OutlinePanel
        edits={edits}
        outlines={outlines}
        active={saved?.id}
        annotations={annotations}
        onLeave={() => behindOutline.current?.focus()}
        actions={outlineActions}
      />
      {/* Tab belongs to the outline: Escape leads behind it. */}
      <span ref={behindOutline} tabIndex={-1} />
      {kept && (
        <KeptPanel
          record={record}
          kept={kept}
          onRestoreVersion={(itemId, replaced) => actions.restoreVersion(record.id, itemId, replaced)}
          onRestoreBackup={(day) => actions.restoreBackup(record.id, day)}
          onRestoreMark={(id) => actions.restoreMark(record.id, id)}
          onRestoreOutline={(id) => actions.restoreOutline(record.id, id)}
        />
      )}
    </section>
  );
}

/** The mark that stands last before the place that is being read. */
function markAt(annotations: readonly Annotation[], position: number): string | undefined {
  return annotations.findLast(
    ({ position: { start }, state }) => start <= position && (state === 'exact' || state === 'moved'),
  )?.id;
}
