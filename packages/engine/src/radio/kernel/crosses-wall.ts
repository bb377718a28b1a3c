import type { PointMm } from '../../core/index.ts';

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
