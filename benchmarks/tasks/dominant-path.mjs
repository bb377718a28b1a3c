import { createSimdKernel } from '@diku/engine';
import { dbToLossUnits, metresToMm } from '../../packages/engine/dist/core/index.js';
import { dominantPathModel, referenceKernel } from '../../packages/engine/dist/radio/index.js';
import { createGrid, hashArrays, largestDifferenceDb } from '../lib/field-jobs.mjs';
import { createGaragePlan } from '../lib/garage-plan.mjs';
import { compareTimes, race, round, summarise } from '../lib/race.mjs';

/**
 * Largest difference from the readable kernel in what diffraction takes off the direct path's loss, dB: the table of
 * diffraction losses and single precision.
 */
const TOLERANCE_DB = 1e-4;
const VERTEX_Z_MM = 1500;
/** Losses of the pillars on three bands; the walls cost the same. */
const BANDS = [
  { frequencyMhz: 1800, pillarDb: 3.5 },
  { frequencyMhz: 2100, pillarDb: 3.6 },
  { frequencyMhz: 2600, pillarDb: 3.8 },
];
/** The first walls of the garage plan; the rest are its pillars, four sides each. */
const WALLS = 19;

const model = dominantPathModel();

/**
 * Fields with diffracted paths of the seeded garage of 100 × 80 m, all from new obstacles to the last field: 2
 * transmitters in cells of 2 m against the readable kernel, which tries every sequence of vertices; and 10
 * transmitters on three bands in cells of 0.5 m (200 × 160) against the same fields of the direct path alone.
 */
export const dominantPath = {
  async run({ quick }) {
    return [await raceReference(quick), await raceDirect(quick)];
  },
};

async function raceReference(quick) {
  const name = 'dominant-path';
  const jobs = createJobs(2, BANDS.slice(0, 1)).slice(0, quick ? 1 : 2);
  let shiftMm = 0;
  const [kernelMs, referenceMs] = await race(
    [
      { run: () => solve(createSimdKernel(), moved(jobs, ++shiftMm)), repeats: quick ? 1 : 20 },
      { run: () => solve(referenceKernel, jobs) },
    ],
    { rounds: quick ? 1 : 7, warmups: quick ? 0 : 1 },
  );
  const differenceDb = largestDifferenceDb(createGain(createSimdKernel()), createGain(referenceKernel), jobs);
  if (!(differenceDb <= TOLERANCE_DB)) throw new Error(`${name}: gains differ by ${differenceDb} dB`);
  return {
    ...describe(name, jobs, kernelMs, 'readable oracle', referenceMs),
    checksum: hashArrays(solve(createSimdKernel(), jobs)),
    largestDifferenceDb: round(differenceDb),
  };
}

async function raceDirect(quick) {
  const name = 'dominant-path-bands';
  const jobs = createJobs(0.5, BANDS);
  const direct = jobs.map(withoutDiffraction);
  let shiftMm = 0;
  const [cornersMs, knownMs, directMs] = await race(
    [
      { run: () => solve(createSimdKernel(), moved(jobs, ++shiftMm)) },
      createKnown(jobs),
      { run: () => solve(createSimdKernel(), moved(direct, ++shiftMm)), repeats: quick ? 1 : 8 },
    ],
    { rounds: quick ? 3 : 15 },
  );
  const checksum = hashArrays(solve(createSimdKernel(), jobs));
  // Rows move by whole groups of cells, which keeps every bit (docs/performance.md).
  const movedChecksum = hashArrays(solve(createSimdKernel(), moved(jobs, 12 * jobs[0].grid.cellMm)));
  if (checksum !== movedChecksum) throw new Error(`${name}: moved, ${movedChecksum} ≠ ${checksum}`);
  return {
    ...describe(name, jobs, cornersMs, 'direct path alone', directMs),
    checksum,
    // Times of a kernel that has seen every field before.
    known: summarise(knownMs),
  };
}

function withoutDiffraction(job) {
  return { ...job, law: { ...job.law, diffraction: undefined } };
}

/** Returns what diffracted paths take off, as the fields of a kernel. */
function createGain(kernel) {
  return {
    pathLossDb(job) {
      const lossesDb = kernel.pathLossDb(job);
      return kernel.pathLossDb(withoutDiffraction(job)).map((directDb, cell) => directDb - lossesDb[cell]);
    },
  };
}

function describe(name, jobs, timesMs, otherName, othersMs) {
  const { columns, rows } = jobs[0].grid;
  const cells = columns * rows * jobs.length;
  const summary = summarise(timesMs);
  return {
    name,
    ...summary,
    reference: { name: otherName, ...summarise(othersMs) },
    ...compareTimes(othersMs, timesMs),
    fields: jobs.length,
    cells,
    obstacles: jobs[0].obstacles.lossUnits.length,
    cellsPerS: round((cells / summary.medianMs) * 1000),
  };
}

function solve(kernel, jobs) {
  return jobs.map((job) => kernel.pathLossDb(job));
}

function createKnown(jobs) {
  const kernel = createSimdKernel();
  return { run: () => solve(kernel, jobs) };
}

function createJobs(resolutionM, bands) {
  const { widthM, heightM, walls, transmitters } = createGaragePlan();
  const grid = createGrid(widthM, heightM, resolutionM);
  const pillars = (walls.length - WALLS) / 4;
  const columns = Array.from({ length: pillars }, (_, index) => [WALLS + 4 * index, WALLS + 4 * (index + 1)]);
  return bands.flatMap(({ frequencyMhz, pillarDb }) => {
    const obstacles = {
      segmentsMm: Int32Array.from(walls.flatMap(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2].map(metresToMm))),
      lossUnits: Int32Array.from(walls, ({ loss }, index) => dbToLossUnits(index < WALLS ? loss : pillarDb)),
      walls: {
        indices: Int32Array.from({ length: WALLS }, (_, index) => index),
        columns: Int32Array.from(columns.flat()),
        vertexZMm: VERTEX_Z_MM,
      },
    };
    return transmitters.map(({ x, y }) => ({
      grid,
      obstacles,
      transmitterXMm: metresToMm(x),
      transmitterYMm: metresToMm(y),
      transmitterZMm: 2400,
      receiverZMm: 1200,
      law: model.distanceLaw(frequencyMhz),
      capDb: model.capDb,
    }));
  });
}

/** The same garage elsewhere: the same fields, of which nothing is known yet. */
function moved(jobs, byMm) {
  const sets = new Map();
  return jobs.map((job) => {
    const { obstacles, grid } = job;
    if (!sets.has(obstacles)) {
      sets.set(obstacles, {
        ...obstacles,
        segmentsMm: obstacles.segmentsMm.map((valueMm) => valueMm + byMm),
      });
    }
    return {
      ...job,
      obstacles: sets.get(obstacles),
      grid: { ...grid, originXMm: grid.originXMm + byMm, originYMm: grid.originYMm + byMm },
      transmitterXMm: job.transmitterXMm + byMm,
      transmitterYMm: job.transmitterYMm + byMm,
    };
  });
}
