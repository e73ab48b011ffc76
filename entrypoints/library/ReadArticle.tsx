import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { MessagePage } from '../../components/MessagePage';
import { failureText, t } from '../../utils/i18n';
import { storedValue } from '../../utils/library/json-area';
import { parseRecord, readRecord, recordKey, resolveId } from '../../utils/library/read';
import type { ArticleRecord } from '../../utils/library/schema';
import { libraryKey } from '../../utils/library/stored-key';
import type { PageScript } from '../../utils/requests';
import { FailureError, type Result, toResult } from '../../utils/result';
import type { Settings } from '../../utils/settings';
import { readSettings } from '../../utils/stored-settings';
import { libraryArea } from '../shared/library-area';
import { ReadingApp } from '../shared/ReadingApp';
import type { FollowRecord } from '../shared/useRecord';

export interface ReadArticleProps {
  articleId: string;
  /** The mark to begin with. */
  markId: string | undefined;
  root: HTMLElement;
  onClose: () => void;
}

/** An article as it was saved, in the same reading view as on its page: nothing is fetched but its pictures. */
export function ReadArticle({ articleId, markId, root, onClose }: ReadArticleProps) {
  const [read, setRead] = useState<Result<{ record: ArticleRecord; settings: Settings }>>();
  useEffect(() => {
    const open = async () => {
      const area = libraryArea();
      const record = await readRecord(area, await resolveId(area, articleId));
      if (!record) throw new FailureError('not-found', articleId);
      return { record, settings: await readSettings(area) };
    };
    void toResult(open, 'storage-failed').then(setRead);
  }, [articleId]);
  useEffect(() => {
    if (!read?.ok) return undefined;
    document.title = read.value.record.article.title || t('article.untitled');
    return () => {
      document.title = t('library.title');
    };
  }, [read]);
  if (!read) return <MessagePage theme="auto" text={t('library.reading')} onClose={onClose} />;
  if (!read.ok) return <MessagePage theme="auto" text={failureText(read.error)} onClose={onClose} />;
  const { record, settings } = read.value;
  const { article } = record;
  return (
    <ReadingApp
      article={article}
      language="zh"
      initialSettings={settings}
      root={root}
      follow={followStore}
      loadTools={async () => (await load('tools', () => globalThis.jingduTools)).ready}
      loadConvert={async (script) => (await load('convert', () => globalThis.jingduConvert)).create(script)}
      markId={markId}
      onClose={onClose}
    />
  );
}

/** Other windows' changes, as they reach the store. */
const followStore: FollowRecord = (tell) => {
  const take = (changes: Record<string, { newValue?: unknown }>) => {
    for (const [stored, { newValue }] of Object.entries(changes)) {
      const key = libraryKey(stored);
      if (!newValue || !key.startsWith(recordKey(''))) continue;
      void toResult(() => parseRecord(storedValue(key, newValue)), 'record-unreadable').then(
        (record) => record.ok && tell(record.value),
      );
    }
  };
  browser.storage.local.onChanged.addListener(take);
  return () => browser.storage.local.onChanged.removeListener(take);
};

/** Runs a script that is injected beside a reading view on a page, here, once: it is in the package once. */
async function load<T>(script: PageScript, read: () => T | undefined): Promise<T> {
  if (!read())
    await new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.src = browser.runtime.getURL(`/content-scripts/${script}.js`);
      element.addEventListener('load', resolve);
      element.addEventListener('error', () => reject(new FailureError('extension-gone', script)));
      document.head.append(element);
    });
  const loaded = read();
  if (!loaded) throw new FailureError('extension-gone', script);
  return loaded;
}
