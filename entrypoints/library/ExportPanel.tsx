import { useEffect, useRef, useState } from 'preact/hooks';
import { type ExportChoices, ExportDialog } from '../../components/library/ExportDialog';
import type { WorkProgress } from '../../components/library/types';
import type { Notice } from '../../components/NoticeLine';
import { useLeaving } from '../../components/useLeaving';
import { exportArticles } from '../../utils/export/export-articles';
import type { DownloadFile } from '../../utils/export/file';
import { exportLabels } from '../../utils/export/labels';
import { zipFiles } from '../../utils/export/zip';
import { copyText, printPage, saveFile } from '../../utils/hand-over';
import { failureText, t } from '../../utils/i18n';
import { readRecord } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import { localDay } from '../../utils/local-day';
import { ask } from '../../utils/messages';
import { type Failure, FailureError, type Result, toResult } from '../../utils/result';
import { changedSettings, type Settings } from '../../utils/settings';
import { libraryArea } from '../shared/library-area';

export interface ExportPanelProps {
  ids: readonly string[];
  settings: Settings;
  onNotice: (notice: Notice) => void;
  onClose: () => void;
}

/** A preview ends here: it shows the shape, the file has the rest. */
const PREVIEW_LENGTH = 4_000;
/** The choices are stored when typing has rested this long, in ms. */
const REST = 500;

/** Exports articles: the dialog, what it previews, and the files that come of it. */
export function ExportPanel({ ids, settings, onNotice, onClose }: ExportPanelProps) {
  const [choices, setChoices] = useState<ExportChoices>(() => choicesOf(settings));
  const [progress, setProgress] = useState<WorkProgress>();
  const [failure, setFailure] = useState<Failure>();
  const [template, setTemplate] = useState<typeof import('../../utils/export/template')>();
  const preview = usePreview(ids[0], choices);

  useEffect(() => {
    void import('../../utils/export/template').then((loaded) => {
      setTemplate(loaded);
      setChoices((before) => ({ ...before, template: before.template || loaded.DEFAULT_TEMPLATE }));
    });
  }, []);
  const isDefault = choices.template === template?.DEFAULT_TEMPLATE;
  useKept(
    {
      ...settings,
      exportFormat: choices.format,
      citationEdition: choices.edition,
      fileNamePattern: choices.namePattern || settings.fileNamePattern,
      exportTemplate: isDefault ? '' : choices.template,
    },
    settings,
    onNotice,
  );

  const write = async (): Promise<DownloadFile[]> => {
    const records = await readRecords(ids);
    const onProgress = (done: number, total: number) =>
      setProgress({ label: t('export.writing'), done, total });
    return exportArticles(records, choices.format, { ...optionsOf(choices), onProgress });
  };
  const hand = async (use: (files: DownloadFile[]) => Promise<void>, done: string) => {
    setProgress({ label: t('export.writing'), done: 0, total: ids.length });
    const result = await toResult(async () => use(await write()), 'export-failed');
    setProgress(undefined);
    if (!result.ok) return setFailure(result.error);
    onNotice({ text: done, failure: false });
    onClose();
  };
  const download = () =>
    hand(async (files) => {
      const [only] = files;
      const file =
        files.length === 1 && only
          ? only
          : await zipFiles(files, `${t('extension.shortName')} ${localDay(new Date())}.zip`, {
              now: new Date(),
              onProgress: (packed, total) => setProgress({ label: t('export.packing'), done: packed, total }),
            });
      saveFile(file, document.body);
    }, t('notice.downloaded'));
  const copy = () =>
    hand(async (files) => {
      const parts = files.flatMap((file) => ('text' in file ? [file.text] : []));
      await copyText(parts.join('\n'), document.body);
    }, t('notice.copied'));

  const print = async () => {
    const result = await toResult(async () => {
      const [file] = await exportArticles(await readRecords(ids), 'html', optionsOf(choices));
      if (file && 'text' in file) await printPage(file.text);
    }, 'export-failed');
    if (!result.ok) setFailure(result.error);
  };

  const shown = failure ?? (preview && !preview.ok ? preview.error : undefined);
  const text = preview?.ok ? preview.value : undefined;
  return (
    <ExportDialog
      count={ids.length}
      choices={choices}
      variables={template?.TEMPLATE_VARIABLES ?? []}
      preview={text}
      failure={shown && failureText(shown)}
      progress={progress}
      onChange={(changed) => {
        setFailure(undefined);
        setChoices(changed);
      }}
      onCopy={text === undefined ? undefined : () => void copy()}
      onDownload={() => void download()}
      onPrint={ids.length === 1 ? () => void print() : undefined}
      onClose={onClose}
    />
  );
}

/** Stores what was chosen once typing has rested, and when the dialog or the page closes. */
function useKept(chosen: Settings, stored: Settings, onNotice: (notice: Notice) => void) {
  const keep = useRef(() => {});
  const text = JSON.stringify(chosen);
  keep.current = () => {
    if (text === JSON.stringify(stored)) return;
    void ask('save-settings', { settings: changedSettings(stored, chosen) }).then((answer) => {
      if (!answer.ok) onNotice({ text: failureText(answer.error), failure: true });
    });
  };
  useEffect(() => {
    const timer = setTimeout(() => keep.current(), REST);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => () => keep.current(), []);
  useLeaving(() => keep.current());
}

function choicesOf({
  exportFormat,
  citationEdition,
  fileNamePattern,
  exportTemplate,
}: Settings): ExportChoices {
  return {
    format: exportFormat,
    edition: citationEdition,
    namePattern: fileNamePattern,
    template: exportTemplate,
  };
}

function optionsOf({ edition, namePattern, template }: ExportChoices) {
  return { edition, fileNamePattern: namePattern, template, labels: exportLabels() };
}

/** The records in the order asked for. Throws where one can't be read: an export that lacks one would not say so. */
async function readRecords(ids: readonly string[]): Promise<ArticleRecord[]> {
  const records: ArticleRecord[] = [];
  for (const id of ids) {
    const record = await readRecord(libraryArea(), id);
    if (!record) throw new FailureError('not-found', id);
    records.push(record);
  }
  return records;
}

/** The beginning of what the first article becomes; `undefined` while it is made, and where it is no text. */
function usePreview(id: string | undefined, choices: ExportChoices): Result<string | undefined> | undefined {
  const [preview, setPreview] = useState<Result<string | undefined>>();
  useEffect(() => {
    let current = true;
    const make = async () => {
      const result = await toResult(async () => {
        const [file] = await exportArticles(
          await readRecords(id === undefined ? [] : [id]),
          choices.format,
          optionsOf(choices),
        );
        return file && 'text' in file ? file.text.slice(0, PREVIEW_LENGTH) : undefined;
      }, 'export-failed');
      if (current) setPreview(result);
    };
    void make();
    return () => {
      current = false;
    };
  }, [id, choices]);
  return preview;
}
