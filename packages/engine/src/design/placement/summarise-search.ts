import type { Monitor } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { GarageBound } from './bound/bound-garage.ts';
import { demandCosts } from './demand-costs.ts';
import type { GarageDemand } from './garage-demand.ts';
import type { Placement, UnservedLocation } from './placement.ts';
import type { Prepared } from './prepare-placing.ts';
import type { CheckedSearch, FoundSet } from './search-checked.ts';
import { type Stops, watchStops } from './stops.ts';
import { missingPowerDb } from './unserved-locations.ts';

/** A placement as it is told, of what the search and the proof of its bound found. */
export function summariseSearch(
  plan: Plan,
  { evaluator, passEvaluator, stops }: Prepared,
  { set, aimRatio, networkCostCny }: FoundSet,
  found: {
    outcome: CheckedSearch['outcome'];
    unserved: UnservedLocation[];
    bound: GarageBound | undefined;
  },
): Placement {
  const { outcome, unserved, bound } = found;
  const { demand, evaluations } = evaluator;
  const antennas = set.length;
  const isReachable = unserved.length === 0 && passEvaluator.unreachableRooms === 0;
  const isMet = outcome === 'passes' && isReachable;
  const isUnknown = outcome === 'unknown' && isReachable;
  // Many evaluations: not where it shall end.
  const shortDb = outcome === 'passes' || stops.stopped() ? undefined : missingPowerDb(passEvaluator, set);
  const lowerBound = Math.min(antennas, Math.max(demand.fixedCount, bound?.lowerBound ?? 1));
  const emptyLevels = plan.levels
    .filter(
      (_, level) =>
        demand.levels[level].locationCount === 0 && !demand.points.some((point) => point.level === level),
    )
    .map(({ id }) => id);
  return {
    antennas,
    lowerBound,
    levels: countLevels(demand, set, bound?.levelBounds),
    gapRatio: antennas === 0 ? 0 : (antennas - lowerBound) / antennas,
    status: isMet ? (lowerBound === antennas ? 'optimal' : 'feasible') : isUnknown ? 'unknown' : 'infeasible',
    candidates: demand.candidates.length,
    evaluations,
    ...endedBy(stops),
    aimedCoverageRatio: aimRatio,
    ...(shortDb === undefined ? {} : { shortDb }),
    ...(bound ? { certificate: bound.certificate } : {}),
    ...(emptyLevels.length > 0 ? { emptyLevels } : {}),
    ...(outcome === 'passes' && demand.rooms.length > 0
      ? { demands: demandCosts(evaluator, passEvaluator, set, stops.stopped) }
      : {}),
    ...(networkCostCny === undefined ? {} : { networkCostCny }),
    unserved,
  };
}

/** The result for the plan as it was handed in, where all had to end before the candidates were known. */
export function nothingSearched(
  { antennas, levels, requirements }: Plan,
  monitor: Monitor | undefined,
): Placement {
  return {
    antennas: antennas.length,
    lowerBound: Math.min(antennas.length, 1),
    levels: levels.map(({ id }) => ({
      level: id,
      antennas: antennas.filter(({ level }) => level === id).length,
    })),
    gapRatio: antennas.length === 0 ? 0 : (antennas.length - 1) / antennas.length,
    status: 'unknown',
    candidates: 0,
    evaluations: 0,
    ...endedBy(watchStops(monitor, () => 0)),
    aimedCoverageRatio: requirements.coverageRatio,
    unserved: [],
  };
}

function endedBy(stops: Stops): Pick<Placement, 'ended' | 'timeLimitStruck'> {
  if (stops.isCancelled()) return { ended: 'cancelled' };
  return stops.stopped() ? { ended: 'time-limit', timeLimitStruck: true } : { ended: 'complete' };
}

/**
 * Antennas of a set on each level, with what is proved of the level.
 * @param bounds [levels]
 */
function countLevels(
  { levels, candidateLevels }: GarageDemand,
  set: readonly number[],
  bounds: readonly number[] | undefined,
): Placement['levels'] {
  return levels.map(({ levelId }, level) => {
    const antennas = set.filter((candidate) => candidateLevels[candidate] === level).length;
    const proved = bounds === undefined ? {} : { lowerBound: Math.min(antennas, bounds[level]) };
    return { level: levelId, antennas, ...proved };
  });
}
