import type { FieldJob } from '../kernel/field-kernel.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/scene.ts';
import { metresToMm } from '../units.ts';

const noObstacles = { segmentsMm: new Int32Array(0), lossUnits: new Int32Array(0) };

/** The kernel's job for one antenna in one scene. */
export function fieldJob(
  scene: Scene,
  antenna: { position: readonly [number, number]; heightM: number },
  model: PropagationModel,
  phoneHeightM: number,
): FieldJob {
  return {
    grid: scene.grid,
    obstacles: model.usesObstacles ? scene.obstacles : noObstacles,
    transmitterXMm: metresToMm(antenna.position[0]),
    transmitterYMm: metresToMm(antenna.position[1]),
    transmitterZMm: scene.floorMm + metresToMm(antenna.heightM),
    receiverZMm: scene.floorMm + metresToMm(phoneHeightM),
    law: model.distanceLaw(scene.frequencyMhz),
    capDb: model.capDb,
  };
}
