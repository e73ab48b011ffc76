import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import { findAll } from '../../utils/search/find';
import type { RenderedEssay } from '../reading/useEssay';
import { paintSpans } from './paint-spans';

export interface FindPanelProps {
  essay: RenderedEssay;
  text: string;
  position: () => number;
  scrollTo: (position: number) => void;
}

/** Finds words in the essay, simplified or traditional alike, and goes from one place to the next. */
export function FindPanel({ essay, text, position, scrollTo }: FindPanelProps) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const found = useMemo(() => findAll(text, query), [text, query]);
  useEffect(() => field.current?.focus(), []);
  const show = (number: number) => {
    const next = (number + found.length) % found.length;
    const span = found[next];
    if (!span) return;
    setAt(next);
    scrollTo(span.start);
  };
  useEffect(() => {
    if (found.length === 0) return;
    const from = position();
    show(
      Math.max(
        0,
        found.findIndex(({ start }) => start >= from),
      ),
    );
    // Only for another query: afterwards the reader goes on by himself.
  }, [found]);
  useEffect(() => {
    paintSpans(essay, 'jingdu-find', found);
    paintSpans(essay, 'jingdu-find-current', found.slice(at, at + 1));
    return () => {
      paintSpans(essay, 'jingdu-find', []);
      paintSpans(essay, 'jingdu-find-current', []);
    };
  }, [essay, found, at]);
  return (
    <search aria-label={t('find.title')}>
      <form
        class="find"
        onSubmit={(event) => {
          event.preventDefault();
          show(at + 1);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.shiftKey || event.isComposing) return;
          event.preventDefault();
          show(at - 1);
        }}
      >
        <input
          ref={field}
          class="field"
          type="search"
          aria-label={t('find.label')}
          placeholder={t('find.label')}
          value={query}
          onInput={(event) => {
            setAt(0);
            setQuery(event.currentTarget.value);
          }}
        />
        <output class="find__count">
          {query === '' ? '' : found.length === 0 ? t('find.none') : `${at + 1} / ${found.length}`}
        </output>
        <button
          type="button"
          class="button"
          data-action="previous"
          disabled={found.length === 0}
          onClick={() => show(at - 1)}
        >
          {t('find.previous')}
        </button>
        <button type="submit" class="button" disabled={found.length === 0}>
          {t('find.next')}
        </button>
      </form>
    </search>
  );
}
