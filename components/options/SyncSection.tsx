import { useState } from 'preact/hooks';
import { failureText, t } from '../../utils/i18n';
import type { Decision, Question, SyncStatus } from '../../utils/sync/state';
import { ChangedParts } from '../ChangedParts';
import { Section } from './Section';
import { SyncForm } from './SyncForm';
import type { SectionProps, SyncData } from './types';

/** Sync through the reader's own server: off until a server is named; then how it stands, and what only the reader can tell. */
export function SyncSection({ data: { sync }, actions }: SectionProps) {
  return (
    <Section id="sync" title={t('sync.title')} hint={t('sync.hint')}>
      {sync.account ? (
        <SyncState sync={sync} actions={actions} />
      ) : (
        <SyncForm
          presets={sync.presets}
          findings={sync.findings}
          isBusy={sync.isBusy}
          onTest={actions.testSync}
          onStart={actions.startSync}
        />
      )}
    </Section>
  );
}

function SyncState({ sync, actions }: { sync: SyncData; actions: SectionProps['actions'] }) {
  const { account, status, conflicts } = sync;
  const [isLeaving, setIsLeaving] = useState(false);
  const isRunning = status?.state === 'running';
  return (
    <>
      <dl class="sync__account">
        <dt>{t('sync.address')}</dt>
        <dd>{account?.address}</dd>
        <dt>{t('sync.folder')}</dt>
        <dd>
          {account?.folder}
          {account?.isEncrypted && ` · ${t('sync.encrypted')}`}
        </dd>
        <dt>{t('sync.user')}</dt>
        <dd>{account?.user}</dd>
      </dl>
      <div role="status" class="sync__status" data-state={status?.state}>
        <p class={status?.state === 'failed' ? 'failure' : undefined}>
          {status ? statusText(status) : t('sync.neverYet')}
        </p>
        {status?.state === 'failed' && status.last && (
          <p class="hint">{t('sync.done', [readableTime(status.last)])}</p>
        )}
        {isRunning && status.progress && (
          <progress
            value={status.progress.done}
            max={Math.max(1, status.progress.total)}
            aria-label={t('sync.running')}
          />
        )}
        {status?.moved && (
          <p class="hint">
            {t('sync.moved', [
              readableTime(status.moved.at),
              String(status.moved.received),
              String(status.moved.sent),
            ])}
          </p>
        )}
      </div>
      {status?.question && <QuestionCard question={status.question} onAnswer={actions.answerSync} />}
      {conflicts.length > 0 && (
        <>
          <h3>{t('sync.conflicts')}</h3>
          <p class="hint">{t('sync.conflictsHint')}</p>
          <ul class="sites" data-list="conflicts">
            {conflicts.map(({ itemId, title, address, parts }) => (
              <li key={itemId}>
                <div class="sites__name">
                  <a href={address}>{title}</a>
                  <ChangedParts parts={parts} />
                </div>
                {parts.length > 0 && (
                  <button
                    type="button"
                    class="button"
                    data-action="take-other"
                    aria-label={t('sync.takeOtherOf', [title])}
                    onClick={() => actions.takeOther(itemId)}
                  >
                    {t('sync.takeOther')}
                  </button>
                )}
                <button
                  type="button"
                  class="button"
                  aria-label={t('sync.dismissOf', [title])}
                  onClick={() => actions.dismissConflict(itemId)}
                >
                  {t('sync.dismiss')}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="options__state">
        <button
          type="button"
          // What sync asks comes first.
          class={status?.question ? 'button' : 'button button--primary'}
          data-action="sync-now"
          disabled={isRunning}
          onClick={actions.runSync}
        >
          {t('sync.now')}
        </button>
        <button type="button" class="button" data-action="sync-stop" onClick={() => setIsLeaving(true)}>
          {t('sync.stop')}
        </button>
      </p>
      {isLeaving && (
        <div class="options__warning">
          <p>{t('sync.stopHint')}</p>
          <p class="options__state">
            <button
              type="button"
              class="button"
              data-action="sync-stop-sure"
              onClick={() => {
                setIsLeaving(false);
                actions.stopSync();
              }}
            >
              {t('sync.stop')}
            </button>
            <button type="button" class="button" onClick={() => setIsLeaving(false)}>
              {t('sync.stay')}
            </button>
          </p>
        </div>
      )}
    </>
  );
}

/** What sync stopped at, and the ways on. Not to choose leaves everything as it is. */
function QuestionCard({
  question: { kind, count = 0, detail },
  onAnswer,
}: {
  question: NonNullable<SyncStatus['question']>;
  onAnswer: (decision: Decision) => void;
}) {
  return (
    <div class="options__warning" data-question={kind} role="alert">
      <p>{questionText(kind, count)}</p>
      {detail && <p class="hint">{detail}</p>}
      <p class="options__state">
        {choicesOf(kind).map(([choice, label]) => (
          <button
            key={choice}
            type="button"
            class="button"
            data-choice={choice}
            onClick={() => onAnswer({ question: kind, choice })}
          >
            {label}
          </button>
        ))}
      </p>
    </div>
  );
}

function statusText({ state, last, failure, progress }: SyncStatus): string {
  switch (state) {
    case 'running':
      return progress
        ? t(progress.phase === 'sending' ? 'sync.sending' : 'sync.receiving', [
            String(progress.done),
            String(progress.total),
          ])
        : t('sync.running');
    case 'failed':
      return failure ? failureText(failure) : t('failure.syncServer');
    case 'asking':
      return t('sync.asking');
    case 'done':
      return t('sync.done', [last ? readableTime(last) : '']);
  }
}

function questionText(kind: Question, count: number): string {
  switch (kind) {
    case 'server-empty':
      return t('sync.serverEmpty');
    case 'server-went-back':
      return t('sync.serverWentBack');
    case 'server-unreadable':
      return t('sync.serverUnreadable');
    case 'deletion-here':
      return t('sync.deletionHere', count);
    case 'deletion-there':
      return t('sync.deletionThere', count);
  }
}

function choicesOf(kind: Question): [Decision['choice'], string][] {
  switch (kind) {
    case 'server-unreadable':
      return [['mine', t('sync.sendAgain')]];
    case 'deletion-here':
      return [
        ['mine', t('sync.keepHere')],
        ['theirs', t('sync.deleteHere')],
      ];
    case 'deletion-there':
      return [
        ['mine', t('sync.deleteThere')],
        ['theirs', t('sync.keepThere')],
      ];
    default:
      return [
        ['mine', t('sync.sendAgain')],
        ['theirs', t('sync.takeTheirs')],
      ];
  }
}

const readableTime = (time: string) => new Date(time).toLocaleString();
