import { useEffect, useState } from 'preact/hooks';
import { LibraryApp } from './LibraryApp';
import { ReadArticle } from './ReadArticle';

/** What the page shows, told by its address: the shelves, or one article. */
type Place = { articleId: string } | undefined;

const READ = /^#read\/([0-9a-f]{32})$/;

/** The address within this page at which an article is read. */
export const addressOf = (articleId: string) => `#read/${articleId}`;

/** The library: its shelves, and the reading room for what stands on them. */
export function App({ root }: { root: HTMLElement }) {
  const place = usePlace();
  if (place) {
    const close = () => {
      location.hash = '';
    };
    return <ReadArticle key={place.articleId} articleId={place.articleId} root={root} onClose={close} />;
  }
  return <LibraryApp addressOf={addressOf} />;
}

function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const articleId = READ.exec(hash)?.[1];
  return articleId === undefined ? undefined : { articleId };
}
