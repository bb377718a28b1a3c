import type { Grid, Obstacles } from '../kernel/field-kernel.ts';
import type { FloorRooms } from './floor-rooms.ts';
import type { ObstacleSource } from './panel.ts';

/** What a cell of the receiver grid is for the acceptance count. */
export const cellKind = {
  /** Outside the outline, in a hole, or in a room that the count leaves out. */
  none: 0,
  /** A phone in a hand: lanes, lobbies, any open floor. */
  onFoot: 1,
  /** A phone in a parked car. */
  inBay: 2,
} as const;

/** One level and band, ready for the kernel. */
export interface Scene {
  levelId: string;
  frequencyMhz: number;
  /** Absolute height of the level's floor, integer mm: the obstacles' heights are absolute. */
  floorMm: number;
  obstacles: Obstacles;
  /** [obstacle count]: what is behind each obstacle, and its id. */
  sources: ObstacleSource[];
  obstacleIds: string[];
  grid: Grid;
  /** [rows, columns] of `cellKind`. */
  cells: Uint8Array;
  /** Where the demanded kinds of floor lie on the grid. */
  floor: FloorRooms;
}
