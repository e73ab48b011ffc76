import type { Theme } from '../utils/settings';
import { useMedia } from './useMedia';

/** The theme to draw: `auto` follows the system, also when it changes. */
export function useTheme(theme: Theme): Exclude<Theme, 'auto'> {
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  if (theme !== 'auto') return theme;
  return systemIsDark ? 'dark' : 'light';
}
