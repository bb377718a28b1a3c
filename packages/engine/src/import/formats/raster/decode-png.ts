import { DrawingError, type Phrase, say } from '../../../core/index.ts';
import { type PngLayout, pngChunks, pngLayout } from './png/png-header.ts';
import type { Raster } from './raster.ts';

/** One of the images that an interlaced PNG is stored as (ISO/IEC 15948, 8.2), or the whole of another. */
interface PngPass {
  /** Pixels of the image where its pixels lie: from here, so far apart. */
  left: number;
  top: number;
  stepX: number;
  stepY: number;
  width: number;
  height: number;
}

/** Adam7: from here, so far apart, across and down. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Brightness of a PNG image, 0–255, transparent pixels white. Rows become brightness as they are unpacked, so that
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

/** The passes that have pixels, in order. */
function pngPasses(width: number, height: number, interlaced: boolean): PngPass[] {
  const plan = interlaced ? adam7 : [[0, 0, 1, 1] as const];
  return plan
    .map(([left, top, stepX, stepY]) => ({
      left,
      top,
      stepX,
      stepY,
      width: Math.ceil((width - left) / stepX),
      height: Math.ceil((height - top) / stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Bytes that are unpacked at a time: a bomb is noticed before it is large. */
const packedPart = 16_384;

/** Gathers unpacked bytes to rows and writes their brightness into the image. */
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

/**
 * Undoes the filter of a row in place (ISO/IEC 15948, 9.2). `row` and `above` begin with the filter's number; `stride`
 * is the bytes of a pixel, at least 1.
 */
function unfilterRow(row: Uint8Array, above: Uint8Array, stride: number): void {
  const filter = row[0];
  const start = stride + 1;
  if (filter === 0) return;
  if (filter === 1) {
    for (let i = start; i < row.length; i++) row[i] += row[i - stride];
  } else if (filter === 2) {
    for (let i = 1; i < row.length; i++) row[i] += above[i];
  } else if (filter === 3) {
    for (let i = 1; i < row.length; i++) row[i] += ((i < start ? 0 : row[i - stride]) + above[i]) >> 1;
  } else if (filter === 4) {
    for (let i = 1; i < Math.min(start, row.length); i++) row[i] += above[i];
    for (let i = start; i < row.length; i++) row[i] += paeth(row[i - stride], above[i], above[i - stride]);
  } else {
    throw new DrawingError(say('image'), say('png-filter', { filter }), say('whole-png-filters'));
  }
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Brightness 0–255 of the pixel at `x` of a row of packed samples that begins at byte 1. */
type PixelBrightness = (row: Uint8Array, x: number) => number;

/** Luminance (ITU-R BT.601) over white paper, for the kind of pixels that the header states. */
function pixelBrightness(
  layout: PngLayout,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
): PixelBrightness {
  const { depth, colour, channels } = layout;
  if (colour === 3 || (colour === 0 && depth <= 8)) {
    const table = colour === 3 ? paletteTable(palette, transparency) : greyTable(depth, transparency);
    if (depth === 8) return (row, x) => table[row[1 + x]];
    const mask = 2 ** depth - 1;
    const perByte = 8 / depth;
    return (row, x) =>
      table[(row[1 + Math.floor(x / perByte)] >> (8 - depth - depth * (x % perByte))) & mask];
  }
  const bytes = depth / 8;
  const hasAlpha = colour >= 4;
  // The upper eight of sixteen bits are enough.
  return (row, x) => {
    const at = 1 + x * channels * bytes;
    const value =
      channels >= 3 ? 0.299 * row[at] + 0.587 * row[at + bytes] + 0.114 * row[at + 2 * bytes] : row[at];
    if (hasAlpha) {
      const alpha = row[at + (channels - 1) * bytes] / 255;
      return Math.round(255 + (value - 255) * alpha);
    }
    return transparency && isTransparent(row, at, channels, bytes, transparency) ? 255 : Math.round(value);
  };
}

/** The one colour that is transparent is given with sixteen bits a sample. */
function isTransparent(
  row: Uint8Array,
  at: number,
  channels: number,
  bytes: number,
  transparency: Uint8Array,
): boolean {
  for (let k = 0; k < channels; k++) {
    if (row[at + k * bytes + bytes - 1] !== transparency[2 * k + 1]) return false;
    if (bytes === 2 && row[at + 2 * k] !== transparency[2 * k]) return false;
  }
  return true;
}

function greyTable(depth: number, transparency: Uint8Array | undefined): Uint8Array {
  const max = 2 ** depth - 1;
  const table = Uint8Array.from({ length: max + 1 }, (_, value) => Math.round((255 * value) / max));
  if (transparency && transparency.length >= 2) table[transparency[1] & max] = 255;
  return table;
}

/** Colours beyond the end of the palette are black, as most programs show them. */
function paletteTable(palette: Uint8Array | undefined, transparency: Uint8Array | undefined): Uint8Array {
  if (!palette || palette.length < 3) {
    throw new DrawingError(say('image'), say('png-no-palette'), say('png-palette'));
  }
  const table = new Uint8Array(256);
  for (let k = 0; k < Math.floor(palette.length / 3) && k < 256; k++) {
    const value = 0.299 * palette[3 * k] + 0.587 * palette[3 * k + 1] + 0.114 * palette[3 * k + 2];
    table[k] = Math.round(255 + ((value - 255) * (transparency?.[k] ?? 255)) / 255);
  }
  return table;
}
