import { useEffect, useState } from 'preact/hooks';

/** Whether the essay has come to the screen: what stands beside it is drawn only then, so that it doesn't wait for that. */
export function useFirstFrame(): boolean {
  const [isPast, setPast] = useState(false);
  useEffect(() => {
    // The frame after this callback has the essay, and the next task comes after the frame.
    let task: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      task = setTimeout(() => setPast(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, []);
  return isPast;
}
