import { t } from '../../utils/i18n';
import type { ArticleRecord } from '../../utils/library/schema';
import { currentOutline } from '../../utils/outline/saved';
import { IconButton } from '../IconButton';
import { NotesPanel } from '../notes/NotesPanel';
import { OutlinePanel } from '../notes/OutlinePanel';
import type { PopupActions } from './types';

export interface ArticleNotesProps {
  record: ArticleRecord;
  /** Whether its page stands in front: then there is no need to offer to open it. */
  isOpen: boolean;
  actions: PopupActions;
}

/** One article's marks, notes and outline, whether its page is open or not. */
export function ArticleNotes({ record, isOpen, actions }: ArticleNotesProps) {
  const { article, annotations, outlines } = record;
  const heads = currentOutline(record);
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
      <NotesPanel annotations={annotations} onDelete={(id) => actions.deleteMark(record.id, id)} />
      <h3>
        {outlines.length > 0 ? t('outline.saved') : t('outline.found')}
        <span class="spacer" />
        {outlines.length === 0 && heads.length > 0 && (
          <button type="button" class="button" onClick={() => actions.saveOutline(record)}>
            {t('outline.save')}
          </button>
        )}
      </h3>
      <OutlinePanel
        heads={heads}
        current={-1}
        onRename={(index, title) => actions.renameHead(record, index, title)}
      />
    </section>
  );
}
