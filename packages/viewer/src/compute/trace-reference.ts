import type { FieldSolver, Monitor, Plan } from '@diku/engine';
import { RayPool, type SpawnedWorker } from '@diku/engine/radio';
import { compareWithRays, recordRays } from '@diku/engine/workflow';
import type { TracedReference } from './worker-contract.ts';

/** Workers at most; one processor stays the page's. */
const maxWorkers = 8;

export interface TracingOptions {
  levelId: string;
  carrierId: string;
  rays: number;
  /** The plan that a record is of: without the state of shutters and cars. */
  recorded: Plan;
  solver: FieldSolver;
  monitor: Monitor;
}

/** Holds the fast model against energy rays on one level, the rays in workers of their own. */
export async function traceReference(
  plan: Plan,
  { recorded, ...options }: TracingOptions,
): Promise<TracedReference> {
  const workerCount = Math.max(1, Math.min(maxWorkers, (navigator.hardwareConcurrency || 2) - 1));
  const raySolver = new RayPool({ spawn: spawnRayWorker, workerCount });
  try {
    const comparison = await compareWithRays(plan, { ...options, raySolver });
    const records = recordRays(recorded, comparison).derived?.rays ?? [];
    return { comparison, record: records[records.length - 1] };
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
