import { metresToMm } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { Grid, KernelWalls, Obstacles } from '../kernel/field-kernel.ts';
import { buildGrid, markCells } from './build-grid.ts';
import { type FloorRooms, floorRooms } from './floor-rooms.ts';
import {
  endlessMm,
  levelFacets,
  type ObstacleOptions,
  type ObstacleSource,
  type PackedFacets,
  packFacets,
} from './level-facets.ts';

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

/**
 * Height above the floor at which a path passes a diffraction vertex, metres: about halfway from a ceiling antenna to
 * a phone. An assumption; it only decides about what does not reach from floor to ceiling.
 */
const vertexHeightM = 2;

/**
 * Obstacles between two points of one level. Heights are absolute (the level's elevation is in them); facets
 * from floor to ceiling have no ends, so that a level without partial ones needs no heights at all.
 */
export function buildObstacles(level: Level, frequencyMhz: number, options: ObstacleOptions): PackedFacets {
  const facets = levelFacets(level, frequencyMhz, options);
  const floorMm = metresToMm(level.elevationM);
  const { obstacles, sources } = packFacets([{ facets, floorMm, ...endlessMm }]);
  const squares = options.addsSquares ? { areSquares: true as const } : {};
  const vertexZMm = floorMm + metresToMm(Math.min(vertexHeightM, level.clearHeightM));
  return { obstacles: { ...obstacles, ...squares, walls: listWalls(sources, vertexZMm) }, sources };
}

/** Returns which facets are walls, and which belong to one column. */
function listWalls(sources: readonly ObstacleSource[], vertexZMm: number): KernelWalls {
  const indices: number[] = [];
  const columns: number[] = [];
  sources.forEach((source, index) => {
    if (source.name === 'wall') indices.push(index);
    if (source.name !== 'column') return;
    if (sources[index - 1] !== source) columns.push(index, index);
    columns[columns.length - 1] = index + 1;
  });
  return { indices: Int32Array.from(indices), columns: Int32Array.from(columns), vertexZMm };
}

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
  /** Demanded kinds of floor on the grid. */
  floor: FloorRooms;
}
