import type { Level } from '../../plan/index.ts';
import { buildGrid, defaultResolutionM, type Grid, markCells } from '../../radio/index.ts';

/** A level's cells as the verdict counts them unless told otherwise. [rows, columns] of `cellKind` */
export interface CountedFloor {
  grid: Grid;
  cells: Uint8Array;
}

const cached = new WeakMap<Level, CountedFloor>();

/** The counted floor of a level, found once for each level object: the same for every operator and location. */
export function countedFloor(level: Level): CountedFloor {
  let floor = cached.get(level);
  if (!floor) {
    const grid = buildGrid(level, defaultResolutionM);
    floor = { grid, cells: markCells(level, grid) };
    cached.set(level, floor);
  }
  return floor;
}
