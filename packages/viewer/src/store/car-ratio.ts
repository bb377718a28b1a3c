import type { ScenarioId } from '@diku/engine';
import type { ResultState } from './result-state.ts';
import type { ViewState } from './view-state.ts';

/** Shares that a state of the garage fixes; the others have the plan's own. */
const fixedRatios: Partial<Record<ScenarioId, number>> = {
  'cars-empty': 0,
  'cars-60': 0.6,
  'cars-full': 1,
  'shutters-closed-cars-full': 1,
};

/** Share of the bays that cars are drawn on, 0–1: what the fields on screen are computed with. */
export function carRatio({ showsCars, scenarioId }: ViewState, { exact }: ResultState): number {
  if (!showsCars) return 0;
  return fixedRatios[scenarioId] ?? exact?.profile.parkedCars.occupancyRatio ?? 0;
}
