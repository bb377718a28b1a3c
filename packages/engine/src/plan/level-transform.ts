import { degToRad, type Point, rotatePoint } from '../core/index.ts';

/** Where a level lies in its drawing: plan = R(rotationDeg) · (drawing · metresPerUnit) + translation. */
export interface LevelTransform {
  metresPerUnit: number;
  rotationDeg: number;
  /** Metres. */
  translation: Readonly<Point>;
}

/** From the drawing, in its units, to the plan, metres. */
export function drawingToPlan(
  [x, y]: readonly number[],
  { metresPerUnit, rotationDeg, translation }: LevelTransform,
): Point {
  const turned = rotatePoint([x * metresPerUnit, y * metresPerUnit], degToRad(rotationDeg));
  return [turned[0] + translation[0], turned[1] + translation[1]];
}

/** From the plan, metres, to the drawing, in its units. */
export function planToDrawing(
  [x, y]: readonly number[],
  { metresPerUnit, rotationDeg, translation }: LevelTransform,
): Point {
  const turned = rotatePoint([x - translation[0], y - translation[1]], degToRad(-rotationDeg));
  return [turned[0] / metresPerUnit, turned[1] / metresPerUnit];
}
