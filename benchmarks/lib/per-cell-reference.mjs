import { leakageTable } from '../../packages/engine/dist/radio/index.js';
import { createWallStore, prepareWalls } from './prepare-walls.mjs';
import { writePathLoss } from './write-path-loss.mjs';

/**
 * Returns what a field is measured against: every wall tested for every cell, in plain JavaScript over typed arrays.
 * The crossing rule is three linear forms per wall, prepared once per transmitter with the ties in their constants, so
 * that a test is at most three sums of products. It allocates results only.
 */
export function createPerCellReference() {
  const walls = createWallStore();
  let rowUnits = new Int32Array(0);
  let table = { capDb: Number.NaN, areSquares: undefined, lossesDb: new Float32Array(0) };

  return {
    name: 'per-cell reference',

    obstacleLossUnits(job) {
      const { columns, rows } = job.grid;
      const units = new Int32Array(columns * rows);
      prepareWalls(job, walls);
      for (let row = 0; row < rows; row++) countRow(walls, job, row, units, row * columns);
      return units;
    },

    pathLossDb(job, into) {
      const { columns, rows } = job.grid;
      const lossesDb = into ?? new Float32Array(columns * rows);
      if (rowUnits.length !== columns) rowUnits = new Int32Array(columns);
      const { areSquares } = job.obstacles;
      if (table.capDb !== job.capDb || table.areSquares !== areSquares) {
        table = { capDb: job.capDb, areSquares, lossesDb: leakageTable(job.capDb, areSquares) };
      }
      prepareWalls(job, walls);
      for (let row = 0; row < rows; row++) {
        countRow(walls, job, row, rowUnits, 0);
        writePathLoss(job, row, rowUnits, table.lossesDb, lossesDb);
      }
      return lossesDb;
    },
  };
}

/** Writes the loss of every cell of one row, from `units[first]` on. */
function countRow({ count, forms, lossUnits }, { grid, transmitterXMm, transmitterYMm }, row, units, first) {
  const yMm = grid.originYMm + row * grid.cellMm - transmitterYMm;
  for (let column = 0; column < grid.columns; column++) {
    const xMm = grid.originXMm + column * grid.cellMm - transmitterXMm;
    let sumUnits = 0;
    for (let wall = 0, at = 0; wall < count; wall++, at += 9) {
      if (
        forms[at] * xMm + forms[at + 1] * yMm + forms[at + 2] < 0 &&
        forms[at + 3] * xMm + forms[at + 4] * yMm + forms[at + 5] < 0 &&
        forms[at + 6] * xMm + forms[at + 7] * yMm + forms[at + 8] < 0
      ) {
        sumUnits += lossUnits[wall];
      }
    }
    units[first + column] = sumUnits;
  }
}
