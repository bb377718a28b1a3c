import {
  distanceToSegment,
  lineIntersection,
  type Point,
  pointAlong,
  segmentsCross,
  signedArea,
  simplifyRing,
} from '../../core/index.ts';
import { tuning } from '../tuning.ts';

const { largestRing, maxLoops, touchM, largestCheckedRing } = tuning.untangleRing;

/**
 * The ring without the small loops that moving its edges may have made: at each crossing the smaller side is
 * cut off. Edges that touch without crossing are crossings too.
 */
export function untangleRing(ring: readonly Point[]): Point[] {
  let current = simplifyRing(ring);
  if (current.length > largestRing) return current;
  for (let round = 0; round < maxLoops; round++) {
    const cut = firstCrossing(current);
    if (!cut) break;
    const { i, j, at } = cut;
    const inner: Point[] = [at, ...current.slice(i + 1, j + 1)];
    const outer: Point[] = [...current.slice(0, i + 1), at, ...current.slice(j + 1)];
    const larger = Math.abs(signedArea(inner)) > Math.abs(signedArea(outer)) ? inner : outer;
    if (larger.length >= current.length) break;
    current = simplifyRing(larger);
  }
  return current;
}

/** Returns whether a ring crosses itself, runs back on itself or comes as near to itself as rounding may cross it. */
export function touchesItself(ring: readonly Point[]): boolean {
  const count = ring.length;
  if (count > largestCheckedRing) return false;
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [ring[i], ring[(i + 1) % count], ring[(i + 2) % count]];
    if (distanceToSegment(c, a, b) < touchM || distanceToSegment(a, b, c) < touchM) return true;
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      const [p, q] = [ring[j], ring[(j + 1) % count]];
      if (segmentsCross(a, b, p, q)) return true;
      if (distanceToSegment(p, a, b) < touchM || distanceToSegment(a, p, q) < touchM) return true;
    }
  }
  return false;
}

function firstCrossing(ring: readonly Point[]): { i: number; j: number; at: Point } | undefined {
  const count = ring.length;
  for (let i = 0; i < count; i++) {
    const a = ring[i];
    const b = ring[(i + 1) % count];
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      const c = ring[j];
      const d = ring[(j + 1) % count];
      if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0]))
        continue;
      if (Math.max(a[1], b[1]) < Math.min(c[1], d[1]) || Math.max(c[1], d[1]) < Math.min(a[1], b[1]))
        continue;
      const hit = lineIntersection(a, b, c, d);
      if (!hit || hit.t < 0 || hit.t > 1 || hit.u < 0 || hit.u > 1) continue;
      return { i, j, at: pointAlong(a, b, hit.t) };
    }
  }
  return undefined;
}
