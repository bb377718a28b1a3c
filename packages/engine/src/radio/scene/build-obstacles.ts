import { metresToMm } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { KernelWalls } from '../kernel/field-kernel.ts';
import { endlessMm, type ObstacleSource, type PackedFacets, packFacets } from './facet.ts';
import { levelFacets, type ObstacleOptions } from './level-facets.ts';

/**
 * Height above the floor at which a path passes a diffraction vertex, metres: about halfway from a ceiling antenna to
 * a phone. An assumption; it only decides about what does not reach from floor to ceiling.
 */
const vertexHeightM = 2;

/**
 * What stands between two points of one level. Heights are absolute (the level's elevation is in them); facets from
 * floor to ceiling have no ends, so that a level without partial ones needs no heights at all.
 */
export function buildObstacles(level: Level, frequencyMhz: number, options: ObstacleOptions): PackedFacets {
  const facets = levelFacets(level, frequencyMhz, options);
  const floorMm = metresToMm(level.elevationM);
  const { obstacles, sources } = packFacets([{ facets, floorMm, ...endlessMm }]);
  const vertexZMm = floorMm + metresToMm(Math.min(vertexHeightM, level.clearHeightM));
  return { obstacles: { ...obstacles, walls: listWalls(sources, vertexZMm) }, sources };
}

/** Which facets are walls, and which belong to one column. */
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
