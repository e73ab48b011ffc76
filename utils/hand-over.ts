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

/**
 * Hands a page of ours to the browser's printing, which also makes PDF files of it. In a frame in which no script can
 * run; it goes when the next one is printed, since browsers don't agree on when printing is over.
 */
export async function printPage(html: string): Promise<void> {
  document.querySelector(`.${PRINTED}`)?.remove();
  const frame = document.createElement('iframe');
  frame.className = PRINTED;
  // `allow-modals` lets it be printed; without `allow-scripts` nothing in it runs.
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.style.cssText = 'position:fixed;inset-inline-start:-10000px;inline-size:210mm;block-size:297mm';
  frame.srcdoc = html;
  const loaded = new Promise((tell) => frame.addEventListener('load', tell, { once: true }));
  document.body.append(frame);
  await loaded;
  frame.contentWindow?.print();
}

/** Class of the frame with what was printed last. */
const PRINTED = 'print-edition';
