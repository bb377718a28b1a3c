import { metresToMm, type Point } from '../../../core/index.ts';
import { cellLocation, type MountMask } from './mount-bars.ts';

/** Distance to the feed decides between cells this much further from the middle of their square, metres of it for one of those. */
const feedWorth = 0.1;

/**
 * One free location in each square of a grid over a level: the one nearest to the square's middle, where two are about
 * as near the one nearer to a tray. Never two in one cell, none nearer than `leastDistanceM` to another.
 */
export function gridLocations(
  mask: MountMask,
  spacingM: number,
  minDistanceM: number,
  feedM: (location: Point) => number,
): Point[] {
  const { grid, bars } = mask;
  const step = Math.max(1, Math.round(metresToMm(spacingM) / grid.cellMm));
  const locations: Point[] = [];
  for (let row = 0; row < grid.rows; row += step) {
    for (let column = 0; column < grid.columns; column += step) {
      const cell = bestOfSquare(mask, row, column, step, feedM);
      if (cell === undefined || bars[cell] !== 0) continue;
      const location = cellLocation(grid, cell);
      if (minDistanceM > 0 && locations.some((other) => isNear(location, other, minDistanceM))) continue;
      locations.push(location);
    }
  }
  return locations;
}

function bestOfSquare(
  { grid, bars }: MountMask,
  firstRow: number,
  firstColumn: number,
  step: number,
  feedM: (location: Point) => number,
): number | undefined {
  const middle = (step - 1) / 2;
  const cellM = grid.cellMm / 1000;
  let best: number | undefined;
  let minWorth = Number.POSITIVE_INFINITY;
  for (let row = 0; row < step && firstRow + row < grid.rows; row += 1) {
    for (let column = 0; column < step && firstColumn + column < grid.columns; column += 1) {
      const cell = (firstRow + row) * grid.columns + firstColumn + column;
      if (bars[cell] !== 0) continue;
      const asideM = cellM * Math.hypot(row - middle, column - middle);
      if (asideM >= minWorth) continue;
      const worth = asideM + feedWorth * feedM(cellLocation(grid, cell));
      if (worth >= minWorth) continue;
      minWorth = worth;
      best = cell;
    }
  }
  return best;
}

export function isNear(a: Point, b: Point, reachM: number): boolean {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) < reachM;
}
