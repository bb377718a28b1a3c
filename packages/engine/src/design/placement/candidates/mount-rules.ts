import { distanceToRing, InputError, type Point, ringContains } from '../../../core/index.ts';
import { type Antenna, type Level, type Plan, refusable } from '../../../plan/index.ts';

/** A point or an area with what lies within `radiusM` of it. */
export interface BarredArea {
  ring: readonly Point[];
  radiusM: number;
}

/** Rules on where on a level antennas may hang, metres. */
export interface MountRules {
  spacingM: number;
  /** No two antennas of the level nearer to each other. */
  leastDistanceM: number;
  /** Distance from walls and columns. */
  clearanceM: number;
  /** Nothing lower over the floor, where the ceiling allows it. */
  leastHeightM: number;
  barred: readonly BarredArea[];
}

export const defaultRefusedRadiusM = 5;

/**
 * Defaults: 3.5 m apart; half a metre from walls and columns, which leaves a fitter his 0.3 m from sprinklers and lamps, that
 * no plan shows; 2.2 m over the floor, the clear height that JGJ 100-2015 table 4.2.5 asks for small cars.
 */
const defaults = { spacingM: 3.5, leastDistanceM: 0, clearanceM: 0.5, leastHeightM: 2.2 };

/** A level's rules from the plan's key `placement`. Refused antennas stand there as points (`refuseAntennas`). */
export function mountRules(plan: Plan, level: Level): MountRules {
  const { forbidden = [], refused = [], ...mountRules } = plan.placement ?? {};
  const barred: BarredArea[] = [];
  for (const { level: levelId, polygon, position, radiusM } of forbidden) {
    if (levelId !== level.id) continue;
    barred.push({
      ring: polygon ?? [position as Point],
      radiusM: radiusM ?? (polygon ? 0 : defaultRefusedRadiusM),
    });
  }
  for (const point of refused) {
    if (typeof point === 'string' || point.level !== level.id) continue;
    barred.push({ ring: [point.position], radiusM: point.radiusM ?? defaultRefusedRadiusM });
  }
  return {
    spacingM: mountRules.spacingM ?? defaults.spacingM,
    leastDistanceM: mountRules.leastDistanceM ?? defaults.leastDistanceM,
    clearanceM: mountRules.clearanceM ?? defaults.clearanceM,
    leastHeightM: mountRules.leastHeightM ?? defaults.leastHeightM,
    barred,
  };
}

/** Returns whether the planner allows nothing at a point, inside the outline or out. */
export function isBarred({ barred }: MountRules, point: Point): boolean {
  return barred.some(({ ring, radiusM }) => {
    if (ring.length > 2 && ringContains(ring, point)) return true;
    return radiusM > 0 && distanceToRing(ring, point) <= radiusM;
  });
}

/**
 * The plan without its refused antennas, which stand in its `placement.refused` as points from then on: those of the
 * plan's own list by id, and `more`. Throws `InputError` where an id is no antenna of the plan, with those that are.
 */
export function refuseAntennas(plan: Plan, more: readonly string[] = [], radiusM?: number): Plan {
  const listed = plan.placement?.refused ?? [];
  const ids = new Set([...listed.filter((point) => typeof point === 'string'), ...more]);
  if (ids.size === 0) return plan;
  const byId = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
  const refused = [...ids].map((id) => {
    const antenna = byId.get(id);
    if (antenna) return refusedLocation(antenna, more.includes(id) ? radiusM : undefined);
    throw new InputError([{ at: 'placement.refused', found: `"${id}"`, expected: refusable(plan) }]);
  });
  const points = listed.filter((point) => typeof point !== 'string');
  return {
    ...plan,
    antennas: plan.antennas.filter((antenna) => !ids.has(antenna.id)),
    placement: { ...plan.placement, refused: [...points, ...refused] },
  };
}

function refusedLocation({ id, level, position }: Antenna, radiusM: number | undefined) {
  return { level, position, radiusM: radiusM ?? defaultRefusedRadiusM, antenna: id };
}
