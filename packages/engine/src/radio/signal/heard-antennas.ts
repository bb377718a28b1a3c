import { metresToMm } from '../../core/index.ts';
import type { Carrier, Level, Plan, RequirementProfile } from '../../plan/index.ts';
import type { FieldStack } from '../fields/field-stack.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import type { ObstacleOptions } from '../scene/level-panels.ts';
import type { PlacedAntenna } from './antenna-sources.ts';
import { radiates } from './link-budget.ts';
import { outdoorAntennas } from './outdoor-antennas.ts';

/** Floors between an antenna and a level beyond which it is not heard there. */
const mostFloors = 2;
/** The kernel's links rise less than 131 m. */
const mostApartM = 100;

/**
 * The antennas whose signal of a carrier a level's map sums, in the plan's order: the level's own, and those of levels
 * up to two floors away where the model knows what floors cost. The network outside comes last.
 */
export function heardAntennas(
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
    const own = levelsById.get(antenna.level);
    if (!own || !radiates(antenna, carrier)) return [];
    if (own === level) return [{ antenna, index, custom }];
    if (!model.usesObstacles || !isHeard(levels, own, level)) return [];
    const crossing = fields.crossing(levels, own, level, carrier.frequencyMhz, obstacles);
    const origin = { floorMm: metresToMm(own.elevationM), obstacles: crossing.obstacles };
    return [{ antenna, index, origin, custom }];
  });
}

/** Whether antennas of one level count in the map of another. */
export function isHeard(levels: readonly Level[], from: Level, at: Level): boolean {
  if (Math.abs(from.elevationM - at.elevationM) > mostApartM) return false;
  const elevationsM = [...new Set(levels.map(({ elevationM }) => elevationM))].sort((a, b) => a - b);
  return Math.abs(elevationsM.indexOf(from.elevationM) - elevationsM.indexOf(at.elevationM)) <= mostFloors;
}
