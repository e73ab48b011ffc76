import { type MutableRef, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { failureText } from '../../utils/i18n';
import { FailureError } from '../../utils/result';
import type { DrawTools, ToolsProps } from '../tools/types';

/**
 * Draws the tools into the element that holds the reference, as soon as one of them is wanted: until then they aren't
 * even loaded.
 */
export function useTools(
  props: ToolsProps | false | undefined,
  load: () => Promise<DrawTools>,
): MutableRef<HTMLDivElement | null> {
  const room = useRef<HTMLDivElement>(null);
  const [tools, setTools] = useState<{ draw: DrawTools }>();
  const { open, isFocused, settings } = props || {};
  const isWanted = open || isFocused || settings?.vertical || (settings && settings.script !== 'page');
  useEffect(() => {
    if (!props || !isWanted || tools) return;
    load().then(
      (draw) => setTools({ draw }),
      (error) => {
        props.onOpen(undefined);
        props.say(failureText({ code: error instanceof FailureError ? error.code : 'extension-gone' }));
      },
    );
  }, [!props, !isWanted]);
  useLayoutEffect(() => {
    if (room.current && props) tools?.draw(room.current, props);
  });
  useEffect(() => {
    const element = room.current;
    return () => {
      if (element) tools?.draw(element, undefined);
    };
  }, [tools]);
  return room;
}
