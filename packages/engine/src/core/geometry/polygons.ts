import type { Point } from './points.ts';
import { distanceToSegment, lineIntersection, pointAlong } from './segments.ts';

/** Area of a ring that is not closed by repetition: positive when counter-clockwise. */
export function signedArea(ring: readonly (readonly number[])[]): number {
  let doubled = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    // Relative to the first vertex: rings far from the origin would otherwise lose digits.
    const ax = ring[j][0] - ring[0][0];
    const ay = ring[j][1] - ring[0][1];
    doubled += ax * (ring[i][1] - ring[0][1]) - (ring[i][0] - ring[0][0]) * ay;
  }
  return doubled / 2;
}

export function perimeter(ring: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += Math.hypot(ring[i][0] - ring[j][0], ring[i][1] - ring[j][1]);
  }
  return sum;
}

/** Even-odd rule; a point on the boundary may count as either. */
export function ringContains(ring: readonly (readonly number[])[], point: readonly number[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i];
    const b = ring[j];
    if (
      a[1] > point[1] !== b[1] > point[1] &&
      point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]
    ) {
      inside = !inside;
    }
  }
  return inside;
}

export function counterClockwise<T extends readonly number[]>(ring: readonly T[]): T[] {
  return signedArea(ring) < 0 ? [...ring].reverse() : [...ring];
}

/** Drops repeated vertices and vertices less than `toleranceM` from the line through their neighbours. */
export function simplifyRing(ring: readonly Point[], toleranceM = 0.002): Point[] {
  // First those that stand on each other: of such a pair one has to stay.
  let current = ring.filter((here, i) => {
    const before = ring[i === 0 ? ring.length - 1 : i - 1];
    return Math.hypot(here[0] - before[0], here[1] - before[1]) >= toleranceM;
  });
  if (current.length < 3) current = [...ring];
  for (let changed = true; changed && current.length > 3; ) {
    changed = false;
    const next: Point[] = [];
    for (let i = 0; i < current.length; i++) {
      const before = next.length > 0 ? next[next.length - 1] : current[current.length - 1];
      const after = current[(i + 1) % current.length];
      const here = current[i];
      const repeated = Math.hypot(here[0] - before[0], here[1] - before[1]) < toleranceM;
      if (repeated || distanceToSegment(here, before, after) < toleranceM) {
        changed = true;
        continue;
      }
      next.push(here);
    }
    if (next.length < 3) break;
    current = next;
  }
  return current;
}

/**
 * The ring with edge i (from vertex i to i + 1) moved to its right by `offsetsM[i]`: outward for a
 * counter-clockwise ring. Collinear edges with different offsets are joined by a step.
 */
export function offsetRing(ring: readonly Point[], offsetsM: readonly number[]): Point[] {
  const count = ring.length;
  const moved = ring.map((a, i): [Point, Point] => {
    const b = ring[(i + 1) % count];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const nx = ((b[1] - a[1]) / length) * offsetsM[i];
    const ny = (-(b[0] - a[0]) / length) * offsetsM[i];
    return [
      [a[0] + nx, a[1] + ny],
      [b[0] + nx, b[1] + ny],
    ];
  });
  const result: Point[] = [];
  for (let i = 0; i < count; i++) {
    const before = moved[(i + count - 1) % count];
    const here = moved[i];
    const hit = lineIntersection(before[0], before[1], here[0], here[1]);
    const corner = hit && pointAlong(here[0], here[1], hit.u);
    const reach = 4 * Math.max(Math.abs(offsetsM[i]), Math.abs(offsetsM[(i + count - 1) % count])) + 0.01;
    if (corner && Math.hypot(corner[0] - ring[i][0], corner[1] - ring[i][1]) <= reach) result.push(corner);
    else result.push(before[1], here[0]);
  }
  return result;
}

/** Smallest distance from a point to the ring's boundary. */
export function distanceToRing(ring: readonly (readonly number[])[], point: readonly number[]): number {
  let best = Infinity;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    best = Math.min(best, distanceToSegment(point, ring[j], ring[i]));
  }
  return best;
}
