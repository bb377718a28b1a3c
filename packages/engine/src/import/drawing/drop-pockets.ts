/** Breaks in walls up to twice this are closed when it is asked what lies behind them. */
const breakReachM = 0.4;

/** A raster of cells, row by row. */
export interface CellGrid {
  columns: number;
  cellM: number;
}

/**
 * Takes out of a floor what lies outside of its walls, such as the corner between two wings: pieces that reach the
 * outside, are cut off by walls from the rest and hold none of `anchors` (cells of bays and columns).
 */
export function dropPockets(
  floor: Uint8Array,
  {
    walls,
    wallGaps,
    anchors,
  }: { walls: Uint8Array; wallGaps: ArrayLike<number>; anchors: ReadonlySet<number> },
  { columns, cellM }: CellGrid,
): void {
  const reachCells = breakReachM / cellM;
  const isOpen = (cell: number) => floor[cell] === 1 && wallGaps[cell] > reachCells ** 2;
  const seen = new Uint8Array(floor.length);
  for (let first = 0; first < floor.length; first++) {
    if (seen[first] || !isOpen(first)) continue;
    const piece = [first];
    seen[first] = 1;
    let isOutside = false;
    let isHeld = false;
    for (let k = 0; k < piece.length; k++) {
      isHeld ||= anchors.has(piece[k]);
      for (const next of neighbours(piece[k], columns, floor.length)) {
        if (floor[next] === 0) isOutside = true;
        else if (!seen[next] && isOpen(next)) {
          seen[next] = 1;
          piece.push(next);
        }
      }
    }
    if (isOutside && !isHeld) clear(piece, floor, walls, columns, Math.ceil(reachCells) + 1);
  }
}

/** The piece, and what is left of the floor between it and its walls. */
function clear(
  piece: readonly number[],
  floor: Uint8Array,
  walls: Uint8Array,
  columns: number,
  steps: number,
): void {
  for (const cell of piece) floor[cell] = 0;
  let edge = piece;
  for (let step = 0; step < steps; step++) {
    const next: number[] = [];
    for (const cell of edge) {
      for (const near of neighbours(cell, columns, floor.length)) {
        if (floor[near] === 0 || walls[near]) continue;
        floor[near] = 0;
        next.push(near);
      }
    }
    edge = next;
  }
}

function neighbours(cell: number, columns: number, count: number): number[] {
  const found: number[] = [];
  const column = cell % columns;
  if (column > 0) found.push(cell - 1);
  if (column < columns - 1) found.push(cell + 1);
  if (cell >= columns) found.push(cell - columns);
  if (cell < count - columns) found.push(cell + columns);
  return found;
}
