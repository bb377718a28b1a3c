import { PointGrid } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Raster } from './raster.ts';

const { largestLetterM, smallestLetterM, solidRatio, straightRatio, softPixels } = tuning.rasterDropLettering;

export interface LetteringOptions {
  pixelM: number;
  threshold: number;
  /** Open shapes without a straight side stay where nothing of their size stands beside them: walls may be slanted. */
  retainsLone?: boolean;
}

interface Component {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  pixels: number;
  first: number;
}

/** The image without its lettering: small open shapes that stand next to others of their size. */
export function dropLettering(raster: Raster, { pixelM, threshold, retainsLone }: LetteringOptions): Raster {
  const { width, height } = raster;
  const seen = new Uint8Array(raster.data.length);
  const letters: Component[] = [];
  for (let i = 0; i < seen.length; i++) {
    if (seen[i] || raster.data[i] < threshold) continue;
    const component = flood(raster, threshold, i, seen);
    if (isLetterLike(component, pixelM)) letters.push(component);
  }
  const data = Uint8Array.from(raster.data);
  const cleaned: Raster = { width, height, data };
  const grid = new PointGrid(largestLetterM / pixelM);
  letters.forEach(({ minX, minY, maxX, maxY }, i) => {
    grid.addAlong(i, [minX, minY], [maxX, maxY], 0);
  });
  const hasNeighbour = (letter: Component): boolean => {
    const reach = 0.5 * Math.max(letter.maxX - letter.minX, letter.maxY - letter.minY) + 1;
    const { minX, minY, maxX, maxY } = letter;
    return grid
      .near(minX - reach, minY - reach, maxX + reach, maxY + reach)
      .some((i) => letters[i] !== letter && besides(letter, letters[i]));
  };
  for (const letter of letters) {
    const isLone = () => retainsLone || hasStraightSide(raster, threshold, letter);
    if (hasNeighbour(letter) || !isLone()) erase(cleaned, threshold, letter);
  }
  return cleaned;
}

/** Walls and frames have a straight side that is most of their length; letters and words have none. */
function hasStraightSide({ width, data }: Raster, threshold: number, component: Component): boolean {
  const { minX, minY, maxX, maxY } = component;
  const needed = straightRatio * (Math.max(maxX - minX, maxY - minY) + 1);
  const runs = (from: number, step: number, count: number): boolean => {
    let run = 0;
    for (let k = 0, at = from; k < count; k++, at += step) {
      run = data[at] >= threshold ? run + 1 : 0;
      if (run >= needed) return true;
    }
    return false;
  };
  for (let y = minY; y <= maxY; y++) if (runs(y * width + minX, 1, maxX - minX + 1)) return true;
  for (let x = minX; x <= maxX; x++) if (runs(minY * width + x, width, maxY - minY + 1)) return true;
  return false;
}

function flood(
  { width, height, data }: Raster,
  threshold: number,
  first: number,
  seen: Uint8Array,
): Component {
  const component: Component = { minX: width, minY: height, maxX: 0, maxY: 0, pixels: 0, first };
  const stack = [first];
  seen[first] = 1;
  while (stack.length > 0) {
    const at = stack.pop()!;
    const x = at % width;
    const y = (at - x) / width;
    component.pixels++;
    if (x < component.minX) component.minX = x;
    if (x > component.maxX) component.maxX = x;
    if (y < component.minY) component.minY = y;
    if (y > component.maxY) component.maxY = y;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        const next = v * width + u;
        if (seen[next] || data[next] < threshold) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return component;
}

function isLetterLike({ minX, minY, maxX, maxY, pixels }: Component, pixelM: number): boolean {
  const w = maxX - minX + 1;
  const h = maxY - minY + 1;
  const longM = Math.max(w, h) * pixelM;
  return longM >= smallestLetterM && longM <= largestLetterM && pixels < solidRatio * w * h;
}

/**
 * Returns whether two pieces are of like size, or of like height where letters ran together, and nearer to each other
 * than half of it.
 */
function besides(p: Component, q: Component): boolean {
  const sides = ({ minX, minY, maxX, maxY }: Component) => [maxX - minX + 1, maxY - minY + 1];
  const size = (component: Component) => Math.max(...sides(component));
  const height = (component: Component) => Math.min(...sides(component));
  const [small, large] = [Math.min(size(p), size(q)), Math.max(size(p), size(q))];
  const [low, high] = [Math.min(height(p), height(q)), Math.max(height(p), height(q))];
  if (large > 2 * small && high > 1.4 * low) return false;
  const dx = Math.max(p.minX - q.maxX, q.minX - p.maxX, 0);
  const dy = Math.max(p.minY - q.maxY, q.minY - p.maxY, 0);
  return Math.hypot(dx, dy) < 0.5 * small;
}

/** Paints the piece over with paper, with its soft edge: ink around it that gets paler away from it. */
function erase({ width, height, data }: Raster, threshold: number, { first }: Component): void {
  let edge = [first];
  const seen = new Set(edge);
  for (let step = 0; edge.length > 0; ) {
    const next: number[] = [];
    for (let at = edge.pop(); at !== undefined; at = edge.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const to = v * width + u;
          if (data[to] === 0 || seen.has(to)) continue;
          if (data[to] >= threshold && step === 0) edge.push(to);
          else if (data[to] < threshold && data[to] <= data[at]) next.push(to);
          else continue;
          seen.add(to);
        }
      }
    }
    edge = next;
    if (++step > softPixels) break;
  }
  for (const at of seen) data[at] = 0;
}
