import { useId, useState } from 'preact/hooks';
import { t } from '../../utils/i18n';
import type { SyncFinding, SyncPreset, TypedAccount } from './types';

export interface SyncFormProps {
  presets: readonly SyncPreset[];
  /** What the test of the connection found; `undefined` before it. */
  findings: readonly SyncFinding[] | undefined;
  isBusy: boolean;
  onTest: (account: TypedAccount) => void;
  onStart: (account: TypedAccount) => void;
}

const EMPTY: TypedAccount = { address: '', user: '', password: '', folder: 'jingdu', passphrase: '' };

/** Server, user and folder. What is typed as password or passphrase leaves this form only towards the background. */
export function SyncForm({ presets, findings, isBusy, onTest, onStart }: SyncFormProps) {
  const [typed, setTyped] = useState(EMPTY);
  const [preset, setPreset] = useState<string>();
  const id = useId();
  const change = (changed: Partial<TypedAccount>) => setTyped((before) => ({ ...before, ...changed }));
  const chosen = presets.find(({ name }) => name === preset);
  const field = (
    name: keyof TypedAccount,
    label: string,
    { hint, ...attributes }: { hint?: string; type?: string; inputMode?: 'url'; required?: boolean } = {},
  ) => (
    <p class="options__field">
      <label for={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        name={name}
        class="field"
        autocomplete={attributes.type === 'password' ? 'new-password' : 'off'}
        spellcheck={false}
        value={typed[name]}
        aria-describedby={hint && `${id}-${name}-hint`}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
        {...attributes}
      />
      {hint && (
        <span class="hint" id={`${id}-${name}-hint`}>
          {hint}
        </span>
      )}
    </p>
  );
  return (
    <form
      class="sync"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(typed);
      }}
    >
      <p class="options__field">
        <label for={`${id}-preset`}>{t('sync.service')}</label>
        <select
          id={`${id}-preset`}
          class="field"
          name="preset"
          value={preset ?? ''}
          onChange={(event) => {
            const name = event.currentTarget.value;
            setPreset(name || undefined);
            const known = presets.find((one) => one.name === name);
            if (known) change({ address: known.address });
          }}
        >
          <option value="">{t('sync.otherService')}</option>
          {presets.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        {chosen && <span class="hint">{chosen.hint}</span>}
      </p>
      {field('address', t('sync.address'), { inputMode: 'url', required: true })}
      {field('user', t('sync.user'))}
      {field('password', t('sync.password'), { type: 'password', hint: t('sync.passwordHint') })}
      {field('folder', t('sync.folder'), { required: true })}
      {field('passphrase', t('sync.passphrase'), { type: 'password', hint: t('sync.passphraseHint') })}
      <ul class="sync__findings" aria-live="polite">
        {findings?.map(({ text, isFailure }) => (
          <li key={text} class={isFailure ? 'failure' : undefined}>
            {text}
          </li>
        ))}
      </ul>
      <p class="options__state">
        <button
          type="button"
          class="button"
          data-action="sync-test"
          disabled={isBusy}
          onClick={() => onTest(typed)}
        >
          {isBusy ? t('sync.testing') : t('sync.test')}
        </button>
        <button type="submit" class="button button--primary" data-action="sync-start" disabled={isBusy}>
          {t('sync.start')}
        </button>
      </p>
    </form>
  );
}
