import { crossesPanel, type SpaceMm } from '../kernel/crosses-panel.ts';
import { crossesWall } from '../kernel/crosses-wall.ts';
import type { Obstacles } from '../kernel/field-kernel.ts';
import { obliqueLossUnits, obliqueStarts } from '../kernel/oblique-steps.ts';

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
