import { useEffect, useRef, useState } from 'preact/hooks';
import { ImportDialog, type ImportPreview } from '../../components/library/ImportDialog';
import type { WorkProgress } from '../../components/library/types';
import type { Notice } from '../../components/NoticeLine';
import { failureText, t } from '../../utils/i18n';
import type { ImportMode, ImportProgress } from '../../utils/library/import-state';
import { ask } from '../../utils/messages';
import { newId } from '../../utils/new-id';
import { type Failure, FailureError, toResult } from '../../utils/result';
import { restFollowers } from '../shared/follow-store';
import { answered, isBackupFile, stageFiles } from './ImportStaging';

export interface ImportPanelProps {
  files: readonly File[];
  onNotice: (notice: Notice | undefined) => void;
  onClose: () => void;
}

/** How far an import is, is asked this often, in ms. */
const ASKED_EVERY = 200;

/** Imports files: reads them, shows what would change, takes it in, and offers the way back. */
export function ImportPanel({ files, onNotice, onClose }: ImportPanelProps) {
  const importId = useRef(newId()).current;
  const [preview, setPreview] = useState<ImportPreview>();
  const [mode, setMode] = useState<ImportMode>();
  const [progress, setProgress] = useState<WorkProgress>();
  const [failure, setFailure] = useState<Failure>();
  const [isCommitting, setIsCommitting] = useState(false);
  const [isUndoable, setIsUndoable] = useState(false);

  const isWorking = isCommitting || (!preview && !failure);
  useEffect(() => (isWorking ? restFollowers() : undefined), [isWorking]);
  useEffect(() => {
    void ask('watch-import', {}).then((answer) => setIsUndoable(answer.ok && answer.value.phase === 'done'));
  }, []);
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      const areBackups = await Promise.all(files.map(isBackupFile));
      if (areBackups.every(Boolean)) setMode('merge');
      return stageFiles(importId, files, {
        signal: stop.signal,
        onProgress: (done, total) => setProgress({ label: t('import.reading'), done, total }),
      });
    };
    void toResult(read, 'import-unreadable').then((result) => {
      if (stop.signal.aborted) return;
      setProgress(undefined);
      if (result.ok) setPreview(result.value);
      else setFailure(result.error);
    });
    return () => {
      stop.abort();
      // What is being taken in is not let go of.
      void ask('drop-import', { importId });
    };
  }, [files, importId]);

  const run = async () => {
    if (!preview) return;
    const chosen = mode ?? 'merge';
    setIsCommitting(true);
    const result = await toResult(async () => {
      answered(await ask('commit-import', { importId, mode: chosen }));
      const end = await untilOver(({ done, total }) =>
        setProgress({ label: t('import.working'), done, total }),
      );
      // The background died after it had turned the import back.
      if (end === 'none') throw new FailureError('storage-failed', 'turned back');
    }, 'storage-failed');
    setIsCommitting(false);
    setProgress(undefined);
    if (!result.ok) return setFailure(result.error);
    const { added, marks } = preview.counts[chosen];
    onNotice({
      text: t('import.done', [String(added), String(marks)]),
      failure: false,
      action: { label: t('action.undo'), run: () => void undo(onNotice) },
    });
    onClose();
  };

  return (
    <ImportDialog
      names={files.map(({ name }) => name)}
      preview={preview}
      mode={mode}
      progress={progress}
      failure={failure && failureText(failure)}
      isCommitting={isCommitting}
      onMode={setMode}
      onImport={() => void run()}
      onUndoLast={
        isUndoable
          ? () => {
              onClose();
              void undo(onNotice);
            }
          : undefined
      }
      onClose={onClose}
    />
  );
}

/** Turns the last import back, and says when it is. */
async function undo(onNotice: (notice: Notice) => void): Promise<void> {
  onNotice({ text: t('import.undoing'), failure: false });
  const result = await toResult(async () => {
    answered(await ask('undo-import', {}));
    await untilOver(() => onNotice({ text: t('import.undoing'), failure: false }));
  }, 'storage-failed');
  onNotice(
    result.ok
      ? { text: t('import.undone'), failure: false }
      : { text: failureText(result.error), failure: true },
  );
}

/** Waits until nothing is under way; asking keeps the background alive, too. Throws why an import was turned back. */
async function untilOver(onProgress: (progress: ImportProgress) => void): Promise<'done' | 'none'> {
  for (;;) {
    const progress = answered(await ask('watch-import', {}));
    if (progress.phase === 'done' || progress.phase === 'none') return progress.phase;
    onProgress(progress);
    await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY));
  }
}
