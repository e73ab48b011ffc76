import type { Known } from './border';
import { type Readable, readRecord, resolveId } from './library/read';
import { isSameEssay } from './library/same';
import type { TabArticles } from './tab-articles';

/** What the border asks about articles, answered from the library and from what tabs opened. */
export function createKnown(library: Readable, tabs: Pick<TabArticles, 'openedBy'>): Known {
  return {
    isOpened: async (id, from) => {
      const opened = await tabs.openedBy(from);
      if (opened.includes(id)) return true;
      // Joined meanwhile, an article is asked for by either id.
      const kept = await resolveId(library, id);
      for (const other of opened) if ((await resolveId(library, other)) === kept) return true;
      return false;
    },
    isSame: async (id, otherId) => {
      const [one, other] = await Promise.all(
        [id, otherId].map(async (asked) => readRecord(library, await resolveId(library, asked))),
      );
      return one !== undefined && other !== undefined && isSameEssay(one.article.text, other.article.text);
    },
  };
}
