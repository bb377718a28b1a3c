import { distanceToSegment, nearestParameter, type Point, pointAlong } from '../../core/index.ts';
import { isAimed, type Level, type Plan, radiatesAlongPath } from '../../plan/index.ts';
import { columnOutline } from '../../radio/index.ts';

/** A bracket on a wall or column holds an antenna so far from it, m. */
export const bracketReachM = 1;

/** An antenna with a main direction that no wall and no column is near enough for, and how far the nearest is, m. */
export interface FarAntenna {
  id: string;
  level: string;
  distanceM: number;
}

/** Antennas that would be mounted on a wall or column and hang too far from any. */
export function farAntennas({ antennas, levels }: Pick<Plan, 'antennas' | 'levels'>): FarAntenna[] {
  const levelOf = new Map(levels.map((level) => [level.id, level]));
  return antennas
    .filter((antenna) => isAimed(antenna) && !radiatesAlongPath(antenna) && antenna.feed !== 'small-cell')
    .map((antenna) => ({
      ...{ id: antenna.id, level: antenna.level },
      distanceM: supportDistanceM(levelOf.get(antenna.level), antenna.position),
    }))
    .filter(({ distanceM }) => distanceM > bracketReachM);
}

/** Distance to the nearest face of a wall or column, m; infinite on a level without any. */
function supportDistanceM(level: Level | undefined, at: readonly [number, number]): number {
  return (level && nearestSupport(level, at)?.distanceM) ?? Infinity;
}

/** Something that a box or bracket may be mounted on: how far its nearest face is, m, and where on the plan. */
export interface Support {
  kind: 'wall' | 'column';
  distanceM: number;
  atM: Point;
}

/** The nearest wall or column of a level; undefined on a level without any. */
export function nearestSupport(
  { walls = [], columns = [] }: Pick<Level, 'walls' | 'columns'>,
  at: readonly [number, number],
): Support | undefined {
  const faces = [
    ...walls.map(({ start, end, thicknessM }) => ({
      ...{ kind: 'wall' as const, start, end, halfM: thicknessM / 2 },
    })),
    ...columns.flatMap((column) => {
      const ring = columnOutline(column);
      return ring.map((start, index) => ({
        ...{ kind: 'column' as const, start, end: ring[(index + 1) % ring.length], halfM: 0 },
      }));
    }),
  ];
  let nearest: Support | undefined;
  for (const { kind, start, end, halfM } of faces) {
    const distanceM = Math.max(0, distanceToSegment(at, start, end) - halfM);
    if (nearest && distanceM >= nearest.distanceM) continue;
    const atM = pointAlong(start, end, nearestParameter(at, start, end));
    nearest = { kind, distanceM, atM };
  }
  return nearest;
}
