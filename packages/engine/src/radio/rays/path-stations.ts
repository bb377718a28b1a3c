import { distance, type Point } from '../../core/index.ts';
import { crossesWall } from '../kernel/obstacle-crossings.ts';
import type { Interaction, PlanPath } from './plan-path.ts';
import type { RayScene } from './ray-scene.ts';

const knownBoxes = new WeakMap<RayScene, Float64Array>();

/** Calls back with each face that the straight line between two points crosses, by the crossing rule of walls. */
function forEachCrossedFace(scene: RayScene, from: Point, to: Point, found: (face: number) => void): void {
  const boxes = knownBoxes.get(scene) ?? packBoxes(scene);
  const lowX = Math.min(from[0], to[0]);
  const highX = Math.max(from[0], to[0]);
  const lowY = Math.min(from[1], to[1]);
  const highY = Math.max(from[1], to[1]);
  for (let face = 0, at = 0; face < scene.faces.length; face += 1, at += 4) {
    if (boxes[at] > highX || boxes[at + 2] < lowX || boxes[at + 1] > highY || boxes[at + 3] < lowY) continue;
    const { start, end } = scene.faces[face];
    if (crossesWall(from, to, start, end)) found(face);
  }
}

/** [faces × 4] lowest x and y, highest x and y. */
function packBoxes(scene: RayScene): Float64Array {
  const boxes = new Float64Array(4 * scene.faces.length);
  for (const [face, { start, end }] of scene.faces.entries()) {
    boxes[4 * face] = Math.min(start[0], end[0]);
    boxes[4 * face + 1] = Math.min(start[1], end[1]);
    boxes[4 * face + 2] = Math.max(start[0], end[0]);
    boxes[4 * face + 3] = Math.max(start[1], end[1]);
  }
  knownBoxes.set(scene, boxes);
  return boxes;
}

/** Event of a ray somewhere along its path from above. */
export interface Station {
  /** Distance from the transmitter, as seen from above, metres. */
  alongM: number;
  /** A transmission through a face, or what the path turns at. */
  event: { kind: 'transmission'; face: number } | Interaction;
  /** Cosine of the angle between a face's normal and the ray, seen from above; 0 for a diffraction. */
  cosine: number;
}

/** The reflections and diffractions of a path, in order. */
export function turnStations(scene: RayScene, { points, interactions }: PlanPath): Station[] {
  let alongM = 0;
  return interactions.map((event, index) => {
    alongM += distance(points[index], points[index + 1]);
    const cosine =
      event.kind === 'reflection' ? faceCosine(scene, event.face, points[index], points[index + 1]) : 0;
    return { alongM, event, cosine };
  });
}

/** The faces one leg of a path passes through, in the order of the scene. */
export function legStations(scene: RayScene, { points, interactions }: PlanPath, leg: number): Station[] {
  const from = points[leg];
  const to = points[leg + 1];
  const before = leg > 0 ? facesAt(scene, interactions[leg - 1]) : [];
  const after = leg < interactions.length ? facesAt(scene, interactions[leg]) : [];
  const startM = points
    .slice(1, leg + 1)
    .reduce((sum, point, index) => sum + distance(points[index], point), 0);
  const stations: Station[] = [];
  forEachCrossedFace(scene, from, to, (face) => {
    if (before.includes(face) || after.includes(face)) return;
    const { start, end } = scene.faces[face];
    const turn = (point: Point) =>
      (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0]);
    const fromSide = turn(from);
    const toSide = turn(to);
    const part = fromSide === toSide ? 0 : fromSide / (fromSide - toSide);
    const alongM = startM + Math.min(1, Math.max(0, part)) * distance(from, to);
    stations.push({
      alongM,
      event: { kind: 'transmission', face },
      cosine: faceCosine(scene, face, from, to),
    });
  });
  return stations;
}

/** Faces that a leg touches where it begins or ends, and does not cross. */
function facesAt({ edges, bodies }: RayScene, event: Interaction): readonly number[] {
  if (event.kind === 'reflection') return [event.face];
  if (event.edge !== undefined) return edges[event.edge].touching;
  return event.body === undefined ? [] : bodies[event.body].faces;
}

function faceCosine({ faces }: RayScene, face: number, from: Point, to: Point): number {
  const { start, end } = faces[face];
  const [wallX, wallY] = [end[0] - start[0], end[1] - start[1]];
  const [rayX, rayY] = [to[0] - from[0], to[1] - from[1]];
  const product = Math.hypot(wallX, wallY) * Math.hypot(rayX, rayY);
  return product === 0 ? 1 : Math.min(1, Math.abs(wallX * rayY - wallY * rayX) / product);
}
