import { useState } from 'preact/hooks';
import type { CitationEdition } from '../../utils/export/cite';
import { articleFileName, NAME_TOKENS } from '../../utils/export/filename';
import { t } from '../../utils/i18n';
import { Section } from './Section';
import type { SectionProps } from './types';

/** How articles are cited and their files are called, unless an export says otherwise. */
export function ExportSection({ data: { settings, libraryAddress }, actions }: SectionProps) {
  const [pattern, setPattern] = useState(settings.fileNamePattern);
  const isEmpty = pattern.trim() === '';
  const changePattern = (typed: string) => {
    setPattern(typed);
    if (typed.trim() !== '') actions.change({ fileNamePattern: typed });
  };
  return (
    <Section id="export" title={t('options.export')} hint={t('options.exportHint')}>
      <label class="options__field">
        {t('export.edition')}
        <select
          class="field"
          value={settings.citationEdition}
          onChange={(event) =>
            actions.change({ citationEdition: event.currentTarget.value as CitationEdition })
          }
        >
          <option value="2025">GB/T 7714-2025</option>
          <option value="2015">GB/T 7714-2015</option>
        </select>
      </label>
      <div class="options__field">
        <label for="name-pattern">{t('export.namePattern')}</label>
        <input
          id="name-pattern"
          class="field"
          spellcheck={false}
          value={pattern}
          aria-invalid={isEmpty}
          aria-describedby="name-pattern-hint"
          onInput={(event) => changePattern(event.currentTarget.value)}
        />
        <div id="name-pattern-hint">
          {isEmpty ? (
            <p class="failure" role="alert">
              {t('options.patternEmpty')}
            </p>
          ) : (
            <p class="hint">{t('options.example', [exampleName(pattern)])}</p>
          )}
          <p class="hint">
            {t('export.namePatternHint', [NAME_TOKENS.map((token) => `{{${token}}}`).join(' ')])}
          </p>
        </div>
      </div>
      <p class="hint">
        {t('options.templateHint')} <a href={libraryAddress}>{t('popup.openLibrary')}</a>
      </p>
    </Section>
  );
}

/** What the sample of the look would be called. */
function exampleName(pattern: string): string {
  const article = {
    title: t('options.sampleTitle'),
    source: t('options.sampleSource'),
    authors: [t('options.sampleAuthor')],
    publishedAt: '2026-07-01',
  };
  return articleFileName(
    { id: '1f9a03c5', article, saved: '2026-07-02T08:00:00+08:00' },
    { pattern, extension: 'md', fallback: t('article.untitled') },
  );
}
