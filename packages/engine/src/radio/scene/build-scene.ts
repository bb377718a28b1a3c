import { metresToMm } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import { buildGrid } from './build-grid.ts';
import { buildObstacles } from './build-obstacles.ts';
import { floorRooms } from './floor-rooms.ts';
import type { ObstacleOptions } from './level-facets.ts';
import { markCells } from './mark-cells.ts';
import type { Scene } from './scene.ts';

/**
 * One level and band, ready for the kernel: obstacles with integer losses, the grid and what its cells are (`cells` where
 * the caller knows them from the same floor at the same resolution).
 */
export function buildScene(
  level: Level,
  frequencyMhz: number,
  options: ObstacleOptions & { resolutionM: number; cells?: Uint8Array },
): Scene {
  const grid = buildGrid(level, options.resolutionM);
  const cells = options.cells ?? markCells(level, grid);
  const { obstacles, sources } = buildObstacles(level, frequencyMhz, options);
  return {
    levelId: level.id,
    frequencyMhz,
    floorMm: metresToMm(level.elevationM),
    obstacles,
    sources,
    obstacleIds: sources.map((source) => source.id),
    grid,
    cells,
    floor: floorRooms(level, grid, cells),
  };
}
