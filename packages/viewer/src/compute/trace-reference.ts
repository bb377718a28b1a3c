import type { FieldSolver, Monitor, Plan } from '@diku/engine';
import { RayPool, type SpawnedWorker } from '@diku/engine/radio';
import { compareWithRays, type RayComparison } from '@diku/engine/workflow';

/** Workers at most; one processor stays the page's. */
const maxWorkers = 8;

export interface TracingOptions {
  levelId: string;
  carrierId: string;
  rays: number;
  solver: FieldSolver;
  monitor: Monitor;
}

/** Holds the fast model against energy rays on one level, the rays in workers of their own. */
export async function traceReference(plan: Plan, options: TracingOptions): Promise<RayComparison> {
  const workerCount = Math.max(1, Math.min(maxWorkers, (navigator.hardwareConcurrency || 2) - 1));
  const raySolver = new RayPool({ spawn: spawnRayWorker, workerCount });
  try {
    return await compareWithRays(plan, { ...options, raySolver });
  } finally {
    raySolver.dispose();
  }
}

function spawnRayWorker(): SpawnedWorker {
  const worker = new Worker(new URL('./ray-worker.ts', import.meta.url), { type: 'module' });
  return {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onFailure(callback) {
      worker.addEventListener('error', callback);
      worker.addEventListener('messageerror', callback);
    },
  };
}
