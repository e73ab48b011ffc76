import type { ComponentChildren } from 'preact';
import type { Snippet } from './types';

/** A text with what was searched for emphasised. */
export function Matched({ snippet: { text, matches } }: { snippet: Snippet }) {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const { start, end } of matches) {
    parts.push(text.slice(from, start), <mark key={start}>{text.slice(start, end)}</mark>);
    from = end;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
