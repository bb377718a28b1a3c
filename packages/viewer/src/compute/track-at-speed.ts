import type { Antenna, FieldSolver, FieldStack, Plan } from '@diku/engine';
import { type Grid, isSameGrid } from '@diku/engine/radio';
import { type TrackedAntenna, trackAntenna } from '@diku/engine/workflow';
import type { FieldScale } from '../store/field-scale.ts';
import { drawImage, type HeatmapRaster } from '../store/heatmap-raster.ts';
import { DragPace } from './drag-pace.ts';
import type { TrackedHeatmap } from './worker-contract.ts';

/** Coarsest first; the last one is that of the exact prediction. */
export const resolutionsM = [4, 2, 1, 0.5];
/** Time that the map of one frame may take where the grid is chosen. */
const maxMapMs = 7;
/** Half the cell has four times the cells, of which some cost nothing more. */
const finerCosts = 3;
/** Frames until the code is warm; the best one counts. */
const warmupFrames = 5;
/**
 * Time that the frozen map of a plan at rest may take: nothing waits for finer ones, the exact prediction is
 * under way.
 */
const maxStillMs = 60;
const maxBytes = 256 * 1024 * 1024;

export interface SpeedOptions {
  solver: FieldSolver;
  fields: FieldStack;
  carrierId: string;
  levelId: string;
  noiseRiseDb?: number;
}

/** Describes what lets other calls in while it works. */
export type Patient = Pick<SpeedOptions, 'solver' | 'fields'>;

/** The tracked maps, as they are drawn. */
export interface Followed {
  /**
   * Returns the heatmap with the antenna as given, if one is tracked.
   * @param used an earlier heatmap whose arrays are used again, where they fit
   */
  heatmapWith(
    antenna: Antenna | undefined,
    scale: FieldScale,
    used: HeatmapRaster | undefined,
  ): Promise<TrackedHeatmap>;
  /**
   * Returns the heatmap on the finest grid of all, however long that takes; undefined where it would take too much
   * memory.
   */
  atRest?(antenna: Antenna, scale: FieldScale): Promise<TrackedHeatmap | undefined>;
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
  /** The finest grid, where drags are too quick for it. */
  readonly #refine: () => Promise<FollowedGrid | undefined>;
  #finest: Promise<FollowedGrid | undefined> | undefined;

  constructor(grids: readonly FollowedGrid[], refine: () => Promise<FollowedGrid | undefined>) {
    this.#grids = grids;
    this.#refine = refine;
    this.#pace = new DragPace(grids.length - 1, grids.length - 1);
  }

  async heatmapWith(antenna: Antenna | undefined, scale: FieldScale, used: HeatmapRaster | undefined) {
    const started = performance.now();
    const { resolutionM, grid, tracked } = this.#grids[this.#pace.at];
    const into = used && isSameGrid(used.map.grid, grid) ? used : undefined;
    const map = await tracked.mapWith(antenna, into?.map);
    const raster = drawImage(map, scale, into);
    this.#pace.took(performance.now() - started);
    return { raster, resolutionM };
  }

  async atRest(antenna: Antenna, scale: FieldScale) {
    this.#finest ??= this.#refine();
    const finest = await this.#finest;
    if (!finest) return undefined;
    const { tracked, resolutionM } = finest;
    return { raster: drawImage(await tracked.mapWith(antenna), scale), resolutionM };
  }
}

/**
 * Tracks an antenna on the finest grid on which a frame, measured here and now, is fast enough; a finer one is begun,
 * patiently, only where the antenna rests.
 */
export async function trackAtSpeed(
  plan: Plan,
  antennaId: string,
  options: SpeedOptions,
  patient: Patient,
): Promise<Followed> {
  const antenna = plan.antennas.find(({ id }) => id === antennaId);
  const grids: FollowedGrid[] = [];
  for (const resolutionM of resolutionsM) {
    const isFirst = grids.length === 0;
    if (!isFirst && frozenBytes(plan, options.levelId, resolutionM) > maxBytes) break;
    const startedMs = performance.now();
    const tracked = await trackAntenna(plan, antennaId, { ...options, resolutionM });
    const stillMs = performance.now() - startedMs;
    // Without a moving antenna the map is made once.
    const frameMs = antenna && tracked.matters ? await bestFrameMs(tracked, antenna) : 0;
    if (!isFirst && frameMs > maxMapMs) break;
    grids.push({ resolutionM, grid: tracked.grid, tracked });
    if (frameMs * finerCosts > maxMapMs || (!antenna && stillMs * finerCosts > maxStillMs)) break;
  }
  return new FollowedAntenna(grids, async () => {
    const [known] = grids.slice(-1);
    const resolutionM = resolutionsM[resolutionsM.length - 1];
    if (known.resolutionM === resolutionM) return known;
    if (frozenBytes(plan, options.levelId, resolutionM) > maxBytes) return undefined;
    const tracked = await trackAntenna(plan, antennaId, { ...options, ...patient, resolutionM });
    return { resolutionM, grid: tracked.grid, tracked };
  });
}

async function bestFrameMs(tracked: TrackedAntenna, antenna: Antenna): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < warmupFrames && bestMs * finerCosts > maxMapMs; trial++) {
    const started = performance.now();
    await tracked.mapWith(antenna);
    bestMs = Math.min(bestMs, performance.now() - started);
  }
  return bestMs;
}

/** Estimates what the other antennas' powers take: one number per cell and antenna, and some sums. */
function frozenBytes(plan: Plan, levelId: string, resolutionM: number): number {
  const outline = plan.levels.find(({ id }) => id === levelId)?.outline ?? [];
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const areaM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  return (areaM2 / resolutionM ** 2) * (plan.antennas.length + 16) * Float64Array.BYTES_PER_ELEMENT;
}
