import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { Failure, FailureCode } from './result';
import type { Language } from './settings';

/** The texts of one language, as the build writes them for the browser. */
export type Texts = Record<string, { message: string }>;

/** Those that are spoken in place of the browser's language. */
let chosen: Texts | undefined;

type Value = number | string;

/**
 * The text of the interface in the reader's language; keys are those of utils/locales/zh_CN.yml. A counted text is asked
 * for with its count, and has a form for one where the language has.
 */
export const t = ((key: string, ...given: (number | Value[])[]) => {
  const text = chosen?.[key.replaceAll('.', '_')]?.message;
  if (text === undefined) return (i18n.t as (...all: unknown[]) => string)(key, ...given);
  // As the build writes forms: of one, of many.
  const [one = '', many = one] = text.split(' | ');
  const values = [given.at(-1)].flat();
  return (given[0] === 1 ? one : many).replace(/\$(\d)/g, (_, place) => `${values[place - 1] ?? ''}`);
}) as typeof i18n.t;

/** Speaks these texts from now on; without any, the browser's language. */
export function speak(texts: Texts | undefined): void {
  chosen = texts;
}

/**
 * The texts of a language, none for the browser's own. For pages of ours and the background: content scripts can't
 * read our files, and ask with `read-texts`.
 */
export async function readTexts(language: Language): Promise<Texts | undefined> {
  if (language === 'auto') return undefined;
  const file = await fetch(browser.runtime.getURL(`/_locales/${language}/messages.json` as never));
  return (await file.json()) as Texts;
}

/** The language as HTML names it. */
export function languageTag(language: Language): string {
  return language === 'auto' ? browser.i18n.getUILanguage() : language.replace('_', '-');
}

/** The text of each failure where no line and no field is known. */
const FAILURE_TEXTS = {
  'storage-full': 'failure.storageFull',
  'storage-failed': 'failure.storageFailed',
  'record-unreadable': 'failure.recordUnreadable',
  'record-newer': 'failure.recordNewer',
  'outline-unreadable': 'failure.outlineUnreadable',
  'export-failed': 'failure.exportFailed',
  'template-wrong': 'failure.templateWrong',
  'import-unreadable': 'failure.importUnreadable',
  'import-busy': 'import.busy',
  'article-unknown': 'import.articleUnknown',
  'not-found': 'failure.notFound',
  'extension-gone': 'failure.extensionGone',
  'page-forbidden': 'failure.pageForbidden',
  'not-readable': 'failure.notReadable',
  'nothing-selected': 'failure.nothingSelected',
  'too-large': 'failure.tooLarge',
  'bad-message': 'failure.badMessage',
  'sync-address': 'failure.syncAddress',
  'sync-unreachable': 'failure.syncUnreachable',
  'sync-login': 'failure.syncLogin',
  'sync-forbidden': 'failure.syncForbidden',
  'sync-no-folder': 'failure.syncNoFolder',
  'sync-full': 'failure.syncFull',
  'sync-too-large': 'failure.syncTooLarge',
  'sync-busy': 'failure.syncBusy',
  'sync-conflict': 'failure.syncConflict',
  'sync-server': 'failure.syncServer',
  'sync-garbage': 'failure.syncGarbage',
  'sync-newer': 'failure.syncNewer',
  'sync-passphrase': 'failure.syncPassphrase',
} as const satisfies Record<FailureCode, string>;

/** What went wrong and what to do, in the reader's language. */
export function failureText({ code, line, field }: Pick<Failure, 'code' | 'line' | 'field'>): string {
  if (code === 'import-unreadable' && field !== undefined) return t('failure.importUnreadableField', [field]);
  if (line !== undefined) {
    if (code === 'import-unreadable') return t('failure.importUnreadableAt', [line]);
    if (code === 'outline-unreadable') return t('failure.outlineUnreadableAt', [line]);
    if (code === 'template-wrong') return t('failure.templateWrongAt', [line]);
  }
  return t(FAILURE_TEXTS[code]);
}
