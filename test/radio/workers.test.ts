import { CancelledError, createPlainSolver, createSimdKernel, InputError, WorkerPool } from '@diku/engine';
import { describe, expect, test } from 'vitest';
import { referenceKernel } from '../../packages/engine/src/radio/index.ts';
import { isLong } from '../support/is-long.ts';
import { createJobs, SEED } from './worker-support/jobs.ts';
import { createPool, isBuilt, retain, solveHere } from './worker-support/pool-support.ts';
import { createFakeWorker, type FakeWorker, spawnThread } from './worker-support/spawn-worker.ts';

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

describe.each([
  ['arrays that move', false],
  ['shared memory', true],
])('the worker pool with %s', (_, sharedMemory) => {
  test.each([1, 2, 5])(
    `gives the plain kernel's bytes, in order, with %i workers (seed ${SEED})`,
    async (count) => {
      const jobs = createJobs(41);
      const counts: number[] = [];
      const pool = createPool(createFakeWorker, count, sharedMemory);
      const fields = await pool.solve(jobs, (done) => counts.push(done));
      expect(fields).toEqual(solveHere(jobs));
      expect(fields.every((field) => field.buffer instanceof SharedArrayBuffer)).toBe(sharedMemory);
      expect(counts.at(-1)).toBe(41);
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
    },
  );

  test.skipIf(!isBuilt)(`does so on real threads (seed ${SEED})`, { tags: ['thorough'] }, async () => {
    const jobs = createJobs(41);
    for (const workerCount of isLong ? [1, 2] : [2]) {
      const pool = createPool(() => spawnThread(), workerCount, sharedMemory);
      expect(await pool.solve(jobs)).toEqual(solveHere(jobs));
    }
  });

  test('sends an obstacle set to each worker once, and drops old ones', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => retain(workers, createFakeWorker()), 1, sharedMemory);
    const jobs = createJobs(20);
    await pool.solve(jobs);
    await pool.solve(jobs);
    const sent = workers[0].requests.flatMap((request) => request.obstacles);
    expect(sent.map(({ id }) => id)).toHaveLength(2);
    const shared = sent.map(({ obstacles }) => obstacles.segmentsMm.buffer instanceof SharedArrayBuffer);
    expect(shared).toEqual([sharedMemory, sharedMemory]);

    const others = createJobs(300).map((job) => ({ ...job, obstacles: { ...job.obstacles } }));
    await pool.solve(others);
    const forgotten = new Set(workers[0].requests.flatMap((request) => request.forgottenIds));
    expect(forgotten.size).toBeGreaterThan(100);
    // What was dropped is sent again when it is needed again.
    expect(await pool.solve([jobs[0]])).toEqual(solveHere([jobs[0]]));
    expect(workers).toHaveLength(1);
  });

  test('sends heights and slabs too', async () => {
    const [job] = createJobs(1);
    const ring = Int32Array.of(2000, 2000, 9000, 2000, 9000, 9000, 2000, 9000);
    const obstacles = {
      ...job.obstacles,
      walls: undefined,
      heightsMm: Int32Array.from({ length: 18 }, (_, index) => (index % 2 === 0 ? 0 : 1000 + 100 * index)),
      slabs: [{ elevationMm: 2000, lossUnits: 5120, openingsMm: [ring] }],
    };
    const upper = { ...job, obstacles, transmitterZMm: 5000 };
    const workers: FakeWorker[] = [];
    const pool = createPool(
      () => retain(workers, createFakeWorker({ kernel: referenceKernel })),
      1,
      sharedMemory,
    );
    const [field] = await pool.solve([upper]);
    expect(workers[0].requests[0].obstacles[0].obstacles).toEqual(obstacles);
    expect(field).toEqual(referenceKernel.pathLossDb(upper));
    expect(field).not.toEqual(referenceKernel.pathLossDb({ ...upper, obstacles: job.obstacles }));
  });

  test('serves several callers at once', async () => {
    const pool = createPool(createFakeWorker, 2, sharedMemory);
    const jobs = createJobs(12);
    const expected = solveHere(jobs);
    const [all, reversed] = await Promise.all([pool.solve(jobs), pool.solve([...jobs].reverse())]);
    expect(all).toEqual(expected);
    expect(reversed).toEqual([...expected].reverse());
  });

  test('has nothing to do for no jobs', async () => {
    const pool = createPool(
      () => {
        throw new Error('must not start a worker');
      },
      2,
      sharedMemory,
    );
    expect(await pool.solve([])).toEqual([]);
  });

  test('dispose ends idle and busy workers for good', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => retain(workers, createFakeWorker()), 2, sharedMemory);
    await pool.solve(createJobs(9));
    const refused = expect(pool.solve(createJobs(9))).rejects.toThrow(CancelledError);
    pool.dispose();
    await refused;
    expect(workers.every((worker) => worker.terminated)).toBe(true);
    await expect(pool.solve(createJobs(1))).rejects.toThrow('closed');
  });

  test('refuses bad jobs before any worker sees them', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => retain(workers, createFakeWorker()), 2, sharedMemory);
    await expect(pool.solve([{ ...createJobs(1)[0], capDb: Number.NaN }])).rejects.toThrow(InputError);
    expect(workers).toEqual([]);
  });

  test('what a worker refuses comes back as it was', async () => {
    const refusal = new InputError([{ at: 'grid', found: 'too much', expected: 'less' }]);
    const kernel = { ...createSimdKernel(), pathLossDb: () => raise(refusal) };
    const pool = createPool(() => createFakeWorker({ kernel }), 1, sharedMemory);
    const error = await pool.solve(createJobs(1)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).problems).toEqual(refusal.problems);
  });

  test('a listener that throws ends the call', async () => {
    const throwing = createPool(createFakeWorker, 2, sharedMemory).solve(createJobs(9), () => {
      throw new RangeError('stop');
    });
    await expect(throwing).rejects.toThrow(RangeError);
  });
});

test.each([0, 1.5, 257, Number.NaN])('the worker pool refuses %d workers', (workerCount) => {
  expect(() => new WorkerPool({ spawn: createFakeWorker, workerCount })).toThrow(InputError);
});

function raise(error: Error): never {
  throw error;
}
