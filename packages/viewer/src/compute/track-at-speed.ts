import {
  type Antenna,
  type FieldSolver,
  type FieldStack,
  type Plan,
  type TrackedAntenna,
  trackAntenna,
} from '@diku/engine';

/** Coarsest first; the last one is that of the exact prediction. */
const resolutionsM = [4, 2, 1, 0.5];
/** What one frame may cost in the worker, so that with the way there and the frame that shows it 50 ms are kept. */
const mostFrameMs = 9;
/** The same while walls move. */
const mostPassingMs = 18;
/** Half the cell has four times the cells, of which some cost nothing more. */
const finerCosts = 3;
/** Frames until the code is warm; the best one counts. */
const trialFrames = 5;
const mostBytes = 256 * 1024 * 1024;
/** Antennas further than this from the walls that move keep the field they had: it differs by a hundredth of a dB there. */
const passingReachM = 25;

interface SpeedOptions {
  solver: FieldSolver;
  fields: FieldStack;
  carrierId: string;
  levelId: string;
  isPassing: boolean;
}

/** Followed so, on cells of this size. */
interface Followed {
  tracked: TrackedAntenna;
  resolutionM: number;
}

/** Tracks an antenna on the finest grid on which a frame, measured here and now, is fast enough; no finer one is begun. */
export async function trackAtSpeed(plan: Plan, antennaId: string, options: SpeedOptions): Promise<Followed> {
  if (options.isPassing) return trackPassing(plan, antennaId, options);
  const antenna = plan.antennas.find(({ id }) => id === antennaId);
  let chosen: Followed | undefined;
  for (const resolutionM of resolutionsM) {
    if (chosen && frozenBytes(plan, options.levelId, resolutionM) > mostBytes) break;
    const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM });
    // Without a moving antenna the map is made once.
    const frameMs = antenna && tracked.matters ? await bestFrameMs(tracked, antenna) : 0;
    if (chosen && frameMs > mostFrameMs) break;
    chosen = { tracked, resolutionM };
    if (frameMs * finerCosts > mostFrameMs) break;
  }
  return chosen as Followed;
}

async function bestFrameMs(tracked: TrackedAntenna, antenna: Antenna): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < trialFrames && bestMs * finerCosts > mostFrameMs; trial++) {
    const started = performance.now();
    await tracked.mapWith(antenna);
    bestMs = Math.min(bestMs, performance.now() - started);
  }
  return bestMs;
}

/** Index of the resolution at which the walls of each level were last followed, and whether its far fields are there. */
const passingAt = new Map<string, { at: number; isWarm: boolean }>();

/**
 * Of a plan whose walls move nothing can be frozen: every frame is computed anew, but for antennas far away, on the grid on
 * which the last one was fast enough, a finer one where that was easy.
 */
async function trackPassing(plan: Plan, antennaId: string, options: SpeedOptions): Promise<Followed> {
  const { fields, levelId } = options;
  const { at, isWarm } = passingAt.get(levelId) ?? { at: 0, isWarm: false };
  const resolutionM = resolutionsM[at];
  const started = performance.now();
  fields.keepsBeyondM = passingReachM;
  const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM }).finally(() => {
    fields.keepsBeyondM = Number.POSITIVE_INFINITY;
  });
  const tookMs = performance.now() - started;
  // The first frame of a grid has the far fields to make, and says nothing about the next ones.
  let next = at;
  if (isWarm && tookMs > mostPassingMs) next = Math.max(0, at - 1);
  else if (isWarm && tookMs * finerCosts < mostPassingMs) next = Math.min(resolutionsM.length - 1, at + 1);
  passingAt.set(levelId, { at: next, isWarm: next === at });
  return { tracked, resolutionM };
}

/** About what the other antennas' powers take: one number per cell and antenna, and some sums. */
function frozenBytes(plan: Plan, levelId: string, resolutionM: number): number {
  const outline = plan.levels.find(({ id }) => id === levelId)?.outline ?? [];
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const areaM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  return (areaM2 / resolutionM ** 2) * (plan.antennas.length + 16) * Float64Array.BYTES_PER_ELEMENT;
}
