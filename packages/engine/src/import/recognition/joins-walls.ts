import {
  distance,
  distanceToSegment,
  lineIntersection,
  type Point,
  PointGrid,
  pointAlong,
} from '../../core/index.ts';
import type { DrawingPath } from '../drawing/drawing.ts';

/** A wall drawn as one line ends at the face or in the middle of another wall, m. */
const touchM = 0.3;
/** More lines than the walls of a garage. */
const largestCount = 20_000;

/**
 * Whether single lines go from wall to wall, as walls drawn as one line do: most of their ends touch a wall or each
 * other, few run along a wall or through one, as trays and dimensions do.
 */
export function joinsWalls(
  paths: readonly DrawingPath[],
  walls: readonly DrawingPath[],
  columns: readonly DrawingPath[],
): boolean {
  const lines = paths
    .filter(isStraight)
    .flatMap(linesOf)
    .filter(([a, b]) => distance(a, b) > 0.3);
  const facesOf = (items: readonly DrawingPath[]) =>
    items.filter(({ source }) => source !== 'arc').flatMap(linesOf);
  const faces = facesOf(walls);
  // Walls run through columns as often as they end at them.
  const crossable = faces.length;
  for (const face of facesOf(columns)) faces.push(face);
  if (lines.length < 4 || lines.length > largestCount || faces.length > 10 * largestCount) return false;
  if (lines.some(([a, b]) => distance(a, b) > 80)) return false;
  const lengthM = lines.reduce((sum, [a, b]) => sum + distance(a, b), 0);
  if (lengthM < 10 || lengthM < lines.length) return false;
  const grid = new PointGrid(2);
  faces.forEach(([a, b], i) => {
    grid.addAlong(i, a, b, touchM);
  });
  const touches = (point: Point) =>
    grid
      .near(point[0], point[1], point[0], point[1])
      .some((i) => distanceToSegment(point, ...faces[i]) < touchM);
  const own = new PointGrid(2);
  lines.forEach(([a, b], i) => {
    own.addAlong(i, a, b, touchM);
  });
  const touchesOwn = (point: Point, line: number) =>
    own
      .near(point[0], point[1], point[0], point[1])
      .some((i) => i !== line && distanceToSegment(point, ...lines[i]) < touchM);
  let toWalls = 0;
  let joined = 0;
  let crossing = 0;
  let along = 0;
  // Sides of bays are open at the lane.
  const sides = { all: 0, closed: 0 };
  lines.forEach(([a, b], line) => {
    let joins = 0;
    for (const end of [a, b]) {
      const atWall = touches(end);
      if (atWall) toWalls++;
      if (atWall || touchesOwn(end, line)) joins++;
    }
    joined += joins;
    if (distance(a, b) > 4.7 && distance(a, b) < 6.3) {
      sides.all++;
      if (joins === 2) sides.closed++;
    }
    if ([0.3, 0.5, 0.7].every((t) => touches(pointAlong(a, b, t)))) along++;
    else if (grid.nearAlong(a, b).some((i) => i < crossable && goesThrough([a, b], faces[i]))) crossing++;
  });
  if (sides.all > 0.6 * lines.length && sides.closed < 0.7 * sides.all) return false;
  const ends = 2 * lines.length;
  const apart = along < 0.25 * lines.length && crossing < 0.15 * lines.length;
  // Every door leaves an end free.
  const isJoined = joined > 0.6 * ends || toWalls > 0.4 * ends;
  return apart && toWalls > 0.2 * ends && isJoined;
}

/** True when the line crosses the face well away from its own ends. */
function goesThrough([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean {
  const hit = lineIntersection(a, b, c, d);
  const marginRatio = (2 * touchM) / distance(a, b);
  return hit !== undefined && hit.t > marginRatio && hit.t < 1 - marginRatio && hit.u > 0 && hit.u < 1;
}

function isStraight({ source }: DrawingPath): boolean {
  return source !== 'arc' && source !== 'circle';
}

/** Round columns are faces too: walls end at them. */
function linesOf({ points, closed }: DrawingPath): [Point, Point][] {
  const last = closed ? points.length : points.length - 1;
  return points.slice(0, last).map((a, i): [Point, Point] => [a, points[(i + 1) % points.length]]);
}
