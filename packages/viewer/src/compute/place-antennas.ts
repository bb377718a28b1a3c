import {
  CancelledError,
  type FieldSolver,
  type Monitor,
  type PlacedPlan,
  type PlacingChoices,
  type Plan,
  placePlan,
  predictPlan,
} from '@diku/engine';
import { workerProver } from '@diku/engine/design';
import type { SpawnedWorker } from '@diku/engine/radio';
import { antennasForStates } from '@diku/engine/workflow';
import type { StatePrices } from '../store/design-state.ts';
import { nameLocations } from './name-results.ts';
import type { PlacedAntennas } from './propose.ts';
import { startHighs } from './start-highs.ts';
import { exactResolutionM } from './worker-contract.ts';

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

/** Antennas that a plan takes to pass in each state, placed anew for every one in which it does not. */
export async function priceStates(
  plan: Plan,
  { solver, monitor }: { solver: FieldSolver; monitor: Monitor },
): Promise<Omit<StatePrices, 'basis'>> {
  const prediction = await predictPlan(plan, {
    solver,
    resolutionM: exactResolutionM,
    scenarios: 'all',
    monitor,
  });
  const openProver = workerProver(spawnProver);
  const { effort, seed, paths } = plan.choices ?? {};
  const choices = { effort, seed, paths, solver, loadHighs: startHighs, openProver, monitor };
  const { assessment } = await antennasForStates(prediction, choices);
  return {
    antennas: assessment.antennas,
    states: (assessment.scenarios ?? []).map(({ id, jointPassProbability, met, design }) => ({
      ...{ id, passProbability: jointPassProbability, isMet: met },
      ...(design ? { design } : {}),
    })),
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
