import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { Pacer } from '../pace';
import { type BinaryFile, type DownloadFile, fileContent } from './file';
import { uniqueNames } from './filename';

/** So much is packed at a time: some milliseconds' work. */
const SLICE_BYTES = 256 * 1024;

export interface ZipOptions {
  /** The date that the files in it get. */
  now: Date;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Files packed into one. Names that differ by case alone, or not at all, get numbers; they are written as UTF-8 and
 * marked as such. Packs in slices, so that the page answers meanwhile: the library's own workers are no way, because
 * an extension's pages may not start scripts from blobs. Throws what the library throws, for example on more than
 * 65,535 files.
 */
export async function zipFiles(
  files: readonly DownloadFile[],
  name: string,
  { now, onProgress }: ZipOptions,
): Promise<BinaryFile> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const pacer = new Pacer();
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  const names = uniqueNames(files.map((file) => file.name));
  for (const [index, file] of files.entries()) {
    const content = fileContent(file);
    const isPacked = typeof content !== 'string';
    const entryName = names[index] as string;
    const entry = isPacked ? new ZipPassThrough(entryName) : new ZipDeflate(entryName);
    entry.mtime = now;
    zip.add(entry);
    const bytes = isPacked ? content : new TextEncoder().encode(content);
    let from = 0;
    do {
      entry.push(bytes.subarray(from, from + SLICE_BYTES), from + SLICE_BYTES >= bytes.length);
      from += SLICE_BYTES;
      await pacer.pause();
    } while (from < bytes.length);
    onProgress?.(index + 1, files.length);
  }
  zip.end();
  return { name, bytes: joined(parts), mediaType: 'application/zip' };
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
