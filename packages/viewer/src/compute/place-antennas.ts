import {
  CancelledError,
  type FieldSolver,
  type Monitor,
  type PlacedPlan,
  type PlacingChoices,
  type Plan,
  placePlan,
} from '@diku/engine';
import { workerProver } from '@diku/engine/design';
import type { SpawnedWorker } from '@diku/engine/radio';
import { nameLocations } from './name-results.ts';
import type { PlacedAntennas } from './propose.ts';
import { startHighs } from './start-highs.ts';

/** Antenna positions with their bound, and the verdict on them. Throws `CancelledError` before anything passes. */
export async function placeAntennas(
  plan: Plan,
  choices: PlacingChoices,
  { solver, monitor }: { solver: FieldSolver; monitor: Monitor },
): Promise<PlacedAntennas> {
  const openProver = workerProver(spawnProver);
  const placed = await placePlan(plan, { ...choices, solver, loadHighs: startHighs, openProver, monitor });
  const { placement, check, plan: proposed } = placed;
  if (placement.ended === 'cancelled' && placement.status === 'unknown') throw new CancelledError();
  return {
    antennas: proposed.antennas,
    rules: proposed.placement,
    retainsNetwork: proposed.network !== undefined,
    verdictAfter: check,
    locationNames: check ? nameLocations(proposed, check) : [],
    ...summaryOf(placement),
  };
}

function summaryOf(placement: PlacedPlan['placement']) {
  const { ended, certificate, changes, unserved, shortDb, emptyLevels = [], estimatedCostCny } = placement;
  return {
    ...{ ended, certificate, changes, unserved, shortDb, emptyLevels, estimatedCostCny },
    isMet: placement.status === 'feasible' || placement.status === 'optimal',
    lowerBound: certificate ? placement.lowerBound : undefined,
  };
}

function spawnProver(): SpawnedWorker {
  const worker = new Worker(new URL('./prover-worker.ts', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onFailure(callback) {
      worker.addEventListener('error', callback);
      worker.addEventListener('messageerror', callback);
    },
  };
}
