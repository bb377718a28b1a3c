import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CancelledError, createPlainSolver, createSimdKernel, InputError } from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import { describe, expect, test, vi } from 'vitest';
import {
  createSolverBySize,
  createWorkerApi,
  type FieldKernel,
  packJobs,
} from '../../packages/engine/src/radio/index.ts';
import { createJobs, createLargeJob, SEED } from './worker-support/jobs.ts';
import { createPool, isBuilt, retain, sameBytes, solveHere } from './worker-support/pool-support.ts';
import { createFakeWorker, type FakeWorker, spawnThread } from './worker-support/spawn-worker.ts';

/** Most cells a worker holds at once, as the pool's README says. */
const tileCells = 2 ** 18;

/** A kernel that notes the size of everything it is asked. */
function createNotingKernel(): { kernel: FieldKernel; grids: FieldJob['grid'][] } {
  const simd = createSimdKernel();
  const grids: FieldJob['grid'][] = [];
  const kernel: FieldKernel = {
    ...simd,
    pathLossDb: (job, into) => {
      grids.push(job.grid);
      return simd.pathLossDb(job, into);
    },
  };
  return { kernel, grids };
}

describe.each([
  ['arrays that move', false],
  ['shared memory', true],
])('a large job with %s', (_, sharedMemory) => {
  test(`is shared among workers and has the same bytes as in one piece (seed ${SEED})`, async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => retain(workers, createFakeWorker()), 2, sharedMemory);
    const jobs = [createLargeJob(), ...createJobs(3), createLargeJob()];
    const counts: number[] = [];
    const fields = await pool.solve(jobs, (count) => counts.push(count));
    expect(sameBytes(fields, solveHere(jobs))).toBe(true);
    expect(workers.map(({ requests }) => requests.length > 0)).toEqual([true, true]);
    expect(counts.at(-1)).toBe(jobs.length);
    expect(new Set(counts).size).toBe(counts.length);
  });

  test.skipIf(!isBuilt)('does so on real threads', async () => {
    const pool = createPool(() => spawnThread(), 2, sharedMemory);
    const fields = await pool.solve([createLargeJob()]);
    expect(sameBytes(fields, solveHere([createLargeJob()]))).toBe(true);
  });

  test('never reaches a worker whole: it holds one tile', async () => {
    const { kernel, grids } = createNotingKernel();
    const pool = createPool(() => createFakeWorker({ kernel }), 1, sharedMemory);
    const job = createLargeJob();
    await pool.solve([job]);
    expect(Math.max(...grids.map(({ columns, rows }) => columns * rows))).toBeLessThanOrEqual(tileCells);
    expect(grids.reduce((sum, { rows }) => sum + rows, 0)).toBe(job.grid.rows);
  });

  test('with many obstacles has smaller tiles still', async () => {
    const { kernel, grids } = createNotingKernel();
    const pool = createPool(() => createFakeWorker({ kernel }), 1, sharedMemory);
    const [small] = createJobs(1);
    const obstacles = {
      segmentsMm: Int32Array.from({ length: 4 * 40_000 }, (_, index) => (index * 7919) % 15_000),
      lossUnits: new Int32Array(40_000).fill(2),
    };
    const job = { ...small, obstacles, grid: { ...small.grid, columns: 20, rows: 600 } };
    expect(await pool.solve([job])).toEqual(solveHere([job]));
    expect(Math.max(...grids.map(({ rows }) => rows))).toBeLessThan(420);
  });

  test('that exceeds two gibibytes with its like is refused before anything is allocated', async () => {
    const pool = createPool(() => raise(new Error('must not start a worker')), 2, sharedMemory);
    const [small] = createJobs(1);
    const grid = { originXMm: 100, originYMm: 100, cellMm: 200, columns: 8192, rows: 8192 };
    const jobs = new Array<FieldJob>(9).fill({ ...small, grid });
    await expect(pool.solve(jobs)).rejects.toThrow(
      'fields: found 9 fields, 2416 MB; expected at most 2147 MB at once: larger cells',
    );
    await expect(pool.solve(jobs)).rejects.toThrow(InputError);
    const kernel = { ...createSimdKernel(), pathLossDb: () => raise(new Error('must not be asked')) };
    await expect(createPlainSolver(kernel).solve(jobs)).rejects.toThrow(InputError);
  });
});

test('a field that the machine has no memory for is refused', async () => {
  const pool = createPool(createFakeWorker, 1, true);
  class Full extends SharedArrayBuffer {
    constructor(bytes: number) {
      if (bytes > 2 ** 20) throw new RangeError('Array buffer allocation failed');
      super(bytes);
    }
  }
  vi.stubGlobal('SharedArrayBuffer', Full);
  try {
    await expect(pool.solve([createLargeJob()])).rejects.toThrow('a field that fits this machine’s memory');
  } finally {
    vi.unstubAllGlobals();
  }
  expect(await pool.solve(createJobs(2))).toEqual(solveHere(createJobs(2)));
});

describe('cancel', () => {
  test('without shared memory ends after the three batches in hand and keeps the workers', async () => {
    const { kernel, grids } = createNotingKernel();
    const workers: FakeWorker[] = [];
    const pool = createPool(() => retain(workers, createFakeWorker({ kernel })), 2);
    const refused = expect(pool.solve(createJobs(200))).rejects.toThrow(CancelledError);
    pool.cancel();
    await refused;
    const sent = workers.flatMap(({ requests }) => requests.map(({ intoDb }) => intoDb.length));
    expect(sent).toHaveLength(6);
    expect(await pool.solve(createJobs(3))).toEqual(solveHere(createJobs(3)));
    expect(grids.length).toBeLessThanOrEqual(sent.reduce((sum, count) => sum + count, 3));
    expect(workers).toHaveLength(2);
  });

  test.skipIf(!isBuilt)('with shared memory ends after the tile in hand and keeps the thread', async () => {
    const gate = new Int32Array(new SharedArrayBuffer(8));
    let started = 0;
    const pool = createPool(
      () => {
        started++;
        return spawnThread({ gate });
      },
      1,
      true,
    );
    // Three batches in the worker's hands, several tiles each.
    const refused = expect(pool.solve([createLargeJob(), ...createJobs(80)])).rejects.toThrow(CancelledError);
    await until(() => Atomics.load(gate, 0) === 1);
    pool.cancel();
    await refused;
    openGate(gate);
    expect(await pool.solve(createJobs(1))).toEqual(solveHere(createJobs(1)));
    expect(Atomics.load(gate, 0)).toBe(1 + 1);
    expect(started).toBe(1);
  });

  test.skipIf(!isBuilt)('twice ends a thread that did not hear the first', async () => {
    const gate = new Int32Array(new SharedArrayBuffer(8));
    const gates = [gate];
    const pool = createPool(() => spawnThread({ gate: gates.pop() }), 1, true);
    const refused = expect(pool.solve(createJobs(4))).rejects.toThrow(CancelledError);
    await until(() => Atomics.load(gate, 0) === 1);
    pool.cancel();
    await refused;
    const alsoRefused = expect(pool.solve(createJobs(4))).rejects.toThrow(CancelledError);
    pool.cancel();
    await alsoRefused;
    // The gate is still shut: another thread answers.
    expect(await pool.solve(createJobs(2))).toEqual(solveHere(createJobs(2)));
    expect(Atomics.load(gate, 0)).toBe(1);
  });

  test('is seen before each job of a request', () => {
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const simd = createSimdKernel();
    let asked = 0;
    const api = createWorkerApi({
      ...simd,
      pathLossDb: (job, into) => {
        asked++;
        if (asked === 3) Atomics.store(stop, 0, 1);
        return simd.pathLossDb(job, into);
      },
    });
    const jobs = createJobs(20);
    const answer = api.solveJobs({
      obstacles: jobs.slice(0, 2).map(({ obstacles }, id) => ({ id, obstacles })),
      forgottenIds: [],
      jobs: packJobs(
        jobs.map(({ grid: { rows } }, jobIndex) => ({ jobIndex, firstRow: 0, rows })),
        jobs,
        ({ obstacles }) => (obstacles === jobs[0].obstacles ? 0 : 1),
      ),
      intoDb: jobs.map(() => undefined),
      stop,
    });
    expect(answer.fieldsDb).toEqual(solveHere(jobs.slice(0, 3)));
    expect(asked).toBe(3);
  });

  test('of a plain solver that pauses comes before the next tile', async () => {
    const { kernel, grids } = createNotingKernel();
    let pauses = 0;
    const pause = async () => {
      pauses++;
      if (pauses > 2) throw new CancelledError();
    };
    await expect(createPlainSolver(kernel, { pause }).solve([createLargeJob()])).rejects.toThrow(
      CancelledError,
    );
    expect(grids).toHaveLength(2);
    const solver = createPlainSolver(kernel, { pause: async () => {} });
    const jobs = [createLargeJob(), ...createJobs(3)];
    const fields = await solver.solve(jobs);
    expect(sameBytes(fields, solveHere(jobs))).toBe(true);
  });
});

test.each([false, true])(
  'fields that nobody holds any more are let go (shared memory: %s)',
  async (sharedMemory) => {
    const pool = createPool(createFakeWorker, 1, sharedMemory);
    const [field] = (await pool.solve(createJobs(1))).map((pathLossDb) => new WeakRef(pathLossDb));
    await pool.solve(createJobs(1));
    // A weak reference holds until the end of the task that made it.
    await new Promise((resolve) => setTimeout(resolve, 1));
    collectGarbage();
    expect(field.deref()).toBeUndefined();
  },
);

describe.each([
  ['arrays that move', false],
  ['shared memory', true],
])('fields given back, with %s', (_, sharedMemory) => {
  test('are written anew, and only those', async () => {
    const pool = createPool(createFakeWorker, 2, sharedMemory);
    const [cached, given, large] = [createJobs(9), createJobs(9).reverse(), [createLargeJob()]];
    const cachedFields = await pool.solve(cached);
    const givenFields = await pool.solve(given);
    const largeFields = await pool.solve(large);
    const memory = new Set(givenFields.map(({ buffer }) => buffer));
    pool.release(givenFields);
    pool.release(givenFields);
    pool.release(largeFields);
    const again = await pool.solve([...given, ...given]);
    const largeAgain = await pool.solve(large);
    expect(again).toEqual(solveHere([...given, ...given]));
    expect(sameBytes(largeAgain, solveHere(large))).toBe(true);
    expect(cachedFields).toEqual(solveHere(cached));
    expect(new Set(again.map(({ buffer }) => buffer)).size).toBe(18);
    if (!sharedMemory) return;
    expect(again.filter(({ buffer }) => memory.has(buffer))).toHaveLength(9);
    expect(largeAgain[0].buffer).toBe(largeFields[0].buffer);
  });

  test('are not taken when they are of other memory', async () => {
    const pool = createPool(createFakeWorker, 1, sharedMemory);
    const [job] = createJobs(1);
    const bytes = 4 * job.grid.columns * job.grid.rows;
    const other = new Float32Array(sharedMemory ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes));
    const part = new Float32Array(new SharedArrayBuffer(bytes + 4), 0, bytes / 4);
    pool.release([other, part]);
    const [field] = await pool.solve([job]);
    expect([other.buffer, part.buffer]).not.toContain(field.buffer);
    expect(field).toEqual(solveHere([job])[0]);
  });
});

test('calls of less work than a tile stay on this thread, larger ones do not', async () => {
  const asked: string[] = [];
  const plain = createPlainSolver(createSimdKernel());
  const noting = (name: string): typeof plain => ({
    solve: (jobs, onDone) => {
      asked.push(name);
      return plain.solve(jobs, onDone);
    },
  });
  const solver = createSolverBySize({ small: noting('small'), large: noting('large') });
  const few = createJobs(8);
  const many = new Array<FieldJob>(10).fill(createLargeJob());
  expect(await solver.solve(few)).toEqual(solveHere(few));
  await solver.solve(many);
  expect(asked).toEqual(['small', 'large']);
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

function openGate(gate: Int32Array): void {
  Atomics.store(gate, 1, 1);
  Atomics.notify(gate, 1);
}

function raise(error: Error): never {
  throw error;
}
