import { crossesWall, type PointMm } from '../kernel/crosses-wall.ts';
import { leakageLossDb } from '../kernel/leakage.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/scene.ts';
import { lossUnitsToDb, metresToMm } from '../units.ts';

/** One place in a level's frame, metres. */
export interface Place {
  x: number;
  y: number;
  z: number;
}

/** One term of a link: a loss in dB and what causes it. */
export interface LossTerm {
  name: 'distance' | 'wall' | 'column' | 'opening' | 'slab' | 'leakage-cap' | 'body' | 'vehicle';
  id?: string;
  lossDb: number;
}

/** The obstacles a link crosses, each once, in scene order. A column's two diagonals count as one term. */
export function crossedObstacles(
  scene: Scene,
  from: Place,
  to: Place,
): { id: string; lossUnits: number; index: number }[] {
  const { segmentsMm, lossUnits } = scene.obstacles;
  const fromMm: PointMm = [metresToMm(from.x), metresToMm(from.y)];
  const toMm: PointMm = [metresToMm(to.x), metresToMm(to.y)];
  const crossed: { id: string; lossUnits: number; index: number }[] = [];
  for (let index = 0; index < lossUnits.length; index += 1) {
    const offset = 4 * index;
    const start: PointMm = [segmentsMm[offset], segmentsMm[offset + 1]];
    const end: PointMm = [segmentsMm[offset + 2], segmentsMm[offset + 3]];
    if (outside(fromMm, toMm, start, end)) continue;
    if (!crossesWall(fromMm, toMm, start, end)) continue;
    const last = crossed.at(-1);
    const id = scene.obstacleIds[index];
    if (last?.id === id) last.lossUnits += lossUnits[index];
    else crossed.push({ id, lossUnits: lossUnits[index], index });
  }
  return crossed;
}

/** The distance law's loss between two places, dB. */
export function distanceLossDb(
  frequencyMhz: number,
  model: PropagationModel,
  from: Place,
  to: Place,
): number {
  const law = model.distanceLaw(frequencyMhz);
  const distanceM = Math.hypot(
    (metresToMm(to.x) - metresToMm(from.x)) / 1000,
    (metresToMm(to.y) - metresToMm(from.y)) / 1000,
    (metresToMm(to.z) - metresToMm(from.z)) / 1000,
  );
  return law.interceptDb + law.slopeDbPerDecade * Math.log10(Math.max(distanceM, law.minDistanceM));
}

/** Path loss between two places of one level, dB: the same sum as the kernel's, in double precision. */
export function tracePathLossDb(scene: Scene, model: PropagationModel, from: Place, to: Place): number {
  const distanceDb = distanceLossDb(scene.frequencyMhz, model, from, to);
  if (!model.usesObstacles) return distanceDb;
  const crossed = crossedObstacles(scene, from, to);
  const obstacleDb = lossUnitsToDb(crossed.reduce((sum, obstacle) => sum + obstacle.lossUnits, 0));
  return distanceDb + leakageLossDb(obstacleDb, model.capDb);
}

/** True where the boxes around link and wall are apart, so that they cannot touch. */
function outside(from: PointMm, to: PointMm, start: PointMm, end: PointMm): boolean {
  for (const axis of [0, 1]) {
    if (Math.max(start[axis], end[axis]) < Math.min(from[axis], to[axis])) return true;
    if (Math.min(start[axis], end[axis]) > Math.max(from[axis], to[axis])) return true;
  }
  return false;
}
