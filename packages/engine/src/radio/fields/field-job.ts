import { metresToMm } from '../../core/index.ts';
import type { FieldJob, Obstacles } from '../kernel/field-kernel.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/build-scene.ts';

const noObstacles = { segmentsMm: new Int32Array(0), lossUnits: new Int32Array(0) };

/** A point that sends: metres, the height above its level's floor. */
export interface Transmitter {
  position: readonly [number, number];
  heightM: number;
  /** That floor and what stands between it and the grid; default: the grid's own level. */
  origin?: FieldOrigin;
}

/** A level seen from a grid. A level's own scene is one. */
export interface FieldOrigin {
  /** Absolute height of the floor. */
  floorMm: number;
  obstacles: Obstacles;
}

/** The kernel's job for one transmitter on a scene's grid. */
export function fieldJob(
  scene: Scene,
  { position, heightM, origin = scene }: Transmitter,
  model: PropagationModel,
  phoneHeightM: number,
): FieldJob {
  return {
    grid: scene.grid,
    obstacles: model.usesObstacles ? origin.obstacles : noObstacles,
    transmitterXMm: metresToMm(position[0]),
    transmitterYMm: metresToMm(position[1]),
    transmitterZMm: origin.floorMm + metresToMm(heightM),
    receiverZMm: scene.floorMm + metresToMm(phoneHeightM),
    law: model.distanceLaw(scene.frequencyMhz),
    capDb: model.capDb,
  };
}
