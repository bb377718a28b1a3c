import { InputError } from '../../core/index.ts';
import { checkFieldJob } from '../kernel/check-field-job.ts';
import type { FieldJob } from '../kernel/field-kernel.ts';

/** Largest result of one `solve`: fields of together 2 GiB, 4 bytes a cell. */
const MOST_RESULT_BYTES = 2 ** 31;

/** Throws `InputError` unless every job can be solved and the fields together stay within 2 GiB. */
export function checkSolve(jobs: readonly FieldJob[]): void {
  let bytes = 0;
  for (const job of jobs) {
    checkFieldJob(job);
    bytes += Float32Array.BYTES_PER_ELEMENT * job.grid.columns * job.grid.rows;
  }
  if (bytes <= MOST_RESULT_BYTES) return;
  const found = `${jobs.length} fields, ${Math.ceil(bytes / 1e6)} MB`;
  throw new InputError([{ at: 'fields', found, expected: 'at most 2147 MB at once: larger cells' }]);
}
