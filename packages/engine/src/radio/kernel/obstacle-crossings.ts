import type { PointMm } from '../../core/index.ts';
import type { Slab } from './field-kernel.ts';

/** A point in space, integer mm. */
export interface SpaceMm {
  at: PointMm;
  zMm: number;
}

/**
 * True when the link from `t` to `p` counts the upright facet over the segment from `a` to `b` between two heights: the
 * part of the link at lower ≤ z < upper crosses the segment. Touching cases follow the rule of `crossesWall`: the facet
 * is shifted by (ε, ε²), while the ends of that part stay. Hence reciprocal, and of two facets that stand on each other
 * a link counts exactly one.
 */
export function crossesFacet(
  t: SpaceMm,
  p: SpaceMm,
  a: PointMm,
  b: PointMm,
  lowerMm: number,
  upperMm: number,
): boolean {
  const riseMm = p.zMm - t.zMm;
  if (riseMm === 0) return lowerMm <= t.zMm && t.zMm < upperMm && crossesWall(t.at, p.at, a, b);
  // Few facets have two heights with both ends on either side: nothing is allocated before and little after.
  if (sideOfLink(t.at, p.at, a) === sideOfLink(t.at, p.at, b)) return false;
  const wholeMm = Math.abs(riseMm);
  // How far along its rise the link is at either edge.
  const startMm = clamp(riseMm > 0 ? lowerMm - t.zMm : t.zMm - upperMm, wholeMm);
  const endMm = clamp(riseMm > 0 ? upperMm - t.zMm : t.zMm - lowerMm, wholeMm);
  if (startMm >= endMm) return false;
  return sideAt(a, b, t.at, p.at, startMm, wholeMm) !== sideAt(a, b, t.at, p.at, endMm, wholeMm);
}

function clamp(partMm: number, wholeMm: number): number {
  return Math.max(0, Math.min(partMm, wholeMm));
}

/** `sideOfWall` of the point t + (p − t)·part/whole, exact. */
function sideAt(a: PointMm, b: PointMm, t: PointMm, p: PointMm, partMm: number, wholeMm: number): number {
  if (partMm === 0) return sideOfWall(a, b, t);
  if (partMm === wholeMm) return sideOfWall(a, b, p);
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const before = ux * (t[1] - a[1]) - uy * (t[0] - a[0]);
  const behind = ux * (p[1] - a[1]) - uy * (p[0] - a[0]);
  const beforePart = before * (wholeMm - partMm);
  const behindPart = behind * partMm;
  const sum = beforePart + behindPart;
  // Both products and their sum are right to 2^-53 of themselves.
  if (Math.abs(sum) > surePart * (Math.abs(beforePart) + Math.abs(behindPart))) return sum > 0 ? 1 : -1;
  const scaled = BigInt(before) * BigInt(wholeMm - partMm) + BigInt(behind) * BigInt(partMm);
  if (scaled === 0n) return Math.sign(uy) || Math.sign(-ux);
  return scaled > 0n ? 1 : -1;
}

/** A sum of two rounded products has the sign of the exact one where it is more than this fraction of their sizes. */
const surePart = 2 ** -50;

/**
 * True when the link from `t` to `p` pays the slab: one end lies below its elevation, the other not, and it passes
 * through none of the openings. Reciprocal: both ways the link meets the slab at the same point.
 */
export function crossesSlab(t: SpaceMm, p: SpaceMm, slab: Slab): boolean {
  if (t.zMm < slab.elevationMm === p.zMm < slab.elevationMm) return false;
  return !slab.openingsMm.some((ring) => passesRing(t, p, slab.elevationMm, ring));
}

/**
 * Returns whether the link's point at the elevation lies within the ring, the ring shifted by (ε, ε²): its winding
 * number.
 */
function passesRing(t: SpaceMm, p: SpaceMm, elevationMm: number, ring: Int32Array): boolean {
  // The point is t + (p − t)·part/whole; everything below is scaled by `whole`.
  const whole = BigInt(Math.abs(p.zMm - t.zMm));
  const part = BigInt(Math.abs(elevationMm - t.zMm));
  const x = BigInt(t.at[0]) * whole + BigInt(p.at[0] - t.at[0]) * part;
  const y = BigInt(t.at[1]) * whole + BigInt(p.at[1] - t.at[1]) * part;
  const count = ring.length / 2;
  let winding = 0;
  for (let index = 0; index < count; index++) {
    const next = (index + 1) % count;
    const ax = BigInt(ring[2 * index]) * whole;
    const ay = BigInt(ring[2 * index + 1]) * whole;
    const bx = BigInt(ring[2 * next]) * whole;
    const by = BigInt(ring[2 * next + 1]) * whole;
    // A vertex as high as the point counts as above it, an edge through it as east of it.
    if (ay >= y === by >= y) continue;
    const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const upwards = by > ay;
    if (upwards ? side >= 0n : side <= 0n) winding += upwards ? 1 : -1;
  }
  return winding !== 0;
}

export type { PointMm };

/**
 * True when the link from `t` to `p` counts the wall from `a` to `b`: plan format version 1, "crossing rule".
 *
 * The open segments must properly cross. Every touching case is decided as if the wall were shifted by
 * (ε, ε²), ε → 0+, while the ends of the link stay. Hence reciprocal (`t` and `p`, `a` and `b` may swap), a pass
 * through a vertex shared by walls on opposite sides counts one of them, a link along a wall none, and neither
 * a wall nor a link without length counts anything.
 */
export function crossesWall(t: PointMm, p: PointMm, a: PointMm, b: PointMm): boolean {
  return sideOfLink(t, p, a) !== sideOfLink(t, p, b) && sideOfWall(a, b, t) !== sideOfWall(a, b, p);
}

/** Side of the shifted wall end `v`: −1 right, 1 left of the line t → p; 0 only for a link without length. */
export function sideOfLink(t: PointMm, p: PointMm, v: PointMm): number {
  const dx = p[0] - t[0];
  const dy = p[1] - t[1];
  const orientation = dx * (v[1] - t[1]) - dy * (v[0] - t[0]);
  // The shift adds dx·ε² − dy·ε.
  return Math.sign(orientation) || Math.sign(-dy) || Math.sign(dx);
}

/** Side of `q` seen from the shifted wall a → b; 0 only for a wall without length. */
export function sideOfWall(a: PointMm, b: PointMm, q: PointMm): number {
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const orientation = ux * (q[1] - a[1]) - uy * (q[0] - a[0]);
  // Shifting the wall moves the point backwards relative to it: the shift adds uy·ε − ux·ε².
  return Math.sign(orientation) || Math.sign(uy) || Math.sign(-ux);
}
