import type { FieldSolver } from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import { nextTask } from './next-task.ts';

/** A solver that lets waiting messages in before each job, so that a cancel is heard. */
export function yieldingBetween(solver: FieldSolver): FieldSolver {
  return {
    async solve(jobs: readonly FieldJob[], onDone?: (count: number) => void) {
      const results: Float32Array[] = [];
      for (const job of jobs) {
        await nextTask();
        results.push(...(await solver.solve([job])));
        onDone?.(results.length);
      }
      return results;
    },
  };
}
