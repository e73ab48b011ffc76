import { i18n } from '#i18n';
import type { Failure } from './result';

/** The text of the interface in the reader's language; keys are those of utils/locales/zh_CN.yml. */
export const t = i18n.t;

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
      return line === undefined
        ? t('failure.outlineUnreadable')
        : t('failure.outlineUnreadableAt', [String(line)]);
    case 'export-failed':
      return t('failure.exportFailed');
    case 'template-wrong':
      return line === undefined ? t('failure.templateWrong') : t('failure.templateWrongAt', [String(line)]);
    case 'import-unreadable':
      if (field !== undefined) return t('failure.importUnreadableField', [field]);
      return line === undefined
        ? t('failure.importUnreadable')
        : t('failure.importUnreadableAt', [String(line)]);
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
  }
}
