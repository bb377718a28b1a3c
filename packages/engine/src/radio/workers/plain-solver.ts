import { InputError, requireObject } from '../../core/index.ts';
import { checkFieldJob } from '../kernel/check-field-job.ts';
import type { FieldJob, FieldKernel, FieldSolver } from '../kernel/field-kernel.ts';
import { allocateField } from './allocate-field.ts';
import { tileAt, tileJob, tileOf } from './tiles.ts';

export interface PlainSolverOptions {
  /**
   * Awaited before each tile (some 5 ms of work), so that the thread hears messages; when it rejects, `solve` rejects
   * with that. Default: each job is solved without a break.
   */
  pause?: () => Promise<void>;
}

/** Solves on the calling thread, one job after the other; errors are the kernel's. */
export function createPlainSolver(kernel: FieldKernel, { pause }: PlainSolverOptions = {}): FieldSolver {
  requireObject('kernel', kernel, ['pathLossDb', 'obstacleLossUnits']);
  return {
    async solve(jobs, onDone) {
      checkSolve(jobs);
      const fields: Float32Array[] = [];
      for (const job of jobs) {
        fields.push(pause ? await solveInTiles(kernel, job, pause) : kernel.pathLossDb(job));
        onDone?.(fields.length);
      }
      return fields;
    },
  };
}

async function solveInTiles(
  kernel: FieldKernel,
  job: FieldJob,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const { columns, rows } = job.grid;
  const fieldDb = allocateField(columns * rows, { sharedMemory: false });
  for (let row = 0; row < rows; ) {
    await pause();
    const tile = tileAt(job, row);
    kernel.pathLossDb(tileJob(job, tile), tileOf(fieldDb, job, tile));
    row += tile.rows;
  }
  return fieldDb;
}

/** Largest result of one `solve`: fields of together 2 GiB, 4 bytes a cell. */
const MAX_RESULT_BYTES = 2 ** 31;

/** Throws `InputError` unless every job can be solved and the fields together stay within 2 GiB. */
export function checkSolve(jobs: readonly FieldJob[]): void {
  let bytes = 0;
  for (const job of jobs) {
    checkFieldJob(job);
    bytes += Float32Array.BYTES_PER_ELEMENT * job.grid.columns * job.grid.rows;
  }
  if (bytes <= MAX_RESULT_BYTES) return;
  const found = `${jobs.length} fields, ${Math.ceil(bytes / 1e6)} MB`;
  throw new InputError([{ at: 'fields', found, expected: 'at most 2147 MB at once: larger cells' }]);
}
