/** Corners x, y, x, y … of a convex polygon. */
export type Ring = number[];

/** Points whose distance from (x, y) along the unit normal is at least `leastMm`. */
export interface HalfPlane {
  x: number;
  y: number;
  normalX: number;
  normalY: number;
  leastMm: number;
}

/** The part of a convex polygon inside a half-plane; empty where there is none. */
export function clipHalfPlane(ring: Ring, plane: HalfPlane): Ring {
  const result: Ring = [];
  const depthMm = (at: number) =>
    (ring[at] - plane.x) * plane.normalX + (ring[at + 1] - plane.y) * plane.normalY - plane.leastMm;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const here = depthMm(at);
    const there = depthMm(next);
    if (here >= 0) result.push(ring[at], ring[at + 1]);
    if (here >= 0 === there >= 0) continue;
    const ratio = here / (here - there);
    result.push(
      ring[at] + ratio * (ring[next] - ring[at]),
      ring[at + 1] + ratio * (ring[next + 1] - ring[at + 1]),
    );
  }
  return result;
}
