// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNOTATION_COLORS, ANNOTATION_STYLES } from '../../../utils/annotation/look';
import { CodePoints } from '../../../utils/export/code-points';
import { exportWebAnnotation } from '../../../utils/export/web-annotation';
import { readImport } from '../../../utils/import/read-import';
import { FailureError } from '../../../utils/result';
import { HOSTILE, hostileSample, sample } from '../export/samples';
import { exampleId, exampleMark, exampleRecord } from '../library/examples';

/** How a file fails; fails itself where it is read. */
function failure(text: string): FailureError {
  try {
    readImport(text);
  } catch (error) {
    if (error instanceof FailureError) return error;
    throw error;
  }
  throw new Error('was read');
}

const json = (value: unknown) => JSON.stringify(value, null, 1);
const quotesOf = (value: unknown) => readImport(json(value)).articles.flatMap(({ quotes }) => quotes);

describe('W3C Web Annotations', () => {
  const annotation = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: 'http://example.org/anno1',
    type: 'Annotation',
    body: { type: 'TextualBody', value: '批注', purpose: 'commenting' },
    target: {
      source: 'https://a.cn/1',
      selector: { type: 'TextQuoteSelector', exact: '甲乙', prefix: '前', suffix: '后' },
    },
  };
  const page = { type: 'AnnotationPage', items: [annotation] };

  it('of ours come back with every field of a mark', () => {
    const { articles, skipped, source } = readImport(exportWebAnnotation(exampleRecord()));
    const { article, annotations } = exampleRecord();
    expect([source, skipped]).toEqual(['web-annotation', 0]);
    expect(articles).toEqual([
      {
        url: article.url,
        title: article.title,
        quotes: annotations.map(({ id, quote, position, color, style, note, tags, created, modified }) => ({
          ...{ id, ...quote, position, color, style, note, tags, created, modified },
        })),
      },
    ]);
  });

  it('of ours come back identical, whatever they hold', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 });
    const time = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    const mark = fc.record({
      exact: text,
      prefix: fc.string({ unit: 'binary' }),
      suffix: fc.string({ unit: 'binary' }),
      note: fc.string({ unit: 'binary' }),
      tags: fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
      color: fc.constantFrom(...ANNOTATION_COLORS),
      style: fc.constantFrom(...ANNOTATION_STYLES),
      created: time,
      modified: time,
      place: fc.tuple(fc.nat(), fc.nat()),
    });
    fc.assert(
      fc.property(text, text, fc.array(mark, { maxLength: 4 }), (title, body, marks) => {
        const starts = [0];
        for (const character of body) starts.push((starts.at(-1) ?? 0) + character.length);
        const annotations = marks.map(
          ({ exact, prefix, suffix, created, modified, place, ...look }, index) => {
            const [start = 0, end = 0] = place
              .map((one) => starts[one % starts.length] ?? 0)
              .sort((a, b) => a - b);
            return exampleMark(index, {
              ...look,
              quote: { exact, prefix, suffix },
              position: { start, end },
              created: created.toISOString(),
              modified: modified.toISOString(),
            });
          },
        );
        const record = sample({ annotations, article: { title, text: body } });
        const places = new CodePoints(body);
        const [article] = readImport(exportWebAnnotation(record)).articles;
        if (annotations.length === 0) expect(article).toBeUndefined();
        else expect(article?.title).toBe(title);
        const back = article?.quotes.map(({ position, ...quote }) => ({
          ...quote,
          start: places.toUtf16(position?.start ?? -1),
          end: places.toUtf16(position?.end ?? -1),
        }));
        expect(back ?? []).toEqual(
          annotations.map(({ id, quote, position, color, style, note, tags, created, modified }) => ({
            ...{ id, ...quote, color, style, note, tags, created, modified },
            ...position,
          })),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each(HOSTILE)('keep to the character what is hostile: %s', (_, text) => {
    const [article] = readImport(exportWebAnnotation(hostileSample(text))).articles;
    expect(article).toMatchObject({
      title: text,
      quotes: [{ exact: text, prefix: text, note: text, tags: [text] }],
    });
  });

  const read = { exact: '甲乙', prefix: '前', suffix: '后', note: '批注', tags: [] };
  it.each<[string, unknown, unknown]>([
    ['one', annotation, read],
    ['a list', [annotation], read],
    ['a page', page, read],
    ['a collection', { type: 'AnnotationCollection', label: '题', first: page }, read],
    ['a graph', { '@graph': [annotation] }, read],
    ['a type beside others', { ...annotation, type: ['Annotation', 'x:Y'] }, read],
    ['a bare body', { ...annotation, body: 'https://a.cn/note' }, { ...read, note: '' }],
    ['a body value', { ...annotation, body: undefined, bodyValue: '语' }, { ...read, note: '语' }],
    [
      'several bodies and tags',
      {
        ...annotation,
        body: [
          { value: '一' },
          { value: '二', purpose: 'replying' },
          { value: '党建', purpose: 'tagging' },
          { id: 'https://a.cn/tag', purpose: 'tagging' },
        ],
      },
      { ...read, note: '一\n\n二', tags: ['党建'] },
    ],
    [
      'a source with more to it',
      {
        ...annotation,
        target: { ...annotation.target, source: { id: 'https://a.cn/1', format: 'text/html' } },
      },
      read,
    ],
    [
      'a selector that refines another',
      {
        ...annotation,
        target: {
          source: 'https://a.cn/1',
          selector: { type: 'FragmentSelector', value: 'x', refinedBy: annotation.target.selector },
        },
      },
      read,
    ],
    [
      'moments of another zone',
      { ...annotation, created: '2026-07-02T09:30:00+08:00', modified: null },
      { ...read, created: '2026-07-02T01:30:00.000Z' },
    ],
    [
      'places, which count in another text',
      {
        ...annotation,
        target: {
          ...annotation.target,
          selector: [annotation.target.selector, { type: 'TextPositionSelector', start: 1, end: 3 }],
        },
      },
      read,
    ],
  ])('of others are read: %s', (_, document, quote) => {
    expect(quotesOf(document)).toEqual([quote]);
  });

  it('count what quotes nothing', () => {
    const targets = [
      'https://a.cn/1',
      { source: 'https://a.cn/1' },
      { ...annotation.target, source: 'urn:x-pdf:1' },
    ];
    const { articles, skipped } = readImport(
      json([...targets.map((target) => ({ ...annotation, target })), annotation]),
    );
    expect([articles.length, skipped]).toEqual([1, 3]);
  });

  it('are gathered by their pages, under the name of their collection', () => {
    const at = (source: string) => ({ ...annotation, target: { ...annotation.target, source } });
    const items = [at('https://a.cn/1'), at('https://a.cn/2'), at('https://a.cn/1')];
    const { articles } = readImport(
      json({ type: 'AnnotationCollection', label: '题', first: { type: 'AnnotationPage', items } }),
    );
    expect(articles.map(({ url, title, quotes }) => [url, title, quotes.length])).toEqual([
      ['https://a.cn/1', '题', 2],
      ['https://a.cn/2', '题', 1],
    ]);
  });

  it.each<[string, unknown, string]>([
    ['target.0.source', { ...annotation, target: { ...annotation.target, source: 5 } }, 'target.0.source'],
    [
      'the quotation',
      { ...annotation, target: { source: 'https://a.cn', selector: { exact: 5 } } },
      'target.0.selector.0.exact',
    ],
    ['a date', { ...annotation, created: 'yesterday' }, 'created'],
    [
      'a body',
      { items: [annotation, { ...annotation, body: { value: {} } }], type: 'AnnotationPage' },
      'items.1.body.0.value',
    ],
    ['an id', [annotation, { ...annotation, id: 5 }], '1.id'],
  ])('name the field that is wrong: %s', (_, document, field) => {
    expect(failure(json(document))).toMatchObject({ code: 'import-unreadable', field });
  });
});

describe('Hypothesis', () => {
  const row = {
    id: 'XAqCdHRuEeqMQ1eMpmpH_g',
    created: '2020-04-02T01:05:00.605461+00:00',
    updated: '2020-04-03T01:05:00.605461+00:00',
    user: 'acct:x@hypothes.is',
    uri: 'https://a.cn/1',
    text: '批注',
    tags: ['党建'],
    group: '__world__',
    target: [
      {
        source: 'https://a.cn/1',
        selector: [
          {
            type: 'RangeSelector',
            startContainer: '/p[1]',
            endContainer: '/p[1]',
            startOffset: 0,
            endOffset: 2,
          },
          { type: 'TextPositionSelector', start: 10, end: 12 },
          { type: 'TextQuoteSelector', exact: '甲乙', prefix: '前', suffix: '后' },
        ],
      },
    ],
    document: { title: ['题'] },
  };
  const quote = {
    exact: '甲乙',
    prefix: '前',
    suffix: '后',
    note: '批注',
    tags: ['党建'],
    created: '2020-04-02T01:05:00.605Z',
    modified: '2020-04-03T01:05:00.605Z',
  };

  it.each<[string, unknown]>([
    ['an answer of its API', { total: 1, rows: [row] }],
    [
      'an export of its client',
      {
        export_date: '2024-01-01T00:00:00.000Z',
        export_userid: 'x',
        client_version: '1',
        annotations: [row],
      },
    ],
    ['a list', [row]],
  ])('is read: %s', (_, document) => {
    expect(readImport(json(document))).toEqual({
      source: 'hypothesis',
      articles: [{ url: 'https://a.cn/1', title: '题', quotes: [quote] }],
      skipped: 0,
    });
  });

  it('skips replies, notes on pages, and what is no page', () => {
    const others = [
      { ...row, references: ['x'] },
      { ...row, target: [{ source: 'https://a.cn/1' }] },
      { ...row, uri: 'urn:x-pdf:1' },
      { uri: 'https://a.cn/2' },
    ];
    expect(readImport(json({ rows: [...others, row] }))).toMatchObject({
      articles: [{ quotes: [quote] }],
      skipped: 4,
    });
    expect(readImport(json({ rows: [] }))).toMatchObject({ articles: [], skipped: 0 });
  });

  it.each<[unknown, string]>([
    [{ rows: [row, { ...row, uri: 5 }] }, 'rows.1.uri'],
    [{ annotations: [{ ...row, tags: [5] }] }, 'annotations.0.tags.0'],
    [[{ ...row, created: 'x' }], '0.created'],
    [
      { rows: [{ ...row, target: [{ selector: [{ type: 'TextQuoteSelector', exact: {} }] }] }] },
      'rows.0.target.0.selector.0.exact',
    ],
  ])('names the field that is wrong', (document, field) => {
    expect(failure(json(document))).toMatchObject({ code: 'import-unreadable', field });
  });
});

describe('Obsidian Web Clipper', () => {
  const file = [
    {
      url: 'https://a.cn/1',
      highlights: [
        {
          text: '<p>甲<b>乙</b></p>',
          timestamp: '2026-07-02T01:30:00.000Z',
          color: 'yellow',
          notes: ['一', '二'],
          comment: '一',
        },
        { text: '<p>上&amp;</p><p>下</p><script>alert(1)</script><img src=x onerror=alert(1)>' },
        { text: '<img src="https://a.cn/x.jpg">' },
      ],
    },
    { url: 'https://a.cn/2', highlights: [] },
  ];

  it('is read: the words of the marked HTML, and the notes', () => {
    expect(readImport(json(file))).toEqual({
      source: 'obsidian-clipper',
      articles: [
        {
          url: 'https://a.cn/1',
          title: '',
          quotes: [
            { exact: '甲乙', note: '一\n\n二', tags: [], created: '2026-07-02T01:30:00.000Z' },
            { exact: '上&\n下', note: '', tags: [] },
          ],
        },
      ],
      skipped: 1,
    });
  });

  it.each<[unknown, string]>([
    [[{ url: 'https://a.cn', highlights: [{ text: 5 }] }], '0.highlights.0.text'],
    [[file[0], { url: 5, highlights: [] }], '1.url'],
    [[{ url: 'https://a.cn', highlights: {} }], '0.highlights'],
  ])('names the field that is wrong', (document, field) => {
    expect(failure(json(document))).toMatchObject({ code: 'import-unreadable', field });
  });
});

describe('简悦 SimpRead', () => {
  const file = {
    version: '2.2.0',
    unrdist: [
      {
        idx: 1,
        url: 'https://a.cn/1',
        title: '题',
        create: '2023年1月1日',
        annotations: [
          {
            id: 1672531200000,
            type: 'paragraph',
            html: '<sr-annote>甲乙</sr-annote>',
            text: '甲乙',
            note: '批注',
            tags: ['党建'],
          },
          { id: 1672531200001, type: 'img', text: 'https://a.cn/x.jpg' },
        ],
      },
      { idx: 0, url: 'https://a.cn/2', title: '没有标注' },
    ],
  };

  it('is read out of its settings file', () => {
    expect(readImport(json(file))).toEqual({
      source: 'simpread',
      articles: [
        {
          url: 'https://a.cn/1',
          title: '题',
          quotes: [{ exact: '甲乙', note: '批注', tags: ['党建'], created: '2023-01-01T00:00:00.000Z' }],
        },
      ],
      skipped: 1,
    });
  });

  it.each<[unknown, string]>([
    [{ unrdist: 5 }, 'unrdist'],
    [{ unrdist: [{ url: 'https://a.cn', annotations: [{ id: 'x' }] }] }, 'unrdist.0.annotations.0.id'],
    [{ unrdist: [{ url: 'https://a.cn', annotations: [{ id: 9e15 }] }] }, 'unrdist.0.annotations.0.id'],
  ])('names the field that is wrong', (document, field) => {
    expect(failure(json(document))).toMatchObject({ code: 'import-unreadable', field });
  });
});

describe('readImport', () => {
  it.each([
    ['', 1],
    ['{', 1],
    ['{\n "a": 1,\n}', 3],
    ['[\n1,\n2,\n', 3],
    ['[\n1,\n\n?]', 4],
    ['[\n?,\n1,\n2]', 2],
    ['[\n1,\n{"a": 1 2},\n3,\n4]', 3],
    ['[\n"a\n",\n1]', 2],
    ['[\n1,\n]\n\n\n', 3],
    ['{}\n{}\n{}', 2],
    [`[\n${'1,\n'.repeat(1000)}x,\n${'1,\n'.repeat(1000)}1]`, 1002],
  ])('names the line where JSON is broken: %j', (text, line) => {
    expect(failure(text)).toMatchObject({ code: 'import-unreadable', line });
  });

  it.each(['null', '5', '"x"', '[]', '{}', '[[]]', '{"a":{}}', '{"type":"Note"}'])('refuses %s', (text) => {
    expect(failure(text).code).toBe('import-unreadable');
  });

  it('takes a byte order mark', () => {
    expect(readImport(`\ufeff${exportWebAnnotation(exampleRecord())}`).articles).toHaveLength(1);
  });

  it('of random JSON in the shapes it knows reads or fails as a value, and soon', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.constantFrom('https://a.cn', exampleId(1)),
    );
    const key = fc.constantFrom(
      ...'type id body bodyValue target source selector exact refinedBy items first next label @graph uri rows annotations tags text url highlights notes unrdist created value purpose __proto__ constructor'.split(
        ' ',
      ),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const type = fc.constantFrom('Annotation', 'AnnotationPage', 'AnnotationCollection', undefined);
    fc.assert(
      fc.property(type, tree, (name, value) => {
        const document =
          typeof value === 'object' && value !== null && !Array.isArray(value)
            ? { type: name, ...value }
            : value;
        try {
          readImport(JSON.stringify(document) ?? '');
        } catch (error) {
          expect(error).toBeInstanceOf(FailureError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('of random text fails as a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(failure(text).code).toBe('import-unreadable');
      }),
    );
  });

  it.each([
    ['AnnotationPage', 'items'],
    ['AnnotationCollection', 'first'],
    ['Annotation', 'target'],
    ['Annotation', 'body'],
    ['FragmentSelector', 'refinedBy'],
    ['', '@graph'],
    ['', 'unrdist'],
    ['', 'rows'],
  ])('is not brought down by what nests without end: %s of %s', (type, key) => {
    const depth = 100_000;
    const nested = `${`{"type":"${type}","${key}":`.repeat(depth)}1${'}'.repeat(depth)}`;
    const text =
      key === 'refinedBy' ? `{"type":"Annotation","target":{"source":"x","selector":${nested}}}` : nested;
    try {
      expect(readImport(text).articles).toEqual([]);
    } catch (error) {
      expect(error).toBeInstanceOf(FailureError);
    }
  });
});
