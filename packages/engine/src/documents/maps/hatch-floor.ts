import type { Point } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { HeatmapFrame } from './heatmap-frame.ts';

/** Distance of the hatch lines along x, px; they run at 45°. */
export const hatchStepPx = 7;
/** Shorter lines, as at corners, only make the file larger. */
const shortestLinePx = 1;
export const hatchStroke = '#cfd4d9';

/** Tells whether something opaque is drawn over a point of the image and around it, px. */
export type IsCovered = (xPx: number, yPx: number) => boolean;

/** Points along a line are asked about so far apart, px along x. */
const coverStepPx = 1;
/** Shorter covered pieces are drawn all the same: two lines for one only make the file larger. */
const shortestGapPx = 250;

/**
 * Path data of diagonal hatch lines over the floor inside the outline less holes (even-odd). What would be covered is
 * left out: most of the floor, and half the work of drawing the image.
 */
export function hatchFloor(level: Level, frame: HeatmapFrame, isCovered: IsCovered = () => false): string {
  // On a line u = x + y (pixels), v = x − y runs along it.
  const rings = [level.outline, ...(level.holes ?? [])].map((ring) =>
    ring.map(([x, y]): Point => {
      const px = frame.x(x);
      const py = frame.y(y);
      return [px + py, px - py];
    }),
  );
  const us = rings[0].map((corner) => corner[0]);
  const parts: string[] = [];
  const first = Math.ceil(Math.min(...us) / hatchStepPx);
  for (let step = first; step * hatchStepPx < Math.max(...us); step += 1) {
    // Off the whole pixel, so that no corner lies on a line.
    const u = step * hatchStepPx + 0.0137;
    const crossings = rings.flatMap((ring) => crossingsAt(ring, u)).sort((a, b) => a - b);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      for (const [from, to] of openRuns(u, crossings[index], crossings[index + 1], isCovered)) {
        if (to - from > shortestLinePx) parts.push(linePart(u, from, to));
      }
    }
  }
  return parts.join('');
}

function crossingsAt(ring: readonly Point[], u: number): number[] {
  const crossings: number[] = [];
  ring.forEach(([ua, va], index) => {
    const [ub, vb] = ring[(index + 1) % ring.length];
    if (ua > u !== ub > u) crossings.push(va + ((u - ua) / (ub - ua)) * (vb - va));
  });
  return crossings;
}

/** The pieces of a line that are not covered, each a step longer on both sides. */
function openRuns(u: number, from: number, to: number, isCovered: IsCovered): [number, number][] {
  const runs: [number, number][] = [];
  const step = 2 * coverStepPx;
  for (let v = from; v < to; v += step) {
    if (isCovered((u + v) / 2, (u - v) / 2)) continue;
    const [start, end] = [Math.max(from, v - step), Math.min(to, v + step)];
    const last = runs.at(-1);
    if (last && start - last[1] < 2 * shortestGapPx) last[1] = end;
    else runs.push([start, end]);
  }
  return runs;
}

/** The second point is given from the first, which takes half the characters. */
function linePart(u: number, from: number, to: number): string {
  const [x, y] = [(u + from) / 2, (u - from) / 2].map((px) => Math.round(10 * px));
  const [endX, endY] = [(u + to) / 2, (u - to) / 2].map((px) => Math.round(10 * px));
  return `M${x / 10} ${y / 10}l${(endX - x) / 10}${(endY - y) / 10}`;
}
