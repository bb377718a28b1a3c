import type { Level, Position } from '../plan/schema.ts';
import { formatPixel } from './format-numbers.ts';
import type { PictureFrame } from './picture-frame.ts';

/** Distance of the hatch lines along x, px; they run at 45°. */
export const hatchStepPx = 7;
/** Shorter lines, as at corners, only make the file larger. */
const shortestLinePx = 1;
export const hatchStroke = '#cfd4d9';

/** Path data of diagonal hatch lines over the floor inside the outline less holes (even-odd). */
export function hatchFloor(level: Level, frame: PictureFrame): string {
  // On a line u = x + y (pixels), v = x − y runs along it.
  const rings = [level.outline, ...(level.holes ?? [])].map((ring) =>
    ring.map(([x, y]): Position => {
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
      const [from, to] = [crossings[index], crossings[index + 1]];
      if (to - from > shortestLinePx) parts.push(linePart(u, from, to));
    }
  }
  return parts.join('');
}

function crossingsAt(ring: readonly Position[], u: number): number[] {
  const crossings: number[] = [];
  ring.forEach(([ua, va], index) => {
    const [ub, vb] = ring[(index + 1) % ring.length];
    if (ua > u !== ub > u) crossings.push(va + ((u - ua) / (ub - ua)) * (vb - va));
  });
  return crossings;
}

function linePart(u: number, from: number, to: number): string {
  const at = (v: number): string => `${formatPixel((u + v) / 2)} ${formatPixel((u - v) / 2)}`;
  return `M${at(from)}L${at(to)}`;
}
