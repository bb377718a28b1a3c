import { DrawingError, type Phrase, say } from '../../../core/index.ts';
import { type PixelBrightness, pixelBrightness } from './png/pixel-brightness.ts';
import { type PngLayout, pngChunks, pngLayout } from './png/png-header.ts';
import { pngPasses } from './png/png-passes.ts';
import { unfilterRow } from './png/unfilter-row.ts';
import type { Raster } from './raster.ts';

/** Bytes that are unpacked at a time: a bomb is noticed before it is large. */
const packedPart = 16_384;

/**
 * Brightness of a PNG picture, 0–255, transparent places white. Rows become brightness as they are unpacked, so that
 * nothing else is ever held. Throws `DrawingError` on what is broken.
 */
export async function decodePng(bytes: Uint8Array): Promise<Raster> {
  const layout = pngLayout(bytes);
  const chunks = pngChunks(bytes);
  const bodyOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.body;
  const brightnessOf = pixelBrightness(layout, bodyOf('PLTE'), bodyOf('tRNS'));
  const { Unzlib } = await import('fflate');
  const rows = new RowReader(layout, brightnessOf);
  const inflate = new Unzlib((part) => rows.take(part));
  try {
    for (const { type, body } of chunks) {
      if (type !== 'IDAT') continue;
      for (let at = 0; at < body.length; at += packedPart) {
        inflate.push(body.subarray(at, Math.min(body.length, at + packedPart)));
      }
    }
  } catch (error) {
    if (error instanceof DrawingError) throw error;
    throw new DrawingError(say('image'), reason(error), say('whole-png'));
  }
  return rows.finish();
}

/** Gathers unpacked bytes to rows and writes their brightness into the picture. */
class RowReader {
  private readonly data: Uint8Array;
  private readonly passes;
  private pass = -1;
  private passRow = 0;
  private row = new Uint8Array(0);
  private above = new Uint8Array(0);
  private filled = 0;

  constructor(
    private readonly layout: PngLayout,
    private readonly brightnessOf: PixelBrightness,
  ) {
    const { width, height, interlaced } = layout;
    this.data = new Uint8Array(width * height);
    this.passes = pngPasses(width, height, interlaced);
    this.nextPass();
  }

  take(part: Uint8Array): void {
    for (let at = 0; at < part.length; ) {
      if (this.pass === this.passes.length) {
        throw new DrawingError(say('image'), say('png-more-pixels'), say('png-picture'));
      }
      const count = Math.min(part.length - at, this.row.length - this.filled);
      this.row.set(part.subarray(at, at + count), this.filled);
      this.filled += count;
      at += count;
      if (this.filled === this.row.length) this.finishRow();
    }
  }

  finish(): Raster {
    if (this.pass < this.passes.length) {
      throw new DrawingError(say('image'), say('pixels-end'), say('whole-png'));
    }
    const { width, height } = this.layout;
    return { width, height, data: this.data };
  }

  private finishRow(): void {
    const { depth, channels, width } = this.layout;
    const { left, top, stepX, stepY, width: count, height } = this.passes[this.pass];
    unfilterRow(this.row, this.above, Math.max(1, (depth * channels) >> 3));
    const { data, row, brightnessOf } = this;
    let to = (top + this.passRow * stepY) * width + left;
    for (let x = 0; x < count; x++, to += stepX) data[to] = brightnessOf(row, x);
    [this.row, this.above] = [this.above, this.row];
    this.filled = 0;
    if (++this.passRow === height) this.nextPass();
  }

  private nextPass(): void {
    this.pass++;
    this.passRow = 0;
    if (this.pass === this.passes.length) return;
    const { depth, channels } = this.layout;
    const rowBytes = 1 + Math.ceil((this.passes[this.pass].width * depth * channels) / 8);
    this.row = new Uint8Array(rowBytes);
    this.above = new Uint8Array(rowBytes);
  }
}

function reason(error: unknown): Phrase {
  const message = error instanceof Error ? error.message : '';
  return message === '' ? say('png-unreadable') : say('png-unpacking', { reason: message });
}
