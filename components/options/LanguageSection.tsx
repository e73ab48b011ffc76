import { t } from '../../utils/i18n';
import { LANGUAGES, type Language } from '../../utils/settings';
import { Section } from './Section';
import type { SectionProps } from './types';

/** Languages by their own names, for whoever can't read the one on the screen. */
const NAMES: Readonly<Record<Exclude<Language, 'auto'>, string>> = {
  zh_CN: '简体中文',
  zh_TW: '繁體中文',
  en: 'English',
};

/** What the interface speaks. */
export function LanguageSection({ data: { settings }, actions }: SectionProps) {
  return (
    <Section id="language" title={t('options.language')} hint={t('options.languageHint')}>
      <div class="look__choice" role="radiogroup" aria-label={t('options.language')}>
        {LANGUAGES.map((language) => (
          <label key={language} class="button" data-option={language}>
            <input
              class="visually-hidden"
              type="radio"
              name="language"
              checked={language === settings.language}
              onChange={() => actions.speak(language)}
            />
            {language === 'auto' ? (
              t('options.languageAuto')
            ) : (
              <span lang={language.replace('_', '-')}>{NAMES[language]}</span>
            )}
          </label>
        ))}
      </div>
    </Section>
  );
}
