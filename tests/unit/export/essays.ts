import { extractArticle } from '../../../utils/article/extract';
import type { Article } from '../../../utils/article/types';
import { readFixtures } from '../../tools/fixtures';

/** The essays of the stored pages, in every shape that portals give them. Needs a document. */
export const ESSAYS: { name: string; article: Article }[] = readFixtures()
  .filter(({ expected }) => expected.isArticle)
  .map(({ name, html, expected }) => ({
    name,
    article: extractArticle(new DOMParser().parseFromString(html, 'text/html'), expected.url),
  }));
