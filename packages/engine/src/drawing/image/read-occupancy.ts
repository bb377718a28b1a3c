import type { OccupancyRule } from './image-scale.ts';
import type { Raster } from './raster.ts';

/** Walls and floor of a map made by a robot: what is neither has not been seen. */
export interface OccupancyMap {
  /** 255 where something stands. */
  walls: Raster;
  /** 1 where the robot could drive. */
  free: Raster;
}

/** Splits the pixels by the thresholds of the map's own file. */
export function readOccupancy(grey: Raster, rule: OccupancyRule): OccupancyMap {
  const { width, height, data } = grey;
  const walls = new Uint8Array(data.length);
  const free = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const occupied = (rule.negate ? data[i] : 255 - data[i]) / 255;
    if (occupied > rule.occupiedRatio) walls[i] = 255;
    else if (occupied < rule.freeRatio) free[i] = 1;
  }
  return { walls: { width, height, data: walls }, free: { width, height, data: free } };
}
