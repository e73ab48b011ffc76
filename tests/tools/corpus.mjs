/** Saved pages on disk: finding the cases of a corpus, and decoding a page as a browser would. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** All cases below a folder, at any depth, in order of their names: `{name, html, gold}`. */
export async function* readCases(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isFile() && entry.name === 'page.html')
    .map((entry) => entry.parentPath)
    .sort();
  for (const folder of folders) {
    const gold = JSON.parse(await readFile(join(folder, 'gold.json'), 'utf8').catch(() => '{}'));
    const html = decodePage(await readFile(join(folder, 'page.html')), gold.encoding);
    yield { name: relative(directory, folder).split(sep).join('/'), html, gold };
  }
}

/** How far browsers look for a declared charset: the first 1024 bytes (HTML standard, encoding sniffing). */
const SNIFFED_BYTES = 1024;

/** Decodes a page: by the encoding given, else byte order mark, declared charset, UTF-8 if valid, else GB 18030. */
export function decodePage(bytes, encoding) {
  return new TextDecoder(encoding ?? sniffEncoding(bytes)).decode(bytes);
}

function sniffEncoding(bytes) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  const head = bytes.subarray(0, SNIFFED_BYTES).toString('latin1');
  const declared = /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
  try {
    if (declared) return new TextDecoder(declared).encoding;
  } catch {
    // An unknown name declares nothing.
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
