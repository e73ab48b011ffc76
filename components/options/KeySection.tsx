import { useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import { type KeyPress, shortcutOf } from '../../utils/shortcut';
import { HelpPanel } from '../tools/HelpPanel';
import { Section } from './Section';
import type { CommandKey, SectionProps } from './types';

/** The browser's keys for us, changed here where it lets us, and the reading view's own. */
export function KeySection({ data, actions }: SectionProps) {
  return (
    <Section id="keys" title={t('options.keys')}>
      <h3>{t('options.browserKeys')}</h3>
      <p class="hint">{data.canChangeCommands ? t('options.keysHereHint') : t('options.keysThereHint')}</p>
      <ul class="keys">
        {data.commands.map((command) => (
          <li key={command.name} data-command={command.name}>
            <span class="keys__name">{commandName(command.name)}</span>
            {data.canChangeCommands ? (
              <ChangeableKey
                command={command}
                onChange={(shortcut) => actions.changeCommand(command.name, shortcut)}
                onReset={() => actions.resetCommand(command.name)}
              />
            ) : (
              <Shortcut shortcut={command.shortcut} />
            )}
          </li>
        ))}
      </ul>
      {data.commandFailure && (
        <p class="failure" role="alert">
          {data.commandFailure}
        </p>
      )}
      {!data.canChangeCommands && (
        <button type="button" class="button" onClick={actions.openShortcutSettings}>
          {t('options.openKeys')}
        </button>
      )}
      <h3>{t('options.readingKeys')}</h3>
      <HelpPanel />
    </Section>
  );
}

function Shortcut({ shortcut }: { shortcut: string }) {
  return shortcut === '' ? <span class="hint">{t('options.noKey')}</span> : <kbd>{shortcut}</kbd>;
}

interface ChangeableKeyProps {
  command: CommandKey;
  onChange: (shortcut: string) => void;
  onReset: () => void;
}

/** A button that takes the next key pressed; Escape leaves it as it was, Delete takes the key away. */
function ChangeableKey({ command: { name, shortcut }, onChange, onReset }: ChangeableKeyProps) {
  const [isListening, setIsListening] = useState(false);
  const take = (event: KeyboardEvent) => {
    // Tab goes on to what is next, and the focus with it.
    if (!isListening || event.key === 'Tab') return;
    event.preventDefault();
    if (event.key === 'Escape') return setIsListening(false);
    const pressed = event.key === 'Delete' || event.key === 'Backspace' ? '' : shortcutOf(pressOf(event));
    if (pressed === undefined) return;
    setIsListening(false);
    onChange(pressed);
  };
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={
          isListening
            ? undefined
            : t('options.changeKey', [commandName(name), shortcut || t('options.noKey')])
        }
        aria-pressed={isListening}
        onClick={() => setIsListening(true)}
        onBlur={() => setIsListening(false)}
        onKeyDown={take}
      >
        {isListening ? t('options.pressKey') : <Shortcut shortcut={shortcut} />}
      </button>
      <button
        type="button"
        class="button"
        aria-label={t('options.resetKeyOf', [commandName(name)])}
        onClick={onReset}
      >
        {t('options.resetKey')}
      </button>
    </>
  );
}

function pressOf({ code, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): KeyPress {
  return { code, altKey, ctrlKey, metaKey, shiftKey, isMac: navigator.platform.startsWith('Mac') };
}

function commandName(name: string): string {
  switch (name) {
    case 'toggle-reader':
      return t('command.toggleReader');
    case 'mark-selection':
      return t('command.markSelection');
    case 'open-library':
      return t('command.openLibrary');
    case 'open-panel':
      return t('command.openPanel');
    default:
      // The browser's own: the toolbar button.
      return t('options.toolbarButton');
  }
}
