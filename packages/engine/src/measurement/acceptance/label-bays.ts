import type { Level } from '../../plan/index.ts';
import { fillPolygon, type Grid } from '../../radio/index.ts';
import { shrinkCells } from './shrink-cells.ts';

/** A strip between parked cars, or between a car and a wall, narrower than about this is no way to walk along, metres. */
const leastWayM = 0.75;

/**
 * [rows, columns] which bay a cell belongs to, from 1 in the order of the plan; 0 on open floor. Strips beside bays that are
 * too narrow to walk along belong to the nearest bay: whoever goes there squeezes past a car. A door is no such strip.
 */
export function labelBays(level: Level, grid: Grid, passable: Uint8Array): Int32Array {
  const bays = new Int32Array(passable.length);
  for (const [index, { polygon }] of (level.bays ?? []).entries()) {
    fillPolygon(bays, grid, polygon, index + 1);
  }
  const outside = new Uint8Array(passable.length);
  for (let cell = 0; cell < bays.length; cell += 1) {
    if (passable[cell] === 0) bays[cell] = 0;
    else if (bays[cell] === 0) outside[cell] = 1;
  }
  const reach = Math.max(1, Math.floor(leastWayM / (grid.cellMm / 1000) / 2));
  const wide = openCells(passable, grid, reach);
  const wideOutside = openCells(outside, grid, reach);
  growInto(bays, grid, (cell) => bays[cell] === 0 && wide[cell] === 1 && wideOutside[cell] === 0);
  return bays;
}

/** The cells that a square of 2·reach + 1 cells covers without leaving the set. */
function openCells(cells: Uint8Array, grid: Grid, reach: number): Uint8Array {
  // What lies nowhere near a centre is left over: growing is shrinking the rest.
  return invert(shrinkCells(invert(shrinkCells(cells, grid, reach)), grid, reach, 1));
}

function invert(cells: Uint8Array): Uint8Array {
  for (let cell = 0; cell < cells.length; cell += 1) cells[cell] = 1 - cells[cell];
  return cells;
}

/** Labels spread from cell to side-by-side cell, all at the same pace. */
function growInto(labels: Int32Array, { rows, columns }: Grid, takes: (cell: number) => boolean): void {
  let edge: number[] = [];
  for (let cell = 0; cell < labels.length; cell += 1) if (labels[cell] !== 0) edge.push(cell);
  while (edge.length > 0) {
    const next: number[] = [];
    for (const cell of edge) {
      const row = Math.floor(cell / columns);
      const column = cell - row * columns;
      for (const [near, inside] of [
        [cell - 1, column > 0],
        [cell + 1, column + 1 < columns],
        [cell - columns, row > 0],
        [cell + columns, row + 1 < rows],
      ] as const) {
        if (!inside || !takes(near)) continue;
        labels[near] = labels[cell];
        next.push(near);
      }
    }
    edge = next;
  }
}
