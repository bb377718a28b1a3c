import { distance, metresToMm, type Point, ratioToDb, ringContains } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CustomAntennaTypes,
  cableLengthM,
  type Level,
  type Plan,
  type RequirementProfile,
  radiatesAlongPath,
} from '../../plan/index.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { FieldOrigin } from '../fields/trace-path-loss.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { ObstacleOptions } from '../scene/level-facets.ts';
import { outdoorPortals } from '../scene/outdoor-portals.ts';
import { outdoorIndex } from './carrier-map.ts';
import { radiates, resourceElementRatioDb } from './link-budget.ts';
import { cableLosses, radiatedPerMetreDb } from './radiating-cable.ts';

/** A serving cell that no plan's antenna is of. */
const outdoorCell = '\u0000outdoor';

/** Returns whether an antenna is one of the network outside. */
export function isOutdoor({ cell }: Pick<Antenna, 'cell'>): boolean {
  return cell === outdoorCell;
}

/** An endless line receives twice as much at half the distance: from the 2 m of a cable's coupling to 1 m, dB. */
const atOneMetreDb = 10 * Math.log10(2);

/**
 * The network outside as it comes in: each portal of the garage is a line that radiates like a cable, so strong that 1
 * m behind the middle of a wide one the level is that at ground less the entry loss; from there on it spreads and
 * passes walls as from any antenna. All portals are one serving cell. None where the plan gives no level for the
 * carrier.
 */
export function outdoorAntennas(
  plan: Plan,
  carrier: Carrier,
  profile: RequirementProfile,
): { antenna: Antenna; index: number }[] {
  const levels = plan.outdoor?.groundRsrpDbm;
  const groundRsrpDbm = levels?.[carrier.id] ?? levels?.[carrier.operator];
  if (groundRsrpDbm === undefined) return [];
  const elementDbm = groundRsrpDbm - profile.outdoor.entryLossDb - atOneMetreDb;
  return outdoorPortals(plan.levels).map(({ levelId, start, end, heightM }, order) => ({
    index: outdoorIndex,
    antenna: {
      id: `outdoor ${order + 1}`,
      level: levelId,
      position: start,
      heightM,
      type: 'radiating-cable',
      path: [start, end],
      cable: { couplingLossDb: { 1000: 0 }, longitudinalLossDbPer100M: { 1000: 0 } },
      cell: outdoorCell,
      carriers: [carrier.id],
      portPowerDbm: { [carrier.id]: elementDbm - resourceElementRatioDb(carrier) },
    },
  }));
}

/** Floors between an antenna and a level beyond which it is not detectable there. */
const maxFloors = 2;
/** The kernel's links rise less than 131 m. */
const maxApartM = 100;

/**
 * The antennas whose signal of a carrier a level's map sums, in the plan's order: the level's own, and those of levels
 * up to two floors away where the model knows what floors cost. The network outside comes last.
 */
export function detectableAntennas(
  plan: Plan,
  level: Level,
  carrier: Carrier,
  context: {
    model: PropagationModel;
    fields: FieldStack;
    obstacles: ObstacleOptions;
    profile: RequirementProfile;
  },
): PlacedAntenna[] {
  const { levels, antennaTypes: custom } = plan;
  const { model, fields, obstacles } = context;
  const antennas = plan.antennas.map((antenna, index) => ({ antenna, index }));
  const levelsById = new Map(levels.map((candidate) => [candidate.id, candidate]));
  return [...antennas, ...outdoorAntennas(plan, carrier, context.profile)].flatMap(({ antenna, index }) => {
    const found = levelsById.get(antenna.level);
    if (!found || !radiates(antenna, carrier)) return [];
    if (found !== level && !(model.usesObstacles && isDetectable(levels, found, level))) return [];
    const originOf = (from: Level) => {
      const crossing = fields.crossing(levels, from, level, carrier.frequencyMhz, obstacles);
      return { floorMm: metresToMm(from.elevationM), obstacles: crossing.obstacles };
    };
    const placed = { antenna, index, custom, ...(found === level ? {} : { origin: originOf(found) }) };
    if (!model.usesObstacles || antenna.fallM === undefined) return [placed];
    const below = levelsBelow(levels, found, antenna).map((from) => ({
      riseM: found.elevationM - from.elevationM,
      ...(from === level ? {} : { origin: originOf(from) }),
    }));
    return [{ ...placed, below }];
  });
}

/** The level that a source of an antenna is on, and its height there: sources of a cable that falls are on those it passes. */
export function sourceLevel(
  levels: readonly Level[],
  antenna: Antenna,
  from: Level,
  heightM: number,
): { level: Level; heightM: number } {
  if (heightM >= 0 || antenna.fallM === undefined) return { level: from, heightM };
  const below = levelsBelow(levels, from, antenna);
  const level =
    below[
      storeyIndex(
        below.map((each) => from.elevationM - each.elevationM),
        heightM,
      )
    ];
  return level ? { level, heightM: heightM + from.elevationM - level.elevationM } : { level: from, heightM };
}

/** The levels under that of a cable where it falls, the highest first: of several at one elevation the one that is there. */
function levelsBelow(levels: readonly Level[], from: Level, { path, position }: Antenna): Level[] {
  const at = path?.[path.length - 1] ?? position;
  const lower = [...new Set(levels.map(({ elevationM }) => elevationM))]
    .filter((elevationM) => elevationM < from.elevationM)
    .sort((a, b) => b - a);
  return lower.map((elevationM) => {
    const all = levels.filter((level) => level.elevationM === elevationM);
    return all.find(({ outline }) => ringContains(outline, at)) ?? all[0];
  });
}

/** The first of the storeys below that a height under the floor is not under the floor of; else the lowest. */
function storeyIndex(risesM: readonly number[], heightM: number): number {
  const found = risesM.findIndex((riseM) => heightM + riseM >= 0);
  return found < 0 ? risesM.length - 1 : found;
}

/** The origin and the height over its floor of a source of an antenna that a map sums. */
export function sourceTransmitter(
  { origin, below = [] }: PlacedAntenna,
  { position, heightM }: RadiatingSource,
  map: FieldOrigin,
): { position: Point; heightM: number; origin: FieldOrigin } {
  const storey =
    heightM < 0
      ? below[
          storeyIndex(
            below.map(({ riseM }) => riseM),
            heightM,
          )
        ]
      : undefined;
  if (!storey) return { position, heightM, origin: origin ?? map };
  return { position, heightM: heightM + storey.riseM, origin: storey.origin ?? map };
}

/** Returns whether antennas of one level count in the map of another. */
export function isDetectable(levels: readonly Level[], from: Level, at: Level): boolean {
  if (Math.abs(from.elevationM - at.elevationM) > maxApartM) return false;
  const elevationsM = [...new Set(levels.map(({ elevationM }) => elevationM))].sort((a, b) => a - b);
  return Math.abs(elevationsM.indexOf(from.elevationM) - elevationsM.indexOf(at.elevationM)) <= maxFloors;
}

/** A location that an antenna radiates from, with what reaches it. */
export interface RadiatingSource {
  position: Point;
  heightM: number;
  /** Power fed to this source over the power at the antenna's port, dB. */
  feedDb: number;
}

/** Height of a phone that the spacing is meant for, metres. */
const usualPhoneHeightM = 1.5;
const minSpacingM = 0.5;
const maxSpacingM = 1;

/**
 * The sources of an antenna on one band: one location for most types; a radiating cable is a line of them, whose powers
 * add. They stand no further apart than the cable hangs above a phone (0.5 to 1 m): then a straight line of them is
 * within 2·e^(−2π) = 0.4 %, 0.02 dB, of the endless line even right below, and closer everywhere else. One that falls
 * down a shaft has a phone beside it. Locations do not depend on the band, feeds do.
 * @param maxApartM a smaller spacing, metres
 */
export function antennaSources(
  antenna: Antenna,
  frequencyMhz: number,
  maxApartM = Number.POSITIVE_INFINITY,
): RadiatingSource[] {
  const { position, heightM, path } = antenna;
  if (!radiatesAlongPath(antenna) || !path) return [{ position, heightM, feedDb: 0 }];
  const clearanceM = antenna.fallM === undefined ? Math.abs(heightM - usualPhoneHeightM) : 0;
  const spacingM = Math.min(maxApartM, maxSpacingM, Math.max(minSpacingM, clearanceM));
  const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(antenna, frequencyMhz);
  const locations = pointsAlong(path, cableLengthM(antenna), spacingM);
  const radiatedDb = radiatedPerMetreDb(couplingLossDb, frequencyMhz) + ratioToDb(locations.apartM);
  return locations.positions.map(({ position: location, fallenM }, index) => ({
    position: location,
    heightM: heightM - fallenM,
    feedDb: radiatedDb - (longitudinalLossDbPer100M * (index + 0.5) * locations.apartM) / 100,
  }));
}

/**
 * Middles of equal pieces of a path, and how far each has fallen below its end where the whole is longer; the length of a
 * piece, metres, is at most `spacingM`.
 */
function pointsAlong(
  path: readonly Point[],
  lengthM: number,
  spacingM: number,
): { positions: { position: Point; fallenM: number }[]; apartM: number } {
  const count = Math.max(1, Math.ceil(lengthM / spacingM));
  const apartM = lengthM / count;
  const positions: { position: Point; fallenM: number }[] = [];
  let corner = 0;
  let passedM = 0;
  for (let index = 0; index < count; index += 1) {
    const atM = (index + 0.5) * apartM;
    while (corner + 1 < path.length) {
      const stepM = distance(path[corner], path[corner + 1]);
      if (passedM + stepM >= atM) break;
      passedM += stepM;
      corner += 1;
    }
    if (corner + 1 >= path.length) {
      positions.push({ position: path[path.length - 1], fallenM: atM - passedM });
      continue;
    }
    const [startX, startY] = path[corner];
    const [endX, endY] = path[corner + 1];
    const stepM = distance(path[corner], path[corner + 1]);
    const ratio = stepM === 0 ? 0 : (atM - passedM) / stepM;
    positions.push({
      position: [startX + ratio * (endX - startX), startY + ratio * (endY - startY)],
      fallenM: 0,
    });
  }
  return { positions, apartM };
}

/** An antenna of a plan and its index there. */
export interface PlacedAntenna {
  antenna: Antenna;
  index: number;
  /** The antenna's level, where it is not the map's own. */
  origin?: FieldOrigin;
  /** Levels below its own that a cable falls past in a shaft, the highest first, and how far below they are. */
  below?: { riseM: number; origin?: FieldOrigin }[];
  /** Types of the plan. */
  custom?: CustomAntennaTypes;
}
