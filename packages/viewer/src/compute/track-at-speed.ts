import {
  type Antenna,
  type FieldSolver,
  type FieldStack,
  type Grid,
  isSameGrid,
  type Plan,
  type TrackedAntenna,
  trackAntenna,
} from '@diku/engine';
import { drawPicture, type FieldPicture } from '../store/field-picture.ts';
import type { FieldScale } from '../store/field-scale.ts';
import { DragPace } from './drag-pace.ts';
import type { TrackedPicture } from './worker-contract.ts';

/** Coarsest first; the last one is that of the exact prediction. */
export const resolutionsM = [4, 2, 1, 0.5];
/** What the map of one frame may cost where the grid is chosen. */
const mostMapMs = 7;
/** Half the cell has four times the cells, of which some cost nothing more. */
const finerCosts = 3;
/** Frames until the code is warm; the best one counts. */
const trialFrames = 5;
const mostBytes = 256 * 1024 * 1024;

export interface SpeedOptions {
  solver: FieldSolver;
  fields: FieldStack;
  carrierId: string;
  levelId: string;
}

/** What is tracked, as it is drawn. */
export interface Followed {
  /**
   * With the antenna as given, if one is tracked.
   * @param used an earlier picture whose arrays are used again, where they fit
   */
  pictureWith(
    antenna: Antenna | undefined,
    scale: FieldScale,
    used: FieldPicture | undefined,
  ): Promise<TrackedPicture>;
}

/** Maps on cells of one size. */
interface FollowedGrid {
  resolutionM: number;
  grid: Grid;
  tracked: TrackedAntenna;
}

/** The field of a moving antenna, on coarser cells while frames come too slowly. */
class FollowedAntenna implements Followed {
  /** The coarsest first. */
  readonly #grids: readonly FollowedGrid[];
  readonly #pace: DragPace;

  constructor(grids: readonly FollowedGrid[]) {
    this.#grids = grids;
    this.#pace = new DragPace(grids.length - 1, grids.length - 1);
  }

  async pictureWith(antenna: Antenna | undefined, scale: FieldScale, used: FieldPicture | undefined) {
    const started = performance.now();
    const { resolutionM, grid, tracked } = this.#grids[this.#pace.at];
    const into = used && isSameGrid(used.map.grid, grid) ? used : undefined;
    const map = await tracked.mapWith(antenna, into?.map);
    const picture = drawPicture(map, scale, into);
    this.#pace.took(performance.now() - started);
    return { picture, resolutionM };
  }
}

/** Tracks an antenna on the finest grid on which a frame, measured here and now, is fast enough; no finer one is begun. */
export async function trackAtSpeed(plan: Plan, antennaId: string, options: SpeedOptions): Promise<Followed> {
  const antenna = plan.antennas.find(({ id }) => id === antennaId);
  const grids: FollowedGrid[] = [];
  for (const resolutionM of resolutionsM) {
    const isFirst = grids.length === 0;
    if (!isFirst && frozenBytes(plan, options.levelId, resolutionM) > mostBytes) break;
    const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM });
    // Without a moving antenna the map is made once.
    const frameMs = antenna && tracked.matters ? await bestFrameMs(tracked, antenna) : 0;
    if (!isFirst && frameMs > mostMapMs) break;
    grids.push({ resolutionM, grid: tracked.grid, tracked });
    if (frameMs * finerCosts > mostMapMs) break;
  }
  return new FollowedAntenna(grids);
}

async function bestFrameMs(tracked: TrackedAntenna, antenna: Antenna): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < trialFrames && bestMs * finerCosts > mostMapMs; trial++) {
    const started = performance.now();
    await tracked.mapWith(antenna);
    bestMs = Math.min(bestMs, performance.now() - started);
  }
  return bestMs;
}

/** About what the other antennas' powers take: one number per cell and antenna, and some sums. */
function frozenBytes(plan: Plan, levelId: string, resolutionM: number): number {
  const outline = plan.levels.find(({ id }) => id === levelId)?.outline ?? [];
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const areaM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  return (areaM2 / resolutionM ** 2) * (plan.antennas.length + 16) * Float64Array.BYTES_PER_ELEMENT;
}
