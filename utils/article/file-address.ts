/** Reserved for what doesn't exist (RFC 6761): an article of a file without an address is kept under it. */
export const FILE_HOST = 'file.invalid';

/** Whether an address only stands for a file, and leads nowhere. */
export function isFileAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname === FILE_HOST;
}
