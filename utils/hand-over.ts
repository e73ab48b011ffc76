import { type BlobFile, type DownloadFile, fileContent } from './export/file';

/** A blob's address is let go after this long: the browser has begun the download by then. */
const DOWNLOAD_GRACE_MS = 60_000;

/** Puts a text on the clipboard. Throws where the browser refuses. */
export async function copyText(text: string, within: HTMLElement): Promise<void> {
  const { ownerDocument } = within;
  // Of the window that has the focus. Pages without https have none; there the old command does it, from a field of ours.
  const clipboard = ownerDocument.defaultView?.navigator.clipboard;
  if (clipboard) {
    await clipboard.writeText(text);
    return;
  }
  const field = ownerDocument.createElement('textarea');
  field.value = text;
  field.style.cssText = 'position:fixed;opacity:0';
  within.appendChild(field);
  field.select();
  const copied = ownerDocument.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('copy refused');
}

/** Offers a file for download, without any permission. The link never stands in the page's own document. */
export function saveFile(file: DownloadFile | BlobFile, within: HTMLElement): void {
  const blob = 'blob' in file ? file.blob : new Blob([fileContent(file)], { type: file.mediaType });
  const address = URL.createObjectURL(blob);
  const link = within.ownerDocument.createElement('a');
  link.href = address;
  link.download = file.name;
  within.appendChild(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), DOWNLOAD_GRACE_MS);
}
