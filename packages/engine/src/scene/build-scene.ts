import type { Level, Plan } from '../plan/schema.ts';
import { buildGrid } from './build-grid.ts';
import { buildObstacles } from './build-obstacles.ts';
import { markCells } from './mark-cells.ts';
import type { Scene } from './scene.ts';

/** One level and band, ready for the kernel: obstacles with integer losses, the grid and what its cells are. */
export function buildScene(
  level: Level,
  frequencyMhz: number,
  options: { resolutionM: number; materials?: Plan['materials'] },
): Scene {
  const grid = buildGrid(level, options.resolutionM);
  const { obstacles, obstacleIds } = buildObstacles(level, frequencyMhz, options.materials);
  return { levelId: level.id, frequencyMhz, obstacles, obstacleIds, grid, cells: markCells(level, grid) };
}
