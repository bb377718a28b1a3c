import { createWallStore, prepareWalls } from './prepare-walls.mjs';

/**
 * Other ways to test cells against walls in plain JavaScript, each exact: what the references were chosen from.
 * [name]: a function from job to obstacle loss per cell.
 */
export const perCellVariants = {
  'orientations per cell': countByOrientations,
  'wall by wall along rows': (job) => countAlongRows(job, false),
  'wall by wall along rows, rows culled': (job) => countAlongRows(job, true),
};

/** The crossing rule as it stands, over flat arrays: nothing is known of a wall in advance. */
function countByOrientations({ grid, obstacles, transmitterXMm, transmitterYMm }) {
  const { segmentsMm, lossUnits } = obstacles;
  const units = new Int32Array(grid.columns * grid.rows);
  for (let cell = 0; cell < units.length; cell++) {
    const column = cell % grid.columns;
    const xMm = grid.originXMm + column * grid.cellMm;
    const yMm = grid.originYMm + ((cell - column) / grid.columns) * grid.cellMm;
    const dx = xMm - transmitterXMm;
    const dy = yMm - transmitterYMm;
    const linkTie = Math.sign(-dy) || Math.sign(dx);
    let sumUnits = 0;
    for (let wall = 0; wall < lossUnits.length; wall++) {
      const ax = segmentsMm[4 * wall];
      const ay = segmentsMm[4 * wall + 1];
      const bx = segmentsMm[4 * wall + 2];
      const by = segmentsMm[4 * wall + 3];
      const sideA = dx * (ay - transmitterYMm) - dy * (ax - transmitterXMm) || linkTie;
      const sideB = dx * (by - transmitterYMm) - dy * (bx - transmitterXMm) || linkTie;
      if (sideA * sideB >= 0) continue;
      const ux = bx - ax;
      const uy = by - ay;
      const wallTie = Math.sign(uy) || Math.sign(-ux);
      const sideT = ux * (transmitterYMm - ay) - uy * (transmitterXMm - ax) || wallTie;
      const sideP = ux * (yMm - ay) - uy * (xMm - ax) || wallTie;
      if (sideT * sideP < 0) sumUnits += lossUnits[wall];
    }
    units[cell] = sumUnits;
  }
  return units;
}

/** Loops swapped, so that branches repeat and the forms are linear in the column; `culled`: whole rows by box. */
function countAlongRows(job, culled) {
  const { columns, rows, cellMm, originXMm, originYMm } = job.grid;
  const walls = createWallStore();
  prepareWalls(job, walls);
  const { count, forms, boxesMm, lossUnits } = walls;
  const units = new Int32Array(columns * rows);
  const westMm = originXMm - job.transmitterXMm;
  for (let row = 0; row < rows; row++) {
    const yMm = originYMm + row * cellMm - job.transmitterYMm;
    const first = row * columns;
    for (let wall = 0; wall < count; wall++) {
      const box = 4 * wall;
      if (culled && (boxesMm[box + 1] > Math.max(yMm, 0) || boxesMm[box + 3] < Math.min(yMm, 0))) continue;
      const at = 9 * wall;
      const beyond = forms[at] * westMm + forms[at + 1] * yMm + forms[at + 2];
      const right = forms[at + 3] * westMm + forms[at + 4] * yMm + forms[at + 5];
      const left = forms[at + 6] * westMm + forms[at + 7] * yMm + forms[at + 8];
      const beyondStep = forms[at] * cellMm;
      const rightStep = forms[at + 3] * cellMm;
      const leftStep = forms[at + 6] * cellMm;
      const loss = lossUnits[wall];
      for (let column = 0; column < columns; column++) {
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
  return units;
}
