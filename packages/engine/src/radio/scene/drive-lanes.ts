import {
  degToRad,
  distance,
  distanceToRing,
  metresToMm,
  midpoint,
  mmToMetres,
  nearestParameter,
  type Point,
  pointAlong,
  ringContains,
} from '../../core/index.ts';
import { type Level, levelWalls, type Zone, zoneKindRow } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { fillPolygon } from './build-grid.ts';
import { entrancePortals, isSideUnknown, type OutdoorPortal, type PortalDoubt } from './outdoor-portals.ts';

/** A point along a lane, every `laneStepM`. */
export interface LanePoint {
  levelId: string;
  position: Point;
  /** Height of the ground there over the level's floor, metres. */
  riseM: number;
  /** Distance from the portal, or from the middle of the ramp; outside, and on the upper level, it is negative. */
  alongM: number;
  /** Part of the way from the garage's portal to open ground: 0 inside, 1 on it. */
  outdoorRatio: number;
}

/**
 * Doubt about the way of a car through an entrance: that of its portal; `end-unclear` where no edge of the ramp is its outer end;
 * `course-bent` and `course-short` where straight on from there, or in any direction, garage or another ramp is in the way.
 */
export type LaneDoubt = PortalDoubt | 'end-unclear' | 'course-bent' | 'course-short';

/** Returns whether the geometry says on which side and where a lane comes out on open ground. */
export function isOutdoorsKnown({ doubts }: Pick<DriveLane, 'doubts'>): boolean {
  return doubts.every((doubt) => doubt !== 'end-unclear' && !isSideUnknown(doubt));
}

/** The way of a car through an entrance, or over a ramp from one level to the next. */
export interface DriveLane {
  id: string;
  kind: 'outdoors' | 'between-levels';
  /** The levels on the way, the upper one first. */
  levels: readonly string[];
  points: readonly LanePoint[];
  /** True: no way on the plan leads from the portal to an antenna, or nothing says which end of the ramp is the upper one. */
  isAssumed: boolean;
  /** Doubts that the drawing leaves about an entrance. */
  doubts: readonly LaneDoubt[];
  /** Direction straight out of the outer end of an entrance, a unit vector. */
  outwards?: Point;
  /** Outline of the ramp that it drives over, where there is one. */
  ramp?: readonly Point[];
  /** Points of the course on the ramp, from its upper end to the lower one. */
  onRamp: readonly Point[];
}

/** Points of a lane are so far from each other, metres. */
export const laneStepM = 2;
/** A lane goes on so far over open ground, and so far in where no antenna is on the level, metres. */
const openGroundM = 20;
const straightM = 30;
const cellMm = 500;
const maxCells = 4_000_000;
/** Openings that a car passes are at least so wide, metres. */
const carWidthM = 2;

/**
 * Lanes through all entrances and over all ramps between levels. Inside a lane is the shortest way on drivable floor to the nearest
 * of the targets: the signal of the garage rises on no other way faster. Ramps outside the outline are driven to their far end,
 * then straight on.
 * @param targets locations of antennas
 */
export function driveLanes(
  levels: readonly Level[],
  targets: readonly { level: string; position: Point }[],
): DriveLane[] {
  const floors = new Map(levels.map((level) => [level.id, drivableFloor(level)]));
  const targetsOn = ({ id }: Level) =>
    targets.filter(({ level }) => level === id).map(({ position }) => position);
  return [
    ...entrancePortals(levels).flatMap((portal, index) => {
      const level = levels.find(({ id }) => id === portal.levelId);
      const floor = floors.get(portal.levelId);
      if (!level || !floor) return [];
      return [entranceLane(level, floor, portal, { targets: targetsOn(level), levels, index })];
    }),
    ...innerRamps(levels).map((ramp, index) => rampLane(ramp, floors, targetsOn, index)),
  ];
}

/** Cells of a level that a car drives on. [rows, columns] of 1 where it does */
interface DrivableFloor {
  grid: Grid;
  cells: Uint8Array;
  /** The same of ramps and entrances outside the outline. */
  outside: Uint8Array;
  /** Outlines of ramps and entrances. */
  exits: readonly Pick<Zone, 'kind' | 'polygon'>[];
}

function drivableFloor(level: Level): DrivableFloor {
  const exits = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isExit);
  const grid = gridAround([...level.outline, ...exits.flatMap(({ polygon }) => polygon)]);
  const cells = new Uint8Array(grid.rows * grid.columns);
  const inside = new Uint8Array(cells.length);
  fillPolygon(inside, grid, level.outline, 1);
  cells.set(inside);
  for (const hole of level.holes ?? []) fillPolygon(cells, grid, hole, 0);
  for (const { polygon } of exits) fillPolygon(cells, grid, polygon, 1);
  for (const { kind, polygon } of level.zones ?? []) {
    const row = zoneKindRow(kind);
    if (row.isClosed || row.isRoom) fillPolygon(cells, grid, polygon, 0);
  }
  const block = (start: Point, end: Point) => {
    const steps = Math.max(1, Math.ceil(distance(start, end) / 0.2));
    for (let step = 0; step <= steps; step += 1) {
      const at = step / steps;
      const cell = cellAt(grid, [start[0] + at * (end[0] - start[0]), start[1] + at * (end[1] - start[1])]);
      if (cell >= 0) cells[cell] = 0;
    }
  };
  for (const { startMm, endMm } of levelWalls(level).segments) block(mmPoint(startMm), mmPoint(endMm));
  for (const { start, end } of level.openings ?? []) if (distance(start, end) < carWidthM) block(start, end);
  const outside = cells.map((cell, index) => (inside[index] ? 0 : cell));
  return { grid, cells, outside, exits };
}

function mmPoint([xMm, yMm]: readonly [number, number]): Point {
  return [mmToMetres(xMm), mmToMetres(yMm)];
}

function gridAround(points: readonly Point[]): Grid {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [minX, minY] = [Math.min(...xs) - 1, Math.min(...ys) - 1];
  const [widthMm, heightMm] = [1000 * (Math.max(...xs) + 1 - minX), 1000 * (Math.max(...ys) + 1 - minY)];
  let sizeMm = cellMm;
  while ((widthMm / sizeMm) * (heightMm / sizeMm) > maxCells) sizeMm *= 2;
  return {
    ...{ originXMm: metresToMm(minX), originYMm: metresToMm(minY), cellMm: sizeMm },
    ...{ columns: Math.ceil(widthMm / sizeMm) + 1, rows: Math.ceil(heightMm / sizeMm) + 1 },
  };
}

function cellAt({ originXMm, originYMm, cellMm: sizeMm, columns, rows }: Grid, [x, y]: Point): number {
  const column = Math.round((metresToMm(x) - originXMm) / sizeMm);
  const row = Math.round((metresToMm(y) - originYMm) / sizeMm);
  return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : row * columns + column;
}

function middleOf({ originXMm, originYMm, cellMm: sizeMm, columns }: Grid, cell: number): Point {
  return [
    mmToMetres(originXMm + (cell % columns) * sizeMm),
    mmToMetres(originYMm + Math.floor(cell / columns) * sizeMm),
  ];
}

/** End of a search over cells, and the route there. */
interface FoundRoute {
  cells: number[];
  isTarget: boolean;
}

/** The way over passable cells from a start to the first target that is reached; without one, to the cell farthest away. */
function searchRoute(
  grid: Grid,
  passable: Uint8Array,
  starts: readonly number[],
  targets?: ReadonlySet<number>,
): FoundRoute {
  const before = new Int32Array(passable.length).fill(-2);
  const queue = [...starts];
  for (const start of starts) before[start] = -1;
  let last = starts[0];
  let isTarget = false;
  for (let head = 0; head < queue.length; head += 1) {
    last = queue[head];
    if (targets?.has(last)) {
      isTarget = true;
      break;
    }
    const column = last % grid.columns;
    for (const [step, isWithin] of [
      [1, column + 1 < grid.columns],
      [-1, column > 0],
      [grid.columns, true],
      [-grid.columns, true],
    ] as const) {
      const next = last + step;
      if (!isWithin || next < 0 || next >= passable.length || !passable[next] || before[next] !== -2)
        continue;
      before[next] = last;
      queue.push(next);
    }
  }
  const cells: number[] = [];
  for (let cell = last; cell >= 0; cell = before[cell]) cells.push(cell);
  return { cells: cells.reverse(), isTarget };
}

/** Corners of a way, as far apart as the straight line between them is passable. */
function straightened(grid: Grid, passable: Uint8Array, cells: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let from = 0; from < cells.length; ) {
    points.push(middleOf(grid, cells[from]));
    if (from === cells.length - 1) break;
    let to = from + 1;
    for (let next = cells.length - 1; next > from + 1; next -= 1) {
      if (!isPassable(grid, passable, cells[from], cells[next])) continue;
      to = next;
      break;
    }
    from = to;
  }
  return points;
}

function isPassable(grid: Grid, passable: Uint8Array, from: number, to: number): boolean {
  const [start, end] = [middleOf(grid, from), middleOf(grid, to)];
  const steps = Math.ceil((4000 * distance(start, end)) / grid.cellMm / 2);
  for (let step = 0; step <= steps; step += 1) {
    const at = step / steps;
    const cell = cellAt(grid, [start[0] + at * (end[0] - start[0]), start[1] + at * (end[1] - start[1])]);
    if (cell !== from && cell !== to && !passable[cell]) return false;
  }
  return true;
}

/** Passable cells around a location, for a way that begins there. */
function cellsNear(grid: Grid, passable: Uint8Array, at: Point, reachM: number): number[] {
  const reach = Math.ceil((1000 * reachM) / grid.cellMm);
  const found: { cell: number; distanceM: number }[] = [];
  for (let row = -reach; row <= reach; row += 1) {
    for (let column = -reach; column <= reach; column += 1) {
      const location: Point = [at[0] + (column * grid.cellMm) / 1000, at[1] + (row * grid.cellMm) / 1000];
      const cell = cellAt(grid, location);
      const distanceM = distance(at, location);
      if (cell >= 0 && passable[cell] && distanceM <= reachM) found.push({ cell, distanceM });
    }
  }
  return found.sort((a, b) => a.distanceM - b.distanceM).map(({ cell }) => cell);
}

const nearPortalM = 2;

function entranceLane(
  level: Level,
  floor: DrivableFloor,
  { start, end, ramp: rampRing, doubt }: OutdoorPortal,
  { targets, levels, index }: { targets: readonly Point[]; levels: readonly Level[]; index: number },
): DriveLane {
  const { grid, cells, outside } = floor;
  const portal = midpoint(start, end);
  const normal: Point = [directionOf(start, end)[1], -directionOf(start, end)[0]];
  const isOutwards = !ringContains(level.outline, along(portal, normal, 1.5));
  const outwards: Point = isOutwards ? normal : [-normal[0], -normal[1]];
  const inner = cells.map((cell, at) => (outside[at] ? 0 : cell));
  const goals = new Set(targets.map((position) => cellAt(grid, position)));
  const [first] = cellsNear(grid, inner, portal, nearPortalM);
  const route = first === undefined ? undefined : searchRoute(grid, inner, [first], goals);
  const inwards: Point[] = route?.isTarget
    ? [portal, ...straightened(grid, inner, route.cells)]
    : [portal, along(portal, outwards, -straightM)];
  const exit = rampExit(floor, portal, rampRing);
  const ramp = exit?.route ?? [portal];
  const outerEnd = ramp[ramp.length - 1];
  const straightOut = exit?.outwards ?? outwards;
  const open = openCourse(outerEnd, straightOut, levels);
  const rampM = lengthOf(ramp);
  const climbing = rampM > 0 ? pointsAlong(ramp).slice(0, -1) : [];
  const beyond = pointsAlong([outerEnd, along(outerEnd, open.heading, open.lengthM)]);
  const outer = [
    ...climbing.map((point) => ({ ...point, outdoorRatio: point.atM / rampM })),
    ...beyond.map(({ position, atM }) => ({ position, atM: rampM + atM, outdoorRatio: 1 })),
  ];
  const doubts: LaneDoubt[] = [
    ...(doubt ? [doubt] : []),
    ...(exit && !exit.isClear ? (['end-unclear'] as const) : []),
    ...(open.lengthM < openGroundM ? (['course-short'] as const) : []),
    ...(open.turnDeg !== 0 ? (['course-bent'] as const) : []),
  ];
  return {
    ...{
      id: `E${index + 1}`,
      kind: 'outdoors',
      levels: [level.id],
      isAssumed: route?.isTarget !== true,
      ...{ doubts, outwards: straightOut, onRamp: rampM > 0 ? [...ramp].reverse() : [] },
      ...(rampRing ? { ramp: rampRing } : {}),
    },
    points: [
      ...outer
        .slice(1)
        .reverse()
        .map(({ position, atM, outdoorRatio }) => ({
          ...{ levelId: level.id, position, riseM: 0, alongM: -atM, outdoorRatio },
        })),
      ...pointsAlong(inwards).map(({ position, atM }) => ({
        ...{ levelId: level.id, position, riseM: 0, alongM: atM, outdoorRatio: 0 },
      })),
    ],
  };
}

/** Turns of a course after the end of its ramp that are tried, degrees. */
const triedTurnsDeg = [0, 15, -15, 30, -30, 45, -45, 60, -60, 75, -75, 90, -90];
/** Garage and ramps in the way of a course are looked for so often, metres. */
const probeM = 0.5;

/** The way on from the outer end of a ramp: straight on where the ground is free, else with the smallest turn that is free farthest. */
function openCourse(end: Point, outwards: Point, levels: readonly Level[]) {
  const isFree = freeGround(end, levels);
  const tried = triedTurnsDeg.map((turnDeg) => {
    const heading = turned(outwards, turnDeg);
    let lengthM = probeM;
    while (lengthM < openGroundM && isFree(along(end, heading, lengthM))) lengthM += probeM;
    return { turnDeg, heading, lengthM };
  });
  const best = tried.reduce((max, each) => (each.lengthM > max.lengthM ? each : max));
  return best.lengthM >= laneStepM ? best : { ...tried[0], lengthM: laneStepM };
}

function turned([dx, dy]: Point, angleDeg: number): Point {
  const [cos, sin] = [Math.cos(degToRad(angleDeg)), Math.sin(degToRad(angleDeg))];
  return [dx * cos - dy * sin, dx * sin + dy * cos];
}

/** A ramp ends at its edge: what lies so near to its end is not inside it, metres. */
const atEndM = 1;

/** Outlines of all levels, and of their ramps and entrances. */
function exitRings(levels: readonly Level[]): (readonly Point[])[] {
  return levels.flatMap(({ outline, zones = [] }) => [
    outline,
    ...zones.filter(({ kind }) => zoneKindRow(kind).isExit).map(({ polygon }) => polygon),
  ]);
}

/** Tells what lies in no outline and on no ramp of any level; just beyond the end of a ramp, not of others than this. */
function freeGround(end: Point, levels: readonly Level[]): (point: Point) => boolean {
  const rings = exitRings(levels);
  const others = rings.filter((ring) => distanceToRing(ring, end) > atEndM);
  return (point) =>
    (distance(point, end) <= atEndM ? others : rings).every((ring) => !ringContains(ring, point));
}

/** Distance to the nearest edge of a garage or ramp of any level, metres. */
function edgeDistanceM(point: Point, levels: readonly Level[]): number {
  return Math.min(...exitRings(levels).map((ring) => distanceToRing(ring, point)));
}

/** Directions around the outer end of an entrance in which leakage is looked at, from straight out, degrees, and how many of them. */
const aroundDeg = [
  ...[0, 20, -20, 40, -40, 60, -60, 80, -80, 100, -100],
  ...[10, -10, 30, -30, 50, -50, 70, -70, 90, -90],
];
const aroundCount = 7;
const minAroundCount = 3;
/** People stand at least so far from a garage or ramp, metres: there are walls. */
const offEdgeM = 1;

/**
 * Locations outdoors at a distance from the outer end of an entrance, from one side to the other: those ahead that lie in no outline and
 * on no ramp of any level, with none between; none where fewer than three do.
 */
export function locationsOutdoors(
  lane: DriveLane,
  levels: readonly Level[],
  distanceM: number,
): { outerEnd: LanePoint; locations: readonly Point[] } | undefined {
  // Points run inwards: the outer end is the last of those on open ground, beyond it the lane goes down.
  const open = lane.points.filter(({ outdoorRatio }) => outdoorRatio >= 1);
  const outerEnd = open[open.length - 1];
  const { outwards: heading } = lane;
  if (!outerEnd || !heading || !isOutdoorsKnown(lane)) return undefined;
  const isFree = freeGround(outerEnd.position, levels);
  const angles = aroundDeg
    .filter((angleDeg) => {
      const direction = turned(heading, angleDeg);
      for (let atM = probeM; atM < distanceM; atM += probeM) {
        if (!isFree(along(outerEnd.position, direction, atM))) return false;
      }
      const location = along(outerEnd.position, direction, distanceM);
      return isFree(location) && edgeDistanceM(location, levels) >= offEdgeM;
    })
    .slice(0, aroundCount);
  if (angles.length < minAroundCount) return undefined;
  const locations = angles
    .sort((a, b) => a - b)
    .map((angleDeg) => along(outerEnd.position, turned(heading, angleDeg), distanceM));
  return { outerEnd, locations };
}

/** Corners at which a ramp's edge ends turn at least so far, sine. */
const sharpTurn = 0.7;

/**
 * The way up a ramp from its portal and the direction straight out of it: to the middle of the edge between two sharp corners, wide enough
 * for a car, that is farthest to drive to. `isClear` is false where none is one, and the way ends where it is farthest.
 */
function rampExit(
  { grid, outside, exits }: DrivableFloor,
  portal: Point,
  ramp: readonly Point[] | undefined,
): { route: Point[]; outwards: Point; isClear: boolean } | undefined {
  const used = exits.filter(({ kind, polygon }) => !ramp || polygon === ramp || !zoneKindRow(kind).isRamp);
  const passable = new Uint8Array(outside.length);
  for (const { polygon } of used) fillPolygon(passable, grid, polygon, 1);
  outside.forEach((cell, at) => {
    if (!cell) passable[at] = 0;
  });
  const [start] = cellsNear(grid, passable, portal, nearPortalM);
  if (start === undefined) return undefined;
  const farthest = straightened(grid, passable, searchRoute(grid, passable, [start]).cells);
  const end = farthest[farthest.length - 1];
  const last = used.filter(({ polygon }) => ringContains(polygon, end));
  const found = last.flatMap(({ polygon }) =>
    exitEdges(polygon).flatMap((edge) => {
      const goals = new Set(cellsNear(grid, passable, edge.middle, nearPortalM).slice(0, 1));
      const route = searchRoute(grid, passable, [start], goals);
      if (goals.size === 0 || !route.isTarget) return [];
      const path = [portal, ...straightened(grid, passable, route.cells).slice(0, -1), edge.middle];
      return [{ route: path, outwards: edge.outwards, lengthM: lengthOf(path), isClear: true }];
    }),
  );
  const [best] = found.sort((a, b) => b.lengthM - a.lengthM);
  if (best) return best;
  const route = [portal, ...farthest];
  return { route, outwards: directionOf(route[route.length - 2], end), isClear: false };
}

/** Edges of a ramp between two sharp corners that a car passes, with their middles and the directions out. */
function exitEdges(polygon: readonly Point[]): { middle: Point; outwards: Point; widthM: number }[] {
  const corners = turningCorners(polygon);
  const sideOf = (at: number) => directionOf(...cornersAt(corners, at));
  return corners.flatMap((_, index) => {
    const [start, next] = cornersAt(corners, index);
    const [dx, dy] = sideOf(index);
    const isSharp = [sideOf(index - 1), sideOf(index + 1)].every(
      ([x, y]) => Math.abs(x * dy - y * dx) >= sharpTurn,
    );
    if (!isSharp || distance(start, next) < carWidthM) return [];
    const middle = midpoint(start, next);
    const isLeft = ringContains(polygon, along(middle, [dy, -dx], 0.05));
    const outwards: Point = isLeft ? [-dy, dx] : [dy, -dx];
    return [{ middle, outwards, widthM: distance(start, next) }];
  });
}

/** The corners that an edge of a ring begins and ends at, counted around. */
function cornersAt(corners: readonly Point[], index: number): [Point, Point] {
  const at = (index + corners.length) % corners.length;
  return [corners[at], corners[(at + 1) % corners.length]];
}

/** Corners of a ring at which it turns: an edge with a point on it is one edge. */
function turningCorners(ring: readonly Point[]): Point[] {
  return ring.filter((corner, index) => {
    const before = directionOf(ring[(index + ring.length - 1) % ring.length], corner);
    const after = directionOf(corner, ring[(index + 1) % ring.length]);
    return Math.abs(before[0] * after[1] - before[1] * after[0]) > 0.02;
  });
}

function along([x, y]: Point, [dx, dy]: Point, lengthM: number): Point {
  return [x + lengthM * dx, y + lengthM * dy];
}

function directionOf(from: Point, to: Point): Point {
  const lengthM = distance(from, to) || 1;
  return [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM];
}

function lengthOf(path: readonly Point[]): number {
  return path.slice(1).reduce((sum, point, index) => sum + distance(path[index], point), 0);
}

/** Points of a path every `laneStepM`, its end with them. */
function pointsAlong(path: readonly Point[]): { position: Point; atM: number }[] {
  const lengthM = lengthOf(path);
  const count = Math.max(1, Math.ceil(lengthM / laneStepM));
  const found: { position: Point; atM: number }[] = [];
  let corner = 0;
  let passedM = 0;
  for (let index = 0; index <= count; index += 1) {
    const atM = (index * lengthM) / count;
    while (corner + 2 < path.length && passedM + distance(path[corner], path[corner + 1]) < atM) {
      passedM += distance(path[corner], path[corner + 1]);
      corner += 1;
    }
    const from = path[corner];
    const to = path[Math.min(corner + 1, path.length - 1)];
    found.push({ position: along(from, directionOf(from, to), atM - passedM), atM });
  }
  return found;
}

/** A ramp between two levels that both have. */
interface InnerRamp {
  upper: Level;
  lower: Level;
  polygon: readonly Point[];
}

function innerRamps(levels: readonly Level[]): InnerRamp[] {
  const elevationsM = [...new Set(levels.map(({ elevationM }) => elevationM))].sort((a, b) => b - a);
  const rampsOf = ({ zones = [] }: Level) => zones.filter(({ kind }) => zoneKindRow(kind).isRamp);
  return elevationsM.slice(1).flatMap((lowerM, index) => {
    const uppers = levels.filter(({ elevationM }) => elevationM === elevationsM[index]);
    const lowers = levels.filter(({ elevationM }) => elevationM === lowerM);
    return uppers.flatMap((upper) =>
      rampsOf(upper).flatMap(({ polygon }) => {
        const lower = lowers.find((level) =>
          rampsOf(level).some(
            (other) =>
              other.polygon.some((corner) => ringContains(polygon, corner)) || isOver(polygon, other.polygon),
          ),
        );
        return lower ? [{ upper, lower, polygon }] : [];
      }),
    );
  });
}

function isOver(polygon: readonly Point[], other: readonly Point[]): boolean {
  const middle: Point = [
    other.reduce((sum, [x]) => sum + x, 0) / other.length,
    other.reduce((sum, [, y]) => sum + y, 0) / other.length,
  ];
  return ringContains(polygon, middle);
}

function rampLane(
  { upper, lower, polygon }: InnerRamp,
  floors: ReadonlyMap<string, DrivableFloor>,
  targetsOn: (level: Level) => readonly Point[],
  index: number,
): DriveLane {
  const { ramp, isAssumed } = rampPath(polygon, floors.get(upper.id), floors.get(lower.id));
  const dropM = upper.elevationM - lower.elevationM;
  const rampM = lengthOf(ramp);
  const onRamp = pointsAlong(ramp).map(({ position, atM }): LanePoint => {
    const ratio = rampM > 0 ? atM / rampM : 0;
    const isUpper = ratio < 0.5;
    return {
      ...{ levelId: isUpper ? upper.id : lower.id, position, alongM: atM - rampM / 2, outdoorRatio: 0 },
      riseM: isUpper ? -ratio * dropM : (1 - ratio) * dropM,
    };
  });
  const flat = (level: Level, from: Point, sign: 1 | -1): LanePoint[] =>
    routeTo(floors.get(level.id), from, targetsOn(level)).map(({ position, atM }) => ({
      ...{ levelId: level.id, position, riseM: 0, alongM: sign * (rampM / 2 + atM), outdoorRatio: 0 },
    }));
  return {
    ...{ id: `R${index + 1}`, kind: 'between-levels', levels: [upper.id, lower.id], isAssumed, doubts: [] },
    ...{ ramp: polygon, onRamp: ramp },
    points: [
      ...flat(upper, ramp[0], -1).slice(1).reverse(),
      ...onRamp,
      ...flat(lower, ramp[ramp.length - 1], 1).slice(1),
    ],
  };
}

/** The way from a ramp's end to the nearest target of a level; the end alone where none leads to one. */
function routeTo(floor: DrivableFloor | undefined, from: Point, targets: readonly Point[]) {
  if (!floor) return [{ position: from, atM: 0 }];
  const { grid, cells } = floor;
  const [first] = cellsNear(grid, cells, from, nearPortalM);
  if (first === undefined) return [{ position: from, atM: 0 }];
  const route = searchRoute(grid, cells, [first], new Set(targets.map((position) => cellAt(grid, position))));
  return route.isTarget
    ? pointsAlong([from, ...straightened(grid, cells, route.cells)])
    : [{ position: from, atM: 0 }];
}

/** A ramp's way from its upper end to its lower one: the ends are the cells farthest apart, the upper one goes on above. */
function rampPath(
  polygon: readonly Point[],
  above: DrivableFloor | undefined,
  below: DrivableFloor | undefined,
): { ramp: Point[]; isAssumed: boolean } {
  const grid = gridAround(polygon);
  const passable = new Uint8Array(grid.rows * grid.columns);
  fillPolygon(passable, grid, polygon, 1);
  const any = passable.indexOf(1);
  if (any < 0) return { ramp: [polygon[0], polygon[1]], isAssumed: true };
  const [farthest] = searchRoute(grid, passable, [any]).cells.slice(-1);
  const ramp = straightened(grid, passable, searchRoute(grid, passable, [farthest]).cells);
  const goesOn = (floor: DrivableFloor | undefined, at: Point) => {
    if (!floor) return 0;
    const cells = cellsNear(floor.grid, floor.cells, at, 2 * nearPortalM);
    return cells.filter((cell) => !ringContains(polygon, middleOf(floor.grid, cell))).length;
  };
  const [first, last] = [ramp[0], ramp[ramp.length - 1]];
  const downwards = goesOn(above, first) + goesOn(below, last);
  const upwards = goesOn(above, last) + goesOn(below, first);
  return { ramp: upwards > downwards ? ramp.reverse() : ramp, isAssumed: upwards === downwards };
}

/**
 * Assumption about the heights of a ramp: `ground` where its upper end is taken to be at ±0.000, the ground; `transitions` where the drawn
 * slope, length and heights agree with half of that slope at both ends; `mean-slope` where they do not, or no slope is drawn, and the
 * mean slope is taken all along; `upper-end` where nothing says which end is the upper one.
 */
export type RampAssumption = 'ground' | 'transitions' | 'mean-slope' | 'upper-end';

/** A ramp as it is driven, from its lower end to the upper one, with the heights of its road over ±0.000. */
export interface RampCourse {
  /** The lane over it: `E1`, `R1`. */
  lane: string;
  kind: DriveLane['kind'];
  /** Levels that it is on, the upper one first; the last has its lower end. */
  levels: readonly string[];
  polygon: readonly Point[];
  /** Points from the lower end to the upper one, with the distance from the lower end. */
  points: readonly { position: Point; atM: number }[];
  lengthM: number;
  bottomM: number;
  topM: number;
  /** Slope that the drawing states, rise over run. */
  slopeRatio?: number;
  /** Stretches at both ends with half of that slope, each so long; 0 where the mean slope is taken. */
  transitionM: number;
  assumptions: readonly RampAssumption[];
}

/** Elevation of the ground at the upper ends of ramps that lead out, metres over ±0.000. */
const groundM = 0;

/** Courses of the ramps that lead out of a garage, outside its outline, and of those between its levels. */
export function rampCourses(levels: readonly Level[]): readonly RampCourse[] {
  const known = knownCourses.get(levels) ?? findCourses(levels);
  knownCourses.set(levels, known);
  return known;
}

const knownCourses = new WeakMap<readonly Level[], readonly RampCourse[]>();

function findCourses(levels: readonly Level[]): RampCourse[] {
  return driveLanes(levels, []).flatMap((lane): RampCourse[] => {
    const { ramp: polygon, onRamp, id, kind } = lane;
    const level = levels.find((each) => each.id === lane.levels[lane.levels.length - 1]);
    const upper = levels.find((each) => each.id === lane.levels[0]);
    if (!polygon || !level || !upper || onRamp.length < 2) return [];
    const route = [...onRamp].reverse();
    const points = centred(
      kind === 'outdoors' ? footed(route, polygon) : squareEnded(route, polygon),
      polygon,
    );
    const lengthM = lengthOf(points);
    const zone = levels.flatMap(({ zones = [] }) => zones).find((each) => each.polygon === polygon);
    const heights = { bottomM: level.elevationM, topM: kind === 'outdoors' ? groundM : upper.elevationM };
    let atM = 0;
    return [
      {
        ...{ lane: id, kind, levels: lane.levels, polygon, lengthM, ...heights },
        points: points.map((position, index) => {
          atM += index > 0 ? distance(points[index - 1], position) : 0;
          return { position, atM };
        }),
        ...profileOf(zone, lengthM, heights.topM - heights.bottomM),
        assumptions: assumptionsOf(lane, profileOf(zone, lengthM, heights.topM - heights.bottomM)),
      },
    ];
  });
}

/** Points of a centred course are so far from each other, metres; moved to the middle so often, they settle to a centimetre. */
const courseStepM = 1;
const centredTimes = 4;
/** The course runs at a point as from so many points before it to as many behind. */
const headingPoints = 3;
/** A middle that is so much longer than the shortest way is none: the outline is no strip. */
const maxCentredRatio = 1.3;
/** Corners of the way nearer to its ends than this come from the cells that it was searched on, metres. */
const endCellsM = 3;

/** The way up a ramp from the middle of its lower end: of the edges about as wide as the upper one the nearest to the portal. */
function footed(route: readonly Point[], polygon: readonly Point[]): Point[] {
  const [portal, end] = [route[0], route[route.length - 1]];
  const edges = exitEdges(polygon);
  const [upper] = [...edges].sort((one, other) => distance(one.middle, end) - distance(other.middle, end));
  const [foot] = edges
    .filter((edge) => edge !== upper && Math.abs(edge.widthM - upper.widthM) <= upper.widthM / 2)
    .sort((one, other) => distance(one.middle, portal) - distance(other.middle, portal));
  return foot ? [foot.middle, ...route.slice(1)] : [...route];
}

/** The way over a ramp between two of its corners, from the middle of the edge at one to that at the other. */
function squareEnded(route: readonly Point[], polygon: readonly Point[]): Point[] {
  const edges = exitEdges(polygon);
  const [first, last] = [route[0], route[route.length - 1]].map((end) => {
    const farM = edges.map(({ middle }) => distance(middle, end));
    const at = farM.indexOf(Math.min(...farM));
    return edges[at] ? { end: edges[at].middle, reachM: 2 * farM[at] } : { end, reachM: 0 };
  });
  const isBetween = (point: Point) => [first, last].every(({ end, reachM }) => distance(point, end) > reachM);
  return [first.end, ...route.slice(1, -1).filter(isBetween), last.end];
}

/** The shortest way over a ramp moved to the middle of its width, its ends where they are. */
function centred(route: readonly Point[], polygon: readonly Point[]): Point[] {
  const [first, last] = [route[0], route[route.length - 1]];
  const between = route.slice(1, -1).filter((point) => {
    return distance(point, first) > endCellsM && distance(point, last) > endCellsM;
  });
  let path = evenly([first, ...between, last]);
  for (let time = 0; time < centredTimes; time += 1) {
    const before = path;
    path = evenly(
      before.map((point, index): Point => {
        if (index === 0 || index === before.length - 1) return point;
        const from = before[Math.max(0, index - headingPoints)];
        const to = before[Math.min(before.length - 1, index + headingPoints)];
        const lengthM = distance(from, to) || 1;
        const across: Point = [(from[1] - to[1]) / lengthM, (to[0] - from[0]) / lengthM];
        const [leftM, rightM] = [1, -1].map((side) =>
          toEdgeM(point, [side * across[0], side * across[1]], polygon),
        );
        const offM = (leftM - rightM) / 2;
        return [point[0] + offM * across[0], point[1] + offM * across[1]];
      }),
    );
  }
  return lengthOf(path) > maxCentredRatio * lengthOf(route) ? evenly(route) : path;
}

/** Distance from a point in a direction to the edge of a ramp, metres; 0 where none is there. */
function toEdgeM([x, y]: Point, [dx, dy]: Point, polygon: readonly Point[]): number {
  let nearestM = Number.POSITIVE_INFINITY;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length];
    const turn = dx * (by - ay) - dy * (bx - ax);
    if (turn === 0) continue;
    const alongM = ((ax - x) * (by - ay) - (ay - y) * (bx - ax)) / turn;
    const ratio = ((ax - x) * dy - (ay - y) * dx) / turn;
    if (alongM >= 0 && ratio >= 0 && ratio <= 1) nearestM = Math.min(nearestM, alongM);
  }
  return Number.isFinite(nearestM) ? nearestM : 0;
}

/** Points along a path, its ends with them, as far apart as each other. */
function evenly(path: readonly Point[]): Point[] {
  const lengthM = lengthOf(path);
  const count = Math.max(1, Math.ceil(lengthM / courseStepM));
  let [corner, passedM] = [0, 0];
  return Array.from({ length: count + 1 }, (_, index): Point => {
    if (index === count) return path[path.length - 1];
    const atM = (index * lengthM) / count;
    while (corner + 2 < path.length && passedM + distance(path[corner], path[corner + 1]) < atM) {
      passedM += distance(path[corner], path[corner + 1]);
      corner += 1;
    }
    const stepM = distance(path[corner], path[corner + 1]) || 1;
    return pointAlong(path[corner], path[corner + 1], (atM - passedM) / stepM);
  });
}

/** The drawn slope and its ends: with half of the slope at both a ramp rises by slope × (length − one of these stretches). */
function profileOf(
  zone: Zone | undefined,
  lengthM: number,
  riseM: number,
): Pick<RampCourse, 'slopeRatio' | 'transitionM'> {
  const slopeRatio = zone?.slopeRatio;
  if (typeof slopeRatio !== 'number' || slopeRatio <= 0) return { transitionM: 0 };
  const transitionM = lengthM - riseM / slopeRatio;
  return { slopeRatio, transitionM: transitionM >= 0 && transitionM <= lengthM / 2 ? transitionM : 0 };
}

function assumptionsOf(
  { kind, isAssumed }: DriveLane,
  { transitionM }: ReturnType<typeof profileOf>,
): RampAssumption[] {
  return [
    ...(kind === 'outdoors' ? (['ground'] as const) : []),
    transitionM > 0 ? 'transitions' : 'mean-slope',
    ...(kind === 'between-levels' && isAssumed ? (['upper-end'] as const) : []),
  ];
}

/** Elevation of the road so far from the lower end of a ramp, metres over ±0.000. */
export function roadElevationM(
  { bottomM, topM, lengthM, slopeRatio = 0, transitionM }: RampCourse,
  atM: number,
): number {
  const alongM = Math.min(lengthM, Math.max(0, atM));
  if (transitionM <= 0) return bottomM + ((topM - bottomM) * alongM) / lengthM;
  if (alongM < transitionM) return bottomM + (slopeRatio / 2) * alongM;
  const fromTopM = lengthM - alongM;
  if (fromTopM < transitionM) return topM - (slopeRatio / 2) * fromTopM;
  return bottomM + (slopeRatio / 2) * transitionM + slopeRatio * (alongM - transitionM);
}

/** A location on a ramp outside the outline of its level. */
export interface RampLocation {
  course: RampCourse;
  /** Distance from the lower end along the ramp. */
  atM: number;
  /** Elevation of the road there, metres over ±0.000. */
  roadM: number;
}

/**
 * The ramp outdoors that a location lies on, outside the outline: what hangs there has its height over the road of the ramp, and
 * stands in the weather, as no drawing says that ramps are covered.
 */
export function rampOutdoorsAt(
  courses: readonly RampCourse[],
  { id: levelId, outline }: Level,
  point: Point,
): RampLocation | undefined {
  if (ringContains(outline, point)) return undefined;
  const course = courses.find(
    (each) => each.kind === 'outdoors' && each.levels.includes(levelId) && ringContains(each.polygon, point),
  );
  if (!course) return undefined;
  let best = { atM: 0, farM: Number.POSITIVE_INFINITY };
  for (const [index, { position, atM }] of course.points.entries()) {
    const next = course.points[index + 1];
    if (!next) continue;
    const ratio = nearestParameter(point, position, next.position);
    const farM = distance(point, pointAlong(position, next.position, ratio));
    if (farM < best.farM) best = { atM: atM + ratio * (next.atM - atM), farM };
  }
  return { course, atM: best.atM, roadM: roadElevationM(course, best.atM) };
}
