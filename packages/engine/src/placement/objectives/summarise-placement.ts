import type { Antenna, Plan } from '../../plan/schema.ts';
import { levelAreaM2 } from '../../scene/build-grid.ts';
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
  /** Inside the outlines of all levels. */
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
  const areaM2 = after.levels.reduce((sum, level) => sum + levelAreaM2(level), 0);
  return {
    kinds,
    estimatedCostCny: estimatedCostCny(after, after.antennas, costs),
    areaM2: Math.round(10 * areaM2) / 10,
    antennasPer1000M2: Math.round((1e6 * after.antennas.length) / areaM2) / 1000,
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
