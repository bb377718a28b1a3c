import type { Level, Plan } from '@diku/engine';
import { isSameGrid } from '@diku/engine/radio';
import { type TrackedWalls, trackWalls } from '@diku/engine/workflow';
import type { FieldScale } from '../store/field-scale.ts';
import { drawImage, type HeatmapRaster } from '../store/heatmap-raster.ts';
import { DragPace } from './drag-pace.ts';
import { nextTask } from './next-task.ts';
import { type Followed, resolutionsM, type SpeedOptions } from './track-at-speed.ts';

/** Antennas further than this from the walls that move keep the field they had: it differs by a hundredth of a dB there. */
const transientReachM = 25;

/** Maps of a level whose walls are followed: one at each resolution, and which of them is fast enough. */
interface FollowedWalls {
  maps: TrackedWalls[];
  pace: DragPace;
  /** The first frame of a grid has the far fields to make, and says nothing about the next ones. */
  isWarm: boolean;
}

/** Walls by the level's id. */
const followed = new Map<string, FollowedWalls>();

/**
 * Tracks a plan whose walls move. Nothing can be frozen: every frame is computed anew, but for what hears nothing of
 * them, on the grid on which the last ones were fast enough.
 * @param atRest the levels before they were dragged
 */
export function trackTransient(plan: Plan, atRest: readonly Level[], options: SpeedOptions): Followed {
  const walls = wallsOf(options.levelId);
  return {
    async heatmapWith(_antenna: unknown, scale: FieldScale, used: HeatmapRaster | undefined) {
      const started = performance.now();
      const { at } = walls.pace;
      const resolutionM = resolutionsM[at];
      const passing = { retainsBeyondM: transientReachM, atRest };
      const map = await walls.maps[at].mapOf(plan, { ...options, resolutionM, passing, into: used?.map });
      const into = used && isSameGrid(used.map.grid, map.grid) ? used : undefined;
      const raster = drawImage(map, scale, into);
      const isOther = walls.isWarm && walls.pace.took(performance.now() - started);
      walls.isWarm = !isOther;
      return { raster, resolutionM };
    },
  };
}

/**
 * Finds what a drag of walls takes as known: all fields at rest, on the grid that it begins with and the next finer one. The first
 * frame of a large garage is late by half a second otherwise.
 */
export async function prepareWalls(plan: Plan, options: SpeedOptions): Promise<void> {
  const { maps, pace } = wallsOf(options.levelId);
  const passing = { retainsBeyondM: transientReachM, atRest: plan.levels };
  const first = pace.at;
  for (const [index, resolutionM] of resolutionsM.slice(first, first + 2).entries()) {
    await nextTask();
    await maps[first + index].mapOf(plan, { ...options, resolutionM, passing });
  }
}

function wallsOf(levelId: string): FollowedWalls {
  const walls = followed.get(levelId) ?? {
    maps: resolutionsM.map(trackWalls),
    pace: new DragPace(0, resolutionsM.length - 1),
    isWarm: false,
  };
  followed.set(levelId, walls);
  return walls;
}
