import { cellKind } from '../scene/scene.ts';
import type { WalkingFloor } from './walking-floor.ts';

/**
 * The corners of a way from cell to cell: straight wherever the line between two of its cells stays on passable floor and
 * leads through no more bays than the way itself.
 */
export function straightenWay(floor: WalkingFloor, way: readonly number[]): number[] {
  const bays = [0];
  for (const cell of way) {
    bays.push(bays[bays.length - 1] + (floor.kinds[cell] === cellKind.inBay ? 1 : 0));
  }
  const corners = [way[0]];
  for (let from = 0; from < way.length - 1; ) {
    let to = from + 1;
    // Doubling, then back: ways have hundreds of cells, few of them corners.
    let step = 2;
    while (
      from + step < way.length &&
      isStraight(floor, way[from], way[from + step], bays[from + step + 1] - bays[from])
    ) {
      to = from + step;
      step *= 2;
    }
    for (let end = Math.min(way.length - 1, from + step); end > to; end -= 1) {
      if (!isStraight(floor, way[from], way[end], bays[end + 1] - bays[from])) continue;
      to = end;
    }
    corners.push(way[to]);
    from = to;
  }
  return corners;
}

/** Whether every cell that the line between two cells touches is passable, with at most so many in bays. */
function isStraight(
  { passable, kinds, grid }: WalkingFloor,
  from: number,
  to: number,
  mostBays: number,
): boolean {
  const { columns } = grid;
  let column = from % columns;
  let row = Math.floor(from / columns);
  const endColumn = to % columns;
  const endRow = Math.floor(to / columns);
  const dx = Math.abs(endColumn - column);
  const dy = Math.abs(endRow - row);
  const stepX = Math.sign(endColumn - column);
  const stepY = Math.sign(endRow - row);
  let bays = 0;
  // Every cell the line passes through; through a corner between four of them, both beside it count too.
  let error = dx - dy;
  const blocked = (x: number, y: number) => {
    const cell = y * columns + x;
    if (passable[cell] === 0) return true;
    if (kinds[cell] === cellKind.inBay) bays += 1;
    return false;
  };
  if (blocked(column, row)) return false;
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
      if (passable[row * columns + column + stepX] === 0) return false;
      if (passable[(row + stepY) * columns + column] === 0) return false;
      column += stepX;
      row += stepY;
      error += 2 * (dx - dy);
      left -= 2;
    }
    if (blocked(column, row)) return false;
  }
  // The line passes more cells than a way with diagonal steps has.
  return bays <= 2 * mostBays;
}
