import { rangeOfSpan } from '../../utils/annotation/selection';
import type { TextSpan } from '../../utils/annotation/types';
import type { RenderedEssay } from '../reading/useEssay';

/** Paints stretches of the essay under a name that tools.css styles, in place of those painted before; none removes them. */
export function paintSpans(
  { body, segments }: RenderedEssay,
  name: string,
  spans: readonly TextSpan[],
): void {
  const view = body.ownerDocument.defaultView;
  if (!view) return;
  const ranges = spans.flatMap((span) => rangeOfSpan(segments, span) ?? []);
  if (ranges.length > 0) view.CSS.highlights.set(name, new view.Highlight(...ranges));
  else view.CSS.highlights.delete(name);
}
