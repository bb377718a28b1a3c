import { distance } from '../../support/points.ts';
/** What the yardstick leaves open: thickness, kind, material, door kinds, rooms, ramps and facilities. */

import type { Level } from '@diku/engine';
import type { ImportedLevel } from '@diku/engine/plan';
import { type GarageTruth, ringArea, type TruthLevel, truthToPlan } from '../score-import.ts';

type Point = readonly [number, number] | readonly number[];

export interface DetailScore {
  /** Fractions of true wall length, ramps apart, that a wall along it has right. */
  thicknessRatio: number;
  kindRatio: number;
  materialRatio: number;
  /** Doors with an opening of their kind; a swing door's fire rating is not always drawn. */
  openingKindRatio: number;
  openingFamilyRatio: number;
  roomRatio: number;
  rampRatio: number;
  /** Ramps that have the right slope, of those found; drawings round it to whole percents. */
  slopeRatio: number;
  facilityRatio: number;
  trayRatio: number;
}

const kindOf: Record<string, string> = {
  retaining_wall: 'retaining',
  corridor_wall: 'retaining',
  shear_wall: 'shear',
  civil_wall: 'civil-defence',
  fire_wall: 'fire',
  room_wall: 'partition',
};
const facilityOf: Record<string, string> = {
  telecom: 'equipment-room',
  power: 'power',
  telecom_riser: 'shaft',
};
const zonesOf: Record<string, readonly string[]> = {
  // A lift whose door nothing shows, and a stair without a name, are cores.
  lift: ['lift-car', 'core'],
  stair: ['stair', 'core'],
  shaft: ['core'],
  lift_lobby: ['lobby'],
  telecom: ['equipment-room', 'plant'],
  office: ['guard-room', 'plant'],
};

/** Kinds of zone that a room of the truth may become. */
export function zoneKindsOf(roomKind: string): readonly string[] {
  return zonesOf[roomKind] ?? ['plant'];
}
const swing = new Set(['steel-door', 'fire-door', 'door']);

export function scoreDetails(
  found: Level,
  imported: ImportedLevel,
  level: TruthLevel,
  truth: GarageTruth,
): DetailScore {
  const point = truthToPlan(truth, level.name, imported);
  const doors = level.doors.map((door) => {
    const middle = point([(door.a[0] + door.b[0]) / 2, (door.a[1] + door.b[1]) / 2]);
    const kinds = (found.openings ?? [])
      .filter(({ start, end }) => distance([(start[0] + end[0]) / 2, (start[1] + end[1]) / 2], middle) < 0.6)
      .map(({ kind }): string => kind);
    return { type: door.type.replace('_', '-'), kinds };
  });
  return {
    ...scoreWalls(found, level, point),
    openingKindRatio: fraction(doors, ({ type, kinds }) => kinds.includes(type)),
    openingFamilyRatio: fraction(
      doors,
      ({ type, kinds }) => kinds.includes(type) || (swing.has(type) && kinds.some((kind) => swing.has(kind))),
    ),
    roomRatio: fraction(level.rooms, (room) => hasRoom(found, room, point)),
    ...scoreRamps(found, level, point),
    facilityRatio: fraction(
      level.rooms.filter(({ kind }) => facilityOf[kind]),
      (room) => {
        const ring = room.polygon.map(point);
        return (found.facilities ?? []).some(
          ({ kind, position }) => kind === facilityOf[room.kind] && position && contains(ring, position),
        );
      },
    ),
    trayRatio: fraction(
      level.infrastructure.trays.flatMap(({ a, b }) => samplesOf(point(a), point(b), 2)),
      (point) =>
        (found.facilities ?? []).some(({ path }) =>
          (path ?? []).some((end, i, all) => i > 0 && away(point, all[i - 1], end) < 0.8),
        ),
    ),
  };
}

function scoreWalls(
  found: Level,
  level: TruthLevel,
  point: (point: Point) => [number, number],
): Pick<DetailScore, 'thicknessRatio' | 'kindRatio' | 'materialRatio'> {
  let total = 0;
  const right = { thickness: 0, kind: 0, material: 0 };
  const walls = found.walls ?? [];
  for (const wall of level.walls) {
    if (wall.kind === 'ramp_wall') continue;
    const a = point(wall.a);
    const b = point(wall.b);
    const along = Math.atan2(b[1] - a[1], b[0] - a[0]);
    const [minX, maxX] = [Math.min(a[0], b[0]) - 1, Math.max(a[0], b[0]) + 1];
    const [minY, maxY] = [Math.min(a[1], b[1]) - 1, Math.max(a[1], b[1]) + 1];
    const nearWalls = walls.filter(
      ({ start, end }) =>
        Math.abs(Math.sin(Math.atan2(end[1] - start[1], end[0] - start[0]) - along)) < 0.1 &&
        Math.max(start[0], end[0]) > minX &&
        Math.min(start[0], end[0]) < maxX &&
        Math.max(start[1], end[1]) > minY &&
        Math.min(start[1], end[1]) < maxY,
    );
    for (const point of samplesOf(a, b, 0.25)) {
      total++;
      const near = nearWalls.filter(({ start, end }) => away(point, start, end) < 0.2);
      if (near.some(({ thicknessM }) => Math.abs(thicknessM - wall.thickness) <= 0.02)) right.thickness++;
      if (near.some((each) => each.kind === kindOf[wall.kind])) right.kind++;
      const cast = wall.material === 'concrete_rc';
      if (near.some(({ material }) => (material === 'reinforced-concrete') === cast)) right.material++;
    }
  }
  const part = (count: number) => count / Math.max(1, total);
  return {
    thicknessRatio: part(right.thickness),
    kindRatio: part(right.kind),
    materialRatio: part(right.material),
  };
}

function hasRoom(
  found: Level,
  room: TruthLevel['rooms'][number],
  point: (point: Point) => [number, number],
): boolean {
  const ring = room.polygon.map(point);
  const kinds = zoneKindsOf(room.kind);
  return (found.zones ?? []).some(
    (zone) =>
      kinds.includes(zone.kind) &&
      distance(mean(zone.polygon), mean(ring)) < 0.8 &&
      Math.abs(ringArea(zone.polygon) / ringArea(ring) - 1) < 0.3,
  );
}

function scoreRamps(
  found: Level,
  level: TruthLevel,
  point: (point: Point) => [number, number],
): Pick<DetailScore, 'rampRatio' | 'slopeRatio'> {
  const zones = (found.zones ?? []).filter(({ kind }) => kind === 'ramp');
  const pairs = level.ramps.flatMap((ramp) => {
    const [a, b] = ramp.centreline;
    const middle = point([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    const zone = zones.find(({ polygon }) => contains(polygon, middle));
    return zone ? [{ ramp, zone: zone as typeof zone & { slopeRatio?: number } }] : [];
  });
  return {
    rampRatio: level.ramps.length === 0 ? 1 : pairs.length / level.ramps.length,
    slopeRatio: fraction(pairs, ({ ramp, zone }) => Math.abs((zone.slopeRatio ?? 0) - ramp.slope) < 0.006),
  };
}

function fraction<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 1 : items.filter(holds).length / items.length;
}

function samplesOf(a: Point, b: Point, stepM: number): Point[] {
  const count = Math.max(1, Math.round(distance(a, b) / stepM));
  return Array.from({ length: count }, (_, i): Point => {
    const t = (i + 0.5) / count;
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  });
}

function away(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const k = Math.max(0, Math.min(1, t));
  return Math.hypot(point[0] - a[0] - k * dx, point[1] - a[1] - k * dy);
}

function mean(points: readonly Point[]): Point {
  const sum = points.reduce((total: number[], [x, y]) => [total[0] + x, total[1] + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

function contains(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}
