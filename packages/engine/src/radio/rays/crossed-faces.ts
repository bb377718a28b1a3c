import type { Point } from '../../core/index.ts';
import { crossesWall } from '../kernel/crosses-wall.ts';
import type { RayScene } from './ray-scene.ts';

const knownBoxes = new WeakMap<RayScene, Float64Array>();

/** Calls back with each face that the straight way between two places crosses, by the crossing rule of walls. */
export function forEachCrossedFace(
  scene: RayScene,
  from: Point,
  to: Point,
  found: (face: number) => void,
): void {
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
