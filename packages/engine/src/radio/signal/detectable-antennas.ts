import { distance, metresToMm, type Point, ratioToDb } from '../../core/index.ts';
import {
  type Antenna,
  type Carrier,
  type CustomAntennaTypes,
  type Level,
  type Plan,
  pathLengthM,
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
    if (found === level) return [{ antenna, index, custom }];
    if (!model.usesObstacles || !isDetectable(levels, found, level)) return [];
    const crossing = fields.crossing(levels, found, level, carrier.frequencyMhz, obstacles);
    const origin = { floorMm: metresToMm(found.elevationM), obstacles: crossing.obstacles };
    return [{ antenna, index, origin, custom }];
  });
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
 * within 2·e^(−2π) = 0.4 %, 0.02 dB, of the endless line even right below, and closer everywhere else.
 * Locations do not depend on the band, feeds do.
 * @param maxApartM a smaller spacing, metres
 */
export function antennaSources(
  antenna: Antenna,
  frequencyMhz: number,
  maxApartM = Number.POSITIVE_INFINITY,
): RadiatingSource[] {
  const { position, heightM, path } = antenna;
  if (!radiatesAlongPath(antenna) || !path) return [{ position, heightM, feedDb: 0 }];
  const clearanceM = Math.abs(heightM - usualPhoneHeightM);
  const spacingM = Math.min(maxApartM, maxSpacingM, Math.max(minSpacingM, clearanceM));
  const { couplingLossDb, longitudinalLossDbPer100M } = cableLosses(antenna, frequencyMhz);
  const locations = pointsAlong(path, spacingM);
  const radiatedDb = radiatedPerMetreDb(couplingLossDb, frequencyMhz) + ratioToDb(locations.apartM);
  return locations.positions.map((location, index) => ({
    position: location,
    heightM,
    feedDb: radiatedDb - (longitudinalLossDbPer100M * (index + 0.5) * locations.apartM) / 100,
  }));
}

/** Middles of equal pieces of a path, and the length of a piece, metres, at most `spacingM`. */
function pointsAlong(path: readonly Point[], spacingM: number): { positions: Point[]; apartM: number } {
  const lengthM = pathLengthM(path);
  const count = Math.max(1, Math.ceil(lengthM / spacingM));
  const apartM = lengthM / count;
  const positions: Point[] = [];
  let corner = 0;
  let passedM = 0;
  for (let index = 0; index < count; index += 1) {
    const atM = (index + 0.5) * apartM;
    let stepM = distance(path[corner], path[corner + 1]);
    while (passedM + stepM < atM && corner + 2 < path.length) {
      passedM += stepM;
      corner += 1;
      stepM = distance(path[corner], path[corner + 1]);
    }
    const ratio = stepM === 0 ? 0 : (atM - passedM) / stepM;
    const [startX, startY] = path[corner];
    const [endX, endY] = path[corner + 1];
    positions.push([startX + ratio * (endX - startX), startY + ratio * (endY - startY)]);
  }
  return { positions, apartM };
}

/** An antenna of a plan and its index there. */
export interface PlacedAntenna {
  antenna: Antenna;
  index: number;
  /** The antenna's level, where it is not the map's own. */
  origin?: FieldOrigin;
  /** Types of the plan. */
  custom?: CustomAntennaTypes;
}
