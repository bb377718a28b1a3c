import { degToRad, meanPoint, type Point, perimeter } from '../../../core/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { featureLayer, type PlacedFeature } from './classify-feature.ts';
import { plainPath } from './draw-walls.ts';
import { columnSidesOf, radiusOf, turnDegOf } from './tag-values.ts';

/** Sides of a column that is a point without a size. */
export const assumedColumnM = 0.6;

/** A column as its ring, or as a circle where it is one. */
export function columnPath({ rings, shape, value, tags }: PlacedFeature, metresPerUnit: number): DrawingPath {
  const layer = featureLayer('column', value);
  const [ring] = rings;
  const center = meanPoint(ring);
  const radiusInUnits =
    shape === 'point' ? (radiusOf(tags) ?? 0) / metresPerUnit : circleRadiusInUnits(ring, center);
  if (radiusInUnits > 0) {
    const points = Array.from({ length: 16 }, (_, i): Point => {
      const angleRad = (i / 8) * Math.PI;
      return [center[0] + radiusInUnits * Math.cos(angleRad), center[1] + radiusInUnits * Math.sin(angleRad)];
    });
    const path: DrawingPath = { ...plainPath(layer, points), closed: true, source: 'circle' };
    return { ...path, arc: { center, radiusInUnits } };
  }
  if (shape !== 'point') return { ...plainPath(layer, ring), closed: true };
  const [a, b] = columnSidesOf(tags) ?? [assumedColumnM, assumedColumnM];
  const turnRad = degToRad(turnDegOf(tags));
  const corner = (u: number, v: number): Point => [
    center[0] + (u * Math.cos(turnRad) * a - v * Math.sin(turnRad) * b) / 2 / metresPerUnit,
    center[1] + (u * Math.sin(turnRad) * a + v * Math.cos(turnRad) * b) / 2 / metresPerUnit,
  ];
  return { ...plainPath(layer, [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]), closed: true };
}

/** Radius of a ring that is a circle in chords, or 0. */
function circleRadiusInUnits(ring: readonly Point[], center: Point): number {
  if (ring.length < 9) return 0;
  const gaps = ring.map(([x, y]) => Math.hypot(x - center[0], y - center[1]));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return gaps.every((gap) => Math.abs(gap - mean) < 0.05 * mean) ? perimeter(ring) / (2 * Math.PI) : 0;
}
