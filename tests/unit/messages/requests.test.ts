import { describe, expect, it } from 'vitest';
import type { OutlineNode } from '../../../utils/article/types';
import { parseRequest, type Request } from '../../../utils/requests';
import { parseSettings } from '../../../utils/stored-settings';
import { exampleArticle, exampleId, exampleMark, exampleOutline, exampleRecord } from '../library/examples';

const articleId = exampleRecord().id;
const annotationId = exampleId(1);
const outlineId = exampleOutline().id;
const exampleAccount = {
  address: 'https://dav.example.com/dav/',
  user: '读者',
  password: '密码',
  folder: 'jingdu',
  passphrase: '',
};
/**
 * Fields that may be absent: then the tab is the one it comes from, the outline the one found in the page, and a change
 * began from nothing.
 */
const OPTIONAL = [
  'toggle-reader tabId',
  'mark-original tabId',
  'choose-outline outlineId',
  'put-annotation base',
  'put-outline base',
  'cite annotationId',
  'run-sync decision',
];

/** One of each; the compiler misses none. */
const EXAMPLES: { [T in Request['type']]: Extract<Request, { type: T }> } = {
  'toggle-reader': { type: 'toggle-reader', tabId: 7 },
  'inspect-tab': { type: 'inspect-tab', tabId: 7 },
  'page-detected': { type: 'page-detected', isArticle: true },
  'reader-closed': { type: 'reader-closed' },
  'open-article': { type: 'open-article', article: exampleArticle() },
  'put-annotation': {
    type: 'put-annotation',
    articleId,
    annotation: exampleMark(1),
    base: exampleMark(1, { note: '' }),
  },
  'trash-annotation': { type: 'trash-annotation', articleId, annotationId },
  'restore-annotation': { type: 'restore-annotation', articleId, annotationId },
  'place-annotations': {
    type: 'place-annotations',
    articleId,
    places: [{ id: annotationId, start: 3, end: 5, state: 'moved' }],
  },
  'put-outline': {
    type: 'put-outline',
    articleId,
    outline: exampleOutline(),
    base: exampleOutline({ name: '' }),
  },
  'choose-outline': { type: 'choose-outline', articleId, outlineId },
  'trash-outline': { type: 'trash-outline', articleId, outlineId },
  'restore-outline': { type: 'restore-outline', articleId, outlineId },
  'restore-version': {
    type: 'restore-version',
    articleId,
    itemId: annotationId,
    replaced: exampleMark(1).modified,
  },
  'restore-backup': { type: 'restore-backup', articleId, day: '2026-07-02' },
  'list-tags': { type: 'list-tags' },
  'parse-notes': { type: 'parse-notes', notes: ['**重点**'] },
  'open-original': { type: 'open-original', url: exampleArticle().url },
  'mark-original': { type: 'mark-original', tabId: 7, isOn: true },
  'find-same': { type: 'find-same', articleId },
  'join-article': { type: 'join-article', articleId, intoId: articleId },
  'export-outline': { type: 'export-outline', articleId, outline: exampleOutline(), format: 'opml' },
  'import-outline': { type: 'import-outline', articleId, name: '提纲.opml', text: '<opml/>' },
  'export-notes': { type: 'export-notes', articleId, annotations: [exampleMark(1)] },
  cite: { type: 'cite', articleId, annotationId: exampleId(1) },
  'save-reading-position': { type: 'save-reading-position', articleId, position: 0 },
  'tag-article': { type: 'tag-article', articleId, add: ['党建'], remove: [] },
  'trash-article': { type: 'trash-article', articleId },
  'restore-article': { type: 'restore-article', articleId },
  'commit-import': { type: 'commit-import', importId: exampleId(9), mode: 'merge' },
  'drop-import': { type: 'drop-import', importId: exampleId(9) },
  'undo-import': { type: 'undo-import' },
  'watch-import': { type: 'watch-import' },
  'read-settings': { type: 'read-settings' },
  'save-settings': { type: 'save-settings', settings: parseSettings({}) },
  'read-texts': { type: 'read-texts' },
  'load-script': { type: 'load-script', script: 'tools' },
  'test-sync': { type: 'test-sync', account: exampleAccount },
  'start-sync': { type: 'start-sync', account: exampleAccount },
  'stop-sync': { type: 'stop-sync' },
  'run-sync': { type: 'run-sync', decision: { question: 'server-empty', choice: 'mine' } },
  'dismiss-conflict': { type: 'dismiss-conflict', itemId: annotationId },
  'travel-settings': { type: 'travel-settings', isOn: true },
};

function nested(levels: number): OutlineNode[] {
  let nodes: OutlineNode[] = [];
  for (let level = levels; level > 0; level -= 1)
    nodes = [{ level, numbering: '', title: '', start: 0, end: 0, children: nodes }];
  return nodes;
}

describe('parseRequest', () => {
  it.each(Object.values(EXAMPLES))('takes $type', (request) => {
    expect(parseRequest(structuredClone(request))).toEqual(request);
  });

  it.each(
    Object.values(EXAMPLES).flatMap((request) =>
      Object.keys(request)
        .filter((field) => !OPTIONAL.includes(`${request.type} ${field}`))
        .map((field) => ({ request, field })),
    ),
  )('refuses $request.type without $field', ({ request, field }) => {
    const { [field as keyof Request]: _left, ...rest } = request;
    expect(() => parseRequest(rest)).toThrow(expect.objectContaining({ code: 'bad-message' }));
  });

  it.each([{ type: 'toggle-reader' }, { type: 'choose-outline', articleId }])(
    'takes $type bare',
    (request) => {
      expect(parseRequest(request)).toEqual(request);
    },
  );

  it('leaves out fields that nobody asked for', () => {
    expect(parseRequest({ type: 'reader-closed', extra: 1 })).toEqual({ type: 'reader-closed' });
  });

  const article = exampleArticle();
  const annotation = exampleMark(1);
  const position = (start: unknown, end: unknown) => ({ ...annotation, position: { start, end } });
  const place = { id: annotationId, start: 3, end: 5, state: 'moved' };
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'read-settings'],
    ['a list', [{ type: 'read-settings' }]],
    ['an unknown type', { type: 'drop-everything' }],
    ['a type by inheritance', { type: 'constructor' }],
    ['a tab by name', { type: 'inspect-tab', tabId: '7' }],
    ['a truth in words', { type: 'page-detected', isArticle: 'yes' }],
    ['an address that runs', { type: 'open-article', article: { ...article, url: 'javascript:alert(1)' } }],
    ['an address of data', { type: 'open-article', article: { ...article, url: 'data:text/html,x' } }],
    ['no address', { type: 'open-article', article: { ...article, url: 'gscn.com.cn' } }],
    ['a title that is a number', { type: 'open-article', article: { ...article, title: 7 } }],
    ['editors in one string', { type: 'open-article', article: { ...article, editors: '张玉芳' } }],
    ['an outline that is no list', { type: 'open-article', article: { ...article, outline: {} } }],
    ['an outline of words', { type: 'open-article', article: { ...article, outline: ['一、'] } }],
    ['a bottomless outline', { type: 'open-article', article: { ...article, outline: nested(50_000) } }],
    ['an article id of other letters', { ...EXAMPLES['trash-article'], articleId: articleId.toUpperCase() }],
    ['an article id too long', { ...EXAMPLES['trash-article'], articleId: `${articleId}0` }],
    ['a key of the store for an id', { ...EXAMPLES['trash-article'], articleId: '../settings' }],
    ['an annotation id that is no uuid', { ...EXAMPLES['trash-annotation'], annotationId: '1' }],
    ['a mark with a wrong uuid', { ...EXAMPLES['put-annotation'], annotation: { ...annotation, id: 'g' } }],
    [
      'a mark of no text',
      {
        ...EXAMPLES['put-annotation'],
        annotation: { ...annotation, quote: { exact: '', prefix: '', suffix: '' } },
      },
    ],
    [
      'a mark in another colour',
      { ...EXAMPLES['put-annotation'], annotation: { ...annotation, color: 'pink' } },
    ],
    [
      'a mark dated in words',
      { ...EXAMPLES['put-annotation'], annotation: { ...annotation, created: 'now' } },
    ],
    ['a mark before the text', { ...EXAMPLES['put-annotation'], annotation: position(-1, 3) }],
    ['a mark between characters', { ...EXAMPLES['put-annotation'], annotation: position(0.5, 3) }],
    ['places that are no list', { ...EXAMPLES['place-annotations'], places: place }],
    ['a place before the text', { ...EXAMPLES['place-annotations'], places: [{ ...place, start: -1 }] }],
    ['a place between characters', { ...EXAMPLES['place-annotations'], places: [{ ...place, end: 5.5 }] }],
    ['a place at no number', { ...EXAMPLES['place-annotations'], places: [{ ...place, start: Number.NaN }] }],
    [
      'a place without end',
      { ...EXAMPLES['place-annotations'], places: [{ ...place, end: Number.POSITIVE_INFINITY }] },
    ],
    [
      'a place in an unknown state',
      { ...EXAMPLES['place-annotations'], places: [{ ...place, state: 'found' }] },
    ],
    ['a reading position before the text', { ...EXAMPLES['save-reading-position'], position: -1 }],
    ['a reading position between characters', { ...EXAMPLES['save-reading-position'], position: 1.5 }],
    [
      'an outline whose heads are no list',
      { ...EXAMPLES['put-outline'], outline: { ...exampleOutline(), nodes: {} } },
    ],
    ['settings in one word', { type: 'save-settings', settings: 'dark' }],
  ])('refuses %s', (_, message) => {
    expect(() => parseRequest(message)).toThrow(expect.objectContaining({ code: 'bad-message' }));
  });

  it('names the field that is wrong', () => {
    const request = { ...EXAMPLES['open-article'], article: { ...article, breadcrumb: ['党建', 7] } };
    expect(() => parseRequest(request)).toThrow('article.breadcrumb.1');
  });

  it('takes an outline as deep as headings go', () => {
    const request = { ...EXAMPLES['open-article'], article: { ...article, outline: nested(12) } };
    expect(parseRequest(request)).toEqual(request);
  });
});
