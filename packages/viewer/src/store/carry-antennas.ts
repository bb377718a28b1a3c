import type { Antenna, Level, Plan, Point } from '@diku/engine';
import { roundMm } from '@diku/engine/core';
import { antennaLocation, drawingToPlan, moveAntenna, planToDrawing } from '@diku/engine/plan';
import type { ImportReview } from './imported.ts';

type Placed = Pick<ImportReview, 'levels' | 'evidence'>;
/** Clearance under a ceiling that turns out lower. */
const underCeilingM = 0.1;

/**
 * The antennas of a plan over another import of the same drawing: each keeps its location in the drawing, whatever
 * became of the level's name, unit or position, under a lower ceiling if need be. Those whose level is gone, or whose
 * location is no longer `inside` it, are left out.
 */
export function carryAntennas(
  antennas: readonly Antenna[],
  before: Placed,
  { plan, review, inside }: { plan: Plan; review: Placed; inside: (level: Level, point: Point) => boolean },
): Antenna[] {
  const sources = sourceIds(before);
  const targets = new Map([...sourceIds(review)].map(([id, source]) => [source, id]));
  return antennas.flatMap((antenna) => {
    const source = sources.get(antenna.level);
    const levelId = source === undefined ? antenna.level : targets.get(source);
    const level = plan.levels.find(({ id }) => id === levelId);
    if (!level) return [];
    const old = before.levels.find(({ id }) => id === antenna.level)?.transform;
    const now = review.levels.find(({ id }) => id === level.id)?.transform;
    const isMoved = old && now && JSON.stringify(old) !== JSON.stringify(now);
    const moved = isMoved
      ? moveAntenna(antenna, rounded(drawingToPlan(planToDrawing(antennaLocation(antenna), old), now)))
      : antenna;
    if (!inside(level, antennaLocation(moved))) return [];
    const heightM =
      antenna.heightM > level.clearHeightM ? roundMm(level.clearHeightM - underCeilingM) : antenna.heightM;
    if (moved === antenna && level.id === antenna.level && heightM === antenna.heightM) return [antenna];
    return [{ ...moved, level: level.id, heightM }];
  });
}

/** Id of each level in the plan → the id the import gives it without corrections. */
function sourceIds({ evidence }: Placed): Map<string, string> {
  const levels = evidence.filter(({ kind }) => kind === 'level');
  return new Map(levels.map(({ id, reference }) => [id, reference.slice('level:'.length)]));
}

function rounded([x, y]: Point): Point {
  return [roundMm(x), roundMm(y)];
}
