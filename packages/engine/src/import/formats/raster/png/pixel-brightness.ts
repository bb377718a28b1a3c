import { DrawingError, say } from '../../../../core/index.ts';
import type { PngLayout } from './png-header.ts';

/** Brightness 0–255 of the pixel at `x` of a row of packed samples that begins at byte 1. */
export type PixelBrightness = (row: Uint8Array, x: number) => number;

/** Luminance (ITU-R BT.601) over white paper, for the kind of pixels that the header states. */
export function pixelBrightness(
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
  // Of sixteen bits the upper eight are enough.
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
  const most = 2 ** depth - 1;
  const table = Uint8Array.from({ length: most + 1 }, (_, value) => Math.round((255 * value) / most));
  if (transparency && transparency.length >= 2) table[transparency[1] & most] = 255;
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
