import type { Grid, Obstacles } from '../kernel/field-kernel.ts';
import type { ObstacleSource } from './facet.ts';
import type { FloorRooms } from './floor-rooms.ts';

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
