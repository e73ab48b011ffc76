import { t } from '../../utils/i18n';
import { FONTS, type Font, LOOK_LIMITS, type Settings, THEMES, type Theme } from '../../utils/settings';

export interface LookPanelProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
}

type LookNumber = keyof typeof LOOK_LIMITS;

/** Theme, font and measure of the essay. Every change shows at once and is kept. */
export function LookPanel({ settings, onChange }: LookPanelProps) {
  const change = (part: Partial<Settings>) => onChange({ ...settings, ...part });
  const slider = (key: LookNumber, label: string) => (
    <label class="look__row">
      <span>{label}</span>
      <input
        type="range"
        min={LOOK_LIMITS[key].least}
        max={LOOK_LIMITS[key].most}
        step={LOOK_LIMITS[key].step}
        value={settings[key]}
        onInput={(event) => change({ [key]: Number(event.currentTarget.value) })}
      />
      <output>{settings[key]}</output>
    </label>
  );
  const toggle = (key: 'indent' | 'justify', label: string) => (
    <label class="look__row">
      <span>{label}</span>
      <input
        type="checkbox"
        checked={settings[key]}
        onChange={(event) => change({ [key]: event.currentTarget.checked })}
      />
    </label>
  );
  return (
    <section class="look" aria-label={t('look.title')}>
      <Choice
        legend={t('look.theme')}
        values={THEMES}
        value={settings.theme}
        name={themeName}
        onPick={(theme) => change({ theme })}
      />
      <Choice
        legend={t('look.font')}
        values={FONTS}
        value={settings.font}
        name={fontName}
        onPick={(font) => change({ font })}
      />
      {slider('fontSize', t('look.fontSize'))}
      {slider('measure', t('look.measure'))}
      {slider('lineHeight', t('look.lineHeight'))}
      {toggle('indent', t('look.indent'))}
      {toggle('justify', t('look.justify'))}
    </section>
  );
}

interface ChoiceProps<T extends string> {
  legend: string;
  values: readonly T[];
  value: T;
  name: (value: T) => string;
  onPick: (value: T) => void;
}

function Choice<T extends string>({ legend, values, value, name, onPick }: ChoiceProps<T>) {
  return (
    <div class="look__choice" role="radiogroup" aria-label={legend}>
      {values.map((option) => (
        <label key={option} class="button" data-option={option}>
          <input
            class="visually-hidden"
            type="radio"
            name={legend}
            checked={option === value}
            onChange={() => onPick(option)}
          />
          {name(option)}
        </label>
      ))}
    </div>
  );
}

function themeName(theme: Theme): string {
  switch (theme) {
    case 'auto':
      return t('look.themeAuto');
    case 'light':
      return t('look.themeLight');
    case 'sepia':
      return t('look.themeSepia');
    case 'green':
      return t('look.themeGreen');
    case 'dark':
      return t('look.themeDark');
  }
}

function fontName(font: Font): string {
  switch (font) {
    case 'song':
      return t('look.fontSong');
    case 'hei':
      return t('look.fontHei');
    case 'kai':
      return t('look.fontKai');
    case 'fangsong':
      return t('look.fontFangsong');
  }
}
