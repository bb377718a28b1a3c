import { crossesWall, type PointMm, sideOfLink, sideOfWall } from './crosses-wall.ts';

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
