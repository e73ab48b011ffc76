import { useEffect, useState } from 'preact/hooks';
import { LibraryApp } from './LibraryApp';
import { ReadArticle } from './ReadArticle';

/** What the page shows, told by its address: the shelves, one article, or the shelves with one article to be exported. */
interface Place {
  name: 'shelves' | 'read' | 'export';
  articleId?: string;
  /** Where an article is read: the mark to begin with. */
  markId?: string;
}

const PLACE = /^#(read|export)\/([0-9a-f]{32})(?:\/([0-9a-f-]{36}))?$/;

/** The address within this page at which an article is read. */
const addressOf = (articleId: string) => `#read/${articleId}`;

/** The library: its shelves, and the reading room for what stands on them. */
export function App({ root }: { root: HTMLElement }) {
  const { name, articleId, markId } = usePlace();
  const leave = () => {
    if (location.hash !== '') location.hash = '';
  };
  if (name === 'read' && articleId)
    return <ReadArticle key={articleId} articleId={articleId} markId={markId} root={root} onClose={leave} />;
  return <LibraryApp key={articleId} addressOf={addressOf} exportId={articleId} onExported={leave} />;
}

function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const [, name, articleId, markId] = PLACE.exec(hash) ?? [];
  return { name: (name ?? 'shelves') as Place['name'], articleId, markId };
}
