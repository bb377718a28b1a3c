import type { Antenna } from '../plan/schema.ts';
import type { Monitor, PlacingProgress } from '../progress.ts';

/** Reports a step of placing, how far it is, the best set so far, and what is proved of the least number. */
export type ReportPlacing = (
  step: PlacingProgress['step'],
  doneRatio: number,
  best: readonly number[],
  lowerBound?: number,
) => void;

/** What a placement tells of itself while it works. */
export function createPlacingReport(
  monitor: Monitor | undefined,
  candidates: readonly Antenna[],
): ReportPlacing {
  return (step, doneRatio, best, lowerBound) => {
    if (!monitor?.report) return;
    const places = best.map((candidate) => {
      const { level, position } = candidates[candidate];
      return { level, position };
    });
    const proved = lowerBound === undefined ? {} : { lowerBound };
    const placing = { step, antennas: best.length, ...proved, places };
    monitor.report({ stage: 'place', doneRatio, placing });
  };
}
