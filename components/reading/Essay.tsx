import { useLayoutEffect, useRef } from 'preact/hooks';
import { moveChildren } from '../../utils/article/finish';
import { takeFreshBody } from '../../utils/article/fresh-body';
import { putHtml } from '../../utils/article/put-html';
import { sanitize } from '../../utils/article/sanitize';
import type { Article } from '../../utils/article/types';
import { t } from '../../utils/i18n';
import { PagesLine } from './PagesLine';
import { SameEssayLine } from './SameEssayLine';
import type { PagesProgress, SameEssayOffer } from './types';

export interface EssayProps {
  article: Article;
  /** How the joining of its pages stands, where it has several. */
  pages: PagesProgress | undefined;
  same: SameEssayOffer | undefined;
  /** Called once the body stands in the document, with its element. */
  onBody: (body: HTMLElement) => void;
}

/** In characters: laying out this much takes about a tenth of a second. Of longer texts only what is in sight is. */
const LONG_TEXT = 200_000;

/** Title, byline line, body and author note, nothing else. */
export function Essay({ article, pages, same, onBody }: EssayProps) {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!body.current) return;
    const fresh = takeFreshBody(article);
    // Not all that is stored was read here: a backup or a server may have brought it.
    if (fresh) moveChildren(fresh, body.current);
    else putHtml(body.current, sanitize(article.html, window));
    // Else a screen reader reads out its address.
    for (const picture of body.current.querySelectorAll('img:not([alt])')) picture.setAttribute('alt', '');
    onBody(body.current);
  }, [article, onBody]);
  return (
    <article class="essay">
      <header class="essay__head">
        {article.breadcrumb.length > 0 && (
          <ol class="breadcrumb" aria-label={t('article.breadcrumb')}>
            {article.breadcrumb.map((place) => (
              <li key={place}>{place}</li>
            ))}
          </ol>
        )}
        {article.kicker && <p class="kicker">{article.kicker}</p>}
        <h1 class="title">{article.title || t('article.untitled')}</h1>
        {article.subtitle && <p class="subtitle">{article.subtitle}</p>}
        <Byline article={article} />
      </header>
      {same && <SameEssayLine offer={same} />}
      <div class="essay__body" data-long={article.text.length > LONG_TEXT ? '' : undefined} ref={body} />
      {pages && <PagesLine progress={pages} />}
      {article.note && <p class="essay__note">（{article.note}）</p>}
      <footer class="essay__foot">
        <a href={article.url}>{t('article.original')}</a>
      </footer>
    </article>
  );
}

function Byline({ article }: { article: Article }) {
  const lines: [string, string | undefined][] = [
    [t('article.source'), article.source],
    [t('article.authors'), article.authors.join('　')],
    [t('article.editors'), article.editors.join('　')],
  ];
  const shown = lines.filter(([, value]) => value);
  if (shown.length === 0 && !article.publishedAt) return null;
  return (
    <dl class="byline">
      {article.publishedAt && (
        <div>
          <dt class="visually-hidden">{t('article.published')}</dt>
          <dd>
            <time dateTime={article.publishedAt}>{printedTime(article.publishedAt)}</time>
          </dd>
        </div>
      )}
      {shown.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** 2020-08-11T15:52+08:00 → 2020-08-11 15:52 */
function printedTime(publishedAt: string): string {
  return publishedAt.slice(0, 16).replace('T', ' ');
}
