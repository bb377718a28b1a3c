import type { Monitor, PlacingProgress } from '../../core/index.ts';
import type { Antenna } from '../../plan/index.ts';

/** Reports a step of placing, how far it is, the best set so far, and what is proved of the least number. */
export type ReportPlacing = (
  step: PlacingProgress['step'],
  doneRatio: number,
  best: readonly number[],
  lowerBound?: number,
) => void;

/**
 * What a placement tells of itself while it works.
 * @param antennasOf a set of candidates as antennas of the plan
 */
export function createPlacingReport(
  monitor: Monitor | undefined,
  antennasOf: (set: readonly number[]) => readonly Antenna[],
): ReportPlacing {
  return (step, doneRatio, best, lowerBound) => {
    if (!monitor?.report) return;
    const proved = lowerBound === undefined ? {} : { lowerBound };
    const placing: PlacingProgress<Antenna> = { step, antennas: antennasOf(best), ...proved };
    monitor.report({ stage: 'place', doneRatio, placing });
  };
}
