import { metresToMm, mmToMetres, ringContains } from '../../../core/index.ts';
import { type Level, type Position, placedOpenings, type Zone } from '../../../plan/index.ts';
import type { Grid } from '../../../radio/index.ts';
import { edgesWithWalls, labelRooms } from './label-rooms.ts';

/** A facility in something larger stands in the hall, not in a room of its own, m². */
const largestRoomM2 = 300;
/** A larger room without an opening has one that the plan does not show, m²: garages are not walled up. */
const largestClosedM2 = 50;
/** From an opening's line to the floor on either side, beyond the wall it is in, metres. */
const besideOpeningM = 0.75;

/**
 * Cells of rooms where nothing is mounted for the public: small ones without any opening, and those of equipment and
 * power. A room is floor that walls separate from the rest, doors counted as closed. [rows, columns] of 1
 * @param outside [rows, columns], not 0 where there is no floor
 */
export function lockedCells(level: Level, grid: Grid, outside: Uint8Array): Uint8Array {
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
    if ((kind !== 'equipment-room' && kind !== 'power') || !position) continue;
    const room = roomAt(position);
    if (room >= 0 && sizes[room] * cellM2 <= largestRoomM2) isOpen[room] = 0;
  }
  for (let cell = 0; cell < rooms.length; cell += 1) {
    if (rooms[cell] >= 0 && isOpen[rooms[cell]] === 0) locked[cell] = 1;
  }
  return locked;
}

/** Zones whose rooms the public does not enter. */
const closedZones: ReadonlySet<Zone['kind']> = new Set<Zone['kind']>([
  ...(['plant', 'core', 'excluded', 'lift-car', 'stair', 'guard-room', 'equipment-room'] as const),
]);

/** Rooms that people get into: the largest, those with bays or zones of the public, and what openings join to them. */
function openRooms(
  level: Level,
  sizes: readonly number[],
  roomAt: (place: readonly number[]) => number,
): Uint8Array {
  const isOpen = new Uint8Array(sizes.length);
  const queue: number[] = [];
  const enter = (room: number) => {
    if (room < 0 || isOpen[room] === 1) return;
    isOpen[room] = 1;
    queue.push(room);
  };
  enter(sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0)));
  for (const { polygon } of level.bays ?? []) enter(roomAt(middleOf(polygon)));
  for (const { kind, polygon } of level.zones ?? []) {
    if (!closedZones.has(kind)) enter(roomAt(middleOf(polygon)));
  }
  const doors = new Map<number, number[]>();
  for (const { start, end, seat } of placedOpenings(level)) {
    // Beside a wall that is whole nobody gets through.
    if (seat === 'in-no-wall') continue;
    const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
    const asideX = ((start[1] - end[1]) / lengthM) * besideOpeningM;
    const asideY = ((end[0] - start[0]) / lengthM) * besideOpeningM;
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

/** A place inside a ring: the mean of its corners, or where that is outside a corner moved towards it. */
function middleOf(ring: readonly Position[]): Position {
  const x = ring.reduce((sum, corner) => sum + corner[0], 0) / ring.length;
  const y = ring.reduce((sum, corner) => sum + corner[1], 0) / ring.length;
  if (ringContains(ring, [x, y])) return [x, y];
  return [ring[0][0] + 0.1 * (x - ring[0][0]), ring[0][1] + 0.1 * (y - ring[0][1])];
}
