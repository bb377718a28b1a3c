import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dbToLossUnits, metresToMm } from '../../packages/engine/dist/core/index.js';
import { freeSpaceLossDb } from '../../packages/engine/dist/radio/index.js';

/** Raced elsewhere too; lies next to this repository in some locations. */
const racePlanFile = new URL('../../../shared/data/reference/race_plan.json', import.meta.url);
const hugeGarageFile = new URL('../data/huge-garage.json', import.meta.url);

/** Whole cells over a plan of that size. */
export function createGrid(widthM, heightM, resolutionM) {
  const cellMm = metresToMm(resolutionM);
  return {
    originXMm: cellMm / 2,
    originYMm: cellMm / 2,
    cellMm,
    columns: Math.floor(widthM / resolutionM),
    rows: Math.floor(heightM / resolutionM),
  };
}

/** One job per transmitter of a plan of lines (metres, dB). */
export function createFieldJobs({ widthM, heightM, walls, transmitters }, resolutionM) {
  const grid = createGrid(widthM, heightM, resolutionM);
  const obstacles = {
    segmentsMm: Int32Array.from(walls.flatMap(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2].map(metresToMm))),
    lossUnits: Int32Array.from(walls, ({ loss }) => dbToLossUnits(loss)),
  };
  return transmitters.map(({ x, y }) => createFieldJob(grid, obstacles, metresToMm(x), metresToMm(y)));
}

/** Free space at 3.5 GHz, leakage at 40 dB, 1.2 m above the receivers. */
function createFieldJob(grid, obstacles, transmitterXMm, transmitterYMm) {
  return {
    grid,
    obstacles,
    transmitterXMm,
    transmitterYMm,
    transmitterZMm: 2400,
    receiverZMm: 1200,
    // What revisions before heights above a datum read: `--compare`.
    heightDifferenceMm: 1200,
    law: { interceptDb: freeSpaceLossDb(3500, 1), slopeDbPerDecade: 20, minDistanceM: 0.5 },
    capDb: 40,
  };
}

/** The jobs of `race_plan.json` at 0.5 m; none where the file is absent. */
export function createRacePlanJobs() {
  if (!existsSync(racePlanFile)) return [];
  const { w, h, walls, tx } = JSON.parse(readFileSync(racePlanFile, 'utf8'));
  return createFieldJobs({ widthM: w, heightM: h, walls, transmitters: tx }, 0.5);
}

/** Returns the id and jobs of each level of `data/huge-garage.json`. */
export function createHugeGarageJobs() {
  const { levels } = JSON.parse(readFileSync(hugeGarageFile, 'utf8'));
  return levels.map(({ id, grid, segments, transmitters }) => {
    const obstacles = {
      segmentsMm: Int32Array.from(segments.filter((_, index) => index % 5 !== 4)),
      lossUnits: Int32Array.from(segments.filter((_, index) => index % 5 === 4)),
    };
    return { id, jobs: transmitters.map(([x, y]) => createFieldJob(grid, obstacles, x, y)) };
  });
}

/** SHA-256 (first 16 digits) of the exact obstacle losses of every cell of every job. */
export function hashLossUnits(kernel, jobs) {
  return hashArrays(jobs.map((job) => kernel.obstacleLossUnits(job)));
}

/** SHA-256 (first 16 digits) of the bytes of typed arrays. */
export function hashArrays(arrays) {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Largest difference of two kernels' path loss in dB. */
export function largestDifferenceDb(kernel, other, jobs) {
  let largest = 0;
  for (const job of jobs) {
    const [left, right] = [kernel.pathLossDb(job), other.pathLossDb(job)];
    for (let cell = 0; cell < left.length; cell++) {
      largest = Math.max(largest, Math.abs(left[cell] - right[cell]));
    }
  }
  return largest;
}
