import type { ExportedFile } from './export/article-file';

/** A blob's address is let go after this long: the browser has begun the download by then. */
const DOWNLOAD_GRACE_MS = 60_000;

/** Puts a text on the clipboard. Throws where the browser refuses. */
export async function copyText(text: string, within: Node): Promise<void> {
  // Pages without https have no navigator.clipboard; there the old command does it, from a field inside our own root.
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  within.appendChild(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('copy refused');
}

/** Offers a file for download, without any permission. The link never stands in the page's own document. */
export function saveFile({ name, text, mediaType }: ExportedFile, within: Node): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  within.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), DOWNLOAD_GRACE_MS);
}
