import { t } from '../utils/i18n';
import type { Theme } from '../utils/settings';
import { useFocus } from './useFocus';
import { useTheme } from './useTheme';

export interface MessagePageProps {
  theme: Theme;
  text: string;
  /** The text announces something that is on its way. */
  preparing?: boolean;
  onClose: () => void;
}

/** Stands in the reading view's place where there is nothing to read, and says why. */
export function MessagePage({ theme, text, preparing, onClose }: MessagePageProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc and Alt+R close wherever the focus is
    <div
      class="message-page"
      data-theme={useTheme(theme)}
      data-preparing={preparing ? '' : undefined}
      onKeyDown={(event) => event.isTrusted && (event.key === 'Escape' || isToggle(event)) && onClose()}
    >
      <p role={preparing ? 'status' : 'alert'}>{text}</p>
      <button type="button" class="button button--primary" ref={useFocus()} onClick={onClose}>
        {t('action.close')}
      </button>
    </div>
  );
}

/** Alt+R, as the reading view hears it. */
const isToggle = ({ altKey, code, ctrlKey, metaKey }: KeyboardEvent) =>
  altKey && code === 'KeyR' && !ctrlKey && !metaKey;
