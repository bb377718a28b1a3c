/** What a page shows, pixel by pixel. */
import type { Page } from 'playwright-core';

/** Colours of the legend's classes, best first. */
export async function readSwatches(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.legend .swatch[data-color]')].map(
      (swatch) => getComputedStyle(swatch).backgroundColor,
    ),
  );
}

/** The page as it is seen. */
export async function readPixels(page: Page) {
  const { data, width } = await decodePng(page, await page.screenshot());
  const at = (x: number, y: number) => {
    const offset = (Math.round(y) * width + Math.round(x)) * 4;
    return `rgb(${data[offset]}, ${data[offset + 1]}, ${data[offset + 2]})`;
  };
  return {
    colorAt: at,
    /** A location in the viewport with that colour all around it. */
    findColor(color: string) {
      for (let y = 60; y < 720; y += 2)
        for (let x = 60; x < 980; x += 2) {
          const around = [at(x, y), at(x - 2, y), at(x + 2, y), at(x, y - 2), at(x, y + 2)];
          if (around.every((candidate) => candidate === color)) return { x, y };
        }
      return undefined;
    },
    /** Pixels of that colour in the viewport. */
    count(color: string) {
      let count = 0;
      for (let y = 60; y < 720; y++) for (let x = 60; x < 980; x++) if (at(x, y) === color) count++;
      return count;
    },
    distinctColors() {
      const colors = new Set<string>();
      for (let y = 60; y < 700; y += 4) for (let x = 60; x < 980; x += 4) colors.add(at(x, y));
      return colors.size;
    },
  };
}

/** RGBA of a PNG, decoded by the browser itself. */
async function decodePng(page: Page, png: Buffer): Promise<{ data: Buffer; width: number }> {
  const { base64, width } = await page.evaluate(async (text) => {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    let binary = '';
    for (let at = 0; at < pixels.length; at += 8192) {
      binary += String.fromCharCode(...pixels.subarray(at, at + 8192));
    }
    return { base64: btoa(binary), width: bitmap.width };
  }, png.toString('base64'));
  return { data: Buffer.from(base64, 'base64'), width };
}
