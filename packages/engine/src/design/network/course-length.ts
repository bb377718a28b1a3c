import { distance } from '../../core/index.ts';
import { type Level, type Network, type NetworkCable, pathLengthM } from '../../plan/index.ts';

/** Length along a course and up or down its risers, metres. */
export function courseLengthM(levels: readonly Level[], course: NetworkCable['course']): number {
  return course.reduce((sum, { level, path }, index) => {
    const before = course[index - 1];
    const riserM = before
      ? riseM(levels, before.level, level) + distance(before.path[before.path.length - 1], path[0])
      : 0;
    return sum + pathLengthM(path) + riserM;
  }, 0);
}

/** Height between the floors of two levels, metres. */
export function riseM(levels: readonly Level[], from: string, to: string): number {
  const elevationM = (id: string) => levels.find((level) => level.id === id)?.elevationM ?? 0;
  return Math.abs(elevationM(from) - elevationM(to));
}

/** A feeder of a kind that does not fit where it is. */
export interface MisfitFeeder {
  cable: NetworkCable;
  /** Thinner feeder that its part hangs on. */
  trunk?: NetworkCable;
  /** True where its kind is not laid so short. */
  isShort: boolean;
}

/**
 * Feeders thicker than the one that their part hangs on, or shorter than their kind is laid (`shortestM` of the part). Past runs shorter
 * than that, as between parts that stand together, the trunk is the feeder before them; sources have none.
 */
export function misfitFeeders({ cables = [], sources = [], parts = [] }: Network): MisfitFeeder[] {
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const isSource = new Set(sources.map(({ id }) => id));
  const into = new Map(cables.map((cable) => [cable.to.node, cable]));
  const outerMm = ({ part }: NetworkCable) => partOf.get(part)?.diameterMm ?? 0;
  const trunkOf = ({ from }: NetworkCable, fromM: number): NetworkCable | undefined => {
    const before = isSource.has(from.node) ? undefined : into.get(from.node);
    return before && before.lengthM < fromM ? trunkOf(before, fromM) : before;
  };
  return cables.flatMap((cable): MisfitFeeder[] => {
    const { kind, diameterMm, shortestM = 0 } = partOf.get(cable.part) ?? {};
    if (kind !== 'cable' || diameterMm === undefined) return [];
    const trunk = trunkOf(cable, shortestM);
    const isThicker = trunk !== undefined && diameterMm > (outerMm(trunk) || diameterMm);
    const isShort = cable.lengthM < shortestM;
    return isThicker || isShort ? [{ cable, ...(isThicker ? { trunk } : {}), isShort }] : [];
  });
}
