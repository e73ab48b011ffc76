import type { ChangedPart } from '../utils/library/changes';

/** What became of a text: what went struck out, what came marked. */
export function ChangedParts({ parts }: { parts: readonly ChangedPart[] }) {
  return (
    <p class="changed">
      {parts.map(({ kind, text }, at) => {
        const key = `${at} ${kind}`;
        if (kind === 'removed') return <del key={key}>{text}</del>;
        return kind === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>;
      })}
    </p>
  );
}
