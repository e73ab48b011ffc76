import { useState } from 'preact/hooks';

export interface SiteFieldProps {
  id: string;
  label: string;
  hint: string;
  /** What the button does. */
  action: string;
  /** Why what was typed last was not taken. */
  failure: string | undefined;
  /** Answers whether what was typed named a site. */
  onAdd: (typed: string) => boolean;
}

/** A field for a site's address, with what is wrong about it below. */
export function SiteField({ id, label, hint, action, failure, onAdd }: SiteFieldProps) {
  const [typed, setTyped] = useState('');
  const hintId = `${id}-hint`;
  const failureId = `${id}-failure`;
  return (
    <form
      class="site-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (onAdd(typed)) setTyped('');
      }}
    >
      <label for={id}>{label}</label>
      <div class="site-field__row">
        <input
          id={id}
          class="field"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          aria-describedby={failure ? `${failureId} ${hintId}` : hintId}
          aria-invalid={failure !== undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button">
          {action}
        </button>
      </div>
      {failure && (
        <p class="failure" id={failureId} role="alert">
          {failure}
        </p>
      )}
      <p class="hint" id={hintId}>
        {hint}
      </p>
    </form>
  );
}
