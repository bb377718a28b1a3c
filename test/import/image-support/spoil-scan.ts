/** What scanners, copiers, cameras and fax machines do to a plan; the same seed does the same. */
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import { type DrawnImage, jpegOf, pngOf } from './draw-plan.ts';

export interface Spoiling {
  /** Largest turn, degrees. */
  turnDeg: number;
  /** Standard deviation of the blur, pixels. */
  blurPixels: number;
  /** Largest change of a pixel's brightness. */
  grain: number;
  /** Fraction of the pixels where a spot of dirt or of lost ink begins. */
  spotRatio: number;
  /** Brightness lost from one corner of the sheet to the other. */
  shade: number;
  /** Brightness below which a fax is black; other images are grey. */
  threshold?: number;
  /** 1–100; a PNG image when left out. */
  jpegQuality?: number;
}

const clean: Spoiling = { turnDeg: 0, blurPixels: 0, grain: 0, spotRatio: 0, shade: 0 };

/** The ways that are scored, each by itself and then together. */
export const spoilings: Readonly<Record<string, Spoiling>> = {
  'as printed': clean,
  turned: { ...clean, turnDeg: 5 },
  blurred: { ...clean, blurPixels: 0.9 },
  grainy: { ...clean, grain: 40 },
  speckled: { ...clean, spotRatio: 0.002 },
  'lit unevenly': { ...clean, shade: 110 },
  'small JPEG': { ...clean, jpegQuality: 35 },
  fax: { ...clean, blurPixels: 0.5, grain: 12, threshold: 205 },
  'scan of a copy': { turnDeg: 2, blurPixels: 0.6, grain: 20, spotRatio: 0.0005, shade: 50, jpegQuality: 60 },
};

/** The spoiled image as a file. The turn is the drawing's: see `turnOf`. */
export function spoilScan(drawn: DrawnImage, spoiling: Spoiling, seed: number): Uint8Array {
  const { blurPixels, grain, spotRatio, shade, threshold, jpegQuality } = spoiling;
  const random = createRandom(seed * 7919 + 3);
  const { width, height } = drawn;
  const data = Float32Array.from(drawn.data);
  if (blurPixels > 0) blur(data, width, height, blurPixels);
  const corner = random() * 2 * Math.PI;
  for (let at = 0; at < data.length; at++) {
    const across = (at % width) / width - 0.5;
    const down = Math.floor(at / width) / height - 0.5;
    const fraction = 0.5 + (across * Math.cos(corner) + down * Math.sin(corner)) / Math.SQRT2;
    data[at] = data[at] * (1 - (shade * fraction) / 250) + grain * (2 * random() - 1);
  }
  for (let k = Math.round(spotRatio * data.length); k > 0; k--) addSpot(data, width, height, random);
  const level = (value: number) => (threshold === undefined ? value : value < threshold ? 0 : 255);
  const spoiled = { width, height, data: Uint8ClampedArray.from(data, level) };
  const grey = { ...spoiled, data: new Uint8Array(spoiled.data.buffer) };
  return jpegQuality === undefined ? pngOf(grey) : jpegOf(grey, jpegQuality);
}

/** Returns by how much the drawing is turned before it is spoiled, degrees. */
export function turnOf({ turnDeg }: Spoiling, seed: number): number {
  return turnDeg * (2 * createRandom(seed * 104_729 + 1)() - 1);
}

/** Dirt or lost ink, 1 to 3 pixels wide. */
function addSpot(data: Float32Array, width: number, height: number, random: () => number): void {
  const side = 1 + Math.floor(3 * random() ** 2);
  const left = Math.floor(random() * (width - side));
  const top = Math.floor(random() * (height - side));
  const value = random() < 0.5 ? 30 : 250;
  for (let row = top; row < top + side; row++)
    data.fill(value, row * width + left, row * width + left + side);
}

function blur(data: Float32Array, width: number, height: number, deviation: number): void {
  const reach = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * deviation ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const row = new Float32Array(Math.max(width, height));
  const pass = (start: number, stride: number, count: number): void => {
    for (let i = 0; i < count; i++) row[i] = data[start + i * stride];
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++)
        sum += weights[k + reach] * row[Math.max(0, Math.min(count - 1, i + k))];
      data[start + i * stride] = sum / total;
    }
  };
  for (let y = 0; y < height; y++) pass(y * width, 1, width);
  for (let x = 0; x < width; x++) pass(x, width, height);
}
