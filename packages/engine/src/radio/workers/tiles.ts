import type { FieldJob } from '../kernel/field-kernel.ts';

/** Some rows of a job's grid. The kernel gives a part of a grid the same bits as within the whole. */
export interface Tile {
  firstRow: number;
  rows: number;
}

/** Most cells of a tile that has more than one row: 1 MiB of result. */
const MAX_TILE_CELLS = 2 ** 18;
/** Most work of a tile or batch that could be smaller: some 5 ms, counted so that it never depends on a clock. */
export const MAX_TILE_WORK = 2 ** 22;

/** So many times as long takes a field with diffracted paths. */
const CORNER_WORK = 16;

/** Cost of a row, in steps of about a nanosecond: one for each cell, one for each four obstacles. */
export function workPerRow({ grid, obstacles, law }: FieldJob): number {
  let edges = obstacles.lossUnits.length;
  for (const slab of obstacles.slabs ?? []) {
    for (const ring of slab.openingsMm) edges += ring.length / 2;
  }
  const work = grid.columns + Math.ceil(edges / 4);
  return law.diffraction && obstacles.walls ? CORNER_WORK * work : work;
}

/** Work of a whole job, in the same steps. */
export function workOf(job: FieldJob): number {
  return job.grid.rows * workPerRow(job);
}

/** The tile of a job that begins at a row. Tiles bound a worker's memory and how late it hears a cancel. */
export function tileAt(job: FieldJob, firstRow: number): Tile {
  const { columns, rows } = job.grid;
  const max = Math.min(MAX_TILE_CELLS / columns, MAX_TILE_WORK / workPerRow(job));
  return { firstRow, rows: Math.min(rows - firstRow, Math.max(1, Math.floor(max))) };
}

/** The job that solves a tile of `job`. */
export function tileJob(job: FieldJob, { firstRow, rows }: Tile): FieldJob {
  const { grid } = job;
  if (rows === grid.rows) return job;
  return { ...job, grid: { ...grid, originYMm: grid.originYMm + firstRow * grid.cellMm, rows } };
}

/** Part of its job's field that a tile covers. */
export function tileOf(fieldDb: Float32Array, job: FieldJob, { firstRow, rows }: Tile): Float32Array {
  const { columns } = job.grid;
  return fieldDb.subarray(firstRow * columns, (firstRow + rows) * columns);
}
