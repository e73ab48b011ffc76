import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { articleId } from '../../../utils/library/id';
import { parseRecord } from '../../../utils/library/read';
import { annotationSchema } from '../../../utils/library/schema';
import { SCHEMA_VERSION } from '../../../utils/library/version';
import { newId } from '../../../utils/new-id';
import { exampleRecord } from './examples';
import recordV1 from './examples/record-v1.json' with { type: 'json' };

describe('the stored record', () => {
  it('of version 1 is read whole', () => {
    expect(parseRecord(recordV1)).toEqual(recordV1);
  });

  it('has an example of today’s version', () => {
    expect(recordV1.schemaVersion).toBe(SCHEMA_VERSION);
  });

  it('has marks that quote their own text', () => {
    const { article, annotations, trash } = exampleRecord();
    for (const { quote, position, block } of [...annotations, ...trash.map((entry) => entry.annotation)]) {
      expect(article.text.slice(position.start, position.end)).toBe(quote.exact);
      expect(article.text.split('\n')[block.index]).toBe(block.text);
    }
  });

  it.each([
    ['of a later version', { schemaVersion: 2 }, 'schemaVersion'],
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
