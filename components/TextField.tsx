import { useRef } from 'preact/hooks';
import { useFocus } from './useFocus';
import { useLeaving } from './useLeaving';

export interface TextFieldProps {
  label: string;
  value: string;
  /** Takes line breaks: Enter makes one, and Ctrl+Enter ends. */
  isLong?: boolean;
  /** With what was typed, trimmed; with the old value where Escape gave it up. */
  onDone: (value: string, isGivenUp: boolean) => void;
}

/** A field that takes the place of what it edits, until Enter, Escape, a click elsewhere or the end of the page. */
export function TextField({ label, value, isLong, onDone }: TextFieldProps) {
  const field = useFocus<HTMLInputElement & HTMLTextAreaElement>();
  const isGivenUp = useRef(false);
  const finish = (typed: string) => onDone(typed.trim(), isGivenUp.current);
  useLeaving(() => field.current && finish(field.current.value));
  const properties = {
    class: 'field',
    'aria-label': label,
    defaultValue: value,
    onFocus: (event: { currentTarget: { select: () => void } }) => event.currentTarget.select(),
    ref: field,
    onBlur: (event: { currentTarget: { value: string } }) => finish(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      event.stopPropagation();
      // Enter also ends a word in a Chinese input method; only a finished word ends the edit.
      const isEnd =
        event.key === 'Enter' && !event.isComposing && (!isLong || event.ctrlKey || event.metaKey);
      if (event.key === 'Escape') {
        event.currentTarget.value = value;
        isGivenUp.current = true;
      }
      if (!isEnd && event.key !== 'Escape') return;
      event.preventDefault();
      event.currentTarget.blur();
    },
  };
  return isLong ? <textarea rows={3} {...properties} /> : <input {...properties} />;
}
