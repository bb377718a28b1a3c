import type { FieldSolver } from '../kernel/field-kernel.ts';
import { MAX_TILE_WORK, workOf } from './tiles.ts';

/** Calls of less work than one tile (some 5 ms) go to `small`, where no message is waited for; the others to `large`. */
export function createSolverBySize({
  small,
  large,
}: {
  small: FieldSolver;
  large: FieldSolver;
}): FieldSolver {
  return {
    solve(jobs, onDone) {
      let work = 0;
      for (const job of jobs) work += workOf(job);
      return (work < MAX_TILE_WORK ? small : large).solve(jobs, onDone);
    },
    release: (fieldsDb) => large.release?.(fieldsDb),
  };
}
