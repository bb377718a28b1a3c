import { lineIntersection, type Point, pointAlong } from '../../core/index.ts';
import type { Interaction, PlanPath } from './plan-path.ts';
import type { RayBody, RayFace, RayScene } from './ray-scene.ts';

/**
 * The paths around either side of each body between two points: a body is a black strip across the path, whose edges
 * are where the tangents from both ends cross. They count in its light too, where they ripple.
 */
export function bodyPaths(scene: RayScene, from: Point, to: Point, found: (path: PlanPath) => void): void {
  for (const [index, body] of scene.bodies.entries()) {
    for (const { at, turned } of stripEdges(body, index, from, to)) {
      found({ points: [from, at, to], interactions: [turned] });
    }
  }
}

/** The paths by a mirror around each body that stands in a leg of the reflected path. */
export function mirroredBodyPaths(
  scene: RayScene,
  { points, interactions }: PlanPath,
  found: (path: PlanPath) => void,
): void {
  const [reflection] = interactions;
  if (reflection?.kind !== 'reflection' || interactions.length > 1) return;
  const [from, mirrored, to] = points;
  const face = scene.faces[reflection.face];
  const [fromImage, toImage] = [imageIn(face, from), imageIn(face, to)];
  for (const [index, body] of scene.bodies.entries()) {
    if (body.faces.includes(reflection.face)) continue;
    if (stands(body, from, mirrored)) {
      for (const { at, turned } of stripEdges(body, index, from, toImage)) {
        const then = meets(face, at, toImage);
        if (then) found({ points: [from, at, then, to], interactions: [turned, reflection] });
      }
    }
    if (stands(body, mirrored, to)) {
      for (const { at, turned } of stripEdges(body, index, fromImage, to)) {
        const then = meets(face, fromImage, at);
        if (then) found({ points: [from, then, at, to], interactions: [reflection, turned] });
      }
    }
  }
}

/** Both edges of the strip; none where the body is not between the two points. */
function stripEdges(
  { ring }: RayBody,
  body: number,
  from: Point,
  to: Point,
): { at: Point; turned: Interaction }[] {
  const fromSides = outermost(ring, from, to);
  const toSides = outermost(ring, to, from);
  if (!fromSides || !toSides) return [];
  return ([1, -1] as const).flatMap((side) => {
    const near = side > 0 ? fromSides.left : fromSides.right;
    const far = side > 0 ? toSides.right : toSides.left;
    const at = near === far ? near : tangentCrossing(from, near, to, far);
    if (!at) return [];
    // Positive into the shadow of the half plane that the strip's edge bounds.
    const bendRad = side * -turnAt(at, from, to);
    const turned: Interaction = {
      kind: 'diffraction',
      body,
      exteriorRad: 2 * Math.PI,
      incidenceRad: Math.PI / 2 - bendRad / 2,
      diffractionRad: (3 * Math.PI) / 2 + bendRad / 2,
    };
    return [{ at, turned }];
  });
}

function tangentCrossing(from: Point, near: Point, to: Point, far: Point): Point | undefined {
  const crossing = lineIntersection(from, near, to, far);
  if (!crossing || crossing.t <= 0 || crossing.u <= 0) return undefined;
  return pointAlong(from, near, crossing.t);
}

/**
 * The corners farthest left and right as seen from the beginning of a path; undefined where a corner is not between.
 */
function outermost(
  ring: readonly Point[],
  from: Point,
  to: Point,
): { left: Point; right: Point } | undefined {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const wholeM2 = dx * dx + dy * dy;
  let [left, right] = [ring[0], ring[0]];
  let [max, min] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const corner of ring) {
    const [x, y] = [corner[0] - from[0], corner[1] - from[1]];
    const along = x * dx + y * dy;
    if (along <= 0 || along >= wholeM2) return undefined;
    const slope = (dx * y - dy * x) / along;
    if (slope > max) [max, left] = [slope, corner];
    if (slope < min) [min, right] = [slope, corner];
  }
  return { left, right };
}

/** Returns whether the straight line between two points passes through the body. */
function stands(body: RayBody, from: Point, to: Point): boolean {
  const sides = outermost(body.ring, from, to);
  return sides !== undefined && turnAt(sides.left, from, to) < 0 && turnAt(sides.right, from, to) > 0;
}

/** Left turn of the path at a point, radians. */
function turnAt(at: Point, from: Point, to: Point): number {
  const [inX, inY] = [at[0] - from[0], at[1] - from[1]];
  const [outX, outY] = [to[0] - at[0], to[1] - at[1]];
  return Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY);
}

function imageIn({ start, end }: RayFace, [x, y]: Point): Point {
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const part = (2 * (dx * (y - start[1]) - dy * (x - start[0]))) / (dx * dx + dy * dy);
  return [x + part * dy, y - part * dx];
}

/** Point where the path between two points passes through a face. */
function meets({ start, end }: RayFace, from: Point, to: Point): Point | undefined {
  const crossing = lineIntersection(from, to, start, end);
  if (!crossing || crossing.t <= 0 || crossing.t >= 1 || crossing.u <= 0 || crossing.u >= 1) return undefined;
  return pointAlong(from, to, crossing.t);
}
