import type { Antenna, Plan } from '../../../plan/index.ts';
import { antennaDensity } from '../../../radio/index.ts';
import type { CandidateKind } from '../candidates/candidate.ts';
import { antennaCostCny, defaultCosts, kindOf, type PlacementCosts } from '../candidates/costs.ts';
import { feedDistanceM } from '../candidates/feed-distance.ts';
import { describeChanges, type PlacementChanges } from './describe-changes.ts';

/** What was placed, in numbers that other garages can be compared by. */
export interface PlacementSummary {
  /** Antennas of each kind, those that stay among them. */
  kinds: Partial<Record<CandidateKind, number>>;
  /** Parts, mounting and cable to the nearest tray or room, estimated; without radio units and what feeds the trays. */
  estimatedCostCny: number;
  /** As `antennaDensity` has them. */
  areaM2: number;
  antennasPer1000M2: number;
  /** Against the antennas that the plan had; absent where it had none. */
  changes?: PlacementChanges;
}

/** @param before the plan as it was handed in */
export function summarisePlacement(
  before: Plan,
  after: Plan,
  costs: PlacementCosts = defaultCosts,
): PlacementSummary {
  const kinds: PlacementSummary['kinds'] = {};
  for (const antenna of after.antennas) {
    const kind = kindOf(antenna);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const { areaM2, antennasPer1000M2 } = antennaDensity(after);
  return {
    kinds,
    estimatedCostCny: estimatedCostCny(after, after.antennas, costs),
    areaM2,
    antennasPer1000M2,
    ...(before.antennas.length > 0 ? { changes: describeChanges(before.antennas, after.antennas) } : {}),
  };
}

/** Estimated cost of antennas of a plan, CNY. */
export function estimatedCostCny(
  { levels }: Plan,
  antennas: readonly Antenna[],
  costs: PlacementCosts = defaultCosts,
): number {
  return levels.reduce((sum, level) => {
    const feedM = feedDistanceM(level);
    const own = antennas.filter((antenna) => antenna.level === level.id);
    return (
      sum + own.reduce((part, antenna) => part + antennaCostCny(antenna, feedM(antenna.position), costs), 0)
    );
  }, 0);
}
