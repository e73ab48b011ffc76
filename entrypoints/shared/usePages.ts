import { useEffect, useRef, useState } from 'preact/hooks';
import type { PagesProgress } from '../../components/reading/types';
import { fetchArticle } from '../../utils/article/fetch-page';
import { joinArticles } from '../../utils/article/join';
import type { Article } from '../../utils/article/types';
import type { ArticlePages } from '../../utils/portal/pages';

export interface JoinedPages {
  article: Article;
  progress: PagesProgress | undefined;
  /** Whether the article's address is known to be its first page's, under which it is kept. */
  isAddressed: boolean;
}

/**
 * The whole of an article in several pages: the one at hand at once, the others joined as they come. A page that
 * does not come is named, and can be asked for again; what came is readable meanwhile.
 *
 * @param findPages where its other pages are, asked once the one at hand is on the screen; absent where it is whole
 */
export function usePages(atHand: Article, findPages?: () => ArticlePages): JoinedPages {
  const [article, setArticle] = useState(atHand);
  const [progress, setProgress] = useState<PagesProgress>();
  const [isAddressed, setIsAddressed] = useState(!findPages);
  const read = useRef(new Map<string, Article>());
  const stopped = useRef(false);

  const fetchMissing = async (pages: readonly string[]) => {
    const url = pages[0] ?? atHand.url;
    const retry = () => void fetchMissing(pages);
    const failed: number[] = [];
    for (const [index, address] of pages.entries()) {
      if (stopped.current) return;
      if (read.current.has(address)) continue;
      setProgress({ total: pages.length, fetching: index + 1, failed: [...failed], retry });
      try {
        read.current.set(address, await fetchArticle(address, fetch));
        const inOrder = pages.flatMap((page) => read.current.get(page) ?? []);
        if (!stopped.current) setArticle({ ...joinArticles(inOrder, document), url });
      } catch (error) {
        console.warn('Jingdu: page not read', address, error);
        failed.push(index + 1);
      }
    }
    if (!stopped.current) setProgress({ total: pages.length, fetching: undefined, failed, retry });
  };

  useEffect(() => {
    if (!findPages) return undefined;
    stopped.current = false;
    const { here, pages, single } = pagesOr(atHand, findPages);
    const [first = atHand.url] = pages;
    const opened = pages.length > 1 ? { ...atHand, url: first } : atHand;
    read.current.set(here, opened);
    setArticle(opened);
    setIsAddressed(true);
    const begin = async () => {
      const whole = single ? await wholeArticle(single, opened) : undefined;
      if (stopped.current) return;
      if (whole) setArticle(whole);
      else if (pages.length > 1) await fetchMissing(pages);
    };
    void begin();
    return () => {
      stopped.current = true;
    };
    // Once: what is read and where its other pages are doesn't change while the view is open.
  }, []);
  return { article, progress, isAddressed };
}

/** An article's pages; the one at hand where they can't be looked for, for that one is to be kept in any case. */
function pagesOr({ url }: Article, findPages: () => ArticlePages): ArticlePages {
  try {
    return findPages();
  } catch (error) {
    console.error('Jingdu: other pages not looked for', error);
    return { here: url, pages: [url] };
  }
}

/** The single-page version, where it comes and holds more than the page at hand. */
async function wholeArticle(single: string, atHand: Article): Promise<Article | undefined> {
  try {
    const whole = await fetchArticle(single, fetch);
    return whole.text.length > atHand.text.length ? { ...whole, url: atHand.url } : undefined;
  } catch (error) {
    console.warn('Jingdu: whole article not read', single, error);
    return undefined;
  }
}
