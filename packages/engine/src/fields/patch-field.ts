import type { FieldJob, Grid } from '../kernel/field-kernel.ts';
import { changedPanels } from './changed-panels.ts';
import { type CellBox, shadowBoxes } from './shadow-boxes.ts';
import { costCells, uniteBoxes } from './unite-boxes.ts';

/** Above this share of a full solve's cost the whole field is solved instead. */
const mostPatchRatio = 0.7;

/**
 * The cells of a solved job's field that may differ for a job which differs from it in its obstacles only; none where
 * the field stays as it is, undefined where solving everything is cheaper.
 */
export function dirtyBoxes(solved: FieldJob, job: FieldJob): CellBox[] | undefined {
  const panelsMm = changedPanels(solved.obstacles, job.obstacles);
  if (!panelsMm) return undefined;
  const boxes: CellBox[] = [];
  for (let at = 0; at < panelsMm.length; at += 4) {
    boxes.push(...shadowBoxes(job, panelsMm.subarray(at, at + 4)));
  }
  const united = uniteBoxes(boxes);
  const gridCells = job.grid.columns * job.grid.rows;
  return united.length > 0 && costCells(united) > mostPatchRatio * gridCells ? undefined : united;
}

/** The part of a job that fills one box of its grid. */
export function boxJob(job: FieldJob, box: CellBox): FieldJob {
  const { originXMm, originYMm, cellMm } = job.grid;
  const grid: Grid = {
    originXMm: originXMm + box.column * cellMm,
    originYMm: originYMm + box.row * cellMm,
    cellMm,
    columns: box.columns,
    rows: box.rows,
  };
  return { ...job, grid };
}

/** Writes a box's cells into the field of the whole grid. */
export function writeBox(field: Float32Array, { columns }: Grid, box: CellBox, part: Float32Array): void {
  for (let row = 0; row < box.rows; row += 1) {
    const from = row * box.columns;
    field.set(part.subarray(from, from + box.columns), (box.row + row) * columns + box.column);
  }
}
