import {
  type Antenna,
  type CarrierMap,
  type FieldSolver,
  type FieldStack,
  type Grid,
  type Level,
  type Plan,
  type TrackedAntenna,
  type TrackedWalls,
  trackAntenna,
  trackWalls,
} from '@diku/engine';

/** Coarsest first; the last one is that of the exact prediction. */
const resolutionsM = [4, 2, 1, 0.5];
/** What one frame may cost in the worker, so that with the way there and the frame that shows it 50 ms are kept. */
const mostFrameMs = 9;
/** The same while walls move. */
const mostPassingMs = 12;
/** Such frames in a row are no accident. */
const mostSlow = 4;
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
  /** Of walls that are dragged: the levels before they were. */
  atRest: readonly Level[] | undefined;
}

/** Maps on cells of one size. */
interface Followed extends Pick<TrackedAntenna, 'grid' | 'mapWith'> {
  resolutionM: number;
}

/** The map of what is tracked, on coarser cells once frames come too slowly. */
export class FollowedField {
  /** The coarsest first. */
  readonly #followed: Followed[];
  #slow = 0;

  constructor(followed: Followed[]) {
    this.#followed = followed;
  }

  /** Of the cells of the next map. */
  get resolutionM(): number {
    return this.#finest.resolutionM;
  }

  /** Of the next map. */
  get grid(): Grid {
    return this.#finest.grid;
  }

  /** As that of `TrackedAntenna`. */
  async mapWith(antenna: Antenna | undefined, into?: CarrierMap): Promise<CarrierMap> {
    const started = performance.now();
    const map = await this.#finest.mapWith(antenna, into);
    this.#slow = performance.now() - started > mostFrameMs ? this.#slow + 1 : 0;
    if (this.#slow >= mostSlow && this.#followed.length > 1) {
      this.#followed.pop();
      this.#slow = 0;
    }
    return map;
  }

  get #finest(): Followed {
    return this.#followed[this.#followed.length - 1];
  }
}

/** Tracks an antenna on the finest grid on which a frame, measured here and now, is fast enough; no finer one is begun. */
export async function trackAtSpeed(
  plan: Plan,
  antennaId: string,
  options: SpeedOptions,
): Promise<FollowedField> {
  if (options.atRest) return new FollowedField([await trackPassing(plan, options)]);
  const antenna = plan.antennas.find(({ id }) => id === antennaId);
  const followed: Followed[] = [];
  for (const resolutionM of resolutionsM) {
    const isFirst = followed.length === 0;
    if (!isFirst && frozenBytes(plan, options.levelId, resolutionM) > mostBytes) break;
    const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM });
    // Without a moving antenna the map is made once.
    const frameMs = antenna && tracked.matters ? await bestFrameMs(tracked, antenna) : 0;
    if (!isFirst && frameMs > mostFrameMs) break;
    const { grid } = tracked;
    followed.push({ resolutionM, grid, mapWith: (moved, into) => tracked.mapWith(moved, into) });
    if (frameMs * finerCosts > mostFrameMs) break;
  }
  return new FollowedField(followed);
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

/** What follows the walls of a level, by its id: the maps at each resolution, and which of them is fast enough. */
const passing = new Map<string, { maps: TrackedWalls[]; at: number; isWarm: boolean }>();

/**
 * Of a plan whose walls move nothing can be frozen: every frame is computed anew, but for what hears nothing of them, on the
 * grid on which the last one was fast enough, a finer one where that was easy.
 */
async function trackPassing(plan: Plan, options: SpeedOptions): Promise<Followed> {
  const { levelId, atRest = [] } = options;
  const state = passing.get(levelId) ?? { maps: resolutionsM.map(trackWalls), at: 0, isWarm: false };
  passing.set(levelId, state);
  const { at, isWarm } = state;
  const resolutionM = resolutionsM[at];
  const makeMap = () =>
    state.maps[at].mapOf(plan, {
      ...options,
      resolutionM,
      passing: { keepsBeyondM: passingReachM, atRest },
    });
  const started = performance.now();
  let made: CarrierMap | undefined = await makeMap();
  const { grid } = made;
  const tookMs = performance.now() - started;
  // The first frame of a grid has the far fields to make, and says nothing about the next ones.
  if (isWarm && tookMs > mostPassingMs) state.at = Math.max(0, at - 1);
  else if (isWarm && tookMs * finerCosts < mostPassingMs)
    state.at = Math.min(resolutionsM.length - 1, at + 1);
  state.isWarm = state.at === at;
  return {
    resolutionM,
    grid,
    // A map is given away.
    async mapWith() {
      const map = made ?? (await makeMap());
      made = undefined;
      return map;
    },
  };
}

/** About what the other antennas' powers take: one number per cell and antenna, and some sums. */
function frozenBytes(plan: Plan, levelId: string, resolutionM: number): number {
  const outline = plan.levels.find(({ id }) => id === levelId)?.outline ?? [];
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const areaM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  return (areaM2 / resolutionM ** 2) * (plan.antennas.length + 16) * Float64Array.BYTES_PER_ELEMENT;
}
