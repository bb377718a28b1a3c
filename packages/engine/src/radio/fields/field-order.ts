import type { FieldJob } from '../kernel/field-kernel.ts';
import { boxJob, writeBox } from './patch-field.ts';
import type { CellBox } from './shadow-boxes.ts';

/** A field to be made: all of it, or an older one with some boxes solved anew. */
export interface FieldOrder {
  key: string;
  site: string;
  job: FieldJob;
  from: { key: string; field: Float32Array; boxes: CellBox[] } | undefined;
}

/** What is to be solved for an order. */
export function orderedJobs({ job, from }: FieldOrder): FieldJob[] {
  return from ? from.boxes.map((box) => boxJob(job, box)) : [job];
}

/** An order's field, given what its jobs came to; the older field itself where nothing changed. */
export function assembleField({ job, from }: FieldOrder, parts: readonly Float32Array[]): Float32Array {
  if (!from) return parts[0];
  if (from.boxes.length === 0) return from.field;
  const field = from.field.slice();
  from.boxes.forEach((box, index) => {
    writeBox(field, job.grid, box, parts[index]);
  });
  return field;
}
