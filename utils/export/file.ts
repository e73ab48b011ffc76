/** An export on its way to the reader: a name that every system takes, and the text, UTF-8. */
export interface ExportedFile {
  name: string;
  text: string;
  mediaType: string;
}

/** An export that is no text: a Word document, a zip. */
export interface BinaryFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
}

/** What can be offered for download. */
export type DownloadFile = ExportedFile | BinaryFile;

/** A file too large to be held in memory at once. */
export interface BlobFile {
  name: string;
  blob: Blob;
}

/** What a file holds, as a blob is made of it. */
export function fileContent(file: DownloadFile): string | Uint8Array<ArrayBuffer> {
  return 'text' in file ? file.text : file.bytes;
}
