import { t } from '../../utils/i18n';
import {
  FONTS,
  type Font,
  LOOK_LIMITS,
  SCRIPTS,
  type Script,
  type Settings,
  THEMES,
  type Theme,
} from '../../utils/settings';

export interface LookPanelProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
  /** The site whose essay is read; without one the look is that of all. */
  site?: string;
  hasOwnLook?: boolean;
  onOwnLook?: (isOwn: boolean) => void;
}

type LookNumber = keyof typeof LOOK_LIMITS;

/** Theme, font and measure of the essay. Every change shows at once and is kept. */
export function LookPanel({ settings, onChange, site, hasOwnLook = false, onOwnLook }: LookPanelProps) {
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
  const toggle = (key: 'indent' | 'justify' | 'vertical', label: string) => (
    <Toggle label={label} checked={settings[key]} onToggle={(isOn) => change({ [key]: isOn })} />
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
      {toggle('vertical', t('look.vertical'))}
      <Choice
        legend={t('look.script')}
        values={SCRIPTS}
        value={settings.script}
        name={scriptName}
        onPick={(script) => change({ script })}
      />
      {site && onOwnLook && (
        <Toggle label={t('look.ownLook', [site])} checked={hasOwnLook} onToggle={onOwnLook} />
      )}
    </section>
  );
}

interface ToggleProps {
  label: string;
  checked: boolean;
  onToggle: (isOn: boolean) => void;
}

function Toggle({ label, checked, onToggle }: ToggleProps) {
  return (
    <label class="look__row">
      <span>{label}</span>
      <input type="checkbox" checked={checked} onChange={(event) => onToggle(event.currentTarget.checked)} />
    </label>
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

function scriptName(script: Script): string {
  switch (script) {
    case 'page':
      return t('look.scriptPage');
    case 'simplified':
      return t('look.scriptSimplified');
    case 'traditional':
      return t('look.scriptTraditional');
  }
}
