import { walkFactor } from './walk-distances.ts';
import type { WalkingFloor } from './walking-floor.ts';

/** Sums of lengths by cells are right to about this. */
const tolerance = 1.03;

/**
 * The corners of a way from cell to cell: straight wherever the line between two of its cells stays on passable floor, enters
 * no bay but those of the two, and costs no more than the way itself.
 */
export function straightenWay(floor: WalkingFloor, way: readonly number[]): number[] {
  const costs = [0];
  const { columns } = floor.grid;
  for (let index = 1; index < way.length; index += 1) {
    const step = Math.abs(way[index] - way[index - 1]);
    const length = step === 1 || step === columns ? 1 : Math.SQRT2;
    costs.push(costs[index - 1] + length * walkFactor(floor, way[index]));
  }
  const isStraight = (from: number, to: number) =>
    lineCost(floor, way[from], way[to]) <= tolerance * (costs[to] - costs[from]) + 1e-9;
  const corners = [way[0]];
  for (let from = 0; from < way.length - 1; ) {
    let to = from + 1;
    // Doubling, then back: ways have hundreds of cells, few of them corners.
    let step = 2;
    while (from + step < way.length && isStraight(from, from + step)) {
      to = from + step;
      step *= 2;
    }
    for (let end = Math.min(way.length - 1, from + step); end > to; end -= 1) {
      if (isStraight(from, end)) to = end;
    }
    corners.push(way[to]);
    from = to;
  }
  return corners;
}

/** What the straight line between two cells costs, in cells of open floor; infinite where nobody walks it. */
function lineCost(floor: WalkingFloor, from: number, to: number): number {
  const { passable, bays, grid } = floor;
  const { columns } = grid;
  let column = from % columns;
  let row = Math.floor(from / columns);
  const dx = Math.abs((to % columns) - column);
  const dy = Math.abs(Math.floor(to / columns) - row);
  const stepX = Math.sign((to % columns) - column);
  const stepY = Math.sign(Math.floor(to / columns) - row);
  let cost = 0;
  let count = 0;
  let last = from;
  // Every cell the line passes through; through a corner between four of them, both beside it must be free too.
  const isFree = (x: number, y: number) => passable[y * columns + x] === 1;
  const enters = (x: number, y: number) => {
    const cell = y * columns + x;
    if (passable[cell] === 0) return false;
    const bay = bays[cell];
    if (bay !== 0 && bay !== bays[from] && bay !== bays[to]) return false;
    if (bay !== 0 && bays[last] !== 0 && bay !== bays[last]) return false;
    cost += walkFactor(floor, cell);
    count += 1;
    last = cell;
    return true;
  };
  let error = dx - dy;
  for (let left = dx + dy; left > 0; ) {
    if (error > 0) {
      column += stepX;
      error -= 2 * dy;
      left -= 1;
    } else if (error < 0) {
      row += stepY;
      error += 2 * dx;
      left -= 1;
    } else {
      if (!isFree(column + stepX, row) || !isFree(column, row + stepY)) return Infinity;
      column += stepX;
      row += stepY;
      error += 2 * (dx - dy);
      left -= 2;
    }
    if (!enters(column, row)) return Infinity;
  }
  return (cost / Math.max(1, count)) * Math.hypot(dx, dy);
}
