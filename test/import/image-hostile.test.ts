import { constants, deflateRawSync } from 'node:zlib';
import { importDrawing } from '@diku/engine';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { startProcessorClock } from '../support/processor-time.ts';
import { drawnGarage, drawPlan, pngOf } from './image-support/draw-plan.ts';
import { pngChunk, pngFile } from './image-support/png-bytes.ts';

const scale = { metresPerPixel: 0.1 };
const drawn = drawPlan(scale);
const whole = pngOf(drawn);
/** Sides of large images, pixels. */
const side = isLong ? 4000 : 2000;

function read(bytes: Uint8Array) {
  return importDrawing(bytes, { image: { scale } });
}

/** Runs and says how much of the processor's time it took, ms. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const spentMs = startProcessorClock();
  await work();
  return spentMs();
}

describe('images that are broken or mean harm', () => {
  it('50,000 × 50,000 pixels are refused from the header', async () => {
    const bomb = pngFile({ width: 50_000, height: 50_000, depth: 8, colour: 2 }, new Uint8Array(1000));
    await expect(read(bomb)).rejects.toThrow(/50000 × 50000 pixels; expected at most 64 million/);
    const frame = Buffer.from('ffd8ffc00011080c350c3503012200021101031101ffd9', 'hex');
    frame.writeUInt16BE(50_000, 7);
    frame.writeUInt16BE(50_000, 9);
    await expect(read(frame)).rejects.toThrow(/50000 × 50000 pixels; expected at most 64 million/);
  });

  it('pixels that unpack to more than the image holds are refused', async () => {
    const bomb = pngFile(
      { width: 100, height: 100, depth: 8, colour: 0 },
      new Uint8Array(isLong ? 300_000_000 : 60_000_000),
    );
    const ms = await timed(async () => {
      await expect(read(bomb)).rejects.toThrow(/more pixels than its size says/);
    });
    expect(ms).toBeLessThan(30_000);
  });

  it('packed notes and profiles are not unpacked', { tags: ['thorough'] }, async () => {
    // Two gigabytes of zeros: ten million, packed once and written many times.
    const part = deflateRawSync(new Uint8Array(1e7), { finishFlush: constants.Z_FULL_FLUSH });
    const packed = Buffer.concat([Buffer.of(0x78, 0x9c), ...new Array(200).fill(part)]);
    const note = pngChunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), packed]));
    const profile = pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), packed]));
    const at = 33;
    const ms = await timed(async () => {
      const { levels } = await read(
        Buffer.concat([whole.subarray(0, at), note, profile, whole.subarray(at)]),
      );
      expect(levels[0].columns).toBe(drawnGarage.columns);
    });
    expect(ms).toBeLessThan(30_000);
  });

  it('a PNG cut short anywhere is refused with the location', async () => {
    for (let length = 8; length < whole.length; length += Math.ceil(whole.length / 40)) {
      await expect(read(whole.slice(0, length)), `${length} bytes`).rejects.toThrow(/byte \d+: found/);
    }
  });

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a wrong check sum', () => changed(whole, whole.length - 20), /CRC mismatch|invalid|found/],
    [
      'no width',
      () => pngFile({ width: 0, height: 10, depth: 8, colour: 0 }, new Uint8Array(9)),
      /0 × 10 pixels/,
    ],
    [
      'a tiny picture',
      () => pngFile({ width: 20, height: 20, depth: 8, colour: 0 }, new Uint8Array(420)),
      /at least 64/,
    ],
    [
      'a depth that does not exist',
      () => pngFile({ width: 99, height: 99, depth: 7, colour: 0 }, new Uint8Array(9999)),
      /byte 24: found pixels of kind 0 with 7 bits/,
    ],
    [
      'a chunk it must understand',
      () => Buffer.concat([whole.subarray(0, 33), pngChunk('ABCD', new Uint8Array(3)), whole.subarray(33)]),
      /a chunk "ABCD"/,
    ],
    [
      'pixels missing',
      () => pngFile({ width: 400, height: 400, depth: 8, colour: 0 }, new Uint8Array(500)),
      /image/,
    ],
    ['white paper', () => pngOf({ width: 300, height: 300, data: new Uint8Array(90_000).fill(255) }), /wall/],
    ['black paper', () => pngOf({ width: 300, height: 300, data: new Uint8Array(90_000) }), /wall/],
  ])('%s', async (_, make, message) => {
    await expect(read(make())).rejects.toThrow(message);
    await expect(read(make())).rejects.toMatchObject({ name: 'DrawingError' });
  });

  it.each([
    ['noise', (x: number, y: number) => (Math.imul(x + side * y, 2654435761) >>> 13) & 255],
    ['fine hatching', (x: number, y: number) => (x % 5 === 0 || y % 7 === 0 ? 0 : 255)],
  ])(`%s on ${side} × ${side} pixels is refused, in time`, async (_, brightness) => {
    const pixels = new Uint8Array(side ** 2).map((_, i) => brightness(i % side, Math.floor(i / side)));
    const bytes = pngOf({ width: side, height: side, data: pixels });
    const ms = await timed(async () => {
      await expect(read(bytes)).rejects.toThrow(/change every few pixels all over/);
    });
    expect(ms).toBeLessThan(30_000);
  });

  it('a JPEG cut short, in a way that is not read, or with endless scans is refused', async () => {
    const { width, height, data } = drawn;
    const rgba = Buffer.alloc(4 * data.length, 255);
    data.forEach((value, i) => {
      rgba.fill(value, 4 * i, 4 * i + 3);
    });
    const bytes = jpeg.encode({ width, height, data: rgba }, 80).data;
    for (const fraction of [0.002, 0.01, 0.3, 0.9]) {
      await expect(read(bytes.subarray(0, Math.round(fraction * bytes.length)))).rejects.toMatchObject({
        name: 'DrawingError',
      });
    }
    const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
    const lossless = Uint8Array.from(bytes);
    lossless[frame + 1] = 0xc3;
    await expect(read(lossless)).rejects.toThrow(/lossless, arithmetic or hierarchical/);
    const scan = bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda])), bytes.length - 2);
    const scans = Buffer.concat([
      bytes.subarray(0, bytes.length - 2),
      ...Array.from({ length: 100 }, () => scan),
      bytes.subarray(bytes.length - 2),
    ]);
    await expect(read(scans)).rejects.toThrow(/65 scans; expected at most 64/);
  });
});

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] ^= 0xff;
  return copy;
}
