import { createHash } from 'node:crypto';
import { dbToLossUnits, freeSpaceLossDb, metresToMm } from '@diku/engine';

/** One job per transmitter of a plan of lines: free space at 3.5 GHz, leakage at 40 dB, 1.2 m above the receivers. */
export function createFieldJobs({ widthM, heightM, walls, transmitters }, resolutionM) {
  const cellMm = metresToMm(resolutionM);
  const grid = {
    originXMm: cellMm / 2,
    originYMm: cellMm / 2,
    cellMm,
    columns: Math.floor(widthM / resolutionM),
    rows: Math.floor(heightM / resolutionM),
  };
  const obstacles = {
    segmentsMm: Int32Array.from(walls.flatMap(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2].map(metresToMm))),
    lossUnits: Int32Array.from(walls, ({ loss }) => dbToLossUnits(loss)),
  };
  const law = { interceptDb: freeSpaceLossDb(3500, 1), slopeDbPerDecade: 20, minDistanceM: 0.5 };
  return transmitters.map(({ x, y }) => ({
    grid,
    obstacles,
    transmitterXMm: metresToMm(x),
    transmitterYMm: metresToMm(y),
    transmitterZMm: 2400,
    receiverZMm: 1200,
    law,
    capDb: 40,
  }));
}

/** SHA-256 (first 16 digits) of the exact obstacle losses of every cell of every job. */
export function hashLossUnits(kernel, jobs) {
  const hash = createHash('sha256');
  for (const job of jobs) hash.update(new Uint8Array(kernel.obstacleLossUnits(job).buffer));
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
