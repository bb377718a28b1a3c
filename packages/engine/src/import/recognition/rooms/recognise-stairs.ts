/** Stairs: ways of escape, in which no cable runs, by their names, their treads and the marks of their direction. */
import {
  boundsOf,
  distanceToBounds,
  distanceToRing,
  foldTraditional,
  lineIntersection,
  meanPoint,
  midpoint,
  type OrientedRectangle,
  type Point,
  rectangleAlong,
  rectangleAround,
  rectangleCorners,
  ringContains,
  signedArea,
} from '../../../core/index.ts';
import { stairKind, stairNames, zoneKindRow } from '../../../plan/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import { stairLayers, thingClasses } from '../../drawing/layer-classes.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { collectLines, type Line } from '../lines/line-set.ts';
import { treadRows } from '../lines/repeated-lines.ts';
import type { WallLine } from '../walls/wall-line.ts';
import type { FoundRoom } from './recognise-rooms.ts';

const {
  minTreads,
  maxFlights,
  goingRangeM,
  widthRangeM,
  schematicGoingM,
  flightGapM,
  markReachM,
  flankReachM,
  landingReachM,
  minInsideRatio,
  minStairRatio,
  longestName,
  largestMarkedM2,
  largestStairM2,
} = tuning.roomsRecogniseStairs;

/** A direction with or without its steps: 上, 下22级, UP 18R, DN. */
const directionMark = /^(([上下]|上\/下|上下)(\s*\d{1,3}\s*[级步阶跑]?)?|(UP|DN|DOWN)\.?(\s*\d{1,2}\s*R?)?)$/;
const escalator = /扶梯|ESCALATOR|自动步道|MOVING WALK/;

/** A run of treads between two floors or landings. */
interface Flight {
  corners: Point[];
  middles: Point[];
  center: Point;
  /** Direction of its treads, radians. */
  angleRad: number;
  /** It is drawn on a layer of stairs. */
  isNamed: boolean;
}

export interface FoundStairs {
  /** All rooms: those that are stairs as such, and stairs that stand in no room of their own. */
  rooms: FoundRoom[];
  /** Names of stairs that lie in none of them. */
  strayNames: DrawingText[];
}

/** Finds the stairs of a level among its rooms and its lines. A room that holds a stair and a lift is a stair: no cable runs there. */
export function recogniseStairs(
  level: LevelDrawing,
  rooms: readonly FoundRoom[],
  walls: readonly WallLine[],
): FoundStairs {
  const texts = level.drawing.texts.map((text) => ({ text, said: plainWords(text) }));
  const flights = flightsOf(level);
  const holderOf = roomFinder(rooms);
  const inRoom = <T>(items: readonly T[], pointOf: (item: T) => Point) => {
    const held = new Map<FoundRoom | undefined, T[]>();
    for (const item of items) {
      const room = holderOf(pointOf(item));
      held.set(room, [...(held.get(room) ?? []), item]);
    }
    return (room: FoundRoom) => held.get(room) ?? [];
  };
  const textsIn = inRoom(
    texts.filter(({ said }) => isStairName(said) || directionMark.test(said) || escalator.test(said)),
    ({ text }) => text.position,
  );
  const flightsIn = inRoom(flights, ({ center }) => center);
  const taken = new Set<Flight>();
  // A hall in which a stair stands without walls of its own is none, whatever its name says: its flights are.
  const isHall = ({ name, areaM2 }: FoundRoom) =>
    areaM2 > largestStairM2 && name !== undefined && isStairName(plainWords({ text: name }));
  const told = rooms
    .filter((room) => !zoneKindRow(room.kind).isCore || !isHall(room))
    .map((room): FoundRoom => {
      if (!zoneKindRow(room.kind).isCore) return room;
      const within = flightsIn(room).filter((flight) => isInside(flight, room.polygon));
      const found = asStair(room, within, textsIn(room));
      if (found !== room) for (const flight of within) taken.add(flight);
      return found;
    });
  const loose = looseStairs(
    flights.filter((flight) => !taken.has(flight) && !isOnRamp(flight, rooms)),
    texts,
    walls,
  );
  const all = withStatedStairs([...told, ...loose], level);
  const stairs = all.filter(({ stairBy, kind }) => stairBy !== undefined || kind === stairKind);
  const isAtStair = ({ position }: DrawingText) =>
    stairs.some(
      ({ polygon }) => ringContains(polygon, position) || distanceToRing(polygon, position) <= markReachM,
    );
  const strayNames = texts.flatMap(({ text, said }) => (isStairName(said) && !isAtStair(text) ? [text] : []));
  return { rooms: all, strayNames };
}

/** Stairs that the format states: the core that one takes up most of, else a zone of its own. */
function withStatedStairs(rooms: readonly FoundRoom[], { drawing, classOf }: LevelDrawing): FoundRoom[] {
  const all = [...rooms];
  for (const { points, closed } of drawing.paths.filter((path) => classOf(path) === 'stair-floor')) {
    const areaM2 = Math.abs(signedArea(points));
    if (!closed || areaM2 === 0) continue;
    const at = all.findIndex(
      (room) =>
        zoneKindRow(room.kind).isCore &&
        areaM2 >= minStairRatio * room.areaM2 &&
        insideRatio(points, room.polygon) >= minInsideRatio,
    );
    if (at >= 0) all[at] = { ...all[at], stairBy: 'stated' };
    else all.push({ kind: stairKind, polygon: points, areaM2, boundaries: [], stairBy: 'stated' });
  }
  return all;
}

/** Fraction of a box that lies in a ring, by points in it at equal distances. */
function insideRatio([origin, along, , across]: readonly Point[], ring: readonly Point[]): number {
  const ratios = [0.1, 0.3, 0.5, 0.7, 0.9];
  const inside = ratios.flatMap((u) =>
    ratios.filter((v) => {
      const [x, y] = [0, 1].map(
        (axis) => origin[axis] + u * (along[axis] - origin[axis]) + v * (across[axis] - origin[axis]),
      );
      return ringContains(ring, [x, y]);
    }),
  );
  return inside.length / ratios.length ** 2;
}

/** The words of a text as they are compared. */
function plainWords({ text }: Pick<DrawingText, 'text'>): string {
  return foldTraditional(text).normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase();
}

function isStairName(said: string): boolean {
  return said.length <= longestName && stairNames.test(said) && !/平面|详图|大样|剖面|说明|图例/.test(said);
}

/** The room as a stair, where its name, its treads or a direction says so. */
function asStair(
  room: FoundRoom,
  flights: readonly Flight[],
  texts: readonly { text: DrawingText; said: string }[],
): FoundRoom {
  if (room.areaM2 > largestStairM2) return room;
  const named = texts.find(({ said }) => isStairName(said));
  if (named) return { ...room, name: named.text.text.trim(), stairBy: 'name' };
  if (texts.some(({ said }) => escalator.test(said))) return room;
  if (flights.length > 0) return { ...room, stairBy: 'treads' };
  const isMarked = room.name === undefined && room.areaM2 <= largestMarkedM2;
  return isMarked && texts.length > 0 ? { ...room, stairBy: 'mark' } : room;
}

/**
 * Stairs without walls around them that close, or in rooms of other use: as large as their flights, with landings as far as
 * the next walls.
 */
function looseStairs(
  flights: readonly Flight[],
  texts: readonly { text: DrawingText; said: string }[],
  walls: readonly WallLine[],
): FoundRoom[] {
  return groupsOf(flights).flatMap((group): FoundRoom[] => {
    const corners = group.flatMap((flight) => flight.corners);
    const flightsBox = rectangleAlong(corners, group[0].angleRad);
    const polygon = rectangleCorners(withLandings(flightsBox, walls));
    const bounds = boundsOf(rectangleCorners(flightsBox));
    const near = texts.filter(({ text }) => distanceToBounds(text.position, bounds) <= markReachM);
    if (near.some(({ said }) => escalator.test(said))) return [];
    const named = near.find(({ said }) => isStairName(said));
    const isMarked = near.some(({ said }) => directionMark.test(said));
    const isSure = named || isMarked || group.some(({ isNamed }) => isNamed) || haveTwins(group);
    if (!isSure) return [];
    const name = named?.text.text.trim();
    return [
      {
        ...{ kind: stairKind, polygon, areaM2: Math.abs(signedArea(polygon)), boundaries: [] },
        ...{ stairBy: 'flights' as const, ...(name ? { name } : {}) },
      },
    ];
  });
}

/** The box of flights, its treads along its length, out to walls beside and behind it. */
function withLandings(box: OrientedRectangle, walls: readonly WallLine[]): OrientedRectangle {
  const { center, lengthM, widthM, angleRad } = box;
  const outM = (turnRad: number, halfM: number, reachM: number): number => {
    const [cos, sin] = [Math.cos(angleRad + turnRad), Math.sin(angleRad + turnRad)];
    const start: Point = [center[0] + halfM * cos, center[1] + halfM * sin];
    const end: Point = [start[0] + reachM * cos, start[1] + reachM * sin];
    const metM = walls.flatMap(({ a, b }) => {
      const hit = lineIntersection(start, end, a, b);
      return hit && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1 ? [hit.t * reachM] : [];
    });
    return metM.length > 0 ? Math.min(...metM) : 0;
  };
  const [right, left] = [0, Math.PI].map((turn) => outM(turn, lengthM / 2, flankReachM));
  const [ahead, behind] = [Math.PI / 2, -Math.PI / 2].map((turn) => outM(turn, widthM / 2, landingReachM));
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const [u, v] = [(right - left) / 2, (ahead - behind) / 2];
  return {
    angleRad,
    center: [center[0] + u * cos - v * sin, center[1] + u * sin + v * cos],
    lengthM: lengthM + right + left,
    widthM: widthM + ahead + behind,
  };
}

/** Two flights run beside each other, as those of a stair that turns. */
function haveTwins(group: readonly Flight[]): boolean {
  return group.some((one, i) =>
    group.slice(i + 1).some((two) => {
      const [cos, sin] = [Math.cos(one.angleRad), Math.sin(one.angleRad)];
      const [x, y] = [two.center[0] - one.center[0], two.center[1] - one.center[1]];
      const isParallel = Math.abs(Math.sin(one.angleRad - two.angleRad)) < 0.02;
      return isParallel && Math.abs(x * cos + y * sin) > 2 * Math.abs(y * cos - x * sin);
    }),
  );
}

/** Flights that stand close to each other are of one stair. */
function groupsOf(flights: readonly Flight[]): Flight[][] {
  const groups: Flight[][] = [];
  for (const flight of flights) {
    const bounds = boundsOf(flight.corners);
    const isNear = (group: readonly Flight[]) =>
      group.some(({ corners }) => {
        const other = boundsOf(corners);
        return (
          bounds.minX - other.maxX < flightGapM &&
          other.minX - bounds.maxX < flightGapM &&
          bounds.minY - other.maxY < flightGapM &&
          other.minY - bounds.maxY < flightGapM
        );
      });
    const near = groups.filter(isNear);
    const merged = [...near.flat(), flight];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups;
}

/** Rows of treads, each as wide and its goings as long as those of stairs. */
function flightsOf({ drawing, classOf }: LevelDrawing): Flight[] {
  const paths = drawing.paths.filter(
    (path) => path.source !== 'hatch' && path.source !== 'circle' && !thingClasses.has(classOf(path)),
  );
  const set = collectLines(paths, () => false, []);
  if (!set) return [];
  const flights = treadRows(set, schematicGoingM).flatMap((row): Flight[] => {
    const [first] = row;
    const last = row[row.length - 1];
    const goingM = (last.offset - first.offset) / (row.length - 1);
    if (row.length < minTreads || goingM < goingRangeM.min) return [];
    if (first.lengthM < widthRangeM.min || first.lengthM > widthRangeM.max) return [];
    const flight = flightOf(row, classOf);
    return goingM <= (flight.isNamed ? schematicGoingM : goingRangeM.max) ? [flight] : [];
  });
  return flights.length > maxFlights ? [] : flights;
}

function flightOf(row: readonly Line[], classOf: LevelDrawing['classOf']): Flight {
  const corners = row.flatMap(({ a, b }) => [a, b]);
  const { a, b } = row[0];
  return {
    corners,
    middles: row.map((line) => midpoint(line.a, line.b)),
    center: meanPoint(corners),
    angleRad: Math.atan2(b[1] - a[1], b[0] - a[0]),
    // A layer that was classified by its lines says nothing more than they do.
    isNamed: row.some(
      ({ path }) => classOf(path) === 'stair' && stairLayers.test(foldTraditional(path.layer).toUpperCase()),
    ),
  };
}

function isInside({ middles }: Flight, ring: readonly Point[]): boolean {
  const inside = middles.filter((middle) => ringContains(ring, middle)).length;
  return inside >= minInsideRatio * middles.length;
}

function isOnRamp({ center }: Flight, rooms: readonly FoundRoom[]): boolean {
  return rooms.some(({ kind, polygon }) => zoneKindRow(kind).isRamp && ringContains(polygon, center));
}

/** The smallest room that holds a point. */
function roomFinder(rooms: readonly FoundRoom[]): (point: Point) => FoundRoom | undefined {
  const sorted = rooms
    .map((room) => ({ room, bounds: boundsOf(room.polygon) }))
    .sort((p, q) => p.room.areaM2 - q.room.areaM2);
  return (point) =>
    sorted.find(
      ({ room, bounds }) => distanceToBounds(point, bounds) <= 0 && ringContains(room.polygon, point),
    )?.room;
}

/** True where nothing says what a core is and a stair would fit in: to be asked. */
export function mayHoldStair(polygon: readonly Point[]): boolean {
  const { smallestStairM } = tuning.roomsRecogniseStairs;
  const { lengthM, widthM } = rectangleAround(polygon);
  return widthM >= smallestStairM.width && lengthM >= smallestStairM.length;
}
