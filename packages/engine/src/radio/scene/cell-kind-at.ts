import { metresToMm, type Point } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import { markCells } from './build-grid.ts';

/** Beyond what rounding to millimetres moves, metres. */
const marginM = 0.01;

/** Kind of a point for the count (`cellKind`): as a cell whose centre it is. */
export function cellKindAt(level: Level, x: number, y: number): number {
  const grid = { originXMm: metresToMm(x), originYMm: metresToMm(y), cellMm: 2, columns: 1, rows: 1 };
  return markCells(levelAround(level, x, y), grid)[0];
}

/** The level with only what can hold the point: most of it is elsewhere. */
function levelAround(level: Level, x: number, y: number): Level {
  const holds = (ring: readonly Point[], reachM: number) => boxHolds(ring, reachM + marginM, x, y);
  return {
    ...level,
    bays: level.bays?.filter((bay) => holds(bay.polygon, 0)),
    zones: level.zones?.filter((zone) => holds(zone.polygon, 0)),
    walls: level.walls?.filter((wall) => holds([wall.start, wall.end], wall.thicknessM)),
    columns: level.columns?.filter(({ center, radiusM, sizeM }) => {
      const reachM = radiusM === undefined ? Math.hypot(...(sizeM as Point)) : 2 * radiusM;
      return Math.abs(x - center[0]) <= reachM && Math.abs(y - center[1]) <= reachM;
    }),
  };
}

function boxHolds(ring: readonly Point[], reachM: number, x: number, y: number): boolean {
  let [lowX, highX, lowY, highY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const corner of ring) {
    if (corner[0] < lowX) lowX = corner[0];
    if (corner[0] > highX) highX = corner[0];
    if (corner[1] < lowY) lowY = corner[1];
    if (corner[1] > highY) highY = corner[1];
  }
  return x >= lowX - reachM && x <= highX + reachM && y >= lowY - reachM && y <= highY + reachM;
}
