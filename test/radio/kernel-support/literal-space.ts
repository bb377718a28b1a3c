import { crossesShiftedWall } from './shifted-crossing.ts';

type Point = readonly [x: number, y: number];
type SpacePoint = readonly [x: number, y: number, z: number];

/**
 * A facet done literally: the link is cut at both heights, in exact fractions of its run, and its part between them
 * must cross the wall really shifted.
 */
export function crossesLiteralFacet(
  t: SpacePoint,
  p: SpacePoint,
  a: Point,
  b: Point,
  [lower, upper]: readonly [number, number],
): boolean {
  const [low, high] = t[2] < p[2] ? [t, p] : [p, t];
  if (low[2] === high[2]) {
    return lower <= low[2] && low[2] < upper && crossesShiftedWall([t[0], t[1]], [p[0], p[1]], a, b);
  }
  const from = Math.max(lower, low[2]);
  const to = Math.min(upper, high[2]);
  if (from >= to) return false;
  // Everything times the whole rise, so that the cut ends are whole numbers.
  const rise = BigInt(high[2] - low[2]);
  const at = (height: number) =>
    [0, 1].map(
      (axis) => BigInt(low[axis]) * rise + BigInt(high[axis] - low[axis]) * BigInt(height - low[2]),
    ) as [bigint, bigint];
  const scaled = ([x, y]: Point): [bigint, bigint] => [BigInt(x) * rise, BigInt(y) * rise];
  return crossesShiftedWall(at(from), at(to), scaled(a), scaled(b));
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
  const fraction = whole < 0n ? -part : part;
  const at = [0, 1].map((axis) => BigInt(t[axis]) * scale + (BigInt(p[axis]) - BigInt(t[axis])) * fraction);
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
