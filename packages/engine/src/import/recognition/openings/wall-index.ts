import { boundsOf, distanceToSegment, type Point, PointGrid } from '../../../core/index.ts';
import type { WallLine } from '../walls/wall-line.ts';

/** The walls of a level by location. */
export interface WallIndex {
  /** Walls that may come within a reach of the box around the points, in their order. */
  near(points: readonly Point[], reachM: number): WallLine[];
  /** Returns the distance from a point to the middle of the nearest wall, m; `farthestM` where none is nearer. */
  distanceM(point: Point): number;
  /** Half the thickness of the thickest. */
  halfThickestM: number;
}

/** Beyond this it does not matter how far the nearest wall is, m. */
export const farthestM = 3;

export function createWallIndex(walls: readonly WallLine[]): WallIndex {
  const grid = new PointGrid(4);
  let halfThickestM = 0;
  walls.forEach(({ a, b, thicknessM }, i) => {
    grid.addAlong(i, a, b);
    halfThickestM = Math.max(halfThickestM, thicknessM / 2);
  });
  const near = (points: readonly Point[], reachM: number): WallLine[] => {
    const { minX, minY, maxX, maxY } = boundsOf(points);
    return grid.near(minX - reachM, minY - reachM, maxX + reachM, maxY + reachM).map((i) => walls[i]);
  };
  const distanceM = (point: Point): number =>
    near([point], farthestM).reduce(
      (best, wall) => Math.min(best, distanceToSegment(point, wall.a, wall.b)),
      farthestM,
    );
  return { near, distanceM, halfThickestM };
}
