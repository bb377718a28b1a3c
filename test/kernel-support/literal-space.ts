import { crossesShiftedWall } from './shifted-crossing.ts';

type Point = readonly [x: number, y: number];
type SpacePoint = readonly [x: number, y: number, z: number];

/**
 * A panel done literally: the wall really shifted says whether the link crosses; the height where it passes the
 * unshifted line is an exact fraction found along the link by Cramer's rule.
 */
export function crossesLiteralPanel(
  t: SpacePoint,
  p: SpacePoint,
  a: Point,
  b: Point,
  [lower, upper]: readonly [number, number],
): boolean {
  if (!crossesShiftedWall([t[0], t[1]], [p[0], p[1]], a, b)) return false;
  const [dx, dy, dz] = [0, 1, 2].map((axis) => BigInt(p[axis]) - BigInt(t[axis]));
  const [ux, uy] = [0, 1].map((axis) => BigInt(b[axis]) - BigInt(a[axis]));
  const [ox, oy] = [0, 1].map((axis) => BigInt(a[axis]) - BigInt(t[axis]));
  // t + s·d = a + r·u  →  s = (o × u) / (d × u); a link along the panel's line is never crossed.
  let denominator = dx * uy - dy * ux;
  let numerator = ox * uy - oy * ux;
  if (denominator < 0n) [denominator, numerator] = [-denominator, -numerator];
  const height = BigInt(t[2]) * denominator + dz * numerator;
  return BigInt(lower) * denominator <= height && height < BigInt(upper) * denominator;
}

/** Inside by rays to the west, for a ring shifted by (ε, ε²), the link's point in the slab as an exact fraction. */
export function paysLiteralSlab(
  t: SpacePoint,
  p: SpacePoint,
  elevation: number,
  rings: readonly Int32Array[],
): boolean {
  if (t[2] < elevation === p[2] < elevation) return false;
  const whole = BigInt(p[2]) - BigInt(t[2]);
  const part = BigInt(elevation) - BigInt(t[2]);
  // Scaled by `whole`, which may be negative: turn the sign into the numbers.
  const scale = whole < 0n ? -whole : whole;
  const share = whole < 0n ? -part : part;
  const at = [0, 1].map((axis) => BigInt(t[axis]) * scale + (BigInt(p[axis]) - BigInt(t[axis])) * share);
  return !rings.some((ring) => {
    let inside = false;
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const [ax, ay, bx, by] = [ring[i], ring[i + 1], ring[j], ring[j + 1]].map((v) => BigInt(v) * scale);
      // Shifted vertices lie a hair north: one at the point's own height is above it.
      if (ay >= at[1] === by >= at[1]) continue;
      const [lowX, lowY, highX, highY] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
      // Strictly west of the point: an edge through the point is shifted east of it.
      const side = (highX - lowX) * (at[1] - lowY) - (highY - lowY) * (at[0] - lowX);
      if (side < 0n) inside = !inside;
    }
    return inside;
  });
}
