import { collapseSpace } from '../article/text';
import type { Article } from '../article/types';
import type { MarkdownLabels } from './markdown';

/** The byline's parts as `label：value`, those that the page prints: source, authors, editors, time. */
export function bylineParts(
  { source, authors, editors, publishedAt }: Article,
  labels: Pick<MarkdownLabels, 'source' | 'authors' | 'editors' | 'published'>,
): string[] {
  return [
    [labels.source, source],
    [labels.authors, authors.join('、')],
    [labels.editors, editors.join('、')],
    [labels.published, publishedAt && printedTime(publishedAt)],
  ].flatMap(([label, value]) => (value ? [collapseSpace(`${label}：${value}`)] : []));
}

/** `2020-08-11T15:52+08:00` as it is read: 2020-08-11 15:52. */
export function printedTime(publishedAt: string): string {
  return publishedAt.replace('T', ' ').replace(/\+08:00$/, '');
}
