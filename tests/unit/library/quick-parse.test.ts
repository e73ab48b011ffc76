import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { quickParse } from '../../../utils/library/quick-parse';
import { articleRecordSchema, articleSummarySchema } from '../../../utils/library/schema';
import { summarize } from '../../../utils/library/summary';
import { seededRandom } from '../../tools/random';
import { mutateValue } from '../../torture/mutate';
import { exampleRecord } from './examples';

const LINE = summarize(exampleRecord(), [1, 2]);

describe('quickParse', () => {
  it('gives what is right as it stands, not a copy', () => {
    const record = exampleRecord();
    const line: unknown = { ...LINE };
    expect(quickParse(articleRecordSchema, record).output).toBe(record);
    expect(quickParse(articleSummarySchema, line).output).toBe(line);
  });

  it.each<[name: string, schema: v.GenericSchema, value: unknown]>([
    ['a record', articleRecordSchema, exampleRecord()],
    ['a line', articleSummarySchema, LINE],
  ])('says of %s with anything wrong in it what valibot says', (_, schema, value) => {
    const random = seededRandom(7);
    for (let n = 0; n < 2_000; n += 1) {
      const wrong = mutateValue(random, value);
      expect(quickParse(schema, wrong)).toEqual(v.safeParse(schema, wrong));
    }
  });

  it('looks at a tree no deeper than its schema lets valibot', () => {
    const record = exampleRecord();
    const node = { level: 1, numbering: '', title: '', start: 0, end: 0 };
    let tree: unknown[] = [];
    for (let level = 0; level < 100_000; level += 1) tree = [{ ...node, children: tree }];
    const deep = { ...record, article: { ...record.article, outline: tree } };
    expect(quickParse(articleRecordSchema, deep).success).toBe(false);
  });

  const FIELDS = v.object({ a: v.string(), b: v.optional(v.number()) });
  it.each<[name: string, schema: v.GenericSchema, value: unknown]>([
    ['a field that no schema names', FIELDS, { a: '', c: 1 }],
    ['a field that every object has', FIELDS, { a: '', constructor: 1 }],
    ['a field that is there without a value', FIELDS, { a: '', b: undefined }],
    ['a number that is none', FIELDS, { a: '', b: Number.NaN }],
    ['a list for an object', FIELDS, []],
    ['an object of a class', FIELDS, Object.assign(new Date(0), { a: '' })],
    ['inherited fields', FIELDS, Object.create({ a: '' })],
    ['a prototype', FIELDS, JSON.parse('{"a":"","__proto__":{"b":1}}')],
    ['a prototype in a record', v.record(v.string(), v.unknown()), JSON.parse('{"__proto__":{"b":1}}')],
    ['a value by default', v.object({ a: v.optional(v.string(), 'x') }), {}],
    ['a value in the place of a missing one', v.object({ a: v.fallback(v.optional(v.string()), 'x') }), {}],
    ['a value that is changed', v.object({ a: v.pipe(v.string(), v.trim()) }), { a: ' x' }],
    ['a schema that it does not know', v.union([v.object({ a: v.string() }), FIELDS]), { a: '', b: 1 }],
  ])('parses %s as valibot does', (_, schema, value) => {
    expect(quickParse(schema, value)).toStrictEqual(v.safeParse(schema, value));
  });
});
