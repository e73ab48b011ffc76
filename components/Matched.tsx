import { Fragment } from 'preact';
import type { SearchMatch } from '../utils/search/match';

/** A text with what was found in it emphasised. */
export function Matched({ match: { text, ranges } }: { match: SearchMatch }) {
  let shown = 0;
  const parts = ranges.map(({ start, end }) => {
    const before = text.slice(shown, start);
    shown = end;
    return (
      <Fragment key={start}>
        {before}
        <mark>{text.slice(start, end)}</mark>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      {text.slice(shown)}
    </>
  );
}
