import type { FieldJob } from '@diku/engine/radio';
import { createRandom } from '../../../packages/engine/src/core/index.ts';
import type { Obstacles } from '../../../packages/engine/src/radio/index.ts';

export const SEED = 12;

const diffraction = { thickWallUnits: 2560, offsetDb: 3, greatestDb: 20, breakpointRad: 1.4, mostCorners: 3 };

/** Jobs of different size and location, over two shared obstacle sets; every third has diffracted paths. */
export function createJobs(count: number): FieldJob[] {
  const random = createRandom(SEED);
  const sets = [createObstacles(random), createObstacles(random)];
  return Array.from({ length: count }, (_, index) => ({
    grid: { originXMm: 250, originYMm: 250, cellMm: 500, columns: 20 + (index % 7), rows: 30 - (index % 5) },
    obstacles: sets[index % 2],
    transmitterXMm: Math.round(random() * 10_000),
    transmitterYMm: Math.round(random() * 15_000),
    transmitterZMm: 2400,
    receiverZMm: 1500,
    law: {
      interceptDb: 40,
      slopeDbPerDecade: 22,
      minDistanceM: 0.5,
      diffraction: index % 3 === 0 ? diffraction : undefined,
    },
    capDb: 40,
  }));
}

/** One job of 700 × 800 cells: more than two tiles hold. */
export function createLargeJob(): FieldJob {
  const [job] = createJobs(1);
  return { ...job, grid: { originXMm: 11, originYMm: 7, cellMm: 22, columns: 700, rows: 800 } };
}

function createObstacles(random: () => number): Obstacles {
  const point = () => Math.round(random() * 15_000);
  return {
    segmentsMm: Int32Array.from({ length: 4 * 9 }, point),
    lossUnits: new Int32Array(9).fill(2560),
    walls: { indices: Int32Array.from(new Array(9).keys()), columns: new Int32Array(0), vertexZMm: 2000 },
  };
}
