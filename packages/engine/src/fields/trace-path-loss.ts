import { crossesPanel, type SpaceMm } from '../kernel/crosses-panel.ts';
import { crossesSlab } from '../kernel/crosses-slab.ts';
import { crossesWall } from '../kernel/crosses-wall.ts';
import { lawLossDb, squaredMmToM } from '../kernel/distance-law.ts';
import type { DistanceLaw, Obstacles } from '../kernel/field-kernel.ts';
import { leakageLossDb } from '../kernel/leakage.ts';
import { obliqueLossUnits, obliqueStarts } from '../kernel/oblique-steps.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { Scene } from '../scene/scene.ts';
import { lossUnitsToDb, metresToMm } from '../units.ts';

/** One place in a level's frame, metres; z above the level's floor. */
export interface Place {
  x: number;
  y: number;
  z: number;
}

/** The place in the frame of obstacles: whole millimetres, absolute height. */
export function placeMm(place: Place, floorMm: number): SpaceMm {
  return { at: [metresToMm(place.x), metresToMm(place.y)], zMm: floorMm + metresToMm(place.z) };
}

/** Path loss between two places of one level, dB: the same sum as the kernel's, in double precision. */
export function tracePathLossDb(scene: Scene, model: PropagationModel, from: Place, to: Place): number {
  return traceLossDb(
    scene.obstacles,
    model,
    model.distanceLaw(scene.frequencyMhz),
    placeMm(from, scene.floorMm),
    placeMm(to, scene.floorMm),
  );
}

/** As `tracePathLossDb`, between any two places that the obstacles stand between. */
export function traceLossDb(
  obstacles: Obstacles,
  model: PropagationModel,
  law: DistanceLaw,
  from: SpaceMm,
  to: SpaceMm,
): number {
  const distanceDb = distanceLossDb(law, from, to);
  if (!model.usesObstacles) return distanceDb;
  let sumUnits = 0;
  forEachCrossed(obstacles, from, to, (_, units) => {
    sumUnits += units;
  });
  for (const slab of obstacles.slabs ?? []) {
    if (crossesSlab(from, to, slab)) sumUnits += slab.lossUnits;
  }
  return distanceDb + leakageLossDb(lossUnitsToDb(sumUnits), model.capDb);
}

/** The distance law's loss between two places, dB. */
export function distanceLossDb(law: DistanceLaw, from: SpaceMm, to: SpaceMm): number {
  const [dxMm, dyMm] = [from.at[0] - to.at[0], from.at[1] - to.at[1]];
  return lawLossDb(law, squaredMmToM(dxMm ** 2 + dyMm ** 2 + (from.zMm - to.zMm) ** 2));
}

/**
 * Calls back with the index of each panel the link counts and what it pays there in loss units, in order. Nothing is
 * allocated per panel.
 */
export function forEachCrossed(
  obstacles: Obstacles,
  from: SpaceMm,
  to: SpaceMm,
  found: (index: number, lossUnits: number) => void,
): void {
  const { segmentsMm, lossUnits, heightsMm, obliqueSteps } = obstacles;
  const starts = obliqueStarts(obstacles);
  const lowX = Math.min(from.at[0], to.at[0]);
  const highX = Math.max(from.at[0], to.at[0]);
  const lowY = Math.min(from.at[1], to.at[1]);
  const highY = Math.max(from.at[1], to.at[1]);
  const start: [number, number] = [0, 0];
  const end: [number, number] = [0, 0];
  for (let index = 0; index < lossUnits.length; index += 1) {
    const ax = segmentsMm[4 * index];
    const bx = segmentsMm[4 * index + 2];
    // Boxes apart cannot touch.
    if ((ax < lowX && bx < lowX) || (ax > highX && bx > highX)) continue;
    const ay = segmentsMm[4 * index + 1];
    const by = segmentsMm[4 * index + 3];
    if ((ay < lowY && by < lowY) || (ay > highY && by > highY)) continue;
    start[0] = ax;
    start[1] = ay;
    end[0] = bx;
    end[1] = by;
    const crossed = heightsMm
      ? crossesPanel(from, to, start, end, heightsMm[2 * index], heightsMm[2 * index + 1])
      : crossesWall(from.at, to.at, start, end);
    if (!crossed) continue;
    const obliqueUnits =
      starts && obliqueSteps
        ? obliqueLossUnits(from.at, to.at, start, end, obliqueSteps, starts[index], starts[index + 1])
        : 0;
    found(index, lossUnits[index] + obliqueUnits);
  }
}
