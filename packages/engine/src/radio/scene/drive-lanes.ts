import { distance, metresToMm, midpoint, mmToMetres, type Point, ringContains } from '../../core/index.ts';
import { type Level, levelWalls, zoneKindRow } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { fillPolygon } from './build-grid.ts';
import { outdoorPortals } from './outdoor-portals.ts';

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

/** The way of a car through an entrance, or over a ramp from one level to the next. */
export interface DriveLane {
  id: string;
  kind: 'outdoors' | 'between-levels';
  /** The levels on the way, the upper one first. */
  levels: readonly string[];
  points: readonly LanePoint[];
  /** True: no way on the plan leads from the portal to an antenna, or nothing says which end of the ramp is the upper one. */
  isAssumed: boolean;
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
    ...outdoorPortals(levels).flatMap(({ levelId, start, end }, index) => {
      const level = levels.find(({ id }) => id === levelId);
      const floor = floors.get(levelId);
      if (!level || !floor) return [];
      return [
        entranceLane(
          level,
          floor,
          { portal: midpoint(start, end), across: [start, end] },
          targetsOn(level),
          index,
        ),
      ];
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
  exits: readonly (readonly Point[])[];
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
  return { grid, cells, outside, exits: exits.map(({ polygon }) => polygon) };
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
  { grid, cells, outside, exits }: DrivableFloor,
  { portal, across: [start, end] }: { portal: Point; across: readonly [Point, Point] },
  targets: readonly Point[],
  index: number,
): DriveLane {
  const widthM = distance(start, end) || 1;
  const normal: Point = [(end[1] - start[1]) / widthM, (start[0] - end[0]) / widthM];
  const probe: Point = [portal[0] + 1.5 * normal[0], portal[1] + 1.5 * normal[1]];
  const isOutwards = !ringContains(level.outline, probe);
  const outwards: Point = isOutwards ? normal : [-normal[0], -normal[1]];
  const inner = cells.map((cell, at) => (outside[at] ? 0 : cell));
  const goals = new Set(targets.map((position) => cellAt(grid, position)));
  const [first] = cellsNear(grid, inner, portal, nearPortalM);
  const route = first === undefined ? undefined : searchRoute(grid, inner, [first], goals);
  const inwards: Point[] = route?.isTarget
    ? [portal, ...straightened(grid, inner, route.cells)]
    : [portal, along(portal, outwards, -straightM)];
  const [rampStart] = cellsNear(grid, outside, portal, nearPortalM);
  const reached =
    rampStart === undefined
      ? [portal]
      : [portal, ...straightened(grid, outside, searchRoute(grid, outside, [rampStart]).cells)];
  const exit = rampExit(reached, exits);
  const ramp = exit ? [...reached.slice(0, -1), exit.middle] : reached;
  const outerEnd = ramp[ramp.length - 1];
  const heading =
    exit?.outwards ?? (ramp.length > 1 ? directionOf(ramp[ramp.length - 2], outerEnd) : outwards);
  const rampM = lengthOf(ramp);
  const outer = pointsAlong([...ramp, along(outerEnd, heading, openGroundM)]);
  return {
    ...{ id: `E${index + 1}`, kind: 'outdoors', levels: [level.id], isAssumed: route?.isTarget !== true },
    points: [
      ...outer
        .slice(1)
        .reverse()
        .map(({ position, atM }) => ({
          ...{ levelId: level.id, position, riseM: 0, alongM: -atM },
          outdoorRatio: rampM > 0 ? Math.min(1, atM / rampM) : 1,
        })),
      ...pointsAlong(inwards).map(({ position, atM }) => ({
        ...{ levelId: level.id, position, riseM: 0, alongM: atM, outdoorRatio: 0 },
      })),
    ],
  };
}

/** Farthest that the cell at a ramp's end is from the edge that it is left over, metres. */
const exitReachM = 1.5;

/**
 * Middle of the edge over which a ramp is left, and the direction straight out of it. The cell that a search reaches last is at a
 * corner: of the edges there the one that the route runs across, wide enough for a car.
 */
function rampExit(
  route: readonly Point[],
  exits: readonly (readonly Point[])[],
): { middle: Point; outwards: Point } | undefined {
  if (route.length < 2) return undefined;
  const end = route[route.length - 1];
  const heading = directionOf(route[route.length - 2], end);
  const edges = exits
    .filter((polygon) => ringContains(polygon, end))
    .flatMap((polygon) => {
      const corners = turningCorners(polygon);
      return corners.map((start, index) => {
        const next = corners[(index + 1) % corners.length];
        const [dx, dy] = directionOf(start, next);
        const middle = midpoint(start, next);
        const isLeft = ringContains(polygon, along(middle, [dy, -dx], 0.05));
        const outwards: Point = isLeft ? [-dy, dx] : [dy, -dx];
        const offsetM = Math.abs((end[0] - start[0]) * dy - (end[1] - start[1]) * dx);
        const alongM = (end[0] - start[0]) * dx + (end[1] - start[1]) * dy;
        const widthM = distance(start, next);
        const isNear = offsetM <= exitReachM && alongM >= -exitReachM && alongM <= widthM + exitReachM;
        const acrossRatio = outwards[0] * heading[0] + outwards[1] * heading[1];
        return { middle, outwards, acrossRatio, fits: isNear && widthM >= carWidthM };
      });
    })
    .filter(({ fits, acrossRatio }) => fits && acrossRatio > 0);
  return edges.sort((a, b) => b.acrossRatio - a.acrossRatio)[0];
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
    ...{ id: `R${index + 1}`, kind: 'between-levels', levels: [upper.id, lower.id], isAssumed },
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
