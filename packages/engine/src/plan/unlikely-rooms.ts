import {
  boundsOf,
  distance,
  distanceToRing,
  distanceToSegment,
  type LocalizedProblem,
  meanPoint,
  type Phrase,
  type Point,
  PointGrid,
  ringContains,
  say,
  signedArea,
} from '../core/index.ts';
import { facilityKindRow } from './facility-kinds.ts';
import { type ZoneKindRow, zoneKindRow } from './floor-kinds.ts';
import { columnDistanceM, isOnFloor } from './level-floor.ts';
import { type WallMaterial, wallMaterial, wallMaterials } from './materials.ts';
import { openingKindRow } from './opening-kinds.ts';
import { areasAt, each, fault, standingGrids, wallsNear } from './plausibility.ts';
import { pointKindRow } from './point-kinds.ts';
import type { Level, Opening, Zone } from './schema.ts';
import { wallKindRow } from './wall-kinds.ts';

/**
 * How rooms, their doors, stairs, lifts and compartments fit each other, and storeys those above them: from the codes of fire protection of
 * garages (GB 50067-2014, GB 50016-2014) and of civil defence (GB 50038-2005) as they are cited, which were not read, and from practice,
 * with room for what is seldom; what they find is a warning, and a person looks.
 */
const limits = {
  /** Faces of a door's two sides are looked at so far from its leaf, m. */
  sidesM: [0.35, 0.65, 1],
  /** The edge of a room is closed where a wall or column is no farther than this, m; gaps of this length in all are none. */
  closedM: 0.3,
  gapsM: 0.6,
  /** So many bays and named rooms of a level that was read well enough to miss a stair; extent and area of a stair without a name. */
  stairs: { bays: 50, rooms: 5, sideM: 2.3, areaM2: 9, twoFromM2: 2500 },
  /** Straight distance of a bay from a way out on foot, m: 60 m of way with sprinklers (GB 50067 6.0.6), and what the drawing lacks. */
  escapeM: 75,
  /** Largest compartment, m²: 2000 m², with sprinklers twice that (GB 50067 5.1.1, 5.1.2); units of civil defence with vehicles. */
  compartmentM2: 4000,
  roundedRatio: 1.05,
  /** Fraction of the smaller of two compartments that lies in the other one. */
  overlapRatio: 0.2,
  /** Rooms where people pay, or where somebody sits who raises a barrier. */
  cashiers: /收费|岗|值班|管理|物业|办公|PAY|GUARD|OFFICE/i,
  /** Points of lobbies lie no farther from one, and lobbies from a lift, a stair or a core, m. */
  lobbyM: 8,
  liftOfLobbyM: 5,
  /** Chargers stand no farther from any bay, m. */
  chargerM: 10,
  /** So many columns over a floor of which so few have a column or wall under them, m. */
  carried: { fewest: 12, ratio: 0.7, asideM: 1, inWallM: 0.25, endingRatio: 0.5 },
  /** Stairs of which so many, and so large a fraction, stand on rooms of another use of the next level. */
  ended: { fewest: 2, ratio: 0.5 },
  /** Levels that lie over each other are no nearer, m: half storeys stand side by side. */
  halfStoreyM: 2.2,
  /** Floor of ramps of two levels over each other, m², and the fraction of it that is open. */
  rampM2: 8,
  openRatio: 0.2,
  /** A hole in the slab takes no more of the floor. */
  holeRatio: 0.5,
  /** So far before a door nothing stands, m. */
  beforeDoorM: 0.8,
  /** Axes of one label lie apart on two levels by more, m, where so many do. */
  axes: { apartM: 1, fewest: 4, ratio: 0.6 },
  /** So many bays of a level without a ramp. */
  baysWithoutRamp: 20,
} as const;

type Row = ZoneKindRow;

/** Names of rooms in which nothing electric is hung. */
const wetRooms = /水泵|集水|污水|水池|水箱|隔油|PUMP|SUMP|TANK/i;

/** Name of the wet room at a location; undefined where there is none. */
export function wetRoomAt(level: Level, place: Point): string | undefined {
  const name = closedRoomAt(level, place)?.name;
  return name !== undefined && wetRooms.test(name) ? name : undefined;
}

/** A locked room of machines at a location, no stair, lift or lobby; undefined where there is none. */
export function closedRoomAt({ zones = [] }: Level, place: Point): Zone | undefined {
  return zones.find(({ kind, polygon }) => {
    const { isClosed, isCore, isLobby } = zoneKindRow(kind);
    return isClosed && !isCore && !isLobby && ringContains(polygon, place);
  });
}

/** Rooms, doors, compartments and points of one level that do not fit each other, each with its path. */
export function roomRelations(level: Level, at: string): LocalizedProblem[] {
  const doors = doorsOf(level);
  return [
    ...doorFaults(doors, at, (level.bays ?? []).length > 0),
    ...unreachedRooms(level, doors, at),
    ...stairFaults(level, at),
    ...compartmentFaults(level, at),
    ...pointFaults(level, at),
    ...each(level.facilities, `${at}.facilities`, ({ kind, position }) => {
      const { isSourceSite, isPowerOnly } = facilityKindRow(kind);
      const room = position && (isSourceSite || isPowerOnly) ? wetRoomAt(level, position) : undefined;
      return room === undefined ? undefined : say('equipment-in-wet-room', { room });
    }),
    ...wallFaults(level, at),
    ...baysBeforeDoors(level, doors, at),
  ];
}

/** An opening with the rooms on its two sides; undefined: open floor, or outside. */
interface Door {
  opening: Opening;
  sides: readonly [Zone | undefined, Zone | undefined];
}

function nameOf({ name, id }: { name?: string; id: string }): string {
  return name ? `${name} (${id})` : id;
}

function doorsOf({ openings = [], zones = [] }: Level): Door[] {
  const rooms = zones.filter(({ kind }) => !zoneKindRow(kind).isOpenFloor && !zoneKindRow(kind).isExcluded);
  const roomsAt = areasAt(rooms);
  return openings.map((opening) => {
    const { start, end } = opening;
    const lengthM = Math.max(1e-6, distance(start, end));
    const across: Point = [-(end[1] - start[1]) / lengthM, (end[0] - start[0]) / lengthM];
    const side = (sign: number): Zone | undefined => {
      for (const offM of limits.sidesM) {
        const [found] = roomsAt([
          (start[0] + end[0]) / 2 + sign * offM * across[0],
          (start[1] + end[1]) / 2 + sign * offM * across[1],
        ]);
        if (found !== undefined) return rooms[found];
      }
      return undefined;
    };
    return { opening, sides: [side(1), side(-1)] };
  });
}

/** Doors of a kind that what lies on their sides does not take. */
function doorFaults(doors: readonly Door[], at: string, isGarage: boolean): LocalizedProblem[] {
  return each(doors, `${at}.openings`, ({ opening, sides }) => {
    const { isShaftDoor, isShutter, isCivilDefence } = openingKindRow(opening.kind);
    const rows = sides.map((zone) => zone && zoneKindRow(zone.kind));
    const where = (isOf: (row: Row) => boolean | undefined) => rows.findIndex((row) => row && isOf(row));
    const [stair, lift] = [where(({ isStair }) => isStair), where(({ isLiftShaft }) => isLiftShaft)];
    if (isShutter && stair >= 0) return say('shutter-at-stair', { room: nameOf(sides[stair] as Zone) });
    if ((isShutter || isCivilDefence) && lift >= 0)
      return say('door-of-another-kind', { room: nameOf(sides[lift] as Zone) });
    if (!isShaftDoor) return undefined;
    if (lift >= 0 && rows.every((row) => row?.isLiftShaft)) return say('lift-opens-into-shaft');
    const closed = where(({ isClosed, isCore, isLobby }) => isClosed && !isCore && !isLobby);
    const into = stair >= 0 ? stair : closed;
    const isOfLift =
      lift >= 0 || (stair >= 0 && isGarage) || where(({ isCore, isStair }) => isCore && !isStair) >= 0;
    return isOfLift && into >= 0
      ? say('lift-opens-into-room', { room: nameOf(sides[into] as Zone) })
      : undefined;
  });
}

/** Rooms that people use and no door leads into from the floor of the garage, where walls close them in. */
function unreachedRooms(level: Level, doors: readonly Door[], at: string): LocalizedProblem[] {
  const { zones = [], bays = [] } = level;
  if (bays.length === 0) return [];
  const rooms = new Set(
    zones.filter(({ kind }) => {
      const { isRoom, isStair, isLobby, isLiftShaft } = zoneKindRow(kind);
      return isRoom || isStair || isLobby || isLiftShaft;
    }),
  );
  const closed = new Set([...rooms].filter((zone) => isClosedIn(level, zone)));
  const reached = new Set<Zone | undefined>([undefined, ...zones.filter((zone) => !closed.has(zone))]);
  const next = [...reached];
  while (next.length > 0) {
    const from = next.pop();
    for (const { opening, sides } of doors) {
      const side = sides.indexOf(from);
      const to = sides[1 - side];
      if (side < 0 || to === undefined || reached.has(to)) continue;
      const { isStair, isLobby } = zoneKindRow(to.kind);
      if (openingKindRow(opening.kind).isShutter && (isStair || isLobby)) continue;
      reached.add(to);
      // Whoever is in a stair or lift has left the level.
      if (!isStair && !zoneKindRow(to.kind).isLiftShaft) next.push(to);
    }
  }
  return each(zones, `${at}.zones`, (zone) => {
    const { isStair, isLobby, isLiftShaft, sourceOrder, isCore, isClosed, nameWeight } = zoneKindRow(
      zone.kind,
    );
    if (reached.has(zone) || !closed.has(zone)) return undefined;
    const isForPeople = isStair || isLobby || isLiftShaft || (isClosed && !isCore && sourceOrder === 1);
    if (!isForPeople || nameWeight === 0) return undefined;
    const leading = doors.filter(({ sides }) => sides.includes(zone));
    // Doors of lifts are not drawn on many plans.
    if (leading.length === 0)
      return isLiftShaft ? undefined : say('room-without-door', { room: nameOf(zone) });
    const isShut = leading.every(({ opening }) => openingKindRow(opening.kind).isShutter);
    return isShut
      ? say('room-behind-shutters', { room: nameOf(zone) })
      : say('room-out-of-reach', { room: nameOf(zone) });
  });
}

/** Returns whether walls, columns and doors stand all along the edge of a room. */
function isClosedIn(level: Level, { polygon }: Zone): boolean {
  const { openings = [], columns = [] } = level;
  const stepM = 0.2;
  const { closedM: reachM } = limits;
  const { minX, minY, maxX, maxY } = boundsOf(polygon);
  const near = openings.filter(({ start, end }) => {
    const leaf = boundsOf([start, end]);
    return leaf.minX < maxX + 1 && leaf.maxX > minX - 1 && leaf.minY < maxY + 1 && leaf.maxY > minY - 1;
  });
  const grid = standingGrids(level).columns;
  const isClosedAt = (place: Point) =>
    wallsNear(level, place, reachM).some(({ start, end }) => isAlong(place, start, end)) ||
    near.some(({ start, end }) => distanceToSegment(place, start, end) < reachM + 0.1) ||
    grid
      .near(place[0] - reachM, place[1] - reachM, place[0] + reachM, place[1] + reachM)
      .some((index) => columnDistanceM(columns[index], place) < reachM);
  let openM = 0;
  for (const [index, start] of polygon.entries()) {
    const end = polygon[(index + 1) % polygon.length];
    const lengthM = distance(start, end);
    const steps = Math.max(1, Math.round(lengthM / stepM));
    for (let step = 0; step < steps; step += 1) {
      const ratio = (step + 0.5) / steps;
      const place: Point = [start[0] + ratio * (end[0] - start[0]), start[1] + ratio * (end[1] - start[1])];
      if (!isClosedAt(place)) openM += lengthM / steps;
      if (openM > limits.gapsM) return false;
    }
  }
  return true;
}

/** Returns whether a place lies beside a line, not past its ends. */
function isAlong([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): boolean {
  const lengthM = Math.hypot(bx - ax, by - ay);
  const alongM = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / Math.max(1e-6, lengthM);
  return alongM > -0.05 && alongM < lengthM + 0.05;
}

/** Stairs, and rooms without a name that are as large as one. */
function possibleStairs({ zones = [] }: Level): Zone[] {
  const { sideM, areaM2 } = limits.stairs;
  return zones.filter(({ kind, name, polygon }) => {
    const { isStair, isCore, isLiftShaft } = zoneKindRow(kind);
    if (isStair) return true;
    if (!isCore || isLiftShaft || name) return false;
    const floorM2 = Math.abs(signedArea(polygon));
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    const longM = Math.max(maxX - minX, maxY - minY);
    return floorM2 >= areaM2 && floorM2 / longM >= sideM;
  });
}

/** A level full of cars with too few ways out on foot, or with bays too far from one. */
function stairFaults(level: Level, at: string): LocalizedProblem[] {
  const { zones = [], bays = [], outline } = level;
  const { bays: fewestBays, rooms, twoFromM2 } = limits.stairs;
  const named = zones.filter(({ kind, name }) => zoneKindRow(kind).isRoom && name).length;
  if (bays.length < fewestBays || named < rooms) return [];
  const stairs = possibleStairs(level);
  if (stairs.length === 0) return [fault(`${at}.zones`, say('no-stair', { bays: bays.length }))];
  const areaM2 = Math.abs(signedArea(outline));
  if (stairs.length === 1 && areaM2 > twoFromM2)
    return [fault(`${at}.zones`, say('one-stair', { area: areaM2.toFixed(0) }))];
  const exits = [
    ...stairs,
    ...zones.filter(({ kind }) => zoneKindRow(kind).isCore || zoneKindRow(kind).isExit),
  ];
  const farM = (place: Point) =>
    Math.min(
      ...exits.map(({ polygon }) => (ringContains(polygon, place) ? 0 : distanceToRing(polygon, place))),
    );
  const far = bays.map(({ polygon }) => farM(meanPoint(polygon)));
  const count = far.filter((eachM) => eachM > limits.escapeM).length;
  return count === 0
    ? []
    : [fault(`${at}.bays`, say('bays-far-from-stairs', { count, away: Math.max(...far).toFixed(0) }))];
}

/** Compartments larger than the codes let them be, or over each other. */
function compartmentFaults({ compartments = [] }: Level, at: string): LocalizedProblem[] {
  return each(compartments, `${at}.compartments`, ({ id, kind, name = id, polygon }, index) => {
    const areaM2 = Math.abs(signedArea(polygon));
    const { compartmentM2, roundedRatio } = limits;
    if (areaM2 > roundedRatio * compartmentM2)
      return say('compartment-too-large', { name, area: areaM2.toFixed(0), most: compartmentM2 });
    const other = compartments
      .slice(0, index)
      .find((before) => before.kind === kind && overlapOf(before.polygon, polygon) > limits.overlapRatio);
    return other ? say('compartments-overlap', { name, other: other.name ?? other.id }) : undefined;
  });
}

/** Fraction of the smaller of two rings that lies in the other one. */
function overlapOf(a: readonly Point[], b: readonly Point[]): number {
  const [small, large] = Math.abs(signedArea(a)) < Math.abs(signedArea(b)) ? [a, b] : [b, a];
  const inside = samplesIn(small);
  return inside.filter((place) => ringContains(large, place)).length / Math.max(1, inside.length);
}

function samplesIn(ring: readonly Point[], across = 24): Point[] {
  const { minX, minY, maxX, maxY } = boundsOf(ring);
  const stepM = Math.max(maxX - minX, maxY - minY) / across;
  const found: Point[] = [];
  for (let x = minX + stepM / 2; x < maxX; x += stepM) {
    for (let y = minY + stepM / 2; y < maxY; y += stepM) if (ringContains(ring, [x, y])) found.push([x, y]);
  }
  return found;
}

/** Points where people are served that lie where nobody is, and lobbies without anything that they are the lobby of. */
function pointFaults(level: Level, at: string): LocalizedProblem[] {
  const { points = [], zones = [], bays = [] } = level;
  const lobbies = zones.filter(({ kind }) => zoneKindRow(kind).isLobby);
  const ofLobby = zones.filter(({ kind }) => zoneKindRow(kind).isCore);
  const hasLifts = zones.some(({ kind }) => zoneKindRow(kind).isLiftShaft);
  const grid = new PointGrid(10);
  bays.forEach(({ polygon }, index) => {
    const { minX, minY, maxX, maxY } = boundsOf(polygon);
    grid.add(index, minX, minY, maxX, maxY);
  });
  const awayM = (rings: readonly Zone[], place: Point) =>
    Math.min(
      ...rings.map(({ polygon }) => (ringContains(polygon, place) ? 0 : distanceToRing(polygon, place))),
    );
  return [
    ...each(points, `${at}.points`, ({ kind, position }) => {
      const { isLobby, isEntrance, isAtBay, isRequired } = pointKindRow(kind);
      const isForPeople = isLobby || isEntrance || (isRequired && !isAtBay);
      const room = isForPeople ? closedRoomAt(level, position) : undefined;
      const isCashier = !isLobby && room && limits.cashiers.test(room.name ?? room.kind);
      if (room && !isCashier) return say('point-in-closed-room', { room: nameOf(room) });
      const asideM = awayM([...lobbies, ...ofLobby], position);
      if (isLobby && lobbies.length > 0 && asideM > limits.lobbyM)
        return say('lobby-point-aside', { away: asideM.toFixed(0) });
      if (!isAtBay || bays.length < limits.baysWithoutRamp || closedRoomAt(level, position)) return undefined;
      const [x, y] = position;
      const reachM = limits.chargerM;
      return grid.near(x - reachM, y - reachM, x + reachM, y + reachM).length === 0
        ? say('charger-away-from-bays')
        : undefined;
    }),
    ...each(zones, `${at}.zones`, (zone) => {
      if (!hasLifts || !zoneKindRow(zone.kind).isLobby) return undefined;
      const isAlone = zone.polygon.every((corner) => awayM(ofLobby, corner) > limits.liftOfLobbyM);
      return isAlone ? say('lobby-without-lift', { room: nameOf(zone) }) : undefined;
    }),
  ];
}

/** The row of a material, by its name of a building model where the plan has one of its own. */
function materialRow(id: string): WallMaterial | undefined {
  const orderOf = ({ written }: WallMaterial) => written?.model?.order ?? Number.POSITIVE_INFINITY;
  return (
    wallMaterial(id) ??
    wallMaterials
      .filter(({ written }) => written?.model?.pattern.test(id))
      .sort((a, b) => orderOf(a) - orderOf(b))[0]
  );
}

/** Fire walls of what burns or breaks, and beams of what carries nothing. */
function wallFaults({ walls, beams }: Level, at: string): LocalizedProblem[] {
  const isWeak = (material: string) => materialRow(material)?.isPane || materialRow(material)?.burns;
  return [
    ...each(walls, `${at}.walls`, ({ kind, material }): Phrase | undefined => {
      const { passing, castThinnestM } = wallKindRow(kind);
      if (castThinnestM !== undefined)
        return isWeak(material) ? say('wall-of-weak', { material }) : undefined;
      return passing === 'fire-seal' && isWeak(material) ? say('fire-wall-of', { material }) : undefined;
    }),
    ...each(beams, `${at}.beams`, ({ material }) => {
      const carriesNone = isWeak(material) || materialRow(material)?.isBoard;
      return carriesNone ? say('beam-of', { material }) : undefined;
    }),
  ];
}

/** Bays right before the doors of stairs and lobbies, on the side of the floor. */
function baysBeforeDoors({ bays = [] }: Level, doors: readonly Door[], at: string): LocalizedProblem[] {
  const baysAt = areasAt(bays);
  return each(doors, `${at}.openings`, ({ opening: { start, end }, sides }) => {
    const floor = sides.indexOf(undefined);
    const room = sides[1 - floor];
    if (floor < 0 || !room) return undefined;
    const { isStair, isLobby } = zoneKindRow(room.kind);
    if (!isStair && !isLobby) return undefined;
    const lengthM = Math.max(1e-6, distance(start, end));
    const sign = floor === 0 ? 1 : -1;
    const before = ([0.3, 0.5, 0.7] as const).map((ratio): Point => {
      const [x, y] = [start[0] + ratio * (end[0] - start[0]), start[1] + ratio * (end[1] - start[1])];
      const off = (sign * limits.beforeDoorM) / lengthM;
      return [x - off * (end[1] - start[1]), y + off * (end[0] - start[0])];
    });
    const blocking = before.map((place) => baysAt(place)[0]);
    return blocking.every((bay) => bay !== undefined)
      ? say('bay-before-door', { bay: bays[blocking[0]].id, room: nameOf(room) })
      : undefined;
  });
}

/** Storeys that do not fit those above them: columns on nothing, closed slabs over ramps, holes to the earth, no way for cars. */
export function storeyRelations(levels: readonly Level[]): LocalizedProblem[] {
  const downwards = [...levels].sort((a, b) => b.elevationM - a.elevationM);
  const at = (level: Level) => `levels[${levels.indexOf(level)}]`;
  return [
    ...axesApart(levels),
    ...nameFaults(levels),
    ...downwards.flatMap((high, index) => holeFaults(high, downwards.slice(index + 1), at(high))),
    ...downwards.slice(1).flatMap((low, index) => {
      const high = downwards[index];
      if (high.elevationM - low.elevationM < limits.halfStoreyM) return [];
      return [
        ...carriedFaults(low, high, at(low)),
        ...endedStairs(low, high, at(low)),
        ...slabFaults(low, high, at(high)),
        ...rampFaults(low, high, at(low)),
      ];
    }),
  ];
}

/** Levels whose axes lie elsewhere than those of the same labels on the first level that has some: one of both was moved. */
function axesApart(levels: readonly Level[]): LocalizedProblem[] {
  const { apartM, fewest, ratio } = limits.axes;
  const offM = ([x, y]: Point, [ax, ay]: Point, [bx, by]: Point) =>
    Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / Math.max(1e-6, Math.hypot(bx - ax, by - ay));
  const first = levels.find(({ axes = [] }) => axes.length > 0);
  return each(levels, 'levels', ({ id, axes = [] }) => {
    if (!first || first.id === id) return undefined;
    const common = axes.flatMap(({ label, start, end }) => {
      const other = first.axes?.find((axis) => axis.label === label);
      return other ? [Math.max(offM(start, other.start, other.end), offM(end, other.start, other.end))] : [];
    });
    const apart = common.filter((eachM) => eachM > apartM).length;
    return common.length >= fewest && apart > ratio * common.length
      ? say('axes-apart', { level: id, other: first.id, count: apart })
      : undefined;
  });
}

/** Numbers of basements as names state them: the first is 1. */
const basements = [/地下[一1]层/, /地下[二2]层/, /地下[三3]层/, /地下[四4]层/, /地下[五5]层/, /地下[六6]层/];

/** Levels of one name, and a name that counts another basement than the id. */
function nameFaults(levels: readonly Level[]): LocalizedProblem[] {
  return each(levels, 'levels', ({ id, name }, index) => {
    if (!name) return undefined;
    const other = levels.slice(0, index).find((level) => level.name === name);
    if (other) return say('level-name-twice', { name, other: other.id });
    const named = basements.findIndex((pattern) => pattern.test(name)) + 1;
    const [, counted] = /^B(\d)(?:F|$)/i.exec(id) ?? [];
    if (named === 0 || counted === undefined) return undefined;
    return named === Number(counted) ? undefined : say('level-name-of-another', { name, id });
  });
}

/** Columns of two storeys of which most have neither column nor wall over or under them. */
function carriedFaults(low: Level, high: Level, at: string): LocalizedProblem[] {
  const { fewest, ratio } = limits.carried;
  const onNothing = missingAt(high, low);
  if (onNothing.of >= fewest && onNothing.count > (1 - ratio) * onNothing.of)
    return [
      fault(`${at}.columns`, say('columns-on-nothing', { level: low.id, other: high.id, ...onNothing })),
    ];
  const ending = missingAt(low, high);
  return ending.of >= fewest && ending.count > limits.carried.endingRatio * ending.of
    ? [fault(`${at}.columns`, say('columns-end', { level: low.id, other: high.id, ...ending }))]
    : [];
}

/** Columns of one level over or under the floor of another one, and those with nothing of it that carries. */
function missingAt({ columns = [] }: Level, other: Level): { count: number; of: number } {
  const { asideM, inWallM } = limits.carried;
  const grid = standingGrids(other).columns;
  const over = columns.filter(({ center }) => isOnFloor(other, center));
  const missing = over.filter(({ center: [x, y] }) => {
    const near = grid.near(x - asideM, y - asideM, x + asideM, y + asideM);
    return (
      near.every((index) => columnDistanceM((other.columns ?? [])[index], [x, y]) >= asideM) &&
      wallsNear(other, [x, y], inWallM).length === 0
    );
  });
  return { count: missing.length, of: over.length };
}

/** Stairs that stand over or under rooms of another use: nobody walks from level to level. */
function endedStairs(low: Level, high: Level, at: string): LocalizedProblem[] {
  const { fewest, ratio } = limits.ended;
  for (const [from, to] of [
    [high, low],
    [low, high],
  ]) {
    const stairs = (from.zones ?? []).filter(({ kind }) => zoneKindRow(kind).isStair);
    const ended = stairs.filter(({ polygon }) => closedRoomAt(to, meanPoint(polygon))?.name);
    if (ended.length >= fewest && ended.length > ratio * stairs.length)
      return [
        fault(
          `${at}.zones`,
          say('stairs-end', { level: from.id, other: to.id, count: ended.length, room: nameOf(ended[0]) }),
        ),
      ];
  }
  return [];
}

/** Ramps of two levels over each other under a slab whose openings leave them out. */
function slabFaults(low: Level, high: Level, at: string): LocalizedProblem[] {
  const { slabOpenings } = high;
  if (slabOpenings === undefined) return [];
  const rampsOf = ({ zones = [] }: Level) => zones.filter(({ kind }) => zoneKindRow(kind).isRamp);
  const closed = rampsOf(high).find(({ polygon }) =>
    rampsOf(low).some((other) => {
      const samples = samplesIn(polygon, 40);
      const both = samples.filter((place) => ringContains(other.polygon, place));
      const bothM2 = (both.length / Math.max(1, samples.length)) * Math.abs(signedArea(polygon));
      const open = both.filter((place) => slabOpenings.some((hole) => ringContains(hole.polygon, place)));
      return bothM2 > limits.rampM2 && open.length < limits.openRatio * both.length;
    }),
  );
  return closed
    ? [fault(`${at}.slabOpenings`, say('slab-over-ramp', { ramp: closed.id, level: low.id }))]
    : [];
}

/** Holes in a slab with no level under them, or of most of the floor. */
function holeFaults(
  { slabOpenings, outline }: Level,
  lower: readonly Level[],
  at: string,
): LocalizedProblem[] {
  const floorM2 = Math.abs(signedArea(outline));
  return each(slabOpenings, `${at}.slabOpenings`, ({ polygon }) => {
    const middle = meanPoint(polygon);
    if (![middle, ...polygon].some((place) => ringContains(outline, place))) return say('off-the-floor');
    if (!lower.some((level) => [middle, ...polygon].some((place) => ringContains(level.outline, place))))
      return say('hole-over-nothing');
    const percent = (100 * Math.abs(signedArea(polygon))) / floorM2;
    return percent > 100 * limits.holeRatio
      ? say('hole-of-most', { percent: percent.toFixed(0) })
      : undefined;
  });
}

/** Bays of a level that neither a ramp of it nor one of the level above reaches. */
function rampFaults(low: Level, high: Level, at: string): LocalizedProblem[] {
  const { bays = [], zones = [] } = low;
  if (bays.length < limits.baysWithoutRamp || zones.some(({ kind }) => zoneKindRow(kind).isExit)) return [];
  const reaches = (high.zones ?? []).some(
    ({ kind, polygon }) => zoneKindRow(kind).isRamp && polygon.every((corner) => isOnFloor(low, corner)),
  );
  return reaches
    ? []
    : [fault(`${at}.zones`, say('level-without-ramp', { level: low.id, bays: bays.length }))];
}
