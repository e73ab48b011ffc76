/** Scores readings against gold. Conventions: body by 4-character shingles, metadata exact after normalisation. */

/** Length of a shingle in characters, as the corpus's own figures use it. */
const SHINGLE = 4;

/** Multiset of the 4-character shingles over a text's letters and digits. */
function shingles(text) {
  const characters = [...text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')];
  const counts = new Map();
  const last = Math.max(1, characters.length - SHINGLE + 1);
  for (let index = 0; index < last && characters.length > 0; index += 1) {
    const shingle = characters.slice(index, index + SHINGLE).join('');
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/** Precision, recall and F1 of a body text. */
export function scoreBody(text, gold) {
  const ours = shingles(text);
  const wanted = shingles(gold);
  let shared = 0;
  for (const [shingle, count] of ours) shared += Math.min(count, wanted.get(shingle) ?? 0);
  return ratios(shared, total(ours), total(wanted));
}

function total(counts) {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

/** Precision, recall and F1 from what is shared, said and wanted. Nothing said of nothing wanted is perfect. */
export function ratios(shared, said, wanted) {
  if (said === 0 && wanted === 0) return { precision: 1, recall: 1, f1: 1 };
  const precision = said === 0 ? 0 : shared / said;
  const recall = wanted === 0 ? 0 : shared / wanted;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

/** A text as compared: compatibility forms, no white space. */
export function normalized(text) {
  return (text ?? '').normalize('NFKC').replace(/\s+/g, '');
}

/** Exactness of one metadata field against gold: true, false, or null when it isn't scored. */
export function scoreField(field, article, gold) {
  if (field === 'title') return gold.title && gold.title !== '?' ? sameText(article.title, gold.title) : null;
  if (field === 'date') {
    if (gold.labelled && gold.publishedAt !== '?')
      return (article.publishedAt ?? '') === (gold.publishedAt ?? '');
    return gold.date ? (article.publishedAt ?? '').slice(0, 10) === gold.date.slice(0, 10) : null;
  }
  if (!gold.labelled || gold[field] === '?' || gold[field] === undefined) return null;
  if (field === 'breadcrumb') return sameList(withoutHome(article.breadcrumb), withoutHome(gold.breadcrumb));
  if (Array.isArray(gold[field])) return sameList(article[field] ?? [], gold[field]);
  return sameText(article[field] ?? '', gold[field] ?? '');
}

function sameText(one, other) {
  return normalized(one) === normalized(other);
}

function sameList(one, other) {
  return one.length === other.length && one.every((item, index) => sameText(item, other[index]));
}

function withoutHome(items) {
  return /^(?:首页|首頁|网站首页|主页)$/.test(items[0] ?? '') ? items.slice(1) : items;
}

/** Compares an outline with gold after RULES.md: titles after NFKC, no white space, no final mark; ignores are neutral. */
export function scoreOutline(outline, gold) {
  const wanted = gold.outline.map((entry) => ({ ...entry, key: outlineKey(entry), used: false }));
  const ignored = (gold.ignore ?? []).map((entry) => ({
    numbering: normalized(entry.numbering),
    title: plainTitle(entry.title),
  }));
  let shared = 0;
  let levels = 0;
  const wrong = [];
  for (const node of flattened(outline)) {
    const key = outlineKey(node);
    const match = wanted.find((entry) => !entry.used && entry.key === key);
    if (match) {
      match.used = true;
      shared += 1;
      if (match.level === node.level) levels += 1;
    } else if (!isIgnored(node, ignored)) wrong.push(`${node.numbering}${node.title}`);
  }
  const missed = wanted.filter((entry) => !entry.used).map((entry) => `${entry.numbering}${entry.title}`);
  return { shared, said: shared + wrong.length, wanted: wanted.length, levels, wrong, missed };
}

function isIgnored(node, ignored) {
  const title = plainTitle(node.title);
  const numbering = normalized(node.numbering);
  return ignored.some(
    (entry) =>
      (entry.title !== '' &&
        (title.startsWith(entry.title) ||
          `${numbering}${title}`.startsWith(entry.title) ||
          (entry.title.startsWith(title) && title !== ''))) ||
      (entry.title === '' && entry.numbering === numbering && title === ''),
  );
}

function outlineKey({ numbering, title }) {
  return `${normalized(numbering)}|${plainTitle(title)}`;
}

function plainTitle(title) {
  return normalized(title).replace(/[。.:;]+$/, '');
}

function flattened(nodes) {
  return nodes.flatMap((node) => [node, ...flattened(node.children)]);
}

export const FIELDS = ['title', 'date', 'source', 'authors', 'editors', 'breadcrumb', 'kicker', 'subtitle'];

/** All scores of one page; null where gold doesn't say. `set` is the first folder of its name. */
export function scorePage(name, article, peers, gold) {
  const folders = name.split('/');
  const isScored = gold.is_article === true;
  const bodyOf = (text) =>
    isScored && typeof gold.text === 'string' ? scoreBody(text ?? '', gold.text) : null;
  const titleOf = (peer) => (isScored && peer ? scoreField('title', peer, gold) : null);
  const fields = {};
  const given = {};
  for (const field of FIELDS) {
    fields[field] = isScored
      ? scoreField(field, { authors: [], editors: [], breadcrumb: [], ...article }, gold)
      : null;
    if (fields[field] === false) {
      const key = field === 'date' ? 'publishedAt' : field;
      given[field] = { ours: article[key] ?? null, gold: gold[key] ?? gold[field] ?? null };
    }
  }
  return {
    name,
    set: folders.slice(0, -1).join('/') || '.',
    error: article.error,
    body: bodyOf(withoutCaptions(article.text ?? '', article.captions ?? [])),
    readability: peers.readability && bodyOf(peers.readability.text),
    defuddle: peers.defuddle && bodyOf(peers.defuddle.text),
    readabilityTitle: titleOf(peers.readability),
    defuddleTitle: titleOf(peers.defuddle),
    fields,
    given,
    detection:
      typeof gold.is_article === 'boolean'
        ? {
            wanted: gold.is_article,
            ours: article.isArticle === true,
            peer: peers.isProbablyReaderable === true,
          }
        : null,
    outline: gold.outline ? scoreOutline(article.outline ?? [], gold) : null,
  };
}

function withoutCaptions(text, captions) {
  const left = [...captions];
  return text
    .split('\n')
    .filter((line) => {
      const index = left.indexOf(line);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    })
    .join('\n');
}
