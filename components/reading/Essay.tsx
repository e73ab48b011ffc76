import { useLayoutEffect, useRef } from 'preact/hooks';
import { moveChildren } from '../../utils/article/finish';
import { takeFreshBody } from '../../utils/article/fresh-body';
import { putHtml } from '../../utils/article/put-html';
import { sanitize } from '../../utils/article/sanitize';
import { atOnce, type Steps, withBreaths } from '../../utils/article/steps';
import { canonicalText } from '../../utils/article/text';
import type { Article } from '../../utils/article/types';
import { t } from '../../utils/i18n';
import { PagesLine } from './PagesLine';
import { SameEssayLine } from './SameEssayLine';
import type { PagesProgress, SameEssayOffer } from './types';
import type { RenderedEssay } from './useEssay';

export interface EssayProps {
  article: Article;
  /** How the joining of its pages stands, where it has several. */
  pages: PagesProgress | undefined;
  same: SameEssayOffer | undefined;
  /** Called once the body stands in the document. */
  onBody: (essay: RenderedEssay) => void;
}

/** In characters: laying out this much takes about a tenth of a second. Longer texts are drawn and laid out in parts. */
const LONG_TEXT = 200_000;
/** So many paragraphs, lists and tables make a part. */
const PART_CHILDREN = 20;
/** A part that was never in sight is taken to have a line for so many of its characters. */
const LINE_LENGTH = 36;

/** Title, byline line, body and author note, nothing else. */
export function Essay({ article, pages, same, onBody }: EssayProps) {
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = body.current;
    if (!place) return;
    let isShown = true;
    const drawing = draw(article, place);
    if (article.text.length > LONG_TEXT) void withBreaths(drawing, () => isShown).then(onBody);
    else onBody(atOnce(drawing));
    return () => {
      isShown = false;
    };
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
      <div class="essay__body" ref={body} />
      {pages && <PagesLine progress={pages} />}
      {article.note && <p class="essay__note">（{article.note}）</p>}
      <footer class="essay__foot">
        <a href={article.url}>{t('article.original')}</a>
      </footer>
    </article>
  );
}

/** Puts an article's body in its place, a long one in parts. */
function* draw(article: Article, place: HTMLElement): Steps<RenderedEssay> {
  const { ownerDocument } = place;
  let whole = takeFreshBody(article);
  if (!whole) {
    // Not all that is stored was read here: a backup or a server may have brought it.
    whole = ownerDocument.createElement('div');
    putHtml(whole, sanitize(article.html, window));
  }
  // Else a screen reader reads out its address.
  for (const picture of whole.querySelectorAll('img:not([alt])')) picture.setAttribute('alt', '');
  place.replaceChildren();
  if (article.text.length <= LONG_TEXT) moveChildren(whole, place);
  while (whole.firstChild) {
    const part = ownerDocument.createElement('div');
    part.className = 'essay__part';
    moveChildren(whole, part, PART_CHILDREN);
    part.style.containIntrinsicBlockSize = `auto ${(part.textContent ?? '').length / LINE_LENGTH}lh`;
    place.append(part);
    yield;
  }
  return { body: place, ...(yield* canonicalText(place)) };
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
