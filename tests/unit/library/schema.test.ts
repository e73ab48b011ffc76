import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { articleId } from '../../../utils/library/id';
import { parseRecord } from '../../../utils/library/read';
import { annotationSchema, articleRecordSchema } from '../../../utils/library/schema';
import { SCHEMA_VERSION } from '../../../utils/library/version';
import { newId } from '../../../utils/new-id';
import { exampleId, exampleRecord } from './examples';
import recordV1 from './examples/record-v1.json' with { type: 'json' };
import recordV2 from './examples/record-v2.json' with { type: 'json' };
import recordV3 from './examples/record-v3.json' with { type: 'json' };

/** One stored record for each version that was ever released, oldest first. */
const EXAMPLES = [recordV1, recordV2, recordV3];

describe('the stored record', () => {
  it('has an example of each version', () => {
    const versions = EXAMPLES.map(({ schemaVersion }) => schemaVersion);
    expect(versions).toEqual(Array.from({ length: SCHEMA_VERSION }, (_, at) => at + 1));
  });

  it('of today’s version is read whole', () => {
    expect(parseRecord(EXAMPLES.at(-1))).toEqual(EXAMPLES.at(-1));
  });

  it.each(EXAMPLES.map((example) => [example.schemaVersion, example] as const))(
    'of version %i is read into today’s shape, and the stored one stays as it is',
    (_, example) => {
      const before = structuredClone(example);
      const record = parseRecord(example);
      expect(record.schemaVersion).toBe(SCHEMA_VERSION);
      expect(v.parse(articleRecordSchema, record)).toEqual(record);
      // What the reader wrote is in every version's example.
      expect(record.annotations.map(({ note }) => note)).toEqual(
        exampleRecord().annotations.map(({ note }) => note),
      );
      expect(record.outlines.map(({ nodes }) => nodes.map(({ title }) => title))).toEqual(
        exampleRecord().outlines.map(({ nodes }) => nodes.map(({ title }) => title)),
      );
      expect(record.activeOutline).toBe(record.outlines.at(-1)?.id);
      expect(example).toEqual(before);
    },
  );

  it('of a later version is refused for what it is', () => {
    const later = { ...exampleRecord(), schemaVersion: SCHEMA_VERSION + 1 };
    expect(() => parseRecord(later)).toThrow(expect.objectContaining({ code: 'record-newer' }));
  });

  it.each([
    ['a record whose outlines are no list', { schemaVersion: 1, outlines: 7 }],
    ['a record whose outlines hold no heads', { schemaVersion: 1, outlines: [null, { nodes: 'x' }] }],
    ['a version that never was', { schemaVersion: 0.5 }],
    ['a version below all', { schemaVersion: -3 }],
  ])('%s is refused, not thrown out of migration', (_, stored) => {
    expect(() => parseRecord(stored)).toThrow(expect.objectContaining({ code: 'record-unreadable' }));
  });

  it.each([
    ['begins below the first level', [2]],
    ['skips a level', [1, 3]],
    ['goes too deep', Array.from({ length: 33 }, (_, at) => at + 1)],
  ])('an outline that %s is refused', (_, levels) => {
    const [outline] = exampleRecord().outlines;
    const [node] = outline?.nodes ?? [];
    const nodes = levels.map((level, at) => ({ ...node, id: exampleId(at), level }));
    expect(() => parseRecord({ ...exampleRecord(), outlines: [{ ...outline, nodes }] })).toThrow(
      expect.objectContaining({ code: 'record-unreadable' }),
    );
  });

  it('has marks that quote their own text', () => {
    const { article, annotations, trash } = exampleRecord();
    for (const { quote, position, block } of [...annotations, ...trash.map((entry) => entry.annotation)]) {
      expect(article.text.slice(position.start, position.end)).toBe(quote.exact);
      expect(article.text.split('\n')[block.index]).toBe(block.text);
    }
  });

  it.each([
    ['without a version', { schemaVersion: undefined }, 'schemaVersion'],
    ['with an id of another kind', { id: 'x' }, 'id'],
    ['without its article', { article: undefined }, 'article'],
    [
      'with an address that runs',
      { article: { ...exampleRecord().article, url: 'javascript:alert(1)' } },
      'url',
    ],
    ['with a place before the text', { readingPosition: -1 }, 'readingPosition'],
    ['with marks that are no list', { annotations: {} }, 'annotations'],
    ['with a date in words', { opened: 'yesterday' }, 'opened'],
  ])('%s is refused, and the field named', (_, changes, field) => {
    expect(() => parseRecord({ ...exampleRecord(), ...changes })).toThrow(
      expect.objectContaining({ code: 'record-unreadable', message: expect.stringContaining(field) }),
    );
  });

  it.each([undefined, null, 'text', 7, []])('that is %j is refused', (stored) => {
    expect(() => parseRecord(stored)).toThrow(expect.objectContaining({ code: 'record-unreadable' }));
  });
});

describe('newId', () => {
  it('makes ids that the schema takes, each another', () => {
    const ids = Array.from({ length: 100 }, newId);
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) expect(v.parse(annotationSchema.entries.id, id)).toBe(id);
  });
});

describe('articleId', () => {
  it.each(['https://www.gscn.com.cn/a.html', 'https://例子.中国/文章'])('hashes %s', async (url) => {
    expect(await articleId(url)).toBe(createHash('sha256').update(url).digest('hex').slice(0, 32));
  });
});
