import { Icon, type IconName } from './Icon';

export interface IconButtonProps {
  icon: IconName;
  /** Name for screen readers and tooltip; it may tell the key: 提纲（O）. */
  label: string;
  /** For a button that switches something on and off. */
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

export function IconButton({ icon, label, pressed, expanded, disabled, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      class="button button--plain"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
