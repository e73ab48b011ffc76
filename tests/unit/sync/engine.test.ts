import { beforeEach, describe, expect, it } from 'vitest';
import { isBackupKey } from '../../../utils/export/backup';
import { articleId } from '../../../utils/library/id';
import { aliasKey, readRecord, readVersions } from '../../../utils/library/read';
import { createLibraryStore } from '../../../utils/library/store';
import { DUE_KEY } from '../../../utils/library/sync-due';
import { stopSync } from '../../../utils/sync/engine';
import { MANIFEST_PATH } from '../../../utils/sync/manifest';
import { type Decision, readConflicts } from '../../../utils/sync/state';
import { idOf, makeArticle, makeMark, makeOutline } from '../../torture/material';
import { MemoryServer } from '../../torture/sync-server';
import { mortal } from '../library/importing';
import { createMemoryArea } from '../library/memory-area';
import { createMachine, type Machine, NOON } from './machines';

const MARK = idOf(1);
const article = makeArticle(1);

let server: MemoryServer;
let one: Machine;
let two: Machine;
let id: string;

const recordOf = ({ area }: Machine) => readRecord(area, id);
const noteOf = async (machine: Machine) =>
  (await recordOf(machine))?.annotations.find((mark) => mark.id === MARK)?.note;
const writeNote = ({ store }: Machine, note: string) => store.putAnnotation(id, makeMark(MARK, { note }));
const versionsOf = async ({ area }: Machine) =>
  ((await readVersions(area, id)).annotations[MARK] ?? []).map(({ item }) => item.note);
/** Requests, without the hashes of files. */
const asked = () => server.log.splice(0).map((line) => line.replace(/-.*/, ''));
const answer = (question: Decision['question'], choice: Decision['choice']): Decision => ({
  question,
  choice,
});

async function openBoth(options: { hasConditions?: boolean; passphrase?: string } = {}) {
  const { hasConditions = true, passphrase } = options;
  server = new MemoryServer({ hasEtags: true, hasConditions });
  one = await createMachine({ remote: server.remote(), passphrase });
  two = await createMachine({ remote: server.remote(), passphrase });
  id = (await one.store.openArticle(article)).id;
  await writeNote(one, '甲乙丙');
}

beforeEach(() => openBoth());

describe('two machines', () => {
  it('have the same after a sync', async () => {
    expect(await one.sync()).toMatchObject({ state: 'done', moved: { sent: 1, received: 0 } });
    expect(await two.sync()).toMatchObject({ state: 'done', moved: { sent: 0, received: 1 } });
    expect(await recordOf(two)).toEqual(await recordOf(one));
    expect(two.area.stored()).toMatchObject({ [DUE_KEY]: {} });
  });

  it('ask once where nothing changed, and three times for one mark', async () => {
    await one.sync();
    asked();
    await one.sync();
    expect(asked()).toEqual([`GET ${MANIFEST_PATH}`]);
    await writeNote(one, '甲');
    await one.sync();
    expect(asked()).toEqual([`GET ${MANIFEST_PATH}`, `PUT notes/${id.slice(0, 2)}`, `PUT ${MANIFEST_PATH}`]);
  });

  it('put together what both wrote into a note', async () => {
    await one.sync();
    await two.sync();
    await writeNote(one, '甲一乙丙');
    await writeNote(two, '甲乙丙二');
    for (const machine of [one, two, one]) await machine.sync();
    expect([await noteOf(one), await noteOf(two)]).toEqual(['甲一乙丙二', '甲一乙丙二']);
    expect(await readConflicts(two.area)).toEqual([]);
  });

  it('keep both notes where they can’t be put together, and say so', async () => {
    await one.sync();
    await two.sync();
    await writeNote(one, '甲一');
    await writeNote(two, '甲二');
    for (const machine of [one, two, one]) await machine.sync();
    expect([await noteOf(one), await noteOf(two)]).toEqual(['甲二', '甲二']);
    expect(await versionsOf(two)).toContain('甲一');
    const [conflict] = await readConflicts(two.area);
    expect(conflict).toMatchObject({ articleId: id, kind: 'annotation', itemId: MARK });
    await two.store.restoreVersion(id, { itemId: MARK, replaced: conflict?.replaced ?? '' });
    expect(await noteOf(two)).toBe('甲一');
  });

  it('let an edit beat the deletion of an article, whoever comes first', async () => {
    for (const [first, second] of [
      [one, two],
      [two, one],
    ] as const) {
      await openBoth();
      await one.sync();
      await two.sync();
      await one.store.trashArticle(id);
      await writeNote(two, '还要');
      for (const machine of first === one ? [one, two, one] : [two, one, two]) await machine.sync();
      expect([(await recordOf(one))?.deleted, (await recordOf(second))?.deleted]).toEqual([
        undefined,
        undefined,
      ]);
      expect(await noteOf(one)).toBe('还要');
    }
  });

  it('trash what was purged elsewhere, and no more', async () => {
    await one.sync();
    await two.sync();
    await one.store.trashArticle(id);
    const later = new Date('2026-09-01T04:00:00.000Z');
    await createLibraryStore(one.area, () => later).purgeTrash();
    expect(await recordOf(one)).toBeUndefined();
    await one.sync();
    await two.sync();
    expect((await recordOf(two))?.deleted).toBe(NOON);
    await two.store.restoreArticle(id);
    await two.sync();
    await one.sync();
    expect((await recordOf(one))?.deleted).toBeUndefined();
  });

  it.each([0, 20, 40, 400])(
    'keep in the trash what another one deletes, with a clock %i days ahead',
    async (days) => {
      const ahead = () => new Date(Date.parse(NOON) + days * 86_400_000);
      const three = await createMachine({ remote: server.remote(), clock: ahead });
      for (const machine of [one, two, three]) await machine.sync();
      await one.store.trashAnnotation(id, idOf(1));
      const other = (await one.store.openArticle(makeArticle(2))).id;
      await one.store.trashArticle(other);
      for (const machine of [one, three]) await machine.sync();
      await three.store.putAnnotation(id, makeMark(idOf(3)));
      await three.store.purgeTrash();
      for (const machine of [three, one, three, one, two]) await machine.sync();
      for (const { area } of [one, two, three]) {
        const record = await readRecord(area, id);
        expect(record?.trash.map(({ annotation }) => annotation.id)).toEqual([idOf(1)]);
        expect((await readRecord(area, other))?.deleted).toBeDefined();
      }
      server.requests = 0;
      for (const machine of [one, two, three]) await machine.sync();
      expect(server.requests).toBe(3);
    },
  );

  it('join an essay that was joined elsewhere', async () => {
    const other = (await one.store.openArticle(makeArticle(2))).id;
    await one.store.putAnnotation(other, makeMark(idOf(2), { note: '别处' }));
    await one.sync();
    await two.sync();
    await one.store.joinArticle(other, id);
    await one.sync();
    await two.sync();
    expect(two.area.stored()[aliasKey(other)]).toBe(id);
    expect(await readRecord(two.area, other)).toBeUndefined();
    expect((await recordOf(two))?.annotations.map(({ note }) => note).sort()).toEqual(['别处', '甲乙丙']);
    await two.sync();
    expect(await two.sync()).toMatchObject({ state: 'done' });
  });

  it('keep an essay apart that was changed while it was joined elsewhere', async () => {
    const other = (await one.store.openArticle(makeArticle(2))).id;
    await one.sync();
    await two.sync();
    await one.store.joinArticle(other, id);
    await two.store.putAnnotation(other, makeMark(idOf(3), { note: '后来' }));
    for (const machine of [one, two, one]) await machine.sync();
    for (const { area } of [one, two])
      expect((await readRecord(area, other))?.annotations.map(({ note }) => note)).toEqual(['后来']);
  });

  it('keep in the trash what was written before it went there, and joined elsewhere meanwhile', async () => {
    const other = (await one.store.openArticle(makeArticle(2))).id;
    await one.sync();
    await two.sync();
    await one.store.joinArticle(other, id);
    await two.store.putAnnotation(other, makeMark(idOf(3), { note: '后来' }));
    await two.store.trashArticle(other);
    for (const machine of [one, two, one, two]) await machine.sync();
    const kept = await readRecord(two.area, other);
    expect(kept?.deleted).toBeDefined();
    expect(kept?.annotations.map(({ note }) => note)).toEqual(['后来']);
  });

  it('do not lose a mark that was written while a sync was under way', async () => {
    const running = one.sync();
    await writeNote(one, '途中');
    await running;
    await one.sync();
    await two.sync();
    expect(await noteOf(two)).toBe('途中');
  });

  it('find what a server without conditions let one write over the other', async () => {
    await openBoth({ hasConditions: false });
    await one.sync();
    await two.sync();
    await writeNote(one, '甲一');
    await two.store.putOutline(id, makeOutline(idOf(9), { name: '提纲' }));
    const before = server.files.get(MANIFEST_PATH);
    await one.sync();
    // Two had read the manifest before one wrote it.
    if (before) server.files.set(MANIFEST_PATH, before);
    await two.sync();
    for (const machine of [one, two, one]) expect(await machine.sync()).toMatchObject({ state: 'done' });
    for (const machine of [one, two]) {
      expect(await noteOf(machine)).toBe('甲一');
      expect((await recordOf(machine))?.outlines.map(({ name }) => name)).toEqual(['提纲']);
    }
  });

  it('come through whichever write one of them was killed at', async () => {
    for (const isStored of [true, false])
      for (let writes = 1; writes <= 20; writes += 1) {
        await openBoth();
        await two.store.openArticle(article);
        await two.store.putOutline(id, makeOutline(idOf(9), { name: '提纲' }));
        await two.sync();
        const through = mortal(one.area, writes, isStored);
        const dying = await createMachine({ area: one.area, through, remote: server.remote() }).catch(
          () => one,
        );
        await dying.sync().catch(() => undefined);
        for (const machine of [one, two, one]) expect(await machine.sync()).toMatchObject({ state: 'done' });
        expect(await recordOf(two)).toEqual(await recordOf(one));
        expect(await noteOf(two)).toBe('甲乙丙');
        expect((await recordOf(one))?.outlines).toHaveLength(1);
      }
  });
});

describe('a sync that was cut off', () => {
  it('does not send again what is there', async () => {
    for (let n = 2; n < 8; n += 1) await one.store.openArticle(makeArticle(n));
    let left = 9;
    const failing = server.remote(() => (left-- > 0 ? undefined : 'dropped-before'));
    const first = await createMachine({ area: one.area, remote: failing });
    expect(await first.sync()).toMatchObject({ state: 'failed', failure: { code: 'sync-unreachable' } });
    const sent = server.log.filter((line) => line.startsWith('PUT')).slice(0, -4);
    server.log.length = 0;
    expect(await one.sync()).toMatchObject({ state: 'done' });
    expect(sent.length).toBeGreaterThan(2);
    const again = server.log.filter((line) => sent.includes(line));
    // One of a pair may have come through alone.
    expect(again.length).toBeLessThanOrEqual(4);
    await two.sync();
    expect(await recordOf(two)).toEqual(await recordOf(one));
  });

  it('knows its own commit though no answer came', async () => {
    const deaf = server.remote((method, path) =>
      method === 'PUT' && path === MANIFEST_PATH ? 'dropped-after' : undefined,
    );
    expect(await (await createMachine({ area: one.area, remote: deaf })).sync()).toMatchObject({
      state: 'failed',
    });
    asked();
    await one.sync();
    expect(asked()).toEqual([`GET ${MANIFEST_PATH}`]);
    expect(one.area.stored()).toMatchObject({ [DUE_KEY]: {} });
  });

  it('says that the disk over there is full', async () => {
    const full = server.remote((method) => (method === 'PUT' ? 'full' : undefined));
    const machine = await createMachine({ area: one.area, remote: full });
    expect(await machine.sync()).toMatchObject({ state: 'failed', failure: { code: 'sync-full' } });
  });

  it('gives up for now where others are always quicker', async () => {
    const busy = server.remote((method, path) =>
      method === 'PUT' && path === MANIFEST_PATH ? 'conflict' : undefined,
    );
    const machine = await createMachine({ area: one.area, remote: busy });
    expect(await machine.sync()).toMatchObject({ state: 'failed', failure: { code: 'sync-conflict' } });
    expect(await noteOf(one)).toBe('甲乙丙');
  });
});

describe('a server that', () => {
  beforeEach(async () => {
    await one.sync();
    await two.sync();
  });

  it('is empty all at once makes the sync ask; what is here is put there again', async () => {
    server.empty();
    expect(await one.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-empty' } });
    expect(await noteOf(one)).toBe('甲乙丙');
    expect(await one.sync(answer('server-empty', 'mine'))).toMatchObject({ state: 'done' });
    expect(await two.sync()).toMatchObject({ state: 'done' });
    expect(await noteOf(two)).toBe('甲乙丙');
  });

  it('is empty, and is to be: what is here goes to the trash', async () => {
    server.empty();
    expect(await one.sync(answer('server-empty', 'theirs'))).toMatchObject({ state: 'done' });
    expect((await recordOf(one))?.deleted).toBe(NOON);
    expect(await noteOf(one)).toBe('甲乙丙');
  });

  it.each(['mine', 'theirs'] as const)('goes back in time makes the sync ask: %s', async (choice) => {
    const back = server.snapshot();
    await writeNote(one, '甲乙丙丁');
    await one.sync();
    back();
    expect(await one.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-went-back' } });
    expect(await noteOf(one)).toBe('甲乙丙丁');
    expect(await one.sync(answer('server-went-back', choice))).toMatchObject({ state: 'done' });
    expect(await one.sync()).toMatchObject({ state: 'done' });
    await two.sync();
    const isMine = choice === 'mine';
    expect(await noteOf(one)).toBe(isMine ? '甲乙丙丁' : '甲乙丙');
    expect(await noteOf(two)).toBe(isMine ? '甲乙丙丁' : '甲乙丙');
    if (!isMine) expect(await versionsOf(one)).toContain('甲乙丙丁');
  });

  it.each([
    ['a page of its own', '<html>502 Bad Gateway</html>'],
    ['nothing', ''],
    ['another program’s file', '{"format":"jingdu-sync","version":1}'],
  ])('answers %s for the manifest makes the sync ask, and is put right', async (_, text) => {
    server.files.set(MANIFEST_PATH, { text, etag: '"x"' });
    expect(await one.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-unreadable' } });
    expect(await one.sync(answer('server-unreadable', 'mine'))).toMatchObject({ state: 'done' });
    expect(await two.sync()).toMatchObject({ state: 'done' });
    expect(await noteOf(two)).toBe('甲乙丙');
  });

  it.each(['notes', 'articles'])(
    'lost a bundle of %s makes the sync ask, and is put right',
    async (folder) => {
      await one.store.openArticle(makeArticle(1, 8));
      await writeNote(one, '新');
      await one.sync();
      for (const path of server.files.keys()) if (path.startsWith(folder)) server.files.delete(path);
      expect(await two.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-unreadable' } });
      expect(await noteOf(two)).toBe('甲乙丙');
      expect(await two.sync(answer('server-unreadable', 'mine'))).toMatchObject({ state: 'done' });
      for (const machine of [one, two]) expect(await machine.sync()).toMatchObject({ state: 'done' });
      expect([await noteOf(one), await noteOf(two)]).toEqual(['新', '新']);
    },
  );

  it('was written by a later Jingdu is left alone', async () => {
    server.files.set(MANIFEST_PATH, { text: '{"format":"jingdu-sync","version":2}', etag: '"x"' });
    expect(await one.sync()).toMatchObject({ state: 'failed', failure: { code: 'sync-newer' } });
  });
});

describe('many deletions', () => {
  const ARTICLES = 6;
  const standing = async ({ area }: Machine) => {
    const ids = await Promise.all(Array.from({ length: ARTICLES }, (_, n) => articleId(makeArticle(n).url)));
    const records = await Promise.all(ids.map((one) => readRecord(area, one)));
    return records.filter((record) => record && !record.deleted).length;
  };

  beforeEach(async () => {
    const ids = [];
    for (let n = 0; n < ARTICLES; n += 1) ids.push((await one.store.openArticle(makeArticle(n))).id);
    await one.sync();
    await two.sync();
    for (const deleted of ids.slice(0, 4)) await one.store.trashArticle(deleted);
  });

  it('are sent once the reader has said so', async () => {
    const asking = { state: 'asking', question: { kind: 'deletion-there', count: 4 } };
    expect(await one.sync()).toMatchObject(asking);
    expect(await one.sync(answer('deletion-there', 'mine'))).toMatchObject({ state: 'done' });
    expect(await two.sync()).toMatchObject({
      state: 'asking',
      question: { kind: 'deletion-here', count: 4 },
    });
    expect(await standing(two)).toBe(ARTICLES);
    expect(await two.sync(answer('deletion-here', 'theirs'))).toMatchObject({ state: 'done' });
    expect(await standing(two)).toBe(2);
  });

  it('are taken back here', async () => {
    expect(await one.sync(answer('deletion-there', 'theirs'))).toMatchObject({ state: 'done' });
    await two.sync();
    expect([await standing(one), await standing(two)]).toEqual([ARTICLES, ARTICLES]);
  });

  it('are not taken in, and taken back there', async () => {
    await one.sync(answer('deletion-there', 'mine'));
    expect(await two.sync(answer('deletion-here', 'mine'))).toMatchObject({ state: 'done' });
    await one.sync();
    expect([await standing(one), await standing(two)]).toEqual([ARTICLES, ARTICLES]);
  });
});

describe('with a passphrase', () => {
  beforeEach(() => openBoth({ passphrase: '床前明月光' }));

  it('nothing on the server can be read, and the other machine reads it', async () => {
    await one.sync();
    await two.sync();
    expect(await noteOf(two)).toBe('甲乙丙');
    const texts = [...server.files.values()].map(({ text }) => text).join();
    for (const plain of ['甲乙丙', article.title, article.url, id]) expect(texts).not.toContain(plain);
  });

  it.each([
    ['another one', '疑是地上霜'],
    ['none', undefined],
  ])('%s changes nothing', async (_, passphrase) => {
    await one.sync();
    const files = new Map(server.files);
    const three = await createMachine({ remote: server.remote(), passphrase });
    await three.store.openArticle(makeArticle(3));
    expect(await three.sync()).toMatchObject({ state: 'failed', failure: { code: 'sync-passphrase' } });
    expect(server.files).toEqual(files);
    expect(await recordOf(three)).toBeUndefined();
  });

  it('what lay there in the clear is written anew and removed', async () => {
    server = new MemoryServer();
    const plain = await createMachine({ area: one.area, remote: server.remote() });
    await plain.sync();
    const paths = [...server.files.keys()].filter((path) => path !== MANIFEST_PATH);
    const secret = await createMachine({ area: one.area, remote: server.remote(), passphrase: '床前明月光' });
    expect(await secret.sync()).toMatchObject({ state: 'done' });
    for (const path of paths) expect(server.files.has(path)).toBe(false);
    const other = await createMachine({ remote: server.remote(), passphrase: '床前明月光' });
    await other.sync();
    expect(await noteOf(other)).toBe('甲乙丙');
  });
});

describe('where a passphrase was set', () => {
  const passphrase = '床前明月光';

  it('plain files are taken for broken ones', async () => {
    await openBoth({ passphrase });
    await one.sync();
    server.files.set(MANIFEST_PATH, {
      text: '{"format":"jingdu-sync","version":1,"machines":{},"bundles":{},"outdated":{}}',
      etag: '"x"',
    });
    expect(await one.sync()).toMatchObject({ state: 'asking', question: { kind: 'server-unreadable' } });
    expect(await one.sync(answer('server-unreadable', 'mine'))).toMatchObject({ state: 'done' });
    await two.sync();
    expect(await noteOf(two)).toBe('甲乙丙');
  });

  it('a first encrypted commit that was cut off goes on, with another passphrase too', async () => {
    await one.sync();
    let left = 2;
    const failing = server.remote(() => (left-- > 0 ? undefined : 'dropped-before'));
    const cutOff = await createMachine({ area: one.area, remote: failing, passphrase: '疑是地上霜' });
    expect(await cutOff.sync()).toMatchObject({ state: 'failed' });
    const again = await createMachine({ area: one.area, remote: server.remote(), passphrase });
    expect(await again.sync()).toMatchObject({ state: 'done' });
    const other = await createMachine({ remote: server.remote(), passphrase });
    await other.sync();
    expect(await noteOf(other)).toBe('甲乙丙');
  });
});

describe('what sync keeps', () => {
  it('is in no backup', async () => {
    await one.sync();
    const kept = Object.keys(one.area.stored()).filter((key) => /sync/.test(key));
    expect(kept.length).toBeGreaterThan(4);
    expect(kept.filter(isBackupKey)).toEqual([]);
  });

  it('goes when it is switched off, and costs nothing afterwards', async () => {
    await one.sync();
    await stopSync(one.area, one.store.inTurn);
    await writeNote(one, '以后');
    expect(Object.keys(one.area.stored()).filter((key) => /sync/.test(key))).toEqual([]);
  });

  it('is nothing where it was never switched on', async () => {
    const area = createMemoryArea();
    await createLibraryStore(area, () => new Date(NOON)).openArticle(article);
    expect(Object.keys(area.stored()).filter((key) => /sync/.test(key))).toEqual([]);
  });
});
