import { lossUnitsToDb, metresToMm, ratioToDb } from '../../core/index.ts';
import type { SpaceMm } from '../kernel/crosses-facet.ts';
import { crossesSlab } from '../kernel/crosses-slab.ts';
import type { Obstacles, PathLossLaw } from '../kernel/field-kernel.ts';
import { leakageLossDb } from '../kernel/leakage.ts';
import { lawLossDb, squaredMmToM } from '../kernel/path-loss-law.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/scene.ts';
import { forEachCrossed } from './for-each-crossed.ts';
import { traceDiffraction } from './trace-diffraction.ts';

/** One point in a level's frame, metres; z above the level's floor. */
export interface Location {
  x: number;
  y: number;
  z: number;
}

/** The point in the frame of obstacles: whole millimetres, absolute height. */
export function placeMm(point: Location, floorMm: number): SpaceMm {
  return { at: [metresToMm(point.x), metresToMm(point.y)], zMm: floorMm + metresToMm(point.z) };
}

/** Path loss between two points of one level, dB: the same sum as the kernel's, in double precision. */
export function tracePathLossDb(scene: Scene, model: PropagationModel, from: Location, to: Location): number {
  return traceLossDb(
    scene.obstacles,
    model,
    model.distanceLaw(scene.frequencyMhz),
    placeMm(from, scene.floorMm),
    placeMm(to, scene.floorMm),
  );
}

/** As `tracePathLossDb`, between any two points that the obstacles stand between. */
export function traceLossDb(
  obstacles: Obstacles,
  model: PropagationModel,
  law: PathLossLaw,
  from: SpaceMm,
  to: SpaceMm,
): number {
  const distanceDb = distanceLossDb(law, from, to);
  if (!model.usesObstacles) return distanceDb;
  if (law.diffraction && obstacles.walls) {
    const { sumUnits, diffraction } = traceDiffraction(
      obstacles,
      law,
      law.diffraction,
      model.capDb,
      from,
      to,
    );
    if (diffraction) return distanceDb - ratioToDb(diffraction.shares.totalRatio);
    return distanceDb + leakageLossDb(lossUnitsToDb(sumUnits), model.capDb);
  }
  let sumUnits = 0;
  forEachCrossed(obstacles, from, to, (_, units) => {
    sumUnits += units;
  });
  for (const slab of obstacles.slabs ?? []) {
    if (crossesSlab(from, to, slab)) sumUnits += slab.lossUnits;
  }
  return distanceDb + leakageLossDb(lossUnitsToDb(sumUnits), model.capDb);
}

/** The distance law's loss between two points, dB. */
export function distanceLossDb(law: PathLossLaw, from: SpaceMm, to: SpaceMm): number {
  const [dxMm, dyMm] = [from.at[0] - to.at[0], from.at[1] - to.at[1]];
  return lawLossDb(law, squaredMmToM(dxMm ** 2 + dyMm ** 2 + (from.zMm - to.zMm) ** 2));
}
