import { createTangentPlane, degToRad, rotatePoint } from '../../core/index.ts';
import { type LevelTransform, type Plan, planToDrawing } from '../../plan/index.ts';
import type { DrawingOrigin } from '../drawing/read-drawing.ts';

/** Where the plan's (0, 0) lies and how it is turned, of a drawing that stands at `origin`. */
export function georeferenceOf(
  origin: DrawingOrigin,
  { rotationDeg, translation }: LevelTransform,
): NonNullable<Plan['georeference']> {
  const plane = createTangentPlane(origin.lonDeg, origin.latDeg);
  const { at: [atX, atY] = [0, 0], rotationDeg: turnDeg = 0 } = origin;
  // In metres of the drawing.
  const [zeroX, zeroY] = planToDrawing([0, 0], { metresPerUnit: 1, rotationDeg, translation });
  const [lonDeg, latDeg] = plane.toLonLat(rotatePoint([zeroX - atX, zeroY - atY], degToRad(turnDeg)));
  // 1e-9 degrees are a tenth of a millimetre; beyond 180° the map crossed the antimeridian.
  const rounded = (valueDeg: number) => Math.round(valueDeg * 1e9) / 1e9 + 0;
  return {
    lonDeg: rounded(lonDeg > 180 ? lonDeg - 360 : lonDeg),
    latDeg: rounded(latDeg),
    rotationDeg: turnDeg - rotationDeg + 0,
  };
}
