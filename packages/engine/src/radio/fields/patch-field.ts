import type { FieldJob, Grid, Obstacles } from '../kernel/field-kernel.ts';
import { changedPanels } from './changed-panels.ts';
import { type CellBox, shadowBoxes } from './shadow-boxes.ts';

/** What a job of its own costs besides its cells, in cells: the walls are handed over again. */
const jobCostCells = 2048;

/** Boxes that cover the same cells at less cost: two become one where that saves more than it adds. */
function uniteBoxes(boxes: readonly CellBox[]): CellBox[] {
  const united: CellBox[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let index = 0; index < united.length; ) {
      const both = boxAround(grown, united[index]);
      if (cellsOf(both) > cellsOf(grown) + cellsOf(united[index]) + jobCostCells) {
        index += 1;
        continue;
      }
      grown = both;
      united.splice(index, 1);
      // The grown box may now reach those passed over.
      index = 0;
    }
    united.push(grown);
  }
  return united;
}

/** What solving the boxes costs, in cells. */
function costCells(boxes: readonly CellBox[]): number {
  return boxes.reduce((sum, box) => sum + cellsOf(box) + jobCostCells, 0);
}

function boxAround(a: CellBox, b: CellBox): CellBox {
  const column = Math.min(a.column, b.column);
  const row = Math.min(a.row, b.row);
  return {
    column,
    row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
  };
}

function cellsOf({ columns, rows }: CellBox): number {
  return columns * rows;
}

/** Above this share of a full solve's cost the whole field is solved instead. */
const mostPatchRatio = 0.7;

/**
 * The cells of a solved job's field that may differ for a job which differs from it in its obstacles only; none where
 * the field stays as it is, undefined where solving everything is cheaper.
 */
export function dirtyBoxes(solved: FieldJob, job: FieldJob): CellBox[] | undefined {
  const panelsMm = changedPanels(solved.obstacles, job.obstacles);
  if (!panelsMm) return undefined;
  if (job.law.corners && job.obstacles.walls) {
    // A wall anywhere can open or close a path around corners to any cell.
    return panelsMm.length === 0 && hasSameWalls(solved.obstacles, job.obstacles) ? [] : undefined;
  }
  const boxes: CellBox[] = [];
  for (let at = 0; at < panelsMm.length; at += 4) {
    boxes.push(...shadowBoxes(job, panelsMm.subarray(at, at + 4)));
  }
  const united = uniteBoxes(boxes);
  const gridCells = job.grid.columns * job.grid.rows;
  return united.length > 0 && costCells(united) > mostPatchRatio * gridCells ? undefined : united;
}

/** Whether the same panels in the same order are walls, and paths bend at the same ones. */
function hasSameWalls(before: Obstacles, after: Obstacles): boolean {
  return (
    before.walls?.bendsAs === after.walls?.bendsAs &&
    before.segmentsMm.every((valueMm, index) => valueMm === after.segmentsMm[index]) &&
    before.walls?.indices.join() === after.walls?.indices.join()
  );
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
