import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type {
  OptionsActions,
  ShownConflict,
  SyncData,
  SyncFinding,
  TypedAccount,
} from '../../components/options/types';
import { failureText, t } from '../../utils/i18n';
import { changedHeads, changedText } from '../../utils/library/changes';
import { readRecord, readVersions } from '../../utils/library/read';
import { ask } from '../../utils/messages';
import { requestSites } from '../../utils/platform';
import { toResult } from '../../utils/result';
import { originPattern, readAccount } from '../../utils/sync/account';
import { PRESETS } from '../../utils/sync/presets';
import type { Finding } from '../../utils/sync/probe';
import { readConflicts, readSyncStatus, type SyncConflict } from '../../utils/sync/state';
import { libraryArea } from '../shared/library-area';
import { useStored } from '../shared/useStored';

type SyncActions = Pick<
  OptionsActions,
  'testSync' | 'startSync' | 'runSync' | 'stopSync' | 'answerSync' | 'dismissConflict' | 'takeOther'
>;

/** Wires the options to sync: the background runs it, and how it stands is in the store. */
export function useSync(tell: (text: string, failure?: boolean) => void): {
  data: SyncData;
  actions: SyncActions;
} {
  const area = libraryArea();
  const [findings, setFindings] = useState<SyncFinding[]>();
  const [isBusy, setBusy] = useState(false);
  const account = useStored(
    async () => {
      const stored = await readAccount(area);
      if (!stored) return undefined;
      const { address, user, folder, passphrase } = stored;
      return { address, user, folder, isEncrypted: passphrase !== '' };
    },
    undefined,
    [],
  );
  const status = useStored(() => readSyncStatus(area), undefined, []);
  const conflicts = useStored(async () => Promise.all((await readConflicts(area)).map(describe)), [], []);

  /** Work with a server. The browser's question for it must follow on the click at once. */
  const withServer = async (typed: TypedAccount, work: () => Promise<void>) => {
    setBusy(true);
    setFindings(undefined);
    const allowed = await toResult(() => requestSites([originPattern(typed.address)]), 'sync-address');
    if (!allowed.ok) setFindings([{ text: failureText(allowed.error), isFailure: true }]);
    else if (!allowed.value) setFindings([{ text: t('sync.refused'), isFailure: true }]);
    else await work();
    setBusy(false);
  };
  const test = async (typed: TypedAccount): Promise<boolean> => {
    const answer = await ask('test-sync', { account: typed });
    const found = answer.ok
      ? answer.value.map(readFinding)
      : [{ text: failureText(answer.error), isFailure: true }];
    setFindings(found.length > 0 ? found : [{ text: t('sync.testOk'), isFailure: false }]);
    return !found.some(({ isFailure }) => isFailure);
  };
  const run = async (type: 'run-sync' | 'stop-sync', payload: object, done?: string) => {
    const answer = await ask(type, payload);
    if (!answer.ok) tell(failureText(answer.error), true);
    else if (done) tell(done);
  };
  const takeOther = async (itemId: string) => {
    const conflict = (await readConflicts(area)).find((one) => one.itemId === itemId);
    if (!conflict) return;
    const { articleId, replaced } = conflict;
    const answer = await ask('restore-version', { articleId, itemId, replaced });
    if (answer.ok) void ask('dismiss-conflict', { itemId });
    else tell(failureText(answer.error), true);
  };

  return {
    data: {
      presets: PRESETS.map(({ name, address }) => ({
        name,
        address,
        label: name === 'jianguoyun' ? t('sync.jianguoyun') : t('sync.nextcloud'),
        hint: name === 'jianguoyun' ? t('sync.jianguoyunHint') : t('sync.nextcloudHint'),
      })),
      account: account.value,
      status: status.value,
      conflicts: conflicts.value,
      findings,
      isBusy,
    },
    actions: {
      testSync: (typed) => void withServer(typed, async () => void (await test(typed))),
      startSync: (typed) =>
        void withServer(typed, async () => {
          if (!(await test(typed))) return;
          const answer = await ask('start-sync', { account: typed });
          if (answer.ok) tell(t('sync.started'));
          else setFindings([{ text: failureText(answer.error), isFailure: true }]);
        }),
      runSync: () => void run('run-sync', {}),
      stopSync: () => void run('stop-sync', {}, t('sync.stopped')),
      answerSync: (decision) => void run('run-sync', { decision }),
      dismissConflict: (itemId) => void ask('dismiss-conflict', { itemId }),
      takeOther: (itemId) => void takeOther(itemId),
    },
  };
}

function readFinding(finding: Finding): SyncFinding {
  switch (finding) {
    case 'no-etag':
      return { text: t('sync.noEtag'), isFailure: false };
    case 'no-conditions':
      return { text: t('sync.noConditions'), isFailure: false };
    case 'unencrypted':
      return { text: t('sync.unencrypted'), isFailure: false };
    default:
      return { text: failureText({ code: finding }), isFailure: true };
  }
}

/** What a conflict is about, where it is read, and both texts. */
async function describe({ articleId, itemId, replaced }: SyncConflict): Promise<ShownConflict> {
  const area = libraryArea();
  const [record, versions] = [await readRecord(area, articleId), await readVersions(area, articleId)];
  const isItem = ({ id }: { id: string }) => id === itemId;
  const isOther = (version: { replaced: string }) => version.replaced === replaced;
  const mark = record?.annotations.find(isItem);
  const otherMark = versions.annotations[itemId]?.find(isOther)?.item;
  const outline = record?.outlines.find(isItem);
  const otherOutline = versions.outlines[itemId]?.find(isOther)?.item;
  const title = [record?.article.title, mark?.quote.exact ?? outline?.name].filter(Boolean).join('：');
  return {
    itemId,
    parts: [
      ...(mark && otherMark ? changedText(otherMark, mark) : []),
      ...(outline && otherOutline ? changedHeads(otherOutline, outline) : []),
    ],
    title: title || t('article.untitled'),
    address: browser.runtime.getURL(`/library.html#read/${articleId}${mark ? `/${mark.id}` : ''}` as never),
  };
}
