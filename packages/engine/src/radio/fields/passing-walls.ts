import type { Level } from '../../plan/index.ts';
import type { Obstacles } from '../kernel/field-kernel.ts';
import type { Scene } from '../scene/scene.ts';

/** What is left as it was while walls are dragged. */
export interface PassingWalls {
  /**
   * A transmitter further than this from all that changed keeps the field it had, metres. Not exact, as a wall far away can
   * open a way around corners.
   */
  keepsBeyondM: number;
  /**
   * The levels at rest: paths bend at the corners of their walls, and what comes from another level passes these. Not exact, as
   * what moved stays behind there.
   */
  atRest: readonly Level[];
}

/** The scene with paths that bend at the corners of another set. */
export function bendingAs(scene: Scene, bendsAs: Obstacles): Scene {
  const { walls } = scene.obstacles;
  return walls ? { ...scene, obstacles: { ...scene.obstacles, walls: { ...walls, bendsAs } } } : scene;
}
