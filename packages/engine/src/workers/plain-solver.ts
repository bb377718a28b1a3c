import type { FieldKernel, FieldSolver } from '../kernel/field-kernel.ts';

/** Solves on the calling thread, one job after the other; errors are the kernel's. */
export function createPlainSolver(kernel: FieldKernel): FieldSolver {
  return {
    async solve(jobs, onDone) {
      const fields: Float32Array[] = [];
      for (const job of jobs) {
        fields.push(kernel.pathLossDb(job));
        onDone?.(fields.length);
      }
      return fields;
    },
  };
}
