import { boundsOf, createDisjointSets, distance, type Point, PointGrid } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import type { Drawing, DrawingPath, TextSetting } from './drawing.ts';

const {
  shortestM,
  binsPerDegree,
  windowDeg,
  maxSlope,
  maxShiftM,
  exactSlope,
  minCrookedRatio,
  sameOffsetM,
  smallestShapeM,
  jointM,
  maxFarRatio,
  fewestParallel,
  maxCorners,
} = tuning.straightenDrawing;

/**
 * Moves a drawing as `transformDrawing` does, where nobody else needs it: its paths and texts are moved themselves, so
 * that a large one is not stored twice. Points that others hold stay as they are.
 */
export function moveDrawing(drawing: Drawing, scale: number, angleRad: number, shift: Point): Drawing {
  const move = mover(scale, angleRad, shift);
  for (const path of drawing.paths) {
    path.points = path.points.map(move);
    path.widthInUnits *= scale;
    if (path.arc) {
      path.arc = { center: move(path.arc.center), radiusInUnits: path.arc.radiusInUnits * scale };
    }
  }
  for (const text of drawing.texts) {
    text.position = move(text.position);
    text.heightInUnits *= scale;
    if (text.setting) text.setting = turned(text.setting, scale, angleRad);
  }
  const symbols = drawing.symbols.map((symbol) => ({ ...symbol, position: move(symbol.position) }));
  return { ...drawing, symbols };
}

/** The drawing scaled, then turned counter-clockwise, then shifted. */
export function transformDrawing(drawing: Drawing, scale: number, angleRad: number, shift: Point): Drawing {
  const move = mover(scale, angleRad, shift);
  return {
    paths: drawing.paths.map((path) => {
      const moved = { ...path, points: path.points.map(move), widthInUnits: path.widthInUnits * scale };
      if (path.arc)
        moved.arc = { center: move(path.arc.center), radiusInUnits: path.arc.radiusInUnits * scale };
      return moved;
    }),
    texts: drawing.texts.map((text) => ({
      ...text,
      position: move(text.position),
      heightInUnits: text.heightInUnits * scale,
      ...(text.setting ? { setting: turned(text.setting, scale, angleRad) } : {}),
    })),
    symbols: drawing.symbols.map((symbol) => ({ ...symbol, position: move(symbol.position) })),
    ignored: drawing.ignored,
  };
}

function turned(setting: TextSetting, scale: number, angleRad: number): TextSetting {
  const result = { ...setting, angleRad: setting.angleRad + angleRad };
  if (setting.lengthInUnits !== undefined) result.lengthInUnits = setting.lengthInUnits * scale;
  return result;
}

function mover(scale: number, angleRad: number, shift: Point): (point: Point) => Point {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  return (point) => {
    const x = point[0] * scale;
    const y = point[1] * scale;
    return [cos * x - sin * y + shift[0], sin * x + cos * y + shift[1]];
  };
}

/** A side of a path that runs along an axis of the building or nearly so, in the building's frame. */
interface AxisSide {
  path: number;
  /** Its first corner; the second is the next one. */
  corner: number;
  /** 0 along x, 1 along y. */
  axis: 0 | 1;
  offset: number;
  lengthM: number;
}

/** Length of the sides that were straightened, and the farthest that a corner was moved. */
export interface Straightened {
  lengthM: number;
  farthestM: number;
}

/**
 * Lays the lines of a measured survey parallel, in place: nobody measures the faces of a wall so exactly that they are.
 * Sides along the building's axes or nearly so go onto one line with those beside them. Metres. Undefined, and nothing
 * moved, where the lines are parallel as drawn.
 */
export function straightenDrawing({ paths }: Drawing): Straightened | undefined {
  const lines = paths.filter(isOfLines);
  if (lines.reduce((sum, { points }) => sum + points.length, 0) > maxCorners) return undefined;
  const angleRad = mainDirection(lines);
  const turned = lines.map(({ points }) => points.map(mover(1, -angleRad, [0, 0])));
  const { sides, crookedM } = sidesAlongAxes(
    turned,
    lines.map(({ closed }) => closed),
  );
  if (crookedM === undefined) return undefined;
  const jointOf = jointsAmong(turned);
  const joints = new Map<number, [number?, number?]>();
  for (const group of sameLines(sides)) {
    const weightM = group.reduce((sum, { lengthM }) => sum + lengthM, 0);
    const offset = group.reduce((sum, side) => sum + side.offset * side.lengthM, 0) / weightM;
    for (const { path, corner, axis } of group) {
      for (const end of [corner, (corner + 1) % turned[path].length]) {
        const joint = jointOf(path, end);
        const location = joints.get(joint) ?? [];
        location[1 - axis] = offset;
        joints.set(joint, location);
      }
    }
  }
  let farthestM = 0;
  lines.forEach((path, i) => {
    const moved = turned[i].map(([x, y], k): Point => {
      const [toX = x, toY = y] = joints.get(jointOf(i, k)) ?? [];
      if (Math.max(Math.abs(toX - x), Math.abs(toY - y)) > 2 * maxShiftM) return [x, y];
      farthestM = Math.max(farthestM, Math.abs(toX - x), Math.abs(toY - y));
      return [toX, toY];
    });
    path.points = moved.map(mover(1, angleRad, [0, 0]));
  });
  return { lengthM: crookedM, farthestM };
}

/** Sides along the axes or nearly so, and the length of the crooked ones, m: undefined where it is no survey. */
function sidesAlongAxes(
  rings: readonly (readonly Point[])[],
  areClosed: readonly boolean[],
): { sides: AxisSide[]; crookedM?: number } {
  const sides: AxisSide[] = [];
  let totalM = 0;
  let crookedM = 0;
  let farM = 0;
  const bySlope = new Map<number, { count: number; lengthM: number }>();
  rings.forEach((points, path) => {
    const count = areClosed[path] ? points.length : points.length - 1;
    for (let corner = 0; corner < count; corner++) {
      const [a, b] = [points[corner], points[(corner + 1) % points.length]];
      const lengthM = distance(a, b);
      totalM += lengthM;
      const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
      const risenM = Math.abs(b[1 - axis] - a[1 - axis]);
      if (lengthM < shortestM || risenM > maxSlope * lengthM) continue;
      if (risenM > 2 * maxShiftM) {
        farM += lengthM;
        continue;
      }
      if (risenM > exactSlope * lengthM) {
        crookedM += lengthM;
        const slope = (b[1 - axis] - a[1 - axis]) / (b[axis] - a[axis]) / (axis === 0 ? 1 : -1);
        const alike = Math.round((10 * slope) / exactSlope);
        const entry = bySlope.get(alike) ?? { count: 0, lengthM: 0 };
        entry.count++;
        entry.lengthM += lengthM;
        bySlope.set(alike, entry);
      }
      sides.push({ path, corner, axis, offset: (a[1 - axis] + b[1 - axis]) / 2, lengthM });
    }
  });
  // A wing that is turned a little has parallel lines, a survey has none.
  const unlike = [...bySlope.values()].filter(({ count: parallel }) => parallel < fewestParallel);
  const unlikeM = unlike.reduce((sum, { lengthM }) => sum + lengthM, 0);
  // A sketch by hand is more crooked than a survey: its lines would go too far.
  const isSurvey = unlikeM >= minCrookedRatio * totalM && farM <= maxFarRatio * crookedM;
  return isSurvey ? { sides, crookedM } : { sides };
}

/** Corners of paths that lie on one another are one joint: the number of each. */
function jointsAmong(paths: readonly (readonly Point[])[]): (path: number, corner: number) => number {
  const starts: number[] = [];
  const grid = new PointGrid(1);
  const corners = paths.flatMap((points) => {
    starts.push(starts.length === 0 ? 0 : starts[starts.length - 1] + paths[starts.length - 1].length);
    return points;
  });
  corners.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const { root, join } = createDisjointSets(corners.length);
  corners.forEach(([x, y], i) => {
    for (const other of grid.near(x - jointM, y - jointM, x + jointM, y + jointM)) {
      if (other < i && distance(corners[other], [x, y]) <= jointM) join(other, i);
    }
  });
  return (path, corner) => root(starts[path] + corner);
}

/** Straight lines, but no shapes as small as columns: those have sides of their own. */
function isOfLines({ points, closed, source }: DrawingPath): boolean {
  if (source !== 'line' && source !== 'polyline') return false;
  if (!closed) return true;
  const { minX, minY, maxX, maxY } = boundsOf(points);
  return Math.max(maxX - minX, maxY - minY) >= smallestShapeM;
}

/** The direction that most length runs in or square to, radians. */
function mainDirection(lines: readonly DrawingPath[]): number {
  const bins = 90 * binsPerDegree;
  const lengthsM = new Float64Array(bins);
  const angleOf = (a: Point, b: Point) => (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  const all: { angleDeg: number; lengthM: number }[] = [];
  for (const { points, closed } of lines) {
    for (let k = 0; k < (closed ? points.length : points.length - 1); k++) {
      const [a, b] = [points[k], points[(k + 1) % points.length]];
      const lengthM = distance(a, b);
      if (lengthM < shortestM) continue;
      const angleDeg = (angleOf(a, b) + 360) % 90;
      all.push({ angleDeg, lengthM });
      lengthsM[Math.floor(angleDeg * binsPerDegree) % bins] += lengthM;
    }
  }
  const window = windowDeg * binsPerDegree;
  let best = 0;
  let longestM = -1;
  for (let first = 0; first < bins; first++) {
    let sumM = 0;
    for (let k = 0; k < window; k++) sumM += lengthsM[(first + k) % bins];
    if (sumM <= longestM) continue;
    longestM = sumM;
    best = first;
  }
  const middleDeg = (best + window / 2) / binsPerDegree;
  let turnedM = 0;
  for (const { angleDeg, lengthM } of all) {
    const awayDeg = ((angleDeg - middleDeg + 135) % 90) - 45;
    if (Math.abs(awayDeg) <= windowDeg / 2) turnedM += awayDeg * lengthM;
  }
  return ((middleDeg + turnedM / Math.max(longestM, 1)) * Math.PI) / 180;
}

/** Sides of one axis that lie on one line, within what nobody measures. */
function sameLines(sides: readonly AxisSide[]): AxisSide[][] {
  const groups: AxisSide[][] = [];
  for (const axis of [0, 1]) {
    const members = sides.filter((side) => side.axis === axis).sort((p, q) => p.offset - q.offset);
    let group: AxisSide[] = [];
    for (const side of members) {
      if (group.length > 0 && side.offset - group[0].offset > sameOffsetM) {
        groups.push(group);
        group = [];
      }
      group.push(side);
    }
    if (group.length > 0) groups.push(group);
  }
  return groups;
}
