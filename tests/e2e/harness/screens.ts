import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';

/**
 * Takes a picture of what the window shows.
 * @returns the path of `.output/screens/<browser>/<name>.png`
 */
export async function screenshot(page: Page, browser: string, name: string): Promise<string> {
  const folder = resolve('.output/screens', browser);
  mkdirSync(folder, { recursive: true });
  const path = resolve(folder, `${name}.png`);
  writeFileSync(path, await page.screenshot());
  return path;
}

/** Counts the pixels of one colour that the window shows: what is painted in a closed shadow root, too. */
export async function countPixels(page: Page, [red, green, blue]: [number, number, number]): Promise<number> {
  const png = await page.screenshot({ encoding: 'base64' });
  // The browser decodes its own picture, which spares a decoder. In a blank page, whose rules forbid nothing.
  const blank = await page.browser().newPage();
  try {
    return await blank.evaluate(
      async (source, r, g, b) => {
        const image = new Image();
        image.src = `data:image/png;base64,${source}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i] === r && data[i + 1] === g && data[i + 2] === b) count++;
        }
        return count;
      },
      png,
      red,
      green,
      blue,
    );
  } finally {
    await blank.close();
    await page.bringToFront();
  }
}
