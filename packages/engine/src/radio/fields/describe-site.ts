import type { FieldJob } from '../kernel/field-kernel.ts';

/** Everything a field depends on but the obstacles. */
export function describeSite(job: FieldJob, family: string): string {
  const { grid, law } = job;
  return [
    family,
    ...[grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows],
    ...[job.transmitterXMm, job.transmitterYMm, job.transmitterZMm, job.receiverZMm],
    ...[law.interceptDb, law.slopeDbPerDecade, law.minDistanceM, law.table?.name, job.capDb],
    ...Object.values(law.corners ?? {}),
  ].join('|');
}
