import type { Point } from '../../../core/index.ts';
import { type Affine, applyAffine, isSimilarity, scaleAcross } from './affine.ts';
import type { EntityShape } from './entity-shapes.ts';

/**
 * A shape mapped; a circular arc stays one only where circles do. A wide line becomes one line per segment where the map
 * widens each by another factor.
 */
export function transformShape(shape: EntityShape, matrix: Affine): EntityShape[] {
  if (matrix.every((value, k) => value === (k === 0 || k === 3 ? 1 : 0))) return [shape];
  if (shape.width > 0 && shape.points.length > 2 && !isSimilarity(matrix)) {
    return segmentsOf(shape).map((segment) => transformed(segment, matrix));
  }
  return [transformed(shape, matrix)];
}

function segmentsOf({ points, closed, ...rest }: EntityShape): EntityShape[] {
  return points.flatMap((from, k) => {
    const to = points[k + 1] ?? (closed ? points[0] : undefined);
    return to ? [{ ...rest, points: [from, to], closed: false }] : [];
  });
}

function transformed(shape: EntityShape, matrix: Affine): EntityShape {
  const width = shape.width && shape.width * scaleAcross(matrix, directionOf(shape.points));
  const moved: EntityShape = {
    source: shape.source,
    points: shape.points.map(([x, y]) => applyAffine(matrix, x, y)),
    closed: shape.closed,
    width,
  };
  if (shape.arc && isSimilarity(matrix)) {
    const { center, radius } = shape.arc;
    const at = applyAffine(matrix, center[0], center[1]);
    moved.arc = { center: at, radius: radius * Math.hypot(matrix[0], matrix[1]) };
  } else if (shape.arc) moved.source = 'curve';
  return moved;
}

function directionOf(points: readonly Point[]): Point {
  const [first] = points;
  const second = points.find(([x, y]) => x !== first[0] || y !== first[1]) ?? first;
  return [second[0] - first[0], second[1] - first[1]];
}
