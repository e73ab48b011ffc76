import { Icon } from './Icon';

export interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (query: string) => void;
  /** The reader is about to type: time to load what it takes. */
  onPrepare?: () => void;
}

/** The field of a search, told by a lens and by its name. */
export function SearchField({ label, value, onSearch, onPrepare }: SearchFieldProps) {
  return (
    <label class="search">
      <Icon name="search" />
      <input
        type="search"
        class="field"
        aria-label={label}
        placeholder={label}
        value={value}
        onFocus={onPrepare}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
    </label>
  );
}
