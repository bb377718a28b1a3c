import type { Plan } from '../plan/schema.ts';
import type { GarageBound } from './bound/bound-garage.ts';
import { countLevels } from './count-levels.ts';
import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassJudge } from './pass-judge.ts';
import type { Placement, UnservedPlace } from './placement.ts';
import type { SearchResult } from './search-garage.ts';
import { missingPowerDb } from './unserved-places.ts';

/** A placement as it is told, of what the search and the proof of its bound found. */
export function summariseSearch(
  plan: Plan,
  { demand, evaluations }: GarageEvaluator,
  judge: PassJudge,
  search: SearchResult,
  unserved: UnservedPlace[],
  bound: GarageBound | undefined,
): Placement {
  const antennas = search.set.length;
  const shortDb = search.met ? undefined : missingPowerDb(judge, search.set);
  const lowerBound = Math.min(antennas, Math.max(demand.fixedCount, bound?.lowerBound ?? 1));
  const emptyLevels = plan.levels
    .filter(
      (_, level) =>
        demand.levels[level].placeCount === 0 && !demand.points.some((point) => point.level === level),
    )
    .map(({ id }) => id);
  const met = search.met && unserved.length === 0;
  return {
    antennas,
    lowerBound,
    levels: countLevels(demand, search.set, bound?.levelBounds),
    gapRatio: antennas === 0 ? 0 : (antennas - lowerBound) / antennas,
    status: met ? (lowerBound === antennas ? 'optimal' : 'feasible') : 'infeasible',
    candidates: demand.candidates.length,
    evaluations,
    ended: 'complete',
    aimedCoverageRatio: search.aimRatio,
    ...(shortDb === undefined ? {} : { shortDb }),
    ...(bound ? { certificate: bound.certificate } : {}),
    ...(emptyLevels.length > 0 ? { emptyLevels } : {}),
    unserved,
  };
}
