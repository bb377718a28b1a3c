import type { Antenna, Level, Point } from '@diku/engine';
import { antennaLocation, largestCoordinateM, moveAntenna, radiatesAlongPath } from '@diku/engine/plan';
import type { PlanRecord, RecordKind } from '../plan-records.ts';

/** Points of a moved thing per metre: nothing that is computed sees a smaller step. */
const stepsPerM = 1e6;

/** Every point that a record has of its own, metres: ends, corners, a centre. */
export function recordLocations(record: PlanRecord): readonly Point[] {
  const { start, end, center, polygon, position, path } = record as Shape;
  if (start && end) return [start, end];
  if (polygon) return polygon;
  if (path) return path;
  return [center ?? position].filter((point) => point !== undefined);
}

/** Points of a record. */
interface Shape {
  start?: Point;
  end?: Point;
  center?: Point;
  polygon?: Point[];
  position?: Point;
  path?: Point[];
}

/** The record with all of its points put through `turn`; other keys stay, in their order. */
export function mapLocations<Record extends PlanRecord>(
  kind: RecordKind,
  record: Record,
  turn: (point: Point, index: number) => Point,
): Record {
  if (kind === 'antenna') return placeAntenna(record as Antenna, turn) as Record;
  const shape = record as Shape;
  const one = (key: 'start' | 'end' | 'center' | 'position', index: number) => {
    const point = shape[key];
    return point === undefined ? {} : { [key]: turn(point, index) };
  };
  const many = (key: 'polygon' | 'path') => {
    const points = shape[key];
    return points === undefined ? {} : { [key]: points.map(turn) };
  };
  return {
    ...record,
    ...one('start', 0),
    ...one('end', 1),
    ...one('center', 0),
    ...one('position', 0),
    ...many('polygon'),
    ...many('path'),
  };
}

function placeAntenna(antenna: Antenna, turn: (point: Point, index: number) => Point): Antenna {
  if (!radiatesAlongPath(antenna) || !antenna.path) {
    return moveAntenna(antenna, turn(antennaLocation(antenna), 0));
  }
  const path = antenna.path.map(turn);
  return { ...antenna, position: path[0], path };
}

/** A point moved by metres, without the noise of a sum; a coordinate that is not moved keeps its bits. */
export function shiftLocation([x, y]: Point, [eastM, northM]: Point): Point {
  return [eastM === 0 ? x : roundStep(x + eastM), northM === 0 ? y : roundStep(y + northM)];
}

function roundStep(valueM: number): number {
  return Math.round(valueM * stepsPerM) / stepsPerM;
}

/** Returns whether a plan may hold the points. */
export function areWithinPlan(points: readonly Point[]): boolean {
  return points.every(([x, y]) => Math.abs(x) <= largestCoordinateM && Math.abs(y) <= largestCoordinateM);
}

/** Returns whether a ring crosses itself nowhere, touches included. */
export function isSimpleRing(ring: readonly Point[]): boolean {
  for (let first = 0; first < ring.length; first++) {
    const [a, b] = edge(ring, first);
    if (a[0] === b[0] && a[1] === b[1]) return false;
    for (let second = first + 1; second < ring.length; second++) {
      const isNext = second === first + 1 || (first === 0 && second === ring.length - 1);
      if (!isNext && doMeet(a, b, ...edge(ring, second))) return false;
    }
  }
  return ring.length >= 3;
}

/**
 * Returns whether the plan reader takes the outline and holes of a level: rings that cross neither themselves nor each
 * other.
 */
export function areSimpleRings({ outline, holes = [] }: Pick<Level, 'outline' | 'holes'>): boolean {
  if (![outline, ...holes].every(isSimpleRing)) return false;
  return holes.every((hole) =>
    hole.every((_, at) => outline.every((_, on) => !doMeet(...edge(hole, at), ...edge(outline, on)))),
  );
}

function edge(ring: readonly Point[], index: number): [Point, Point] {
  return [ring[index], ring[(index + 1) % ring.length]];
}

function doMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  const touches = [
    [a, b, c, abc],
    [a, b, d, abd],
    [c, d, a, cda],
    [c, d, b, cdb],
  ] as const;
  return touches.some(([from, to, at, value]) => value === 0 && isBetween(from, to, at));
}

function side([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

function isBetween([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
}
