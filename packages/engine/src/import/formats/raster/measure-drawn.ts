import { boundsOf, type Point } from '../../../core/index.ts';
import type { Raster } from './raster.ts';
import { inverted, largestPiece, outsideOf, shrink, spread } from './spread-mask.ts';

/** Ink is looked at in squares of this side, m: smaller gaps in it do not count. */
const cellM = 0.3;
const mostCells = 1_500_000;
/** What is narrower is lines, lettering and dimensions, m. */
const narrowestM = 2;
/** A sheet's frame lies this near to its own bounds, as a share of its sides, with this share of its ink. */
const frameBand = 0.06;
const frameInk = 0.65;
/** Without a frame, what is left of the sheet is at least this share. */
const leastLeft = 0.1;
const mostFrames = 3;

/** Area that the ink of a picture bounds, without the sheet's frame, m²: the largest connected part. `ink` is 0 or 1. */
export function measureDrawn(ink: Raster, metresPerPixel: number): number {
  const cell = Math.max(1, cellM / metresPerPixel, Math.sqrt((ink.width * ink.height) / mostCells));
  let mask = poolInk(ink, cell);
  const narrow = Math.max(1, Math.round((narrowestM / 2 / cell) * (1 / metresPerPixel)));
  const boundedCells = (from: Raster): number => {
    const floor = inverted(spread(outsideOf(spread(from, 1)), 1));
    return largestPiece(spread(shrink(floor, narrow), narrow))?.pixels ?? 0;
  };
  let cells = boundedCells(mask);
  for (let round = 0; round < mostFrames; round++) {
    const inner = withoutFrame(mask);
    const left = inner && boundedCells(inner);
    if (!inner || !left || left < leastLeft * cells) break;
    mask = inner;
    cells = left;
  }
  return cells * (cell * metresPerPixel) ** 2;
}

/** Squares with any ink, with a margin of paper around. */
function poolInk({ width, height, data }: Raster, cell: number): Raster {
  const margin = 2;
  const wide = Math.ceil(width / cell) + 2 * margin;
  const high = Math.ceil(height / cell) + 2 * margin;
  const pooled = new Uint8Array(wide * high);
  for (let y = 0; y < height; y++) {
    const row = (Math.floor(y / cell) + margin) * wide + margin;
    for (let x = 0; x < width; x++) if (data[y * width + x]) pooled[row + Math.floor(x / cell)] = 1;
  }
  return { width: wide, height: high, data: pooled };
}

/** The mask without the connected ink around everything, where that is a frame; undefined where it is none. */
function withoutFrame({ width, height, data }: Raster): Raster | undefined {
  const all: number[] = [];
  for (let i = 0; i < data.length; i++) if (data[i]) all.push(i);
  const pointOf = (at: number): Point => [at % width, Math.floor(at / width)];
  const { minX, minY, maxX, maxY } = boundsOf(all.map(pointOf));
  const first = all.find((at) => at % width === minX);
  if (first === undefined) return undefined;
  const seen = new Uint8Array(data.length);
  const piece = [first];
  seen[first] = 1;
  for (let k = 0; k < piece.length; k++) {
    for (const step of [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1]) {
      const next = piece[k] + step;
      if (!data[next] || seen[next]) continue;
      seen[next] = 1;
      piece.push(next);
    }
  }
  const bandX = frameBand * (maxX - minX);
  const bandY = frameBand * (maxY - minY);
  const isAtEdge = ([x, y]: Point) =>
    x - minX <= bandX || maxX - x <= bandX || y - minY <= bandY || maxY - y <= bandY;
  const points = piece.map(pointOf);
  const own = boundsOf(points);
  if (own.maxX < maxX - bandX || own.minY > minY + bandY || own.maxY < maxY - bandY) return undefined;
  if (points.filter(isAtEdge).length < frameInk * points.length) return undefined;
  return { width, height, data: data.map((value, i) => (seen[i] ? 0 : value)) };
}
