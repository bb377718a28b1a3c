import { existsSync } from 'node:fs';
import {
  CancelledError,
  createPlainSolver,
  createRandom,
  createSimdKernel,
  type FieldJob,
  InputError,
  type Obstacles,
  referenceKernel,
  type SpawnedWorker,
  WorkerPool,
} from '@diku/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { packObstacles } from './kernel-support/random-job.ts';
import { createFakeWorker, type FakeWorker, spawnThread } from './worker-support/spawn-worker.ts';

const SEED = 12;
const builtEngine = 'packages/engine/dist/workers/serve-worker.js';
const open: WorkerPool[] = [];

function createPool(spawn: () => SpawnedWorker, workerCount: number): WorkerPool {
  const pool = new WorkerPool({ spawn, workerCount });
  open.push(pool);
  return pool;
}

afterEach(() => {
  for (const pool of open.splice(0)) pool.dispose();
});

/** Jobs of different size and place, over two shared obstacle sets. */
function createJobs(count: number): FieldJob[] {
  const random = createRandom(SEED);
  const sets = [createObstacles(random), createObstacles(random)];
  return Array.from({ length: count }, (_, index) => ({
    grid: { originXMm: 250, originYMm: 250, cellMm: 500, columns: 20 + (index % 7), rows: 30 - (index % 5) },
    obstacles: sets[index % 2],
    transmitterXMm: Math.round(random() * 10_000),
    transmitterYMm: Math.round(random() * 15_000),
    transmitterZMm: 2400,
    receiverZMm: 1500,
    law: { interceptDb: 40, slopeDbPerDecade: 22, minDistanceM: 0.5 },
    capDb: 40,
  }));
}

function createObstacles(random: () => number): Obstacles {
  const place = () => Math.round(random() * 15_000);
  return packObstacles(Array.from({ length: 9 }, () => [place(), place(), place(), place(), 2560] as const));
}

describe('the plain solver', () => {
  test(`answers in order and reports progress (seed ${SEED})`, async () => {
    const jobs = createJobs(5);
    const counts: number[] = [];
    const fields = await createPlainSolver(referenceKernel).solve(jobs, (count) => counts.push(count));
    expect(fields).toEqual(jobs.map((job) => referenceKernel.pathLossDb(job)));
    expect(counts).toEqual([1, 2, 3, 4, 5]);
  });

  test('passes on what the kernel refuses', async () => {
    const solving = createPlainSolver(referenceKernel).solve([{ ...createJobs(1)[0], capDb: -1 }]);
    await expect(solving).rejects.toThrow(InputError);
  });
});

describe('the worker pool', () => {
  test.each([1, 2, 5])(
    `gives the plain kernel's bytes, in order, with %i workers (seed ${SEED})`,
    async (count) => {
      const jobs = createJobs(41);
      const counts: number[] = [];
      const fields = await createPool(createFakeWorker, count).solve(jobs, (done) => counts.push(done));
      const kernel = createSimdKernel();
      expect(fields).toEqual(jobs.map((job) => kernel.pathLossDb(job)));
      expect(counts.at(-1)).toBe(41);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
    },
  );

  test.skipIf(!existsSync(builtEngine))(`does so on real threads (seed ${SEED})`, async () => {
    const jobs = createJobs(41);
    const kernel = createSimdKernel();
    const expected = jobs.map((job) => kernel.pathLossDb(job));
    for (const workerCount of [1, 2]) {
      expect(await createPool(() => spawnThread(), workerCount).solve(jobs)).toEqual(expected);
    }
  });

  test('sends an obstacle set to each worker once, and drops old ones', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => keep(workers, createFakeWorker()), 1);
    const jobs = createJobs(20);
    await pool.solve(jobs);
    await pool.solve(jobs);
    const sent = workers[0].requests.flatMap((request) => request.obstacles.map(({ id }) => id));
    expect(sent).toHaveLength(2);

    const others = createJobs(200).map((job) => ({ ...job, obstacles: { ...job.obstacles } }));
    await pool.solve(others);
    const forgotten = new Set(workers[0].requests.flatMap((request) => request.forgottenIds));
    expect(forgotten.size).toBeGreaterThan(100);
    // What was dropped is sent again when it is needed again.
    const [before] = await createPlainSolver(createSimdKernel()).solve([jobs[0]]);
    expect(await pool.solve([jobs[0]])).toEqual([before]);
    expect(workers).toHaveLength(1);
  });

  test('serves several callers at once', async () => {
    const pool = createPool(createFakeWorker, 2);
    const jobs = createJobs(12);
    const kernel = createSimdKernel();
    const expected = jobs.map((job) => kernel.pathLossDb(job));
    const [all, reversed] = await Promise.all([pool.solve(jobs), pool.solve([...jobs].reverse())]);
    expect(all).toEqual(expected);
    expect(reversed).toEqual([...expected].reverse());
  });

  test('has nothing to do for no jobs', async () => {
    const pool = createPool(() => {
      throw new Error('must not start a worker');
    }, 2);
    expect(await pool.solve([])).toEqual([]);
  });

  test('replaces a worker that dies and loses nothing', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(
      () =>
        keep(
          workers,
          createFakeWorker((request) => workers.length <= 2 && request === 2),
        ),
      2,
    );
    const jobs = createJobs(41);
    const kernel = createSimdKernel();
    expect(await pool.solve(jobs)).toEqual(jobs.map((job) => kernel.pathLossDb(job)));
    expect(workers.length).toBeGreaterThan(2);
  });

  test.skipIf(!existsSync(builtEngine))('replaces a real thread that exits', async () => {
    let started = 0;
    const pool = createPool(() => spawnThread(started++ === 0 ? 2 : undefined), 1);
    const jobs = createJobs(20);
    const kernel = createSimdKernel();
    expect(await pool.solve(jobs)).toEqual(jobs.map((job) => kernel.pathLossDb(job)));
    expect(started).toBe(2);
  });

  test('gives up on work that kills two workers, and works on', async () => {
    let deadly = true;
    const workers: FakeWorker[] = [];
    const pool = createPool(
      () =>
        keep(
          workers,
          createFakeWorker(() => deadly),
        ),
      1,
    );
    await expect(pool.solve(createJobs(3))).rejects.toThrow('a worker failed: lost, twice on the same work');
    expect(workers).toHaveLength(2);
    deadly = false;
    expect(await pool.solve(createJobs(3))).toHaveLength(3);
  });

  test('cancel ends the work and the workers doing it; the pool stays usable', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => keep(workers, createFakeWorker()), 2);
    const solving = pool.solve(createJobs(41));
    const refused = expect(solving).rejects.toThrow(CancelledError);
    pool.cancel();
    await refused;
    expect(workers.map((worker) => worker.terminated)).toEqual([true, true]);
    expect(await pool.solve(createJobs(3))).toHaveLength(3);
  });

  test('dispose ends idle and busy workers for good', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => keep(workers, createFakeWorker()), 2);
    await pool.solve(createJobs(9));
    pool.dispose();
    expect(workers.every((worker) => worker.terminated)).toBe(true);
    await expect(pool.solve(createJobs(1))).rejects.toThrow('closed');
  });

  test('refuses bad jobs before any worker sees them', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => keep(workers, createFakeWorker()), 2);
    await expect(pool.solve([{ ...createJobs(1)[0], capDb: Number.NaN }])).rejects.toThrow(InputError);
    expect(workers).toEqual([]);
  });

  test('a worker that cannot start and a listener that throws end the call', async () => {
    const noWorker = createPool(() => {
      throw new Error('no threads here');
    }, 2);
    await expect(noWorker.solve(createJobs(2))).rejects.toThrow('no threads here');
    const throwing = createPool(createFakeWorker, 2).solve(createJobs(9), () => {
      throw new RangeError('stop');
    });
    await expect(throwing).rejects.toThrow(RangeError);
  });

  test.each([0, 1.5, 257, Number.NaN])('refuses %d workers', (workerCount) => {
    expect(() => new WorkerPool({ spawn: createFakeWorker, workerCount })).toThrow(InputError);
  });
});

function keep<Value>(list: Value[], value: Value): Value {
  list.push(value);
  return value;
}
