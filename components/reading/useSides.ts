import { useState } from 'preact/hooks';
import type { Settings } from '../../utils/settings';

export type Side = 'outline' | 'notes';

/** Below this width (CSS px) outline and notes lie over the essay, one at a time: reading.css has the same number. */
const NARROW = 900;

/** Outline and notes beside the essay: in a wide window a setting, in a narrow one a drawer that is open for a moment. */
export function useSides(
  scroller: HTMLElement | null,
  settings: Settings,
  changeSettings: (changed: Settings) => void,
): { drawer: Side | undefined; closeDrawer: () => void; toggleSide: (side: Side) => void } {
  const [drawer, setDrawer] = useState<Side>();
  const isNarrow = () => (scroller?.ownerDocument.defaultView?.innerWidth ?? NARROW) < NARROW;
  return {
    drawer,
    closeDrawer: () => setDrawer(undefined),
    toggleSide: (side) => {
      if (isNarrow()) setDrawer(drawer === side ? undefined : side);
      else if (side === 'outline') changeSettings({ ...settings, showOutline: !settings.showOutline });
      else changeSettings({ ...settings, showNotes: !settings.showNotes });
    },
  };
}
