import { counterClockwise, distance, type Point, simplifyRing } from '../../../core/index.ts';
import { untangleRing } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';

const { maxSlope, shortestM } = tuning.roomsSquareRing;

/**
 * A traced ring with its edges along x and y where they nearly are, each moved to the outermost of `corners` within
 * `reachM` of it. The ring lies in the frame of the building, metres.
 */
export function squareRing(ring: readonly Point[], corners: readonly Point[], reachM: number): Point[] {
  const points = counterClockwise(ring).map(([x, y]): Point => [x, y]);
  const count = points.length;
  for (const axis of [0, 1] as const) {
    const across = axis === 0 ? 1 : 0;
    for (let i = 0; i < count; i++) {
      const a = points[i];
      const b = points[(i + 1) % count];
      const run = b[axis] - a[axis];
      if (distance(a, b) < shortestM || Math.abs(b[across] - a[across]) > maxSlope * Math.abs(run) + 0.1)
        continue;
      // Counter-clockwise: outside is to the right of each edge.
      const outward = (axis === 0 ? -1 : 1) * Math.sign(run);
      const at = faceOf(a, b, axis, outward);
      a[across] = at;
      b[across] = at;
    }
  }
  return counterClockwise(untangleRing(simplifyRing(points, 0.01)));

  function faceOf(a: Point, b: Point, axis: 0 | 1, outward: number): number {
    const across = axis === 0 ? 1 : 0;
    const middle = (a[across] + b[across]) / 2;
    const [from, to] = [Math.min(a[axis], b[axis]) - 0.1, Math.max(a[axis], b[axis]) + 0.1];
    let best = middle;
    let max = -Infinity;
    for (const corner of corners) {
      if (corner[axis] < from || corner[axis] > to || Math.abs(corner[across] - middle) > reachM) continue;
      if (outward * corner[across] <= max) continue;
      max = outward * corner[across];
      best = corner[across];
    }
    return best;
  }
}
