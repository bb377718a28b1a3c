import type { Obstacles } from '../kernel/field-kernel.ts';
import { columnLossDb } from '../materials/column-loss.ts';
import { openingLossDb } from '../materials/opening-loss.ts';
import { penetrationLossDb } from '../materials/penetration-loss.ts';
import type { Column, Level, Plan, Position } from '../plan/schema.ts';
import { dbToLossUnits, metresToMm } from '../units.ts';
import { cutOpenings } from './cut-openings.ts';
import { columnOutline } from './mark-cells.ts';

/**
 * A level's walls, closed openings and columns as segments with integer losses, and the id behind each.
 * A column is its two diagonals with half its loss each: a ray through its middle pays all, a grazed corner half.
 */
export function buildObstacles(
  level: Level,
  frequencyMhz: number,
  materials: Plan['materials'],
): { obstacles: Obstacles; obstacleIds: string[] } {
  const coordinates: number[] = [];
  const losses: number[] = [];
  const obstacleIds: string[] = [];
  const add = (id: string, start: Position, end: Position, lossDb: number) => {
    coordinates.push(...start.map(metresToMm), ...end.map(metresToMm));
    losses.push(dbToLossUnits(lossDb));
    obstacleIds.push(id);
  };
  const openings = level.openings ?? [];
  for (const { wall, start, end } of cutOpenings(level.walls ?? [], openings)) {
    add(wall.id, start, end, penetrationLossDb(wall.material, frequencyMhz, wall.thicknessM, materials));
  }
  for (const opening of openings) {
    if (opening.state === 'open') continue;
    add(
      opening.id,
      opening.start,
      opening.end,
      openingLossDb(opening.kind, opening.state, frequencyMhz, materials),
    );
  }
  for (const column of level.columns ?? []) {
    const halfLossDb = columnLossDb(frequencyMhz, columnSizeM(column), materials) / 2;
    const corners = columnOutline(column);
    const half = corners.length / 2;
    const quarter = half / 2;
    add(column.id, corners[0], corners[half], halfLossDb);
    add(column.id, corners[quarter], corners[quarter + half], halfLossDb);
  }
  return {
    obstacles: { segmentsMm: Int32Array.from(coordinates), lossUnits: Int32Array.from(losses) },
    obstacleIds,
  };
}

function columnSizeM(column: Column): number {
  if (column.radiusM !== undefined) return 2 * column.radiusM;
  return Math.min(...(column.sizeM as [number, number]));
}
