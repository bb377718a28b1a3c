import type { CellBox } from './shadow-boxes.ts';

/** What a job of its own costs besides its cells, in cells: the walls are handed over again. */
const jobCostCells = 2048;

/** Boxes that cover the same cells at less cost: two become one where that saves more than it adds. */
export function uniteBoxes(boxes: readonly CellBox[]): CellBox[] {
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
export function costCells(boxes: readonly CellBox[]): number {
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
