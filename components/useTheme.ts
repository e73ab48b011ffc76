import { useEffect, useState } from 'preact/hooks';
import type { Theme } from '../utils/settings';

/** The theme to draw: `auto` follows the system, also when it changes. */
export function useTheme(theme: Theme): Exclude<Theme, 'auto'> {
  const [systemIsDark, setSystemIsDark] = useState(() => darkQuery().matches);
  useEffect(() => {
    const query = darkQuery();
    const follow = () => setSystemIsDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  if (theme !== 'auto') return theme;
  return systemIsDark ? 'dark' : 'light';
}

const darkQuery = () => matchMedia('(prefers-color-scheme: dark)');
