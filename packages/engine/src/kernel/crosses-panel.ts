import { crossesWall, type PointMm } from './crosses-wall.ts';

/** A place in space, integer mm. */
export interface SpaceMm {
  at: PointMm;
  zMm: number;
}

/**
 * True when the link from `t` to `p` counts the upright panel over the segment from `a` to `b` between two heights:
 * it crosses the segment (`crossesWall`) and passes it at lower ≤ z < upper, z being the link's exact height over the
 * segment's own (unshifted) line. Reciprocal: both ways the link passes at the same height.
 */
export function crossesPanel(
  t: SpaceMm,
  p: SpaceMm,
  a: PointMm,
  b: PointMm,
  lowerMm: number,
  upperMm: number,
): boolean {
  if (!crossesWall(t.at, p.at, a, b)) return false;
  // Distances from the wall's line, in proportion; opposite signs, not both zero, as the wall is crossed.
  const before = Math.abs(orientation(a, b, t.at));
  const behind = Math.abs(orientation(a, b, p.at));
  // z = (zt·behind + zp·before) / (before + behind), exact beyond a double's 53 bits.
  const whole = BigInt(before) + BigInt(behind);
  const height = BigInt(t.zMm) * BigInt(behind) + BigInt(p.zMm) * BigInt(before);
  return BigInt(lowerMm) * whole <= height && height < BigInt(upperMm) * whole;
}

function orientation(a: PointMm, b: PointMm, q: PointMm): number {
  return (b[0] - a[0]) * (q[1] - a[1]) - (b[1] - a[1]) * (q[0] - a[0]);
}
