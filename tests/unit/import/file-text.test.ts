import { describe, expect, it } from 'vitest';
import { fileText } from '../../../utils/import/file-text';

async function read(file: Blob): Promise<string> {
  let text = '';
  for await (const part of fileText(file)) text += part;
  return text;
}

describe('fileText', () => {
  it('reads a text of many parts, its characters whole', async () => {
    const text = '党务𠮷👩‍👩‍👧'.repeat(100_000);
    expect(await read(new Blob([text]))).toBe(text);
  });

  it('drops a byte order mark, and reads an empty file', async () => {
    expect(await read(new Blob(['\ufeff题']))).toBe('题');
    expect(await read(new Blob([]))).toBe('');
  });

  it.each([
    ['GBK', [0xb5, 0xb3]],
    ['cut off within a character', [0xe5, 0x85]],
  ])('refuses what is no UTF-8: %s', async (_, bytes) => {
    await expect(read(new Blob([new Uint8Array(bytes)]))).rejects.toMatchObject({
      code: 'import-unreadable',
    });
  });
});
