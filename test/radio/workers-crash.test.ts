import type { FieldJob } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { createJobs, createLargeJob, SEED } from './worker-support/jobs.ts';
import { createPool, isBuilt, retain, sameBytes, solveHere } from './worker-support/pool-support.ts';
import { createFakeWorker, type FakeWorker, spawnThread } from './worker-support/spawn-worker.ts';

type Death = 'exit' | 'throw' | 'memory';
/** How threads end, and what is said of it. */
const deaths: [Death, string][] = [
  ['exit', 'exit code 9'],
  ['throw', 'struck'],
  ['memory', 'memory limit'],
];

describe.each([
  ['arrays that move', false],
  ['shared memory', true],
])('a pool with %s', (_, sharedMemory) => {
  /** In the short run one way to die each: threads cost their start. */
  const isTried = ([death]: readonly [Death, ...string[]]) =>
    isLong || death === (sharedMemory ? 'memory' : 'exit');

  test(`replaces a worker that dies and loses nothing (seed ${SEED})`, async () => {
    const workers: FakeWorker[] = [];
    const dies = (request: number) => workers.length <= 2 && request === 2;
    const pool = createPool(() => retain(workers, createFakeWorker({ dies })), 2, sharedMemory);
    const jobs = createJobs(300);
    const fields = await pool.solve(jobs);
    expect(sameBytes(fields, solveHere(jobs))).toBe(true);
    // A worker given up for dead may write late: its fields are not written anew.
    pool.release(fields);
    const again = await pool.solve(jobs);
    expect(again.filter(({ buffer }) => fields.some((field) => field.buffer === buffer))).toEqual([]);
    expect(workers.length).toBeGreaterThan(2);
    expect(workers.filter(({ terminated }) => terminated).length).toBe(workers.length - 2);
  });

  test.skipIf(!isBuilt).each(deaths.filter(isTried))(
    'replaces a real thread that ends by %s',
    async (death) => {
      let started = 0;
      const pool = createPool(
        () => {
          started++;
          return spawnThread(started === 1 ? { dieAfter: 2, death } : {});
        },
        1,
        sharedMemory,
      );
      const jobs = createJobs(150);
      expect(sameBytes(await pool.solve(jobs), solveHere(jobs))).toBe(true);
      expect(started).toBe(2);
    },
  );

  test.skipIf(!isBuilt || !(isLong || sharedMemory))(
    'does again what a real thread had done and not answered',
    async () => {
      let started = 0;
      const pool = createPool(
        () => {
          started++;
          return spawnThread(started === 1 ? { dieAtTile: 4 } : {});
        },
        2,
        sharedMemory,
      );
      const jobs = [...createJobs(30), createLargeJob(), ...createJobs(150)];
      expect(sameBytes(await pool.solve(jobs), solveHere(jobs))).toBe(true);
    },
  );

  test.skipIf(!isBuilt || !(isLong || !sharedMemory))(
    'reports a tile that ends every thread that takes it',
    async () => {
      let started = 0;
      const pool = createPool(
        () => {
          started++;
          return spawnThread({ deadlyRows: createJobs(2)[1].grid.rows });
        },
        2,
        sharedMemory,
      );
      const [fine, deadly] = createJobs(2);
      await expect(pool.solve([fine, deadly])).rejects.toThrow(/^a worker failed: exit code 9, twice/);
      expect(await pool.solve([fine])).toEqual(solveHere([fine]));
      expect(started).toBeLessThanOrEqual(4);
    },
  );

  test.skipIf(!isBuilt).each(deaths.filter(isTried))(
    'reports work that ends two real threads by %s, and works on',
    async (death, words) => {
      let deadly = true;
      let started = 0;
      const pool = createPool(
        () => {
          started++;
          return spawnThread(deadly ? { dieAfter: 1, death } : {});
        },
        1,
        sharedMemory,
      );
      const failing = pool.solve(createJobs(3));
      await expect(failing).rejects.toThrow(words);
      await expect(failing).rejects.toThrow(/^a worker failed: .*, twice on the same work$/);
      expect(started).toBe(2);
      deadly = false;
      expect(await pool.solve(createJobs(3))).toEqual(solveHere(createJobs(3)));
    },
  );

  test('blames the work at hand, not what waits behind it', async () => {
    const workers: FakeWorker[] = [];
    const dies = (request: number) => workers.length <= 2 && request === 1;
    const pool = createPool(() => retain(workers, createFakeWorker({ dies })), 1, sharedMemory);
    const [first] = createJobs(1);
    const deadly = pool.solve([first]);
    const innocent = pool.solve(createJobs(2));
    await expect(deadly).rejects.toThrow('a worker failed: lost, twice on the same work');
    expect(await innocent).toEqual(solveHere(createJobs(2)));
    expect(workers).toHaveLength(3);
  });

  test.skipIf(!isBuilt)('reports a thread that never starts', async () => {
    const program = new URL('../no-such-program.mjs', import.meta.url);
    const pool = createPool(() => spawnThread({ program }), 2, sharedMemory);
    await expect(pool.solve(createJobs(3))).rejects.toThrow(/no-such-program.*twice on the same work/);
  });

  test('reports a host that cannot start one', async () => {
    const pool = createPool(
      () => {
        throw new Error('no threads here');
      },
      2,
      sharedMemory,
    );
    await expect(pool.solve(createJobs(2))).rejects.toThrow('no threads here');
  });

  test('reports a job that cannot be sent, and sends its obstacles with the next', async () => {
    const workers: FakeWorker[] = [];
    const pool = createPool(() => retain(workers, createFakeWorker()), 1, sharedMemory);
    const [job] = createJobs(1);
    const unsendable = { ...job, law: { ...job.law, note: () => 'a function' } } as FieldJob;
    await expect(pool.solve([unsendable])).rejects.toThrow('could not be cloned');
    expect(await pool.solve([job])).toEqual(solveHere([job]));
    expect(workers).toHaveLength(1);
  });
});
