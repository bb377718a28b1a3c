import { createSimdKernel } from '@diku/engine';
import { createRandom } from '../../packages/engine/dist/core/index.js';
import { createFieldJobs } from '../lib/field-jobs.mjs';
import { checkSameField, solveAll } from '../lib/field-task.mjs';
import { fitExponent } from '../lib/fit-exponent.mjs';
import { race, round, summarise } from '../lib/race.mjs';
import { createSkippingReference } from '../lib/skipping-reference.mjs';

const WIDTH_M = 100;
const HEIGHT_M = 80;
/** What stays while one of the three grows. */
const usual = { resolutionM: 0.5, walls: 200, antennas: 4 };

/**
 * Time against cells, walls and antennas, each over six sizes with the others fixed, and the exponent fitted to it:
 * 1 is proportional, less than 1 has a fixed part.
 */
export const growth = {
  async run({ quick }) {
    const series = {
      cells: [2, 1, 0.5, 0.25, 0.126, 0.064].map((resolutionM) => ({ ...usual, resolutionM })),
      walls: [50, 100, 200, 400, 800, 1600].map((walls) => ({ ...usual, walls })),
      antennas: [1, 2, 4, 8, 16, 32].map((antennas) => ({ ...usual, antennas })),
    };
    const results = [];
    for (const [what, settings] of Object.entries(series)) {
      const cases = settings.map((setting) => createCase(what, setting));
      results.push(await measure(`growth-${what}`, cases, { rounds: quick ? 5 : 15 }));
    }
    return results;
  },
};

async function measure(name, cases, { rounds }) {
  const kernel = createSimdKernel();
  const [smallest] = cases;
  const checksum = checkSameField(name, kernel, createSkippingReference(), smallest.jobs);
  const contenders = cases.map(({ jobs, repeats }) => {
    const run = solveAll(kernel, jobs);
    // Once untimed: what a kernel does for new obstacles is no part of the growth of fields.
    return { prepare: run, run, repeats };
  });
  const summaries = (await race(contenders, { rounds })).map(summarise);
  const sizes = cases.map(({ size }) => size);
  // The shortest of each: noise only ever adds.
  const minMs = summaries.map((summary) => summary.minMs);
  const { exponent, standardError } = fitExponent(sizes, minMs);
  return {
    name,
    ...summaries.at(-1),
    checksum,
    exponent: round(exponent),
    standardError: round(standardError),
    // Between the two largest: what the fixed part no longer hides.
    lastExponent: round(Math.log(minMs.at(-1) / minMs.at(-2)) / Math.log(sizes.at(-1) / sizes.at(-2))),
    sizes,
    timesMs: minMs,
  };
}

/** `size` is what the series grows; small cases are timed several times over. */
function createCase(what, { resolutionM, walls, antennas }) {
  const jobs = createFieldJobs(createRandomPlan(walls, antennas), resolutionM);
  const { columns, rows } = jobs[0].grid;
  const cells = columns * rows;
  const expectedMs = antennas * (cells * 3e-6 + walls * 1e-3);
  const repeats = Math.max(1, Math.round(3 / expectedMs));
  return { size: { cells, walls, antennas }[what], jobs, repeats };
}

/** Walls of 2–12 m in any direction, seeded; metres and dB. The first walls of a larger plan are the smaller plan. */
function createRandomPlan(wallCount, antennaCount) {
  const random = createRandom(7);
  const antennaRandom = createRandom(8);
  const walls = Array.from({ length: wallCount }, () => {
    const x1 = random() * WIDTH_M;
    const y1 = random() * HEIGHT_M;
    const angleRad = random() * 2 * Math.PI;
    const lengthM = 2 + 10 * random();
    const x2 = x1 + lengthM * Math.cos(angleRad);
    return { x1, y1, x2, y2: y1 + lengthM * Math.sin(angleRad), loss: 5 };
  });
  const transmitters = Array.from({ length: antennaCount }, () => ({
    x: antennaRandom() * WIDTH_M,
    y: antennaRandom() * HEIGHT_M,
  }));
  return { widthM: WIDTH_M, heightM: HEIGHT_M, walls, transmitters };
}
