import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { createRandom, createSimdKernel, freeSpaceLossDb, WorkerPool } from '@diku/engine';
import { hashArrays } from '../lib/field-jobs.mjs';
import { compareTimes, race, round, summarise } from '../lib/race.mjs';

const garageFile = new URL('../data/huge-garage.json', import.meta.url);
const fieldWorker = new URL('../../packages/cli/dist/worker.js', import.meta.url);

/** Antennas per level: a lattice of 10 × 3, each up to 2 m off its place. */
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
 * fields given back, on a warm pool of one worker against one of two, with shared memory and without. `machine` is the same ratio for two
 * threads that share nothing, taken in the same rounds. `cancelMs`: from a cancel amid a large call to the answer
 * to the next small one.
 */
export async function workerScaling({ quick }) {
  const jobs = createJobs();
  const kernel = createSimdKernel();
  const keptDb = jobs.map(({ grid }) => new Float32Array(grid.columns * grid.rows));
  // Into arrays that stay: what new ones leave to the garbage collector slows down the threads measured next.
  const solveHere = () => jobs.map((job, index) => kernel.pathLossDb(job, keptDb[index]));
  const checksum = hashArrays(solveHere());
  const results = [];
  for (const sharedMemory of [true, false]) {
    const name = sharedMemory ? 'worker-scaling' : 'worker-scaling-transfer';
    const pools = [1, 2].map(
      (workerCount) => new WorkerPool({ spawn: spawnWorker, workerCount, sharedMemory }),
    );
    const spinners = [1, 2].map(() => new Worker(spinProgram, { eval: true }));
    try {
      for (const pool of pools) {
        if (hashArrays(await pool.solve(jobs)) !== checksum)
          throw new Error(`${name}: other bytes than one thread`);
      }
      const [twoMs, oneMs, hereMs, spinTwoMs, spinOneMs] = await race(
        [
          { run: () => solveOnce(pools[1], jobs), repeats: 3 },
          { run: () => solveOnce(pools[0], jobs), repeats: 3 },
          { run: solveHere, repeats: 3 },
          { run: () => Promise.all(spinners.map((spinner) => spin(spinner, 1))) },
          { run: () => spin(spinners[0], 2) },
        ],
        { rounds: quick ? 5 : 25, warmups: 3 },
      );
      results.push({
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
      });
    } finally {
      for (const pool of pools) pool.dispose();
      for (const spinner of spinners) await spinner.terminate();
    }
  }
  return results;
}

/** As the placement does it: fields are looked at and given back. */
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
  const timesMs = [];
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
    // One for each worker.
    await Promise.all([pool.solve(small), pool.solve(small)]);
    timesMs.push(performance.now() - startMs);
  }
  return { medianMs: summarise(timesMs).medianMs, mostMs: round(Math.max(...timesMs)), rounds };
}

function createJobs() {
  const { levels } = JSON.parse(readFileSync(garageFile, 'utf8'));
  const random = createRandom(60);
  const law = { interceptDb: freeSpaceLossDb(3500, 1), slopeDbPerDecade: 20, minDistanceM: 0.5 };
  return levels.flatMap(({ grid, segments }) => {
    const obstacles = {
      segmentsMm: Int32Array.from(segments.filter((_, index) => index % 5 !== 4)),
      lossUnits: Int32Array.from(segments.filter((_, index) => index % 5 === 4)),
    };
    const place = (originMm, lengthMm, share) =>
      Math.round(originMm + lengthMm * share + 4000 * (random() - 0.5));
    return Array.from({ length: COLUMNS * ROWS }, (_, index) => {
      const column = index % COLUMNS;
      const row = (index - column) / COLUMNS;
      return {
        grid,
        obstacles,
        transmitterXMm: place(grid.originXMm, grid.columns * grid.cellMm, (column + 0.5) / COLUMNS),
        transmitterYMm: place(grid.originYMm, grid.rows * grid.cellMm, (row + 0.5) / ROWS),
        transmitterZMm: 2400,
        receiverZMm: 1200,
        law,
        capDb: 40,
      };
    });
  });
}

function spawnWorker() {
  const worker = new Worker(fieldWorker);
  return {
    endpoint: endpointOf(worker),
    terminate: () => void worker.terminate(),
    onFailure: (callback) => {
      worker.once('error', callback);
      worker.once('exit', (code) => callback(new Error(`exit code ${code}`)));
    },
  };
}

/** What comlink's Node adapter does. */
function endpointOf(worker) {
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    addEventListener: (_, listener) => worker.on('message', (data) => listener({ data })),
    removeEventListener: () => {},
    start: () => {},
  };
}

function spin(worker, parts) {
  const done = new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage(parts * 15_000_000);
  return done;
}
