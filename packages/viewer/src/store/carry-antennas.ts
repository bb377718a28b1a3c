import { type Antenna, antennaPlace, type Level, moveAntenna, type Plan, type Position } from '@diku/engine';
import type { ImportReview } from './imported.ts';

type Placed = Pick<ImportReview, 'levels' | 'evidence'>;
type Transform = ImportReview['levels'][number]['transform'];
/** Under a ceiling that turns out lower. */
const underCeilingM = 0.1;

/**
 * The antennas of a plan over another import of the same drawing: each stays on its place in the drawing, whatever
 * became of the level's name, unit or position, under a lower ceiling if need be. Those whose level is gone, or whose
 * place is no longer `inside` it, are left out.
 */
export function carryAntennas(
  antennas: readonly Antenna[],
  before: Placed,
  {
    plan,
    review,
    inside,
  }: { plan: Plan; review: Placed; inside: (level: Level, place: Position) => boolean },
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
      ? moveAntenna(antenna, toPlan(toDrawing(antennaPlace(antenna), old), now))
      : antenna;
    if (!inside(level, antennaPlace(moved))) return [];
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

function toDrawing([x, y]: Position, { metresPerUnit, rotationDeg, translation }: Transform): Position {
  const [u, v] = turn([x - translation[0], y - translation[1]], -rotationDeg);
  return [u / metresPerUnit, v / metresPerUnit];
}

function toPlan([u, v]: Position, { metresPerUnit, rotationDeg, translation }: Transform): Position {
  const [x, y] = turn([u * metresPerUnit, v * metresPerUnit], rotationDeg);
  return [roundMm(x + translation[0]), roundMm(y + translation[1])];
}

function turn([x, y]: Position, angleDeg: number): Position {
  const angleRad = (angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [x * cos - y * sin, x * sin + y * cos];
}

function roundMm(value: number): number {
  return Math.round(value * 1000) / 1000;
}
