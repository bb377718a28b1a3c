import {
  distanceToSegment,
  metresToMm,
  mmToMetres,
  type Point,
  pointAlong,
  ringContains,
} from '../../../core/index.ts';
import {
  facilityKindRow,
  type Level,
  openingKindRow,
  placedOpenings,
  zoneKindRow,
  zoneKindRows,
} from '../../../plan/index.ts';
import { buildGrid, columnOutline, fillPolygon, type Grid } from '../../../radio/index.ts';
import { cellLocation, type MountMask, mountBar } from './mount-bars.ts';
import { beamReachM, ceilingHeightM, heightUnderBeamM } from './mount-height.ts';
import type { MountRules } from './mount-rules.ts';

/** Walls between the middles of neighbouring cells. [rows, columns] of 1 each */
interface WalledEdges {
  /** 1 where something stands between a cell and the one east of it. */
  east: Uint8Array;
  /** 1 where something stands between a cell and the one north of it. */
  north: Uint8Array;
}

/** A wall's body reaches this far beyond the ends of its middle line: without that, corners would leak. */
const minOverlapM = 0.15;

/** Edges of the grid that a level's walls cross, openings in them and in gaps between them taken as closed. */
function edgesWithWalls(level: Level, grid: Grid): WalledEdges {
  const { rows, columns } = grid;
  const edges = { east: new Uint8Array(rows * columns), north: new Uint8Array(rows * columns) };
  const cellM = mmToMetres(grid.cellMm);
  for (const { start, end, thicknessM } of barriers(level)) {
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
    if (lengthM === 0) continue;
    const longer = Math.max(minOverlapM, thicknessM / 2) / lengthM;
    const [dx, dy] = [longer * (end[0] - start[0]), longer * (end[1] - start[1])];
    const [fromColumn, fromRow] = toCells(grid, cellM, start[0] - dx, start[1] - dy);
    const [toColumn, toRow] = toCells(grid, cellM, end[0] + dx, end[1] + dy);
    for (const row of wholeBetween(fromRow, toRow, rows)) {
      const at = fromColumn + ((row - fromRow) / (toRow - fromRow)) * (toColumn - fromColumn);
      const column = Math.floor(at);
      if (column >= 0 && column < columns) edges.east[row * columns + column] = 1;
    }
    for (const column of wholeBetween(fromColumn, toColumn, columns)) {
      const at = fromRow + ((column - fromColumn) / (toColumn - fromColumn)) * (toRow - fromRow);
      const row = Math.floor(at);
      if (row >= 0 && row < rows) edges.north[row * columns + column] = 1;
    }
  }
  return edges;
}

interface Barrier {
  start: Point;
  end: Point;
  thicknessM: number;
}

/** Walls that stand on the floor, whole, and what closes the gaps between them. */
function barriers(level: Level): Barrier[] {
  const walls = (level.walls ?? []).filter(({ bottomM = 0 }) => bottomM < 1);
  const doors = placedOpenings(level).filter(({ seat }) => seat === 'in-gap');
  return [...walls, ...doors.map(({ start, end }) => ({ start, end, thicknessM: 0 }))];
}

function toCells({ originXMm, originYMm }: Grid, cellM: number, x: number, y: number): [number, number] {
  return [(x - mmToMetres(originXMm)) / cellM, (y - mmToMetres(originYMm)) / cellM];
}

/** Whole numbers in (low, high] of the grid, whichever comes first: neighbouring pieces of a line share none. */
function* wholeBetween(a: number, b: number, count: number): Generator<number> {
  const first = Math.max(0, Math.floor(Math.min(a, b)) + 1);
  const last = Math.min(count - 1, Math.floor(Math.max(a, b)));
  for (let whole = first; whole <= last; whole += 1) yield whole;
}

/**
 * Floor that no wall separates, numbered. `rooms` is [rows, columns], −1 where there is no floor; `sizes` are cells per room.
 * @param outside [rows, columns], not 0 where there is no floor
 */
function labelRooms(
  { rows, columns }: Grid,
  outside: Uint8Array,
  { east, north }: WalledEdges,
): { rooms: Int32Array; sizes: number[] } {
  const rooms = new Int32Array(rows * columns).fill(-1);
  const sizes: number[] = [];
  const queue = new Int32Array(rows * columns);
  for (let first = 0; first < rooms.length; first += 1) {
    if (rooms[first] >= 0 || outside[first] !== 0) continue;
    const room = sizes.length;
    let [done, found] = [0, 1];
    queue[0] = first;
    rooms[first] = room;
    const enter = (cell: number) => {
      if (rooms[cell] >= 0 || outside[cell] !== 0) return;
      rooms[cell] = room;
      queue[found] = cell;
      found += 1;
    };
    for (; done < found; done += 1) {
      const cell = queue[done];
      const column = cell % columns;
      if (column + 1 < columns && east[cell] === 0) enter(cell + 1);
      if (column > 0 && east[cell - 1] === 0) enter(cell - 1);
      if (cell + columns < rooms.length && north[cell] === 0) enter(cell + columns);
      if (cell >= columns && north[cell - columns] === 0) enter(cell - columns);
    }
    sizes.push(found);
  }
  return { rooms, sizes };
}

/** A facility in something larger stands in the hall, not in a room of its own, m². */
const largestRoomM2 = 300;
/** A larger room without an opening has one that the plan does not show, m²: garages are not walled up. */
const largestClosedM2 = 50;
/** Reach from an opening's line to the floor on either side, beyond the wall it is in, metres. */
const openingClearanceM = 0.75;

/**
 * Cells of rooms where nothing is mounted for the public: small ones without any opening, and those of equipment and
 * power. A room is floor that walls separate from the rest, doors counted as closed. [rows, columns] of 1
 * @param outside [rows, columns], not 0 where there is no floor
 */
function lockedCells(level: Level, grid: Grid, outside: Uint8Array): Uint8Array {
  const locked = new Uint8Array(outside.length);
  if ((level.walls ?? []).length === 0) return locked;
  const { rooms, sizes } = labelRooms(grid, outside, edgesWithWalls(level, grid));
  const roomAt = ([x, y]: readonly number[]): number => {
    const column = Math.round((metresToMm(x) - grid.originXMm) / grid.cellMm);
    const row = Math.round((metresToMm(y) - grid.originYMm) / grid.cellMm);
    if (row < 0 || column < 0 || row >= grid.rows || column >= grid.columns) return -1;
    return rooms[row * grid.columns + column];
  };
  const cellM2 = mmToMetres(grid.cellMm) ** 2;
  const isOpen = openRooms(level, sizes, roomAt);
  sizes.forEach((cells, room) => {
    if (cells * cellM2 > largestClosedM2) isOpen[room] = 1;
  });
  for (const { kind, position } of level.facilities ?? []) {
    if (!facilityKindRow(kind).isLocked || !position) continue;
    const room = roomAt(position);
    if (room >= 0 && sizes[room] * cellM2 <= largestRoomM2) isOpen[room] = 0;
  }
  for (let cell = 0; cell < rooms.length; cell += 1) {
    if (rooms[cell] >= 0 && isOpen[rooms[cell]] === 0) locked[cell] = 1;
  }
  return locked;
}

/** Rooms that people get into: the largest, those with bays or zones of the public, and what openings join to them. */
function openRooms(
  level: Level,
  sizes: readonly number[],
  roomAt: (point: readonly number[]) => number,
): Uint8Array {
  const isOpen = new Uint8Array(sizes.length);
  const queue: number[] = [];
  const enter = (room: number) => {
    if (room < 0 || isOpen[room] === 1) return;
    isOpen[room] = 1;
    queue.push(room);
  };
  enter(sizes.indexOf(sizes.reduce((max, size) => Math.max(max, size), 0)));
  for (const { polygon } of level.bays ?? []) enter(roomAt(middleOf(polygon)));
  for (const { kind, polygon } of level.zones ?? []) {
    if (!zoneKindRow(kind).isClosed) enter(roomAt(middleOf(polygon)));
  }
  const doors = new Map<number, number[]>();
  for (const { start, end, seat } of placedOpenings(level)) {
    // Beside a wall that is whole nobody gets through.
    if (seat === 'in-no-wall') continue;
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
    const asideX = ((start[1] - end[1]) / lengthM) * openingClearanceM;
    const asideY = ((end[0] - start[0]) / lengthM) * openingClearanceM;
    const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
    const sides = [roomAt([x + asideX, y + asideY]), roomAt([x - asideX, y - asideY])];
    if (sides[0] < 0 || sides[1] < 0) continue;
    doors.set(sides[0], [...(doors.get(sides[0]) ?? []), sides[1]]);
    doors.set(sides[1], [...(doors.get(sides[1]) ?? []), sides[0]]);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const room of doors.get(next) ?? []) enter(room);
  }
  return isOpen;
}

/** A point inside a ring: the mean of its corners, or where that is outside a corner moved towards it. */
function middleOf(ring: readonly Point[]): Point {
  const x = ring.reduce((sum, corner) => sum + corner[0], 0) / ring.length;
  const y = ring.reduce((sum, corner) => sum + corner[1], 0) / ring.length;
  if (ringContains(ring, [x, y])) return [x, y];
  return [ring[0][0] + 0.1 * (x - ring[0][0]), ring[0][1] + 0.1 * (y - ring[0][1])];
}

/** Long lines are walked along in pieces of this length: the box around a slanted one stays small, metres. */
const segmentM = 5;

/** Adds a bar to every cell whose middle is nearer than `reachM` to a path of one point or more. */
function barNearPath(mask: MountMask, path: readonly Point[], reachM: number, bar: number): void {
  for (let corner = 0; corner < Math.max(1, path.length - 1); corner += 1) {
    const start = path[corner];
    const end = path[corner + 1] ?? start;
    const segments = Math.max(1, Math.ceil(Math.hypot(end[0] - start[0], end[1] - start[1]) / segmentM));
    for (let segment = 0; segment < segments; segment += 1) {
      const from = pointAlong(start, end, segment / segments);
      const to = pointAlong(start, end, (segment + 1) / segments);
      barNearSegment(mask, from, to, reachM, bar);
    }
  }
}

function barNearSegment(
  { grid, bars }: MountMask,
  from: Point,
  to: Point,
  reachM: number,
  bar: number,
): void {
  const { originXMm, originYMm, cellMm, columns, rows } = grid;
  const reachMm = metresToMm(reachM);
  const [lowX, highX] = [from[0], to[0]].map(metresToMm).sort((a, b) => a - b);
  const [lowY, highY] = [from[1], to[1]].map(metresToMm).sort((a, b) => a - b);
  const firstRow = Math.max(0, Math.ceil((lowY - reachMm - originYMm) / cellMm));
  const lastRow = Math.min(rows - 1, Math.floor((highY + reachMm - originYMm) / cellMm));
  const firstColumn = Math.max(0, Math.ceil((lowX - reachMm - originXMm) / cellMm));
  const lastColumn = Math.min(columns - 1, Math.floor((highX + reachMm - originXMm) / cellMm));
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let column = firstColumn; column <= lastColumn; column += 1) {
      const cell = row * columns + column;
      if (distanceToSegment(cellLocation(grid, cell), from, to) <= reachM) bars[cell] |= bar;
    }
  }
}

/** Adds a bar to every cell inside one of the rings or nearer than `reachM` to it; a ring may be a single point. */
function barNearRing(
  mask: MountMask,
  rings: readonly (readonly Point[])[],
  reachM: number,
  bar: number,
): void {
  const inside = new Uint8Array(mask.bars.length);
  for (const ring of rings) {
    if (ring.length > 2) fillPolygon(inside, mask.grid, ring, 1);
    if (reachM > 0) barNearPath(mask, [...ring, ring[0]], reachM, bar);
  }
  for (let cell = 0; cell < inside.length; cell += 1) {
    if (inside[cell] === 1) mask.bars[cell] |= bar;
  }
}

const finestCellM = 0.5;
const maxCells = 1_000_000;
/** Lanes and lobbies only: an antenna keeps this far from the bays, metres. */
const bayClearanceM = 1;

/** The ceiling of a level in cells of half a metre (larger ones beyond 250,000 m²). */
export function buildMountMask(level: Level, rules: MountRules): MountMask {
  const xs = level.outline.map((corner) => corner[0]);
  const ys = level.outline.map((corner) => corner[1]);
  const extentM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  const grid = buildGrid(level, Math.max(finestCellM, Math.ceil(2 * Math.sqrt(extentM2 / maxCells)) / 2));
  const bars = new Uint8Array(grid.rows * grid.columns).fill(mountBar.blocked);
  const mask = { grid, bars };
  fillPolygon(bars, grid, level.outline, 0);
  for (const hole of level.holes ?? []) fillPolygon(bars, grid, hole, mountBar.blocked);
  lockedCells(level, grid, bars).forEach((locked, cell) => {
    if (locked === 1) bars[cell] |= mountBar.blocked;
  });
  barObstacles(mask, level, rules);
  barBeams(mask, level, rules);
  for (const { id, isClosed, isRamp } of zoneKindRows) {
    const rings = (level.zones ?? []).filter(({ kind }) => kind === id).map(({ polygon }) => polygon);
    if (isClosed || isRamp) barNearRing(mask, rings, 0, isClosed ? mountBar.blocked : mountBar.ramp);
  }
  barNearRing(
    mask,
    (level.bays ?? []).map((bay) => bay.polygon),
    bayClearanceM,
    mountBar.bay,
  );
  for (const { ring, radiusM } of rules.barred) barNearRing(mask, [ring], radiusM, mountBar.barred);
  return mask;
}

/** Walls that reach up to where antennas hang, openings, columns and the outline. */
function barObstacles(mask: MountMask, level: Level, { clearanceM }: MountRules): void {
  const heightM = ceilingHeightM(level);
  for (const wall of level.walls ?? []) {
    if ((wall.topM ?? level.clearHeightM) < heightM - clearanceM) continue;
    barNearPath(mask, [wall.start, wall.end], clearanceM + wall.thicknessM / 2, mountBar.blocked);
  }
  // Above a door there is wall, above a shutter its box.
  for (const { kind, start, end } of level.openings ?? []) {
    if (openingKindRow(kind).leaf) barNearPath(mask, [start, end], clearanceM, mountBar.blocked);
  }
  barNearRing(mask, (level.columns ?? []).map(columnOutline), clearanceM, mountBar.blocked);
  for (const ring of [level.outline, ...(level.holes ?? [])]) {
    barNearPath(mask, [...ring, ring[0]], clearanceM, mountBar.blocked);
  }
}

/** Beams that leave no height below them; under the others an antenna hangs lower. */
function barBeams(mask: MountMask, level: Level, rules: MountRules): void {
  for (const beam of level.beams ?? []) {
    if (heightUnderBeamM(level, beam, rules) !== undefined) continue;
    barNearPath(mask, [beam.start, beam.end], beamReachM(beam), mountBar.blocked);
  }
}
