import { useLayoutEffect, useState } from 'preact/hooks';
import { painted } from '../../utils/painted';

/** Whether the essay has come to the screen: what stands around it is drawn only then, so that it doesn't wait for that. */
export function useFirstFrame(): boolean {
  const [isPast, setPast] = useState(false);
  useLayoutEffect(() => {
    let isShown = true;
    void painted().then(() => isShown && setPast(true));
    return () => {
      isShown = false;
    };
  }, []);
  return isPast;
}
