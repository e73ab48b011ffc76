/** Why a page can't be read: `empty` has no text at all; `too-large` is beyond what can be read in a few seconds. */
export type NotReadableCode = 'empty' | 'too-large';

/** Thrown by `extractArticle` for a page that holds nothing to read. `code` is for messages, `message` for logs. */
export class NotReadableError extends Error {
  override readonly name = 'NotReadableError';
  constructor(readonly code: NotReadableCode) {
    super(code === 'empty' ? 'The page holds no text' : 'The page is too large to read');
  }
}
