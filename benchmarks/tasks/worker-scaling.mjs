import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { createSimdKernel, WorkerPool } from '@diku/engine';
import { createRandom } from '../../packages/engine/dist/core/index.js';
import { freeSpaceLossDb } from '../../packages/engine/dist/radio/index.js';
import { hashArrays } from '../lib/field-jobs.mjs';
import { compareTimes, race, round, summarise } from '../lib/race.mjs';
import { spawnWorker } from '../lib/spawn-worker.mjs';

const garageFile = new URL('../data/huge-garage.json', import.meta.url);

/** Antennas per level: a lattice of 10 × 3, each up to 2 m off its location. */
const COLUMNS = 10;
const ROWS = 3;
/** Adds up a fixed number of steps per message: what two threads of this machine give when nothing is shared. */
const spinProgram = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (steps) => {
    let sum = 0;
    for (let step = 0; step < steps; step++) sum = (sum * 31 + step) | 0;
    parentPort.postMessage(sum);
  });`;

/**
 * 60 antennas on the two levels of a garage of 252 × 122 m (`data/huge-garage.json`), cells of 0.5 m: one `solve`, its
 * fields given back, on a warm pool of one worker against one of two. Fields of one band are done in some 10 ms, of which
 * waking two threads is a tenth; `worker-scaling-bands` is what a prediction of four bands asks for. `machine` is the same
 * ratio for two threads that share nothing, taken in the same rounds. `cancelMs`: from a cancel amid a large call until
 * its promise is rejected, and until every worker has answered the next small one.
 */
export async function workerScaling({ quick }) {
  return [
    await measure('worker-scaling', { bandsMhz: [3500], sharedMemory: true, quick }),
    await measure('worker-scaling-bands', { bandsMhz: [900, 1800, 2600, 3500], sharedMemory: true, quick }),
    await measure('worker-scaling-transfer', { bandsMhz: [3500], sharedMemory: false, quick }),
  ];
}

async function measure(name, { bandsMhz, sharedMemory, quick }) {
  const jobs = bandsMhz.flatMap(createJobs);
  const kernel = createSimdKernel();
  const cachedDb = jobs.map(({ grid }) => new Float32Array(grid.columns * grid.rows));
  // Into arrays that stay: what new ones leave to the garbage collector slows down the threads measured next.
  const solveHere = () => jobs.map((job, index) => kernel.pathLossDb(job, cachedDb[index]));
  const checksum = hashArrays(solveHere());
  const pools = [1, 2].map(
    (workerCount) => new WorkerPool({ spawn: spawnWorker, workerCount, sharedMemory }),
  );
  const spinners = [1, 2].map(() => new Worker(spinProgram, { eval: true }));
  const repeats = bandsMhz.length > 1 ? 1 : 3;
  try {
    for (const pool of pools) {
      if (hashArrays(await pool.solve(jobs)) !== checksum)
        throw new Error(`${name}: other bytes than one thread`);
    }
    const [twoMs, oneMs, hereMs, spinTwoMs, spinOneMs] = await race(
      [
        { run: () => solveOnce(pools[1], jobs), repeats },
        { run: () => solveOnce(pools[0], jobs), repeats },
        { run: solveHere, repeats },
        { run: () => Promise.all(spinners.map((spinner) => spin(spinner, 1))) },
        { run: () => spin(spinners[0], 2) },
      ],
      // Until the compilers have done with the pool: they work beside it, on a core that a worker wants.
      { rounds: quick ? 5 : 25, warmups: quick ? 3 : 60 },
    );
    return {
      name,
      ...summarise(twoMs),
      checksum,
      reference: { name: 'one worker', ...summarise(oneMs) },
      ...compareTimes(oneMs, twoMs),
      kernelAlone: summarise(hereMs),
      machine: compareTimes(spinOneMs, spinTwoMs),
      cancelMs: await measureCancel(pools[1], jobs, quick ? 5 : 20),
      fields: jobs.length,
      cells: jobs.length * jobs[0].grid.columns * jobs[0].grid.rows,
    };
  } finally {
    for (const pool of pools) pool.dispose();
    for (const spinner of spinners) await spinner.terminate();
  }
}

/** Solves as the placement does: fields are looked at and given back. */
async function solveOnce(pool, jobs) {
  pool.release(await pool.solve(jobs));
}

/** Cells of a quarter of the size; cancelled when the first field is there, far from done. */
async function measureCancel(pool, jobs, rounds) {
  const large = jobs.map((job) => {
    const { grid } = job;
    return { ...job, grid: { ...grid, cellMm: 124, columns: 4 * grid.columns, rows: 4 * grid.rows } };
  });
  const [{ grid, ...job }] = jobs;
  const small = [{ ...job, grid: { ...grid, rows: 1 } }];
  const rejectedMs = [];
  const answeredMs = [];
  for (let cancelled = 0; cancelled < rounds; cancelled++) {
    let startMs = 0;
    const outcome = await pool
      .solve(large, () => {
        if (startMs > 0) return;
        startMs = performance.now();
        pool.cancel();
      })
      .catch((error) => error.name);
    if (outcome !== 'CancelledError') throw new Error(`cancelled, and ended with ${outcome}`);
    rejectedMs.push(performance.now() - startMs);
    // One for each worker.
    await Promise.all([pool.solve(small), pool.solve(small)]);
    answeredMs.push(performance.now() - startMs);
  }
  return { rejected: summariseLongest(rejectedMs), answered: summariseLongest(answeredMs), rounds };
}

function summariseLongest(timesMs) {
  return { medianMs: summarise(timesMs).medianMs, maxMs: round(Math.max(...timesMs)) };
}

/** Losses of other bands are those of 3.5 GHz and less; here it matters only that each band has its own. */
function createJobs(bandMhz) {
  const { levels } = JSON.parse(readFileSync(garageFile, 'utf8'));
  const random = createRandom(60);
  const law = { interceptDb: freeSpaceLossDb(bandMhz, 1), slopeDbPerDecade: 20, minDistanceM: 0.5 };
  return levels.flatMap(({ grid, segments }) => {
    const obstacles = {
      segmentsMm: Int32Array.from(segments.filter((_, index) => index % 5 !== 4)),
      lossUnits: Int32Array.from(
        segments.filter((_, index) => index % 5 === 4),
        (units) => Math.round(units * (0.5 + bandMhz / 7000)),
      ),
    };
    const shiftMm = (originMm, lengthMm, ratio) =>
      Math.round(originMm + lengthMm * ratio + 4000 * (random() - 0.5));
    return Array.from({ length: COLUMNS * ROWS }, (_, index) => {
      const column = index % COLUMNS;
      const row = (index - column) / COLUMNS;
      return {
        grid,
        obstacles,
        transmitterXMm: shiftMm(grid.originXMm, grid.columns * grid.cellMm, (column + 0.5) / COLUMNS),
        transmitterYMm: shiftMm(grid.originYMm, grid.rows * grid.cellMm, (row + 0.5) / ROWS),
        transmitterZMm: 2400,
        receiverZMm: 1200,
        law,
        capDb: 40,
      };
    });
  });
}

function spin(worker, parts) {
  const done = new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage(parts * 15_000_000);
  return done;
}
