import {
  type FieldSolver,
  type FieldStack,
  type Plan,
  type TrackedAntenna,
  trackAntenna,
} from '@diku/engine';

/** Finest first; the first one is that of the exact prediction. */
const resolutionsM = [0.5, 1, 2, 4];
/** What one frame may cost in the worker, so that the field keeps up with 60 frames a second. */
const mostFrameMs = 14;
/** The same while walls move, so that the field is there within 50 ms. */
const mostPassingMs = 36;
/** Frames until the code is warm; the best one counts. */
const trialFrames = 5;
const mostBytes = 256 * 1024 * 1024;

/** Tracks an antenna on the finest grid on which a frame, measured here and now, is fast enough. */
export async function trackAtSpeed(
  plan: Plan,
  antennaId: string,
  options: {
    solver: FieldSolver;
    fields: FieldStack;
    carrierId: string;
    levelId: string;
    isPassing: boolean;
  },
): Promise<{ tracked: TrackedAntenna; resolutionM: number }> {
  if (options.isPassing) return trackPassing(plan, antennaId, options);
  const antenna = plan.antennas.find(({ id }) => id === antennaId);
  for (const resolutionM of resolutionsM) {
    const last = resolutionM === resolutionsM.at(-1);
    if (!last && frozenBytes(plan, options.levelId, resolutionM) > mostBytes) continue;
    const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM });
    // Without a moving antenna the map is made once.
    if (last || !antenna || !tracked.matters) return { tracked, resolutionM };
    for (let trial = 0; trial < trialFrames; trial++) {
      const started = performance.now();
      await tracked.mapWith(antenna);
      if (performance.now() - started <= mostFrameMs) return { tracked, resolutionM };
    }
  }
  throw new Error('no resolution');
}

/** Index of the resolution at which the walls of each level were last followed. */
const passingAt = new Map<string, number>();

/**
 * Of a plan whose walls move nothing can be frozen: every frame is computed anew, on the grid on which the last one was
 * fast enough, a finer one where that was easy.
 */
async function trackPassing(
  plan: Plan,
  antennaId: string,
  options: { solver: FieldSolver; fields: FieldStack; carrierId: string; levelId: string },
): Promise<{ tracked: TrackedAntenna; resolutionM: number }> {
  const coarsest = resolutionsM.length - 1;
  const at = passingAt.get(options.levelId) ?? coarsest;
  const resolutionM = resolutionsM[at];
  const started = performance.now();
  const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM });
  const tookMs = performance.now() - started;
  // A grid of half the cell has four times the cells, of which some cost nothing more.
  if (tookMs > mostPassingMs) passingAt.set(options.levelId, Math.min(coarsest, at + 1));
  else if (tookMs * 3 < mostPassingMs) passingAt.set(options.levelId, Math.max(0, at - 1));
  else passingAt.set(options.levelId, at);
  return { tracked, resolutionM };
}

/** About what the other antennas' powers take: one number per cell and antenna, and some sums. */
function frozenBytes(plan: Plan, levelId: string, resolutionM: number): number {
  const outline = plan.levels.find(({ id }) => id === levelId)?.outline ?? [];
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const areaM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  return (areaM2 / resolutionM ** 2) * (plan.antennas.length + 16) * Float64Array.BYTES_PER_ELEMENT;
}
