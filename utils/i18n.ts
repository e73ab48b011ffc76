import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { Failure } from './result';
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

/** What went wrong and what to do, in the reader's language. */
export function failureText({ code, line, field }: Pick<Failure, 'code' | 'line' | 'field'>): string {
  switch (code) {
    case 'storage-full':
      return t('failure.storageFull');
    case 'storage-failed':
      return t('failure.storageFailed');
    case 'record-unreadable':
      return t('failure.recordUnreadable');
    case 'record-newer':
      return t('failure.recordNewer');
    case 'outline-unreadable':
      return line === undefined ? t('failure.outlineUnreadable') : t('failure.outlineUnreadableAt', [line]);
    case 'export-failed':
      return t('failure.exportFailed');
    case 'template-wrong':
      return line === undefined ? t('failure.templateWrong') : t('failure.templateWrongAt', [line]);
    case 'import-unreadable':
      if (field !== undefined) return t('failure.importUnreadableField', [field]);
      return line === undefined ? t('failure.importUnreadable') : t('failure.importUnreadableAt', [line]);
    case 'import-busy':
      return t('import.busy');
    case 'article-unknown':
      return t('import.articleUnknown');
    case 'not-found':
      return t('failure.notFound');
    case 'extension-gone':
      return t('failure.extensionGone');
    case 'page-forbidden':
      return t('failure.pageForbidden');
    case 'not-readable':
      return t('failure.notReadable');
    case 'nothing-selected':
      return t('failure.nothingSelected');
    case 'too-large':
      return t('failure.tooLarge');
    case 'bad-message':
      return t('failure.badMessage');
    case 'sync-address':
      return t('failure.syncAddress');
    case 'sync-unreachable':
      return t('failure.syncUnreachable');
    case 'sync-login':
      return t('failure.syncLogin');
    case 'sync-forbidden':
      return t('failure.syncForbidden');
    case 'sync-no-folder':
      return t('failure.syncNoFolder');
    case 'sync-full':
      return t('failure.syncFull');
    case 'sync-busy':
      return t('failure.syncBusy');
    case 'sync-conflict':
      return t('failure.syncConflict');
    case 'sync-server':
      return t('failure.syncServer');
    case 'sync-garbage':
      return t('failure.syncGarbage');
    case 'sync-newer':
      return t('failure.syncNewer');
    case 'sync-passphrase':
      return t('failure.syncPassphrase');
  }
}
