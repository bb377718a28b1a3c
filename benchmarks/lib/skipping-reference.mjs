import { leakageTable } from '../../packages/engine/dist/radio/index.js';
import { createWallStore, prepareWalls } from './prepare-walls.mjs';
import { writePathLoss } from './write-path-loss.mjs';

/**
 * The fastest way found to do without shadow intervals in plain JavaScript (`per-cell-variants` has the others). Row by
 * row, wall by wall; a wall is skipped where boxes around wall and link are apart, or where both ends of the row lie on the
 * lit side of one line. The cells that are left are tested one by one: no cell's answer follows from its neighbour's. It
 * allocates results only.
 */
export function createSkippingReference() {
  const walls = createWallStore();
  let rowUnits = new Int32Array(0);
  let table = { capDb: Number.NaN, areSquares: undefined, lossesDb: new Float32Array(0) };

  return {
    name: 'skipping reference',

    obstacleLossUnits(job) {
      const { columns, rows } = job.grid;
      const units = new Int32Array(columns * rows);
      prepareWalls(job, walls);
      for (let row = 0; row < rows; row++) addRow(walls, job, row, units, row * columns);
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
        rowUnits.fill(0);
        addRow(walls, job, row, rowUnits, 0);
        writePathLoss(job, row, rowUnits, table.lossesDb, lossesDb);
      }
      return lossesDb;
    },
  };
}

/** Adds every wall's loss to the cells of one row, from `units[first]` on. */
function addRow(walls, { grid, transmitterXMm, transmitterYMm }, row, units, first) {
  const { count, forms, boxesMm, lossUnits } = walls;
  const { cellMm, columns } = grid;
  const westMm = grid.originXMm - transmitterXMm;
  const yMm = grid.originYMm + row * cellMm - transmitterYMm;
  const last = columns - 1;
  for (let wall = 0; wall < count; wall++) {
    const box = 4 * wall;
    if (boxesMm[box + 1] > Math.max(yMm, 0) || boxesMm[box + 3] < Math.min(yMm, 0)) continue;
    const at = 9 * wall;
    const beyond = forms[at] * westMm + forms[at + 1] * yMm + forms[at + 2];
    const beyondStep = forms[at] * cellMm;
    if (beyond >= 0 && beyond + last * beyondStep >= 0) continue;
    const right = forms[at + 3] * westMm + forms[at + 4] * yMm + forms[at + 5];
    const rightStep = forms[at + 3] * cellMm;
    if (right >= 0 && right + last * rightStep >= 0) continue;
    const left = forms[at + 6] * westMm + forms[at + 7] * yMm + forms[at + 8];
    const leftStep = forms[at + 6] * cellMm;
    if (left >= 0 && left + last * leftStep >= 0) continue;
    const start = boxesMm[box] > 0 ? Math.max(0, Math.ceil((boxesMm[box] - westMm) / cellMm)) : 0;
    const end =
      boxesMm[box + 2] < 0
        ? Math.min(columns, Math.floor((boxesMm[box + 2] - westMm) / cellMm) + 1)
        : columns;
    const loss = lossUnits[wall];
    for (let column = start; column < end; column++) {
      if (
        right + column * rightStep < 0 &&
        left + column * leftStep < 0 &&
        beyond + column * beyondStep < 0
      ) {
        units[first + column] += loss;
      }
    }
  }
}
