/** Straight lines of a drawing, by direction, with what runs along them and what they touch. Metres. */
import {
  type Bounds,
  createDisjointSets,
  degToRad,
  distance,
  distanceToBounds,
  distanceToSegment,
  type Interval,
  mergeIntervals,
  type Point,
  PointGrid,
} from '../../../core/index.ts';
import { longestWallM } from '../../drawing/check-extent.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';

const { directionStepDeg, shortestM, touchM, thinnestM, thickestM, maxLines, maxPairs, maxNear } =
  tuning.linesLineSet;

/** One straight stretch of a path. */
export interface Line {
  a: Point;
  b: Point;
  lengthM: number;
  path: DrawingPath;
  /** Lines of one number run the same way: `along` is measured that way, `offset` across it. */
  direction: number;
  offset: number;
  from: number;
  to: number;
  /** The line belongs to a filled or wide wall, which is one for sure. */
  isSolid: boolean;
  /** The way that `along` is measured. */
  alongX: number;
  alongY: number;
}

/** Two lines that run side by side at the distance of a wall's faces. */
export interface Pair {
  low: number;
  high: number;
  from: number;
  to: number;
  thicknessM: number;
}

export interface LineSet {
  lines: Line[];
  /** Lines of each direction, by their offset. */
  byDirection: number[][];
  /** Boxes of columns: walls end at them. */
  columns: readonly Bounds[];
}

/** The straight lines of paths; undefined where they are too many to be looked at one by one. */
export function collectLines(
  paths: readonly DrawingPath[],
  isSolid: (path: DrawingPath) => boolean,
  columns: readonly Bounds[],
): LineSet | undefined {
  const drawn: Pick<Line, 'a' | 'b' | 'lengthM' | 'path' | 'isSolid'>[] = [];
  for (const path of paths) {
    const last = path.closed ? path.points.length : path.points.length - 1;
    const solid = isSolid(path);
    for (let i = 0; i < last; i++) {
      const a = path.points[i];
      const b = path.points[(i + 1) % path.points.length];
      const lengthM = distance(a, b);
      if (lengthM >= shortestM && lengthM <= longestWallM)
        drawn.push({ a, b, lengthM, path, isSolid: solid });
    }
    if (drawn.length > maxLines) return undefined;
  }
  if (drawn.length === 0) return undefined;
  const longest = drawn.reduce((p, q) => (q.lengthM > p.lengthM ? q : p));
  const zeroRad = angleOf(longest.a, longest.b);
  const stepRad = degToRad(directionStepDeg);
  const count = Math.round(Math.PI / stepRad);
  const lines = drawn.map((line): Line => {
    const turned = (((angleOf(line.a, line.b) - zeroRad) % Math.PI) + Math.PI) % Math.PI;
    const direction = Math.round(turned / stepRad) % count;
    const angleRad = zeroRad + direction * stepRad;
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    const { a, b, lengthM, path } = line;
    const [alongA, alongB] = [a[0] * cos + a[1] * sin, b[0] * cos + b[1] * sin];
    return {
      a,
      b,
      lengthM,
      path,
      isSolid: line.isSolid,
      direction,
      offset: ((a[1] + b[1]) / 2) * cos - ((a[0] + b[0]) / 2) * sin,
      from: Math.min(alongA, alongB),
      to: Math.max(alongA, alongB),
      alongX: cos,
      alongY: sin,
    };
  });
  const byDirection = new Map<number, number[]>();
  lines.forEach(({ direction }, i) => {
    const members = byDirection.get(direction);
    if (members) members.push(i);
    else byDirection.set(direction, [i]);
  });
  return {
    lines,
    columns,
    byDirection: [...byDirection.values()].map((members) =>
      members.sort((p, q) => lines[p].offset - lines[q].offset || p - q),
    ),
  };
}

function angleOf(a: Readonly<Point>, b: Readonly<Point>): number {
  return Math.atan2(b[1] - a[1], b[0] - a[0]);
}

/** Pairs of lines that could be the faces of a wall; undefined where they are too many, as in hatching. */
export function pairLines(
  { lines, byDirection }: LineSet,
  isTaken: (line: number) => boolean,
): Pair[] | undefined {
  const pairs: Pair[] = [];
  for (const members of byDirection) {
    for (let p = 0; p < members.length; p++) {
      if (isTaken(members[p])) continue;
      const low = lines[members[p]];
      for (let q = p + 1; q < members.length; q++) {
        const high = lines[members[q]];
        const thicknessM = high.offset - low.offset;
        if (thicknessM > thickestM) break;
        if (thicknessM < thinnestM || isTaken(members[q])) continue;
        const from = Math.max(low.from, high.from);
        const to = Math.min(low.to, high.to);
        if (to - from < 0.9 * thicknessM) continue;
        pairs.push({ low: members[p], high: members[q], from, to, thicknessM });
        if (pairs.length > maxPairs) return undefined;
      }
    }
  }
  return pairs;
}

/** Fraction of each line that has another beside it at the distance of a wall's faces. */
export function pairedRatios({ lines }: LineSet, pairs: readonly Pair[]): Float64Array {
  const covered: Interval[][] = lines.map(() => []);
  for (const { low, high, from, to } of pairs) {
    covered[low].push([from, to]);
    covered[high].push([from, to]);
  }
  return Float64Array.from(covered, (intervals, i) => {
    if (lines[i].isSolid) return 1;
    const coveredM = mergeIntervals(intervals).reduce((sum, [from, to]) => sum + to - from, 0);
    return Math.min(1, coveredM / lines[i].lengthM);
  });
}

/** Contacts of the lines' ends. */
export interface Touches {
  /** 1 where the line's end at `from` touches another line, and at `to`. */
  first: Uint8Array;
  last: Uint8Array;
  /** The same number for lines that touch each other, however far around. */
  groupOf: (line: number) => number;
}

/** The box first: of the lines in a cell hardly any is near. */
function touches([x, y]: Readonly<Point>, { a, b }: Readonly<{ a: Point; b: Point }>): boolean {
  if (x < Math.min(a[0], b[0]) - touchM || x > Math.max(a[0], b[0]) + touchM) return false;
  if (y < Math.min(a[1], b[1]) - touchM || y > Math.max(a[1], b[1]) + touchM) return false;
  return distanceToSegment([x, y], a, b) <= touchM;
}

/** `joinsColumns` makes lines that touch one column one group. */
export function touchingLines(
  { lines, columns }: LineSet,
  isTaken: (line: number) => boolean,
  { joinsColumns = false } = {},
): Touches {
  const columnGrid = new PointGrid(2);
  columns.forEach(({ minX, minY, maxX, maxY }, i) => {
    columnGrid.add(i, minX - touchM, minY - touchM, maxX + touchM, maxY + touchM);
  });
  const grid = new PointGrid(2);
  lines.forEach(({ a, b }, i) => {
    if (!isTaken(i)) grid.addAlong(i, a, b, touchM);
  });
  const { root, join } = createDisjointSets(lines.length + columns.length);
  const touchesAny = (point: Point, index: number): boolean => {
    let found = false;
    // Where more lines lie, nobody has drawn a building: the others are not looked at.
    const near = grid.at(point);
    for (let k = 0; k < Math.min(near.length, maxNear); k++) {
      const i = near[k];
      if (i === index || !touches(point, lines[i])) continue;
      if (isSame(lines[i], lines[index])) continue;
      join(index, i);
      found = true;
    }
    for (const column of columnGrid.at(point)) {
      if (distanceToBounds(point, columns[column]) > touchM) continue;
      if (joinsColumns) join(index, lines.length + column);
      found = true;
    }
    return found;
  };
  const first = new Uint8Array(lines.length);
  const last = new Uint8Array(lines.length);
  lines.forEach((line, i) => {
    if (isTaken(i)) return;
    const isForward = isAlong(line);
    if (touchesAny(isForward ? line.a : line.b, i)) first[i] = 1;
    if (touchesAny(isForward ? line.b : line.a, i)) last[i] = 1;
  });
  return { first, last, groupOf: root };
}

/** True when `a` is the end at `from`. */
function isAlong({ a, b, lengthM, alongX, alongY }: Line): boolean {
  return ((b[0] - a[0]) * alongX + (b[1] - a[1]) * alongY) / lengthM > 0;
}

/** Drawn twice: no line touches another by lying on it. */
function isSame(one: Line, two: Line): boolean {
  return (
    one.direction === two.direction &&
    Math.abs(one.offset - two.offset) < touchM &&
    Math.abs(one.from - two.from) < touchM &&
    Math.abs(one.to - two.to) < touchM
  );
}
