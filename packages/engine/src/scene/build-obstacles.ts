import type { Level } from '../plan/schema.ts';
import { metresToMm } from '../units.ts';
import { levelPanels, type ObstacleOptions } from './level-panels.ts';
import { endlessMm, type PackedPanels, packPanels } from './panel.ts';

/**
 * What stands between two places of one level. Heights are absolute (the level's elevation is in them); panels from
 * floor to ceiling have no ends, so that a level without partial ones needs no heights at all.
 */
export function buildObstacles(level: Level, frequencyMhz: number, options: ObstacleOptions): PackedPanels {
  const panels = levelPanels(level, frequencyMhz, options);
  return packPanels([{ panels, floorMm: metresToMm(level.elevationM), ...endlessMm }]);
}
