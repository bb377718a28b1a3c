import type { Monitor } from '../core/index.ts';
import { nothingSearched, summarisePlacement } from '../design/index.ts';
import { type Antenna, type Plan, withoutNetwork } from '../plan/index.ts';
import type { PlacedPlan } from './place-plan.ts';

/** The best antennas that a placement told of before it was given up. */
export interface ReportedPlacing {
  antennas: readonly Antenna[];
  lowerBound?: number;
}

/**
 * Returns what a placement leaves that was given up from outside: the best antennas heard of, which pass by its
 * estimate and were checked by no prediction, or else the plan as it was.
 * @param ended why it was given up
 */
export function placedSoFar(
  source: Plan,
  received: ReportedPlacing | undefined,
  ended: 'cancelled' | 'time-limit',
): PlacedPlan {
  // A feeder network of other antennas leads nowhere.
  const plan = received ? { ...withoutNetwork(source), antennas: [...received.antennas] } : source;
  const monitor: Monitor = { [ended === 'cancelled' ? 'cancelled' : 'expired']: () => true };
  const nothing = nothingSearched(plan, monitor);
  const antennas = plan.antennas.length;
  const lowerBound = Math.min(antennas, received?.lowerBound ?? nothing.lowerBound);
  return {
    plan,
    ...(received && source.network ? { losesNetwork: true as const } : {}),
    placement: {
      ...nothing,
      lowerBound,
      gapRatio: antennas === 0 ? 0 : (antennas - lowerBound) / antennas,
      status: received ? 'feasible' : 'unknown',
      ...summarisePlacement(source, plan),
      unserved: [],
    },
  };
}
