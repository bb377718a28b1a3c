import { degToRad, metresToMm, type Point } from '../../core/index.ts';
import type { Column } from '../../plan/index.ts';
import type { PointMm } from '../kernel/crosses-wall.ts';

/** Sides of the regular polygon that stands for a round column. */
const roundSides = 16;
/** Circumradius of that polygon in radii of the circle with the same area. */
const roundReach = Math.sqrt((2 * Math.PI) / (roundSides * Math.sin((2 * Math.PI) / roundSides)));

/** The corners of a rectangular column, or of the polygon of equal area of a round one, metres, counter-clockwise. */
export function columnOutline(column: Column): Point[] {
  const [centerX, centerY] = column.center;
  if (column.radiusM !== undefined) {
    const reachM = roundReach * column.radiusM;
    return Array.from({ length: roundSides }, (_, index): Point => {
      const angleRad = (2 * Math.PI * index) / roundSides;
      return [centerX + reachM * Math.cos(angleRad), centerY + reachM * Math.sin(angleRad)];
    });
  }
  const [widthM, depthM] = column.sizeM as [number, number];
  const angleRad = degToRad(column.angleDeg ?? 0);
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const corners: Point[] = [
    [-widthM / 2, -depthM / 2],
    [widthM / 2, -depthM / 2],
    [widthM / 2, depthM / 2],
    [-widthM / 2, depthM / 2],
  ];
  return corners.map(([x, y]): Point => [centerX + cos * x - sin * y, centerY + sin * x + cos * y]);
}

/**
 * The column's outline on whole millimetres: a convex ring, counter-clockwise, that a straight link therefore meets
 * twice or not at all. Empty where rounding leaves no area.
 */
export function columnRingMm(column: Column): PointMm[] {
  let ring = columnOutline(column).map(([x, y]): PointMm => [metresToMm(x), metresToMm(y)]);
  // Rounding dents the outline of a thin pipe; each round drops the corners that do not turn left.
  for (let count = 0; count !== ring.length; ) {
    count = ring.length;
    const dent = ring.findIndex((point, index) => {
      return !turnsLeft(ring.at(index - 1) as PointMm, point, ring[(index + 1) % count]);
    });
    if (dent >= 0) ring = ring.filter((_, index) => index !== dent);
  }
  return ring.length < 3 ? [] : ring;
}

function turnsLeft(a: PointMm, b: PointMm, c: PointMm): boolean {
  return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 0;
}
