import { metresToMm } from '../../core/index.ts';
import type { Antenna, Carrier, Level, Plan, RequirementProfile } from '../../plan/index.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { ObstacleOptions } from '../scene/level-facets.ts';
import { outdoorPortals } from '../scene/outdoor-portals.ts';
import type { PlacedAntenna } from './antenna-sources.ts';
import { outdoorIndex } from './carrier-map.ts';
import { resourceElementShareDb } from './energy-per-resource-element.ts';
import { radiates } from './link-budget.ts';

/** A serving cell that no plan's antenna is of. */
const outdoorCell = '\u0000outdoor';
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
      portPowerDbm: { [carrier.id]: elementDbm - resourceElementShareDb(carrier) },
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

/** Whether antennas of one level count in the map of another. */
export function isDetectable(levels: readonly Level[], from: Level, at: Level): boolean {
  if (Math.abs(from.elevationM - at.elevationM) > maxApartM) return false;
  const elevationsM = [...new Set(levels.map(({ elevationM }) => elevationM))].sort((a, b) => a - b);
  return Math.abs(elevationsM.indexOf(from.elevationM) - elevationsM.indexOf(at.elevationM)) <= maxFloors;
}
