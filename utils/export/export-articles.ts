import type { ArticleRecord } from '../library/schema';
import { Pacer } from '../pace';
import { ARTICLE_FORMATS, type Content, type ListWriter, type WriterOptions } from './article-formats';
import type { DownloadFile } from './file';
import { articleFileName, fileName, uniqueNames } from './filename';
import type { ArticleFormatId } from './formats';
import { presentableRecord } from './presentable';

export interface ArticleExportOptions extends WriterOptions {
  /** Of the names: see `NAME_TOKENS`. */
  fileNamePattern: string;
  onProgress?: (done: number, total: number) => void;
}

/**
 * The notes of articles as files, one for each article or one for all, as the format has it; none where there are no
 * articles. For pages of the extension, with a document at hand; works in slices, so that the page answers meanwhile.
 * Throws `FailureError` 'template-wrong' where the reader's template is.
 */
export async function exportArticles(
  records: readonly ArticleRecord[],
  id: ArticleFormatId,
  options: ArticleExportOptions,
): Promise<DownloadFile[]> {
  const format = ARTICLE_FORMATS[id];
  const [first] = records;
  if (!first) return [];
  const { labels, fileNamePattern, onProgress } = options;
  const { extension } = format;
  const pacer = new Pacer();
  const nameOf = (record: ArticleRecord) =>
    articleFileName(record, { pattern: fileNamePattern, extension, fallback: labels.product });

  if (format.kind === 'list') {
    const writer = (await format.load())(options);
    const items: string[] = [];
    for (const [index, record] of records.entries()) {
      items.push(writer.item(printed(record, id), index));
      onProgress?.(index + 1, records.length);
      await pacer.pause();
    }
    const name = records.length === 1 ? nameOf(first) : fileName(labels.excerpts, extension, labels.product);
    return [toFile(name, joinItems(writer, items), format.mediaType)];
  }

  const write = await format.load();
  const names = uniqueNames(records.map(nameOf));
  const files: DownloadFile[] = [];
  for (const [index, record] of records.entries()) {
    const content = await write(printed(record, id), options);
    files.push(toFile(names[index] as string, content, format.mediaType));
    onProgress?.(index + 1, records.length);
    await pacer.pause();
  }
  return files;
}

/** What is written for people is made presentable; what programs read back stays as it is stored. */
function printed(record: ArticleRecord, id: ArticleFormatId): ArticleRecord {
  return ARTICLE_FORMATS[id].isExact ? record : presentableRecord(record);
}

function joinItems({ head, joint, tail }: ListWriter, items: readonly string[]): string {
  return head + items.filter((item) => item !== '').join(joint) + tail;
}

function toFile(name: string, content: Content, mediaType: string): DownloadFile {
  return typeof content === 'string'
    ? { name, text: content, mediaType: `${mediaType};charset=utf-8` }
    : { name, bytes: content, mediaType };
}
