import type { Point } from '../../geometry/points.ts';
import { signedArea } from '../../geometry/polygons.ts';
import { distanceToSegment } from '../../geometry/segments.ts';
import type { Raster } from './raster.ts';

/** Floor narrower than this is a beam through a gap, no floor, m. */
const narrowestM = 0.7;
/** The edge runs in steps of pixels; corners nearer to a straight line than this are dropped, m. */
const straightM = 0.2;
const smallestHoleM2 = 4;

/** The edge of the largest connected piece of free floor (1), and of what stands in it; in pixels, largest first. */
export function traceFreeFloor(free: Raster, metresPerPixel: number): Point[][] {
  const reach = Math.max(1, Math.round(narrowestM / 2 / metresPerPixel));
  const opened = spread(shrink(free, reach), reach);
  const floor = largestPiece(opened);
  if (!floor) return [];
  return edgeLoops(floor)
    .filter((loop) => Math.abs(signedArea(loop)) * metresPerPixel ** 2 >= smallestHoleM2)
    .sort((p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)))
    .map((loop) => straighten(loop, straightM / metresPerPixel));
}

/** 1 where the square of `reach` around is all 1; outside of the picture counts as 0. */
function shrink(raster: Raster, reach: number): Raster {
  const inverted = { ...raster, data: raster.data.map((value) => 1 - value) };
  const grown = spread(inverted, reach);
  return { ...raster, data: grown.data.map((value) => 1 - value) };
}

/** 1 where anything in the square of `reach` around is 1. */
function spread({ width, height, data }: Raster, reach: number): Raster {
  const rows = new Uint8Array(data.length);
  const both = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) spreadLine(data, rows, y * width, 1, width, reach);
  for (let x = 0; x < width; x++) spreadLine(rows, both, x, width, height, reach);
  return { width, height, data: both };
}

function spreadLine(
  from: Uint8Array,
  to: Uint8Array,
  start: number,
  stride: number,
  count: number,
  reach: number,
): void {
  let next = -1;
  for (let i = 0; i < count; i++) {
    if (!from[start + i * stride]) continue;
    for (let k = Math.max(next, i - reach); k <= Math.min(count - 1, i + reach); k++)
      to[start + Math.max(0, k) * stride] = 1;
    next = i + reach + 1;
  }
}

function largestPiece({ width, height, data }: Raster): Raster | undefined {
  const labels = new Int32Array(data.length);
  let best = 0;
  let bestCount = 0;
  let label = 0;
  for (let i = 0; i < data.length; i++) {
    if (!data[i] || labels[i]) continue;
    label++;
    let count = 0;
    const stack = [i];
    labels[i] = label;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count++;
      const x = at % width;
      for (const next of [x > 0 ? at - 1 : -1, x + 1 < width ? at + 1 : -1, at - width, at + width]) {
        if (next < 0 || next >= data.length || !data[next] || labels[next]) continue;
        labels[next] = label;
        stack.push(next);
      }
    }
    if (count > bestCount) [best, bestCount] = [label, count];
  }
  if (bestCount === 0) return undefined;
  return { width, height, data: Uint8Array.from(labels, (value) => (value === best ? 1 : 0)) };
}

/** Closed edges around the pixels that are 1, which lie to their right as the picture is seen. */
function edgeLoops({ width, height, data }: Raster): Point[][] {
  const wide = width + 1;
  const next = new Map<number, number[]>();
  const add = (from: number, to: number): void => {
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  };
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : data[y * width + x];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!at(x, y)) continue;
      const corner = y * wide + x;
      if (!at(x, y - 1)) add(corner, corner + 1);
      if (!at(x + 1, y)) add(corner + 1, corner + wide + 1);
      if (!at(x, y + 1)) add(corner + wide + 1, corner + wide);
      if (!at(x - 1, y)) add(corner + wide, corner);
    }
  }
  const loops: Point[][] = [];
  for (const [start, exits] of next) {
    while (exits.length > 0) {
      const loop: Point[] = [];
      for (let corner: number | undefined = start; corner !== undefined; corner = next.get(corner)?.pop()) {
        if (corner === start && loop.length > 0) break;
        loop.push([corner % wide, Math.floor(corner / wide)]);
      }
      if (loop.length >= 4) loops.push(loop);
    }
  }
  return loops;
}

/** The ring without corners less than `reach` from the line between those kept (Douglas and Peucker). */
function straighten(ring: readonly Point[], reach: number): Point[] {
  const half = ring.length >> 1;
  const kept = new Set([0, half]);
  const spans: [number, number][] = [
    [0, half],
    [half, ring.length],
  ];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let far = -1;
    let gap = reach;
    for (let i = from + 1; i < to; i++) {
      const away = distanceToSegment(ring[i], ring[from], ring[to % ring.length]);
      if (away > gap) [far, gap] = [i, away];
    }
    if (far >= 0) {
      kept.add(far);
      spans.push([from, far], [far, to]);
    }
  }
  return [...kept].sort((a, b) => a - b).map((i) => ring[i]);
}
