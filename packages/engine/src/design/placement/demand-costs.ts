import type { DemandedKind } from '../../plan/index.ts';
import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassEvaluator } from './pass-evaluator.ts';

/** Cost of the demand on one kind of floor in a placement. */
export interface DemandCost {
  kind: DemandedKind;
  /** Rooms of the kind that candidates can serve, and those that none can. */
  rooms: number;
  unreachable: number;
  /** Antennas of the placement that could go if nothing were demanded of this kind; as many at least. */
  antennas: number;
}

/** More antennas than this are not tried one by one. */
const maxTried = 60;

/**
 * Cost of each demand on rooms in a set that passes: the number of its antennas, those first that serve a
 * room of the kind best, that can be taken out one by one while the acceptance passes and all other demands
 * hold.
 */
export function demandCosts(
  { demand, rooms }: GarageEvaluator,
  passEvaluator: PassEvaluator,
  set: readonly number[],
  stopped: () => boolean,
): DemandCost[] {
  const kinds = [...new Set(demand.rooms.map(({ kind }) => kind))];
  const isReachable = new Set(rooms.reachable);
  return kinds.map((kind) => {
    const kindRooms = demand.rooms.flatMap((room, index) => (room.kind === kind ? [index] : []));
    const reachable = kindRooms.filter((room) => isReachable.has(room));
    const holdsWithout = (rest: readonly number[]) => {
      const { chance, missingPoints, hasMean } = passEvaluator.evaluate(rest);
      if (!hasMean || missingPoints > 0 || chance < passEvaluator.confidence) return false;
      return passEvaluator.missingRooms(rest).every((room) => demand.rooms[room].kind === kind);
    };
    let left = set;
    const serving = set
      .filter((candidate) => candidate >= demand.fixedCount)
      .map((candidate) => ({ candidate, strength: rooms.strengthIn(candidate, reachable) }))
      .filter(({ strength }) => strength > 0)
      .sort((a, b) => b.strength - a.strength || a.candidate - b.candidate)
      .slice(0, maxTried);
    for (const { candidate } of serving) {
      if (stopped()) break;
      const rest = left.filter((other) => other !== candidate);
      if (holdsWithout(rest)) left = rest;
    }
    return {
      kind,
      rooms: reachable.length,
      unreachable: kindRooms.length - reachable.length,
      antennas: set.length - left.length,
    };
  });
}
