import type { Point } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';

const { inkedRatio } = tuning.rasterFindColumns;

/** A filled block, in pixels of its raster: centre, and size along rows and columns. */
export interface Block {
  center: Point;
  size: Point;
}

export interface ColumnOptions {
  pixelM: number;
  /** Ink of filled blocks is at least this dark. */
  threshold: number;
  /** Thicker than any wall, m: what such a square fits into is a column. */
  coreM: number;
}

const columnSideM = { min: 0.3, max: 1.6 } as const;
/** Solid blocks of the size of columns, alone or on walls. */
export function findColumns(raster: Raster, { pixelM, threshold, coreM }: ColumnOptions): Block[] {
  const { width, height } = raster;
  const core = Math.max(2, Math.round(coreM / pixelM));
  const marks = solidSquares(raster, threshold, core);
  const blocks: Block[] = [];
  const stack: number[] = [];
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== 1) continue;
    let count = 0;
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -1, -1];
    stack.push(i);
    marks[i] = 2;
    while (stack.length > 0) {
      const at = stack.pop()!;
      const x = at % width;
      const y = (at - x) / width;
      count++;
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          if (marks[v * width + u] !== 1) continue;
          marks[v * width + u] = 2;
          stack.push(v * width + u);
        }
      }
    }
    const size: Point = [maxX - minX + core, maxY - minY + core];
    const filled = count / ((maxX - minX + 1) * (maxY - minY + 1));
    const [long, short] = [Math.max(...size) * pixelM, Math.min(...size) * pixelM];
    if (short < columnSideM.min || long > columnSideM.max || long > 2.5 * short || filled < 0.5) continue;
    blocks.push({ center: [(minX + maxX + core) / 2, (minY + maxY + core) / 2], size });
  }
  return blocks;
}

/** Marks each upper left corner of a square of `core` pixels that is ink all over. */
function solidSquares({ width, height, data }: Raster, threshold: number, core: number): Uint8Array {
  const marks = new Uint8Array(data.length);
  const columnSums = new Int32Array(width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] >= threshold) columnSums[x]++;
      if (y >= core && data[(y - core) * width + x] >= threshold) columnSums[x]--;
    }
    if (y < core - 1) continue;
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += columnSums[x];
      if (x >= core) sum -= columnSums[x - core];
      if (x >= core - 1 && sum >= inkedRatio * core * core) marks[(y - core + 1) * width + x - core + 1] = 1;
    }
  }
  return marks;
}
