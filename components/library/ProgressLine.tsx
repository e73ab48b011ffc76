import type { WorkProgress } from './types';

/** How far a longer piece of work is, as a bar, in words and in numbers. */
export function ProgressLine({ progress: { label, done, total } }: { progress: WorkProgress }) {
  return (
    <p class="library__progress" role="status">
      <progress value={done} max={total} aria-label={label} />
      {label}
      <span class="count">
        {done} / {total}
      </span>
    </p>
  );
}
