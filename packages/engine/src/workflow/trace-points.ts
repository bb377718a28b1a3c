import type { Plan } from '../plan/index.ts';
import { feedPlan } from '../radio/index.ts';
import { findLevel } from './parse-link-end.ts';
import { inBay, type LinkOptions, type LinkResult, linkContext, traceAntenna } from './trace-link.ts';

/** A place to trace to: metres in the plan's frame, z above the level's floor. */
export interface TracedPoint {
  x: number;
  y: number;
  z: number;
  level: string;
}

/**
 * The links from every antenna of the plan to each point, what `traceLink` gives one by one.
 * [points, antennas] @throws InputError for an unknown level, carrier or model
 */
export function tracePoints(
  plan: Plan,
  points: readonly TracedPoint[],
  options: LinkOptions = {},
): LinkResult[][] {
  const context = linkContext(plan, options);
  const { antennas } = feedPlan(plan);
  return points.map(({ x, y, z, level }, index) => {
    const end = { x, y, z, level: findLevel(plan, level, `points[${index}].level`) };
    const endsInBay = inBay(end);
    return antennas.map((antenna) => traceAntenna(plan, antenna, end, endsInBay, context));
  });
}
