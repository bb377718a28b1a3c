import {
  boundsOf,
  distanceToRing,
  meanPoint,
  metresToMm,
  mmToMetres,
  type Point,
  ringContains,
} from '../../core/index.ts';
import { type DemandedKind, type Level, openFloorKinds, type Zone, zoneKindRow } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { isSameGrid } from '../kernel/grouped-grid.ts';
import { cellKind, fillPolygon, fillSolids } from './build-grid.ts';

/**
 * A ramp or an entrance outside the outline is the garage's as far as a call has to go over from the network outside: 5 s at
 * 15 km/h (engineering practice, assumption). Beyond it nothing is demanded of the garage's antennas. Metres.
 */
const outsideReachM = 20;
/** Such floor is looked at in squares of this side, metres. */
const outsideStepM = 2;
const maxOutsideSquares = 20_000;

/** A point outside the outline. */
interface OutsideLocation {
  point: Point;
  /** Distance from the outline along the zone's course, metres. */
  farM: number;
}

/** A room that demands service by itself, or all the lanes or bays of a level. */
export interface FloorRoom {
  kind: DemandedKind;
  /** Id and name of the zone; absent of lanes and bays. */
  zone?: string;
  name?: string;
  /** Its samples follow each other. */
  firstSample: number;
  sampleCount: number;
  /** Floor that a sample stands for, m². */
  sampleAreaM2: number;
  /** Samples of a room outside the outline, where there is no grid: where they are, metres. [samples of the room] */
  points?: readonly Point[];
}

/** The demanded kinds of floor of a level, as samples on its grid. */
export interface FloorRooms {
  rooms: FloorRoom[];
  /** [samples]: cells of the grid, −1 outside the outline. A bay's cell is sampled twice, on foot and in the car. */
  cells: Int32Array;
  /** [rows, columns] of `cellKind`: counted cells as they are counted, other cells of rooms on foot. */
  signalCells: Uint8Array;
}

const known = new WeakMap<Level, { grid: Grid; counted: Uint8Array; found: FloorRooms }[]>();

/**
 * Cells of each demanded kind of floor: rooms by their zones, lanes and bays level by level. Found once per
 * level, grid and count.
 * @param counted [rows, columns] of `cellKind`
 */
export function floorRooms(level: Level, grid: Grid, counted: Uint8Array): FloorRooms {
  const before = known.get(level) ?? [];
  const same = before.find((each) => each.counted === counted && isSameGrid(each.grid, grid));
  if (same) return same.found;
  const found = findRooms(level, grid, counted);
  known.set(level, [{ grid, counted, found }, ...before].slice(0, 4));
  return found;
}

function findRooms(level: Level, grid: Grid, counted: Uint8Array): FloorRooms {
  const zones = (level.zones ?? []).filter(({ kind }) => zoneKindRow(kind).demand);
  const roomOf = markRooms(level, grid, zones);
  const signalCells = counted.slice();
  const { byRoom, lanes, bays } = sortCells(roomOf, counted, zones.length);
  for (const group of byRoom) {
    for (const cell of group) if (counted[cell] === cellKind.none) signalCells[cell] = cellKind.onFoot;
  }
  zones.forEach((zone, index) => {
    if (byRoom[index].length > 0) return;
    // A room smaller than the grid's cells is sampled where its middle is.
    const middle = meanPoint(zone.polygon);
    const cell = cellOf(grid, middle);
    if (cell === undefined || !ringContains(level.outline, middle)) return;
    byRoom[index] = Int32Array.of(cell);
    if (signalCells[cell] === cellKind.none) signalCells[cell] = cellKind.onFoot;
  });
  const lists: [Omit<FloorRoom, 'firstSample' | 'sampleCount' | 'sampleAreaM2'>, Int32Array][] = [
    ...openFloorKinds.map(({ id, place }): [{ kind: DemandedKind }, Int32Array] => {
      return [{ kind: id }, place === 'bay' ? bays : lanes];
    }),
  ];
  zones.forEach((zone, index) => {
    const room = {
      kind: zone.kind as DemandedKind,
      zone: zone.id,
      ...(zone.name ? { name: zone.name } : {}),
    };
    const points = zoneKindRow(zone.kind).isExit
      ? locationsOutside(level, zone.polygon).map(({ point }) => point)
      : [];
    if (byRoom[index].length > 0 || points.length === 0) lists.push([room, byRoom[index]]);
    if (points.length > 0) lists.push([{ ...room, points }, new Int32Array(points.length).fill(-1)]);
  });
  const cellM2 = mmToMetres(grid.cellMm) ** 2;
  const rooms: FloorRoom[] = [];
  let firstSample = 0;
  for (const [room, cells] of lists) {
    if (cells.length === 0 && room.zone === undefined) continue;
    const sampleAreaM2 = room.points ? outsideStepM ** 2 : cellM2;
    rooms.push({ ...room, firstSample, sampleCount: cells.length, sampleAreaM2 });
    firstSample += cells.length;
  }
  const cells = new Int32Array(firstSample);
  let next = 0;
  for (const [, members] of lists) {
    cells.set(members, next);
    next += members.length;
  }
  return { rooms, cells, signalCells };
}

/** Cells of each room, and those of lanes and bays that are in none, each in the grid's order. */
function sortCells(
  roomOf: Int32Array,
  counted: Uint8Array,
  rooms: number,
): { byRoom: Int32Array[]; lanes: Int32Array; bays: Int32Array } {
  const groupOf = (cell: number) => {
    if (roomOf[cell] > 0) return roomOf[cell] - 1;
    if (counted[cell] === cellKind.onFoot) return rooms;
    return counted[cell] === cellKind.inBay ? rooms + 1 : -1;
  };
  const sizes = new Int32Array(rooms + 2);
  for (let cell = 0; cell < counted.length; cell += 1) {
    const group = groupOf(cell);
    if (group >= 0) sizes[group] += 1;
  }
  const groups = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(rooms + 2);
  for (let cell = 0; cell < counted.length; cell += 1) {
    const group = groupOf(cell);
    if (group < 0) continue;
    groups[group][filled[group]] = cell;
    filled[group] += 1;
  }
  return { byRoom: groups.slice(0, rooms), lanes: groups[rooms], bays: groups[rooms + 1] };
}

/** [rows, columns]: number of the room from 1; 0 where there is none. A zone that a person excluded excludes. */
function markRooms(level: Level, grid: Grid, zones: readonly Zone[]): Int32Array {
  const inside = new Uint8Array(grid.rows * grid.columns);
  fillPolygon(inside, grid, level.outline, 1);
  for (const hole of level.holes ?? []) fillPolygon(inside, grid, hole, 0);
  const roomOf = new Int32Array(inside.length);
  zones.forEach(({ polygon }, index) => {
    fillPolygon(roomOf, grid, polygon, index + 1);
  });
  for (const { kind, polygon } of level.zones ?? []) {
    if (zoneKindRow(kind).isExcluded) fillPolygon(roomOf, grid, polygon, 0);
  }
  fillSolids(roomOf, level, grid);
  return roomOf.map((room, cell) => (inside[cell] === 1 ? room : 0));
}

function cellOf(grid: Grid, [x, y]: Point): number | undefined {
  const column = Math.round((metresToMm(x) - grid.originXMm) / grid.cellMm);
  const row = Math.round((metresToMm(y) - grid.originYMm) / grid.cellMm);
  const isOn = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
  return isOn ? row * grid.columns + column : undefined;
}

/**
 * Points of a zone outside the outline that are the garage's: the middles of squares that are no farther from the
 * outline than the reach, along the zone's own course.
 */
export function locationsOutside({ outline }: Level, polygon: readonly Point[]): OutsideLocation[] {
  const { minX, minY, maxX, maxY } = boundsOf(polygon);
  const columns = Math.ceil((maxX - minX) / outsideStepM);
  const rows = Math.ceil((maxY - minY) / outsideStepM);
  if (columns * rows > maxOutsideSquares) return [];
  const locationOf = (square: number): Point => [
    minX + ((square % columns) + 0.5) * outsideStepM,
    minY + (Math.floor(square / columns) + 0.5) * outsideStepM,
  ];
  const farM = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const isOutside = farM.map((_, square) => {
    const point = locationOf(square);
    return ringContains(polygon, point) && !ringContains(outline, point) ? 1 : 0;
  });
  let queue: number[] = [];
  for (let square = 0; square < farM.length; square += 1) {
    if (isOutside[square] === 0) continue;
    const distanceM = distanceToRing(outline, locationOf(square));
    if (distanceM > 1.5 * outsideStepM) continue;
    farM[square] = distanceM;
    queue.push(square);
  }
  while (queue.length > 0) {
    const next: number[] = [];
    for (const square of queue) {
      for (const near of neighbours(square, columns, rows)) {
        const [a, b] = [locationOf(square), locationOf(near)];
        const distanceM = farM[square] + Math.hypot(a[0] - b[0], a[1] - b[1]);
        if (isOutside[near] === 0 || distanceM >= farM[near] || distanceM > outsideReachM) continue;
        farM[near] = distanceM;
        next.push(near);
      }
    }
    queue = next;
  }
  return [...farM.keys()]
    .filter((square) => farM[square] <= outsideReachM)
    .map((square) => ({ point: locationOf(square), farM: farM[square] }));
}

function* neighbours(square: number, columns: number, rows: number): Generator<number> {
  const [column, row] = [square % columns, Math.floor(square / columns)];
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
      if (x !== column || y !== row) yield y * columns + x;
    }
  }
}
