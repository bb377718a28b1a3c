import type { Point } from '../geometry/points.ts';
import { lineIntersection, pointAlong } from '../geometry/segments.ts';
import type { PlanPath } from './plan-path.ts';
import type { RayBody, RayScene } from './ray-scene.ts';

/**
 * The ways around each body that stands between two places, where no single corner of it sees both: a black screen whose
 * edge is where the tangents from both ends cross. A corner that sees both is an edge of the scene, unless the body is
 * round.
 */
export function bodyPaths(scene: RayScene, from: Point, to: Point, found: (path: PlanPath) => void): void {
  for (const [index, body] of scene.bodies.entries()) {
    for (const side of [1, -1] as const) {
      const at = tangentCrossing(body, from, to, side);
      if (!at) continue;
      const bendRad = bendAt(at, from, to);
      found({
        points: [from, at, to],
        interactions: [
          {
            kind: 'diffraction',
            body: index,
            exteriorRad: 2 * Math.PI,
            incidenceRad: Math.PI / 2 - bendRad / 2,
            diffractionRad: (3 * Math.PI) / 2 + bendRad / 2,
          },
        ],
      });
    }
  }
}

/** Where the tangents of one side cross; undefined where the body is not between, or one corner has both. */
function tangentCrossing({ ring }: RayBody, from: Point, to: Point, side: 1 | -1): Point | undefined {
  const near = outermost(ring, from, to, side);
  const far = outermost(ring, to, from, -side);
  // The straight way has to pass on the inner side of both.
  if (!near || !far) return undefined;
  const mostCorners = 8;
  if (near === far) return ring.length > mostCorners ? near : undefined;
  const crossing = lineIntersection(from, near, to, far);
  if (!crossing || crossing.t < 0 || crossing.u < 0) return undefined;
  return pointAlong(from, near, crossing.t);
}

/** The corner farthest to one side of the way as seen from its beginning; undefined where all or none are that side. */
function outermost(ring: readonly Point[], from: Point, to: Point, side: number): Point | undefined {
  let best: Point | undefined;
  let bestRad = 0;
  let lowRad = 0;
  const aheadRad = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const wholeM2 = (to[0] - from[0]) ** 2 + (to[1] - from[1]) ** 2;
  for (const corner of ring) {
    const alongM2 = (corner[0] - from[0]) * (to[0] - from[0]) + (corner[1] - from[1]) * (to[1] - from[1]);
    // A body beside either end, or beyond it, is not between.
    if (alongM2 <= 0 || alongM2 >= wholeM2) return undefined;
    const turnRad = Math.atan2(corner[1] - from[1], corner[0] - from[0]) - aheadRad;
    const asideRad = side * Math.atan2(Math.sin(turnRad), Math.cos(turnRad));
    lowRad = Math.min(lowRad, asideRad);
    if (asideRad > bestRad) {
      bestRad = asideRad;
      best = corner;
    }
  }
  return lowRad < 0 ? best : undefined;
}

/** How much the way turns at a place, radians. */
function bendAt(at: Point, from: Point, to: Point): number {
  const inRad = Math.atan2(at[1] - from[1], at[0] - from[0]);
  const outRad = Math.atan2(to[1] - at[1], to[0] - at[0]);
  return Math.abs(Math.atan2(Math.sin(outRad - inRad), Math.cos(outRad - inRad)));
}
