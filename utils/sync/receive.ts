import type { BundleNames, Entries } from './bundles';
import { changeState, inParallel, type SyncContext, stateNow } from './context';
import { countReceivedDeletions, isMassDeletion } from './guard';
import { EMPTY_MANIFEST, isSameNames, uniteMachines } from './manifest';
import { settleBuckets } from './prepare';
import type { Run } from './run';
import { type Served, type ServerReader, unlessLost, withoutBuckets } from './served';
import { readSending, readTaken } from './state';
import { type Incoming, takeBucket } from './take';

/**
 * Takes in what changed on the server. Throws `UnreadableError` and `QuestionError`.
 * @returns what is there without the files that can't be read
 */
export async function receive(
  context: SyncContext,
  reader: ServerReader,
  served: Served,
  run: Run,
): Promise<Served> {
  const { area, inTurn, clock } = context;
  const { manifest, file } = served;
  const namesOf = (bucket: string): BundleNames => manifest.bundles[bucket] ?? {};
  const taken = await readTaken(area);
  const different = [...new Set([...Object.keys(taken), ...Object.keys(manifest.bundles)])].filter(
    (bucket) => !isSameNames(taken[bucket], namesOf(bucket)),
  );
  const { pendings } = await readSending(area, different);
  // Our own commits, of which we didn't hear any more.
  const own = different.filter((bucket) => {
    const pending = pendings.get(bucket);
    return pending?.isSent && isSameNames(pending.to, namesOf(bucket));
  });
  await settleBuckets(context, own);
  const changed = different.filter((bucket) => !own.includes(bucket));

  const take = async (incoming: Incoming) => {
    const received = await inTurn(() => takeBucket(area, incoming, clock));
    if (received !== 'needs-essays') run.received += received;
    return received;
  };
  // Notes first: what they delete is counted before anything is taken in.
  const lost = new Set<string>();
  const fetched = new Map<string, Entries>();
  await inParallel(changed, async (bucket) => {
    const entries = await unlessLost(lost, bucket, run, () =>
      reader.fetchEntries(bucket, namesOf(bucket), served),
    );
    if (entries) fetched.set(bucket, entries);
    await run.tell('receiving', fetched.size, 2 * changed.length);
  });
  if (run.choice === undefined) {
    const deletions = await countReceivedDeletions(area, fetched);
    if (isMassDeletion(deletions)) run.ask('deletion-here', deletions.count);
  }
  let done = changed.length;
  await inParallel(changed, async (bucket) => {
    const names = namesOf(bucket);
    const entries = fetched.get(bucket) ?? {};
    const incoming = { bucket, names, machines: manifest.machines, entries, choice: run.choice };
    const isSameEssays = !lost.has(bucket) && names.articles === taken[bucket]?.articles;
    if (!isSameEssays || (await take(incoming)) === 'needs-essays') {
      const essays = await unlessLost(lost, bucket, run, () =>
        reader.fetchEssays(bucket, names, served, entries),
      );
      await take(essays ? { ...incoming, essays } : lostBucket(bucket));
    }
    done += 1;
    await run.tell('receiving', done, 2 * changed.length);
  });
  run.settle();
  const left = withoutBuckets(served, lost, (await stateNow(context)).seen, clock().toISOString());
  await changeState(context, (now) => ({
    ...now,
    seen: uniteMachines(now.seen, left.manifest.machines),
    etag: file === 'absent' ? undefined : file.etag,
    isEncrypted: now.isEncrypted || manifest.encryption !== undefined,
    hasCommitted: now.hasCommitted || manifest !== EMPTY_MANIFEST,
  }));
  return left;
}

/** A bucket whose bundles can't be read and which the reader wants written anew. */
const lostBucket = (bucket: string): Incoming => ({
  bucket,
  names: {},
  machines: {},
  entries: {},
  choice: 'mine',
});
