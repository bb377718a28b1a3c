/** Images written by libpng and libjpeg-turbo, and what those read in them: test/fixtures/images/make-images.py. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodeRaster, type GreyRaster } from '../../packages/engine/src/import/index.ts';

const folder = fileURLToPath(new URL('../fixtures/images/', import.meta.url));
const files = readdirSync(folder);
const named = (pattern: RegExp) =>
  files.filter((file) => pattern.test(file) && !/expected|refused/.test(file));

const read = (file: string): Promise<GreyRaster> => decodeRaster(readFileSync(`${folder}${file}`));
const expected = (name: string): GreyRaster => ({
  format: 'png',
  ...(decode(readFileSync(`${folder}${name}.expected.png`)) as {
    width: number;
    height: number;
    data: Uint8Array;
  }),
});

/** Brightness of the pixel that is furthest off; Infinity where the sizes differ. */
function largestGap(a: GreyRaster, b: GreyRaster): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  return a.data.reduce((max, value, i) => Math.max(max, Math.abs(value - b.data[i])), 0);
}

describe('PNG images as libpng writes and reads them', () => {
  const images = named(/\.png$/);

  it('are all kinds of pixels, at once and interlaced', () => {
    expect(images).toHaveLength(38);
  });

  it.each(images)('%s', async (file) => {
    const grey = await read(file);
    // The last step of rounding may go the other way.
    expect(largestGap(grey, expected(file.replace(/(-interlace)?\.png$/, '')))).toBeLessThanOrEqual(1);
  });
});

describe('JPEG images as libjpeg-turbo writes and reads them', () => {
  const references: readonly [RegExp, string][] = [
    [/coarse|^ycck/, ''],
    [/^cmyk/, 'cmyk'],
    [/^rgb/, 'rgb-jpeg'],
    [/./, 'luma'],
  ];
  const images = named(/^(?!exif).*\.jpg$/);

  it('are all samplings, scans, restarts and colours', () => {
    expect(images).toHaveLength(22);
  });

  it.each(images)('%s', async (file) => {
    const name = references.find(([pattern]) => pattern.test(file))?.[1] || file.replace('.jpg', '');
    // Reading brightness and black alone, ours knows no colours, which theirs cuts off where they are too strong for an
    // ink.
    expect(largestGap(await read(file), expected(name))).toBeLessThanOrEqual(/^ycck/.test(file) ? 12 : 2);
  });

  it.each(named(/^exif/))('%s is set upright', async (file) => {
    const grey = await read(file);
    const whole = expected('exif');
    expect([grey.width, grey.height]).toEqual([whole.width, whole.height]);
    const meanGap =
      grey.data.reduce((sum, value, i) => sum + Math.abs(value - whole.data[i]), 0) / grey.data.length;
    // What compression costs; any other way round is more than 20 off.
    expect(meanGap).toBeLessThan(3);
  });

  it('bytes that fill up before restart markers are read over', async () => {
    const bytes = readFileSync(`${folder}s420-restart.jpg`);
    const isRestart = (at: number) => bytes[at] === 0xff && bytes[at + 1] >= 0xd0 && bytes[at + 1] <= 0xd7;
    const filled = [...bytes].flatMap((byte, at) => (isRestart(at) ? [0xff, 0xff, byte] : [byte]));
    expect(filled.length).toBeGreaterThan(bytes.length);
    expect(largestGap(await decodeRaster(Uint8Array.from(filled)), expected('luma'))).toBeLessThanOrEqual(2);
  });

  it('arithmetic coding is refused', async () => {
    await expect(read('refused-arithmetic.jpg')).rejects.toThrow(
      /byte \d+: found a lossless, arithmetic or hierarchical JPEG image/,
    );
  });
});
