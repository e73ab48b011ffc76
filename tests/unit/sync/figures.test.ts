import { expect, it } from 'vitest';
import { createRecord } from '../../../utils/library/edit';
import { articleId } from '../../../utils/library/id';
import { MONTHS_KEY, recordKey, summariesKey } from '../../../utils/library/read';
import { summarize } from '../../../utils/library/summary';
import { idOf, makeArticle, makeMark } from '../../torture/material';
import { MemoryServer } from '../../torture/sync-server';
import { createMemoryArea } from '../library/memory-area';
import { createMachine } from './machines';

/** The bounds. */
const ARTICLES = 2_000;
const MARKS_EACH = 10;
const MOST_AT_FIRST = 600;
const MOST_AFTERWARDS = 4;

it('takes at most 600 requests for a first sync of 2,000 articles and 20,000 marks, 4 for one change', {
  timeout: 300_000,
}, async () => {
  const saved = '2026-07-01T00:00:00.000Z';
  const records = await Promise.all(
    Array.from({ length: ARTICLES }, async (_, n) => {
      const article = makeArticle(n);
      const marks = Array.from({ length: MARKS_EACH }, (_, at) =>
        makeMark(idOf(n * MARKS_EACH + at), { note: `记${at}` }),
      );
      return { ...createRecord(await articleId(article.url), article, saved), annotations: marks };
    }),
  );
  const area = createMemoryArea({
    ...Object.fromEntries(records.map((record) => [recordKey(record.id), record])),
    [MONTHS_KEY]: ['2026-07'],
    [summariesKey('2026-07')]: records.map((record) => summarize(record, [])),
  });
  const server = new MemoryServer();
  const one = await createMachine({ area, remote: server.remote() });
  expect(await one.sync()).toMatchObject({ state: 'done', moved: { sent: ARTICLES } });
  expect(server.requests).toBeLessThanOrEqual(MOST_AT_FIRST);

  server.requests = 0;
  const two = await createMachine({ remote: server.remote() });
  expect(await two.sync()).toMatchObject({ state: 'done', moved: { received: ARTICLES } });
  expect(server.requests).toBeLessThanOrEqual(MOST_AT_FIRST);

  server.requests = 0;
  const [record] = records;
  await one.store.putAnnotation(record?.id ?? '', makeMark(idOf(0), { note: '新' }));
  await one.sync();
  expect(server.requests).toBeLessThanOrEqual(MOST_AFTERWARDS);
});
