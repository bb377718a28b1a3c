import type { Plan } from '../../../plan/index.ts';
import { cellLocation, mountBar } from '../candidates/mount-bars.ts';
import { buildMountMask } from '../candidates/mount-mask.ts';
import { mountRules } from '../candidates/mount-rules.ts';
import type { UnservedLocation } from '../placement.ts';

/**
 * Distances from a location that nothing serves to where something could hang, metres; absent where the level
 * has no such location.
 */
export interface MountsNearby {
  /** Distance to where a fitter can mount now. */
  freeM?: number;
  /** Distance to where only a prohibition of the plan or somebody's refusal is in the way. */
  barredM?: number;
  /** Distance over bays, where only the planner's own candidates hang. */
  bayM?: number;
}

/**
 * Distance, for each location that nothing serves, to where something could hang, as the plan is and
 * without what bars it.
 */
export function adviseUnserved<Location extends UnservedLocation>(
  plan: Plan,
  locations: readonly Location[],
): (Location & { mounts: MountsNearby })[] {
  const masks = new Map(
    plan.levels
      .filter(({ id }) => locations.some(({ level }) => level === id))
      .map((level) => [level.id, buildMountMask(level, mountRules(plan, level))]),
  );
  return locations.map((location) => {
    const mask = masks.get(location.level);
    const nearest = {
      free: Number.POSITIVE_INFINITY,
      barred: Number.POSITIVE_INFINITY,
      bay: Number.POSITIVE_INFINITY,
    };
    mask?.bars.forEach((bars, cell) => {
      const kind =
        bars === 0 ? 'free' : bars === mountBar.barred ? 'barred' : bars === mountBar.bay ? 'bay' : undefined;
      if (!kind) return;
      const [x, y] = cellLocation(mask.grid, cell);
      nearest[kind] = Math.min(nearest[kind], Math.hypot(x - location.position[0], y - location.position[1]));
    });
    const { free, barred, bay } = nearest;
    const metres = (key: keyof MountsNearby, farM: number) =>
      Number.isFinite(farM) ? { [key]: Math.round(10 * farM) / 10 } : {};
    return {
      ...location,
      mounts: { ...metres('freeM', free), ...metres('barredM', barred), ...metres('bayM', bay) },
    };
  });
}
