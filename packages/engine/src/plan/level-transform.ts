import {
  degToRad,
  type Point,
  requireNumber,
  requireObject,
  requirePoint,
  rotatePoint,
} from '../core/index.ts';

/** Where a level lies in its drawing: plan = R(rotationDeg) · (drawing · metresPerUnit) + translation. */
export interface LevelTransform {
  metresPerUnit: number;
  rotationDeg: number;
  /** Metres. */
  translation: Readonly<Point>;
}

/** From the drawing, in its units, to the plan, metres. */
export function drawingToPlan(point: readonly number[], transform: LevelTransform): Point {
  requirePoint('point', point);
  requireTransform(transform);
  const [x, y] = point;
  const { metresPerUnit, rotationDeg, translation } = transform;
  const turned = rotatePoint([x * metresPerUnit, y * metresPerUnit], degToRad(rotationDeg));
  return [turned[0] + translation[0], turned[1] + translation[1]];
}

/** From the plan, metres, to the drawing, in its units. */
export function planToDrawing(point: readonly number[], transform: LevelTransform): Point {
  requirePoint('point', point);
  requireTransform(transform);
  const [x, y] = point;
  const { metresPerUnit, rotationDeg, translation } = transform;
  const turned = rotatePoint([x - translation[0], y - translation[1]], degToRad(-rotationDeg));
  return [turned[0] / metresPerUnit, turned[1] / metresPerUnit];
}

function requireTransform(transform: unknown): asserts transform is LevelTransform {
  requireObject('transform', transform);
  const { metresPerUnit, rotationDeg, translation } = transform as LevelTransform;
  requireNumber('metresPerUnit', metresPerUnit, { atLeast: Number.MIN_VALUE });
  requireNumber('rotationDeg', rotationDeg);
  requirePoint('translation', translation);
}
