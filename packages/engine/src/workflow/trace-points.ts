import type { Plan } from '../plan/schema.ts';
import { buildScene } from '../scene/build-scene.ts';
import type { Scene } from '../scene/scene.ts';
import { type LinkOptions, type LinkResult, traceLink } from './trace-link.ts';

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
  options: Omit<LinkOptions, 'buildScene'> = {},
): LinkResult[][] {
  const keptScene = keepScenes();
  return points.map(({ x, y, z, level }) =>
    plan.antennas.map((antenna) =>
      traceLink(plan, antenna.id, `${x},${y},${z},${level}`, { ...options, buildScene: keptScene }),
    ),
  );
}

/** `buildScene` that remembers: the plan does not change while its points are traced. */
function keepScenes(): typeof buildScene {
  const scenes = new Map<string, Scene>();
  return (level, frequencyMhz, options) => {
    const key = JSON.stringify([level.id, frequencyMhz, options.resolutionM]);
    const scene = scenes.get(key) ?? buildScene(level, frequencyMhz, options);
    scenes.set(key, scene);
    return scene;
  };
}
