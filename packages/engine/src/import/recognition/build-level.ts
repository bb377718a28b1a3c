import {
  counterClockwise,
  distance,
  distanceToRing,
  foldTraditional,
  meanPoint,
  midpoint,
  type Point,
  roundMm,
  say,
} from '../../core/index.ts';
import {
  compartmentKindRow,
  compartmentKindRows,
  type Facility,
  facilityKindRow,
  type Level,
  liftShaftKind,
  namelessRoomKind,
  type Opening,
  openingKindRow,
  pointKindRow,
  stairKind,
  type Zone,
  zoneKindRows,
} from '../../plan/index.ts';
import { describeLocation, type ImportWarning, importWarning } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { FoundAxes } from './recognise-axes.ts';
import type { FoundCompartments } from './recognise-compartments.ts';
import type { FoundLevel } from './recognise-level.ts';
import type { FoundRoom } from './rooms/recognise-rooms.ts';
import type { LevelPart } from './split-levels.ts';

const { doorToShaftM, assumedClearHeightM, assumedStoreyHeightM, assumedSlabThicknessM } = tuning.buildLevel;

/** Names that make more of a core or a plant room: where people are, and so where a phone shall work. */
const refinements = zoneKindRows
  .flatMap(({ id, refines }) => (refines ? [{ id, ...refines }] : []))
  .sort((a, b) => a.order - b.order);

/**
 * The kind of zone that a recognised room becomes in the plan: a stair, the shaft of a lift, a room where people work, by
 * its name; and a core without a name that a lift's door opens into is the lift's.
 */
function zoneKindOf(
  { kind, name, polygon, stairBy }: Pick<FoundRoom, 'kind' | 'name' | 'polygon' | 'stairBy'>,
  openings: readonly Pick<Opening, 'kind' | 'start' | 'end'>[],
): Zone['kind'] {
  if (stairBy !== undefined) return stairKind;
  if (name !== undefined) {
    const text = foldTraditional(name).toUpperCase();
    return refinements.find((each) => each.kind === kind && each.pattern.test(text))?.id ?? kind;
  }
  if (kind !== namelessRoomKind) return kind;
  const hasLiftDoor = openings.some(
    (opening) =>
      openingKindRow(opening.kind).isShaftDoor &&
      distanceToRing(polygon, midpoint(opening.start, opening.end)) <= doorToShaftM,
  );
  return hasLiftDoor ? liftShaftKind : kind;
}

/** Describes what a person says of levels where the drawing says nothing. */
export interface LevelDefaults {
  clearHeightM?: number;
  slabThicknessM?: number;
  storeyHeightM?: number;
}

/** Numbers each prefix from 1, across levels, so that an id names one thing in the plan. */
export function createIds(): (prefix: string) => string {
  const counts = new Map<string, number>();
  return (prefix) => {
    const next = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, next);
    return `${prefix}${next}`;
  };
}

/** A level of the plan, and the walls it was made of in its order. */
export interface BuiltLevel {
  level: Level;
  walls: FoundLevel['walls'];
}

/** The plan's level from what was recognised, shifted and rounded to whole millimetres. */
export function buildLevel(
  part: LevelPart,
  found: FoundLevel,
  shift: Point,
  ids: (prefix: string) => string,
  context: { levels: readonly Level[]; defaults: LevelDefaults; warnings: ImportWarning[] },
): BuiltLevel {
  const { defaults } = context;
  const clearHeightM = defaults.clearHeightM ?? assumedClearHeightM;
  const storeyHeightM = defaults.storeyHeightM ?? assumedStoreyHeightM;
  const at = (point: Point): Point => [roundMm(point[0] + shift[0]), roundMm(point[1] + shift[1])];
  const ring = (points: readonly Point[]) => fromLowerLeft(counterClockwise(points.map(at)));
  const above = context.levels[context.levels.length - 1];
  const elevationM = found.elevationM ?? (above?.elevationM ?? 0) - storeyHeightM;
  context.warnings.push(...assumedHeights(part.id, found, { elevationM, clearHeightM }));
  context.warnings.push(...unplacedTexts(part.id, found, at), ...areasTold(part.id, found));
  const frame: Frame = { at, ring, ids };
  const walls = found.walls
    .map((wall) => ({ source: wall, ...wall, start: at(wall.a), end: at(wall.b) }))
    .filter((wall) => distance(wall.start, wall.end) > 0.02)
    .sort((p, q) => order(p.start, p.end, q.start, q.end));
  const level: Level = {
    id: part.id,
    name: part.name,
    elevationM: roundMm(elevationM),
    clearHeightM: found.clearHeightM ?? clearHeightM,
    slabThicknessM: part.slabThicknessM ?? defaults.slabThicknessM ?? assumedSlabThicknessM,
    outline: ring(found.outline),
    holes: found.holes.map(ring),
    walls: walls.map((wall) => ({
      id: ids('w'),
      start: wall.start,
      end: wall.end,
      thicknessM: roundMm(wall.thicknessM),
      material: wall.nature.material,
      kind: wall.nature.kind,
    })),
    columns: found.columns.map((column) => columnOf(column, frame)),
    openings: found.openings.map((opening) => ({
      id: ids('d'),
      start: at(opening.start),
      end: at(opening.end),
      kind: opening.kind,
      state: openingKindRow(opening.kind).usualState,
    })),
    zones: zonesOf(found, frame),
    bays: found.bays.map((bay) => ({ id: ids('p'), polygon: ring(bay) })),
    points: found.points.map((point) => ({
      id: ids(pointKindRow(point.kind).idPrefix),
      kind: point.kind,
      position: at(point.position),
      heightM: point.heightM,
      ...(point.name ? { name: point.name } : {}),
    })),
    facilities: found.facilities.map((facility) => facilityOf(facility, frame)),
    ...compartmentsOf(found.compartments, frame),
    ...axesOf(found.axes, frame),
  };
  return { level, walls: walls.map(({ source }) => source) };
}

/** The frame turns what was recognised into the plan: points and rings shifted and rounded, and ids. */
interface Frame {
  at(point: Point): Point;
  ring(points: readonly Point[]): Point[];
  ids(prefix: string): string;
}

/** Texts whose things were not found or not taken, where they stand in the plan. */
function unplacedTexts(
  id: string,
  { unplaced }: Pick<FoundLevel, 'unplaced'>,
  at: (point: Point) => Point,
): ImportWarning[] {
  const of = (wanted: FoundLevel['unplaced'][number]['says']) =>
    unplaced
      .filter(({ says }) => says === wanted)
      .map(({ text, position }) => ({ name: text, location: describeLocation(at(position)) }));
  const others = of('sleeve-of-others');
  const list = others.map(({ name, location }) => `${name} ${location}`).join(', ');
  return [
    ...of('stair-name').map((told) =>
      importWarning('stair-not-bounded', id, say('warning-stair-not-bounded', told)),
    ),
    ...of('sleeve-text').map((told) =>
      importWarning('sleeve-in-no-wall', id, say('warning-sleeve-in-no-wall', told)),
    ),
    ...of('sleeve-in-other-wall').map((told) =>
      importWarning('sleeve-in-other-wall', id, say('warning-sleeve-in-other-wall', told)),
    ),
    ...(others.length > 0
      ? [
          importWarning(
            'sleeves-of-others',
            id,
            say('warning-sleeves-of-others', { count: others.length, list }),
          ),
        ]
      : []),
  ];
}

/** Warnings about axes and compartments that were not read as they are drawn. */
function areasTold(id: string, { axes, compartments }: FoundLevel): ImportWarning[] {
  return [...axesTold(id, axes), ...compartmentsTold(id, compartments)];
}

/** Warnings about axes. */
function axesTold(id: string, { unnamed, twice }: FoundAxes): ImportWarning[] {
  const list = twice.map(({ label, other }) => `${label} = ${other}`).join(', ');
  return [
    ...(unnamed > 0
      ? [importWarning('axes-unnamed', id, say('warning-axes-unnamed', { level: id, count: unnamed }))]
      : []),
    ...(twice.length > 0
      ? [importWarning('axes-two-labels', id, say('warning-axes-two-labels', { level: id, list }))]
      : []),
  ];
}

/** Warnings about compartments of which only names are drawn. */
function compartmentsTold(id: string, { areas, unbounded }: FoundCompartments): ImportWarning[] {
  const byWalls = areas.filter(({ isByWalls }) => isByWalls);
  const list = (names: readonly (string | undefined)[]) => names.filter((name) => name).join(', ');
  return [
    ...(byWalls.length > 0
      ? [
          importWarning(
            'compartments-by-walls',
            id,
            say('warning-compartments-by-walls', { level: id, list: list(byWalls.map(({ name }) => name)) }),
          ),
        ]
      : []),
    ...(unbounded.length > 0
      ? [
          importWarning(
            'compartments-unbounded',
            id,
            say('warning-compartments-unbounded', { level: id, list: list(unbounded) }),
          ),
        ]
      : []),
  ];
}

function assumedHeights(
  at: string,
  found: FoundLevel,
  { elevationM, clearHeightM }: { elevationM: number; clearHeightM: number },
): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  if (found.elevationM === undefined) {
    const phrase = say('warning-elevation-assumed', { elevation: elevationM.toFixed(2) });
    warnings.push(importWarning('elevation-assumed', at, phrase));
  }
  if (found.clearHeightM === undefined) {
    const phrase = say('warning-clear-height-assumed', { height: clearHeightM });
    warnings.push(importWarning('clear-height-assumed', at, phrase));
  }
  return warnings;
}

function columnOf(
  column: FoundLevel['columns'][number],
  { at, ids }: Frame,
): NonNullable<Level['columns']>[number] {
  return {
    id: ids('c'),
    center: at(column.center),
    ...(column.radiusM === undefined
      ? {
          sizeM: [roundMm(column.sizeM[0]), roundMm(column.sizeM[1])] as [number, number],
          angleDeg: column.angleDeg,
        }
      : { radiusM: roundMm(column.radiusM) }),
  };
}

/** Rooms in the order in which a plan has them: from below, as they are drawn. */
export function roomsInOrder(rooms: readonly FoundRoom[]): FoundRoom[] {
  return rooms
    .map((room) => ({ room, center: meanPoint(room.polygon) }))
    .sort((p, q) => p.center[1] - q.center[1] || p.center[0] - q.center[0])
    .map(({ room }) => room);
}

function zonesOf({ rooms, openings }: FoundLevel, { ring, ids }: Frame): Zone[] {
  return roomsInOrder(rooms).map((room) => ({
    id: ids('z'),
    kind: zoneKindOf(room, openings),
    polygon: ring(room.polygon),
    ...(room.name ? { name: room.name } : {}),
    ...(room.slopeRatio ? { slopeRatio: room.slopeRatio } : {}),
    ...(room.direction ? { direction: room.direction } : {}),
  }));
}

/** Compartments in the order of their names. */
function compartmentsOf({ areas }: FoundCompartments, { ring, ids }: Frame): Pick<Level, 'compartments'> {
  if (areas.length === 0) return {};
  const counted = (name = '') =>
    name.replace(/[一二三四五六七八九]/g, (digit) => `${1 + '一二三四五六七八九'.indexOf(digit)}`);
  const inOrder = compartmentKindRows.flatMap(({ id }) =>
    areas
      .filter(({ kind }) => kind === id)
      .sort((p, q) => counted(p.name).localeCompare(counted(q.name), 'en', { numeric: true })),
  );
  return {
    compartments: inOrder.map(({ kind, polygon, name }) => ({
      id: ids(compartmentKindRow(kind).idPrefix),
      kind,
      polygon: ring(polygon),
      ...(name ? { name } : {}),
    })),
  };
}

/** Axes in the order of their directions, each family from the left or from below. */
function axesOf({ axes }: FoundAxes, { at, ids }: Frame): Pick<Level, 'axes'> {
  if (axes.length === 0) return {};
  const turned = axes.map(({ label, a, b }) => {
    const [start, end] = [at(a), at(b)];
    const angleRad = Math.atan2(end[1] - start[1], end[0] - start[0]);
    const offsetM = Math.cos(angleRad) * start[1] - Math.sin(angleRad) * start[0];
    // Lines upwards stand in the order of their x.
    const isUpright = Math.abs(angleRad) > Math.PI / 4;
    return {
      label,
      start,
      end,
      degrees: Math.round((angleRad * 180) / Math.PI),
      rank: isUpright ? -offsetM : offsetM,
    };
  });
  return {
    axes: turned
      .sort((p, q) => q.degrees - p.degrees || p.rank - q.rank)
      .map(({ label, start, end }) => ({ id: ids('ax'), label, start, end })),
  };
}

function facilityOf(
  { kind, position, path, name, cablesAtMost }: FoundLevel['facilities'][number],
  { at, ids }: Frame,
): Facility {
  return {
    id: ids(facilityKindRow(kind).idPrefix),
    kind,
    ...(position ? { position: at(position) } : {}),
    ...(path ? { path: path.map(at) } : {}),
    ...(name ? { name } : {}),
    ...(cablesAtMost === undefined ? {} : { cablesAtMost }),
  };
}

/** The same ring from its lower-left corner on, whatever the tracing began with. */
function fromLowerLeft(ring: Point[]): Point[] {
  let first = 0;
  ring.forEach(([x, y], i) => {
    const [firstX, firstY] = ring[first];
    const gap = x + y - firstX - firstY;
    if (gap < -1e-6 || (gap < 1e-6 && x < firstX)) first = i;
  });
  return [...ring.slice(first), ...ring.slice(0, first)];
}

function order(a: Point, b: Point, c: Point, d: Point): number {
  return a[1] + b[1] - c[1] - d[1] || a[0] + b[0] - c[0] - d[0] || a[0] - c[0] || a[1] - c[1];
}
