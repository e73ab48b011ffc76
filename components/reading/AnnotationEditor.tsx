import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { Annotation, SavedOutlineNode } from '../../utils/library/schema';
import { headAt, headLabel } from '../../utils/outline/saved';
import { ColorPicker } from '../ColorPicker';
import { IconButton } from '../IconButton';
import { useFocus } from '../useFocus';
import { useLeaving } from '../useLeaving';
import { Popover, type PopoverPlace } from './Popover';

export interface AnnotationEditorProps {
  annotation: Annotation;
  place: PopoverPlace;
  heads: readonly SavedOutlineNode[];
  /** Id of the head that it is filed under by hand; `undefined` where its place decides. */
  filedUnder: string | undefined;
  onFile: (headId: string | undefined) => void;
  /** Tags of the library, most used first. */
  knownTags: readonly string[];
  /** With what the change began from. */
  onChange: (annotation: Annotation, base: Annotation) => void;
  onDelete: () => void;
  onClose: () => void;
}

/** A note is stored this long after the last key, so that a crash loses at most a second. */
const SAVE_DELAY_MS = 500;

/** Colour, style, note and tags of a mark. Changes are stored as they are made; nothing waits for a button. */
export function AnnotationEditor(props: AnnotationEditorProps) {
  const { annotation, place, heads, onChange, onDelete, onClose } = props;
  const [note, setNote] = useState(annotation.note);
  const [tags, setTags] = useState(annotation.tags.join(' '));
  const draft = { ...annotation, note: note.trim(), tags: splitTags(tags) };
  const latest = useRef({ draft, onChange, saved: annotation });
  latest.current = { ...latest.current, draft, onChange };

  const noteField = useFocus<HTMLTextAreaElement>();
  const tagsField = useRef<HTMLInputElement>(null);
  const suggestions = suggestTags(props.knownTags, tags);

  const flush = () => {
    const { draft, onChange, saved } = latest.current;
    if (draft.note === saved.note && draft.tags.join(' ') === saved.tags.join(' ')) return;
    latest.current.saved = draft;
    onChange(draft, saved);
  };
  useEffect(() => {
    const timer = setTimeout(flush, SAVE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [note, tags]);
  useEffect(() => flush, []);
  useLeaving(flush);

  const look = (change: Partial<Annotation>) => {
    const { saved } = latest.current;
    latest.current.saved = { ...draft, ...change };
    onChange({ ...draft, ...change }, saved);
  };
  return (
    <Popover place={place} label={t('mark.edit')} className="annotation-editor">
      <div class="annotation-editor__look">
        <ColorPicker value={annotation.color} onPick={(color) => look({ color })} />
        <button
          type="button"
          class="button button--plain"
          aria-pressed={annotation.style === 'underline'}
          aria-label={t('mark.underline')}
          title={t('mark.underline')}
          onClick={() => look({ style: annotation.style === 'underline' ? 'highlight' : 'underline' })}
        >
          <span class="swatch" data-color={annotation.color} data-style="underline" />
        </button>
        <span class="spacer" />
        <IconButton icon="trash" label={t('action.delete')} onClick={onDelete} />
        <IconButton icon="close" label={t('action.done')} onClick={onClose} />
      </div>
      <textarea
        class="field"
        rows={4}
        aria-label={t('mark.note')}
        placeholder={t('mark.notePlaceholder')}
        value={note}
        ref={noteField}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <input
        class="field"
        aria-label={t('mark.tags')}
        ref={tagsField}
        placeholder={t('mark.tagsPlaceholder')}
        value={tags}
        onInput={(event) => setTags(event.currentTarget.value)}
      />
      {suggestions.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be a flex row in every browser
        <div role="group" class="tags" aria-label={t('mark.tagSuggestions')}>
          {suggestions.map((tag) => (
            <button
              key={tag}
              type="button"
              class="tag tag--button"
              onClick={() => {
                setTags(`${withoutUnfinished(tags)}${tag} `);
                tagsField.current?.focus();
              }}
            >
              {tag}
            </button>
          ))}
        </div>
      )}
      {heads.length > 0 && (
        <select
          class="field"
          aria-label={t('mark.section')}
          value={props.filedUnder ?? ''}
          onChange={({ currentTarget: { value } }) => props.onFile(value || undefined)}
        >
          <option value="">
            {t('mark.byPlace', [sectionLabel(headAt(heads, annotation.position.start))])}
          </option>
          {heads.map((head) => (
            <option key={head.id} value={head.id}>
              {INDENT.repeat(head.level - 1) + headLabel(head)}
            </option>
          ))}
        </select>
      )}
    </Popover>
  );
}

const INDENT = '\u3000';

function sectionLabel(head: SavedOutlineNode | undefined): string {
  return head ? headLabel(head) : t('export.opening');
}

const MOST_SUGGESTIONS = 6;

/** The part of a tags field that is still being typed. */
const UNFINISHED = /[^\s,，、;；]*$/;
const withoutUnfinished = (typed: string) => typed.replace(UNFINISHED, '');

/** Known tags that begin with, or else hold, what is being typed, without those that are there already. */
function suggestTags(known: readonly string[], typed: string): string[] {
  const begun = (UNFINISHED.exec(typed)?.[0] ?? '').replace(/^[#＃]+/, '').toLowerCase();
  const there = splitTags(withoutUnfinished(typed));
  const free = known.filter((tag) => !there.includes(tag) && tag.toLowerCase() !== begun);
  const starting = free.filter((tag) => tag.toLowerCase().startsWith(begun));
  const holding = free.filter((tag) => !starting.includes(tag) && tag.toLowerCase().includes(begun));
  return [...starting, ...holding].slice(0, MOST_SUGGESTIONS);
}

/** Tags as typed: parted by white space, commas of either width, 、 or ;. Each once. */
function splitTags(typed: string): string[] {
  const names = typed.split(/[\s,，、;；]+/).map((name) => name.replace(/^[#＃]+/, ''));
  return [...new Set(names.filter((name) => name !== ''))];
}
