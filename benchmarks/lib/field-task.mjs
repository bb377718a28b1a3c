import { createSimdKernel } from '@diku/engine';
import { referenceKernel } from '../../packages/engine/dist/radio/index.js';
import { hashLossUnits, largestDifferenceDb } from './field-jobs.mjs';
import { createPerCellReference } from './per-cell-reference.mjs';
import { compareTimes, countRepeats, race, round, shortestMs, summarise } from './race.mjs';
import { createSkippingReference } from './skipping-reference.mjs';

/** Largest difference two kernels' float32 path losses may have, dB. */
const TOLERANCE_DB = 1e-3;

/**
 * A task that races the SIMD kernel against both references on jobs of one obstacle set. `cases` maps names of
 * results to functions that make their jobs, none where the input is absent; `--compare` makes the same jobs.
 * @param options `oracle`: time the readable kernel too, once
 */
export function createFieldTask(
  cases,
  { rounds = 31, quickRounds = 5, slowRounds = 9, oracle = false } = {},
) {
  const listCases = () => {
    const named = Object.entries(cases).map(([name, createJobs]) => ({ name, jobs: createJobs() }));
    return named.filter(({ jobs }) => jobs.length > 0);
  };
  return {
    listCases,
    async run({ quick }) {
      const results = [];
      for (const fields of listCases()) {
        const settings = {
          rounds: quick ? quickRounds : rounds,
          slowRounds: quick ? 1 : slowRounds,
          oracle: oracle && !quick,
        };
        // Half of the jobs are enough to see that everything works.
        const jobs = quick ? fields.jobs.slice(0, Math.ceil(fields.jobs.length / 2)) : fields.jobs;
        results.push(await raceKernels({ name: fields.name, jobs }, settings));
      }
      return results;
    },
  };
}

async function raceKernels({ name, jobs }, { rounds, slowRounds, oracle }) {
  const kernel = createSimdKernel();
  const reference = createPerCellReference();
  const skipping = createSkippingReference();
  const solve = solveAll(kernel, jobs);
  const solveSkipping = solveAll(skipping, jobs);
  const repeats = countRepeats(solve, shortestMs(solveSkipping));
  const contender = { prepare: solve, run: solve, repeats };
  // The slow one in rounds of its own, fewer.
  const [simdMs, referenceMs] = await race([contender, { run: solveAll(reference, jobs) }], {
    rounds: slowRounds,
    warmups: slowRounds > 1 ? 1 : 0,
  });
  const [contenderMs, skippingMs, firstMs] = await race(
    [contender, { run: solveSkipping }, solveFirst(jobs)],
    {
      rounds,
    },
  );
  const simd = summarise(simdMs);
  const { columns, rows } = jobs[0].grid;
  const cells = columns * rows * jobs.length;
  return {
    name,
    ...simd,
    checksum: checkSameField(name, kernel, reference, jobs),
    reference: { name: reference.name, ...summarise(referenceMs) },
    ...compareTimes(referenceMs, simdMs),
    skipping: { name: skipping.name, ...summarise(skippingMs), ...compareTimes(skippingMs, contenderMs) },
    // One field by a kernel that has not seen its obstacles.
    firstFieldMs: summarise(firstMs).medianMs,
    ...(oracle ? { oracle: await timeOracle(jobs, simd.medianMs) } : {}),
    largestDifferenceDb: round(largestDifferenceDb(kernel, reference, jobs)),
    fields: jobs.length,
    cells,
    obstacles: jobs[0].obstacles.lossUnits.length,
    cellsPerS: round((cells / simd.medianMs) * 1000),
  };
}

/** Every job solved into one buffer, which all fields share. */
export function solveAll(kernel, jobs) {
  const { columns, rows } = jobs[0].grid;
  const field = new Float32Array(columns * rows);
  return () => {
    for (const job of jobs) kernel.pathLossDb(job, field);
  };
}

/** One job again and again, each time with obstacles that are a new object to the kernel. */
function solveFirst([job]) {
  const repeats = 3;
  const kernel = createSimdKernel();
  let fresh = [];
  return {
    repeats,
    prepare: () => {
      fresh = Array.from({ length: repeats }, () => ({ ...job, obstacles: { ...job.obstacles } }));
    },
    run: () => void kernel.pathLossDb(fresh.pop()),
  };
}

/** The checksum of the exact obstacle losses, equal for both kernels; throws when they differ, or the path losses do. */
export function checkSameField(name, kernel, other, jobs) {
  const checksum = hashLossUnits(kernel, jobs);
  const otherChecksum = hashLossUnits(other, jobs);
  if (checksum !== otherChecksum) {
    throw new Error(`${name}: the obstacle losses differ, ${checksum} ≠ ${otherChecksum}`);
  }
  const differenceDb = largestDifferenceDb(kernel, other, jobs);
  if (!(differenceDb <= TOLERANCE_DB)) throw new Error(`${name}: path losses differ by ${differenceDb} dB`);
  return checksum;
}

/** The kernel that is written to be read, once: for scale only. */
async function timeOracle(jobs, simdMs) {
  const [[elapsedMs]] = await race([{ run: solveAll(referenceKernel, jobs) }], { rounds: 1, warmups: 0 });
  return { name: 'readable oracle', medianMs: round(elapsedMs), ratio: round(elapsedMs / simdMs) };
}
