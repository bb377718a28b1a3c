import { CancelledError, InputError } from '@diku/engine';
import { describe, expect, test } from 'vitest';
import {
  airM3,
  buildEnergyScene,
  buildGrid,
  createPlainRaySolver,
  type EnergyJob,
  energyGrid,
  RayPool,
  traceEnergyField,
} from '../../packages/engine/src/radio/index.ts';
import { buildLevel } from '../support/build-garage.ts';
import { isBuilt } from './worker-support/pool-support.ts';
import { spawnThread } from './worker-support/spawn-worker.ts';

const program = new URL('worker-support/ray-worker.mjs', import.meta.url);
const level = buildLevel();

function site(frequencyMhz: number) {
  const scene = buildEnergyScene(level, frequencyMhz, {});
  const grid = energyGrid(buildGrid(level, 2), 1.5, level.clearHeightM);
  return { scene, grid };
}

function jobsOf(count: number, rays = 500): EnergyJob[] {
  const sites = [site(900), site(1800)];
  return Array.from({ length: count }, (_, index) => ({
    ...sites[index % 2],
    batch: { from: [5, 5, 2.4], rays, seed: index + 1 },
  }));
}

function createPool(workerCount: number, more: object = {}): RayPool {
  return new RayPool({ spawn: () => spawnThread({ program, ...more }), workerCount });
}

describe('the plain solver of rays', () => {
  test('answers in order, reports, and ends with what a pause or a listener throws', async () => {
    const counts: number[] = [];
    const jobs = jobsOf(4);
    const tallies = await createPlainRaySolver().solve(jobs, (count) => counts.push(count));
    expect(counts).toEqual([1, 2, 3, 4]);
    expect(tallies[0].pathM).not.toEqual(tallies[2].pathM);
    const stopping = createPlainRaySolver(() => Promise.reject(new CancelledError()));
    await expect(stopping.solve(jobs)).rejects.toThrow(CancelledError);
  });
});

describe.skipIf(!isBuilt)('the ray pool', () => {
  test.each([1, 3])(
    'has the plain solver’s bytes, in order, with %i workers',
    { tags: ['thorough'] },
    async (workerCount) => {
      const jobs = jobsOf(9);
      const counts: number[] = [];
      const pool = createPool(workerCount);
      expect(await pool.solve(jobs, (count) => counts.push(count))).toEqual(
        await createPlainRaySolver().solve(jobs),
      );
      expect(counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      pool.dispose();
      await expect(pool.solve(jobs)).rejects.toThrow('closed');
    },
  );

  test('gives a whole field the same bytes as this thread does', async () => {
    const { scene, grid } = site(1800);
    const air = airM3(level, scene, grid);
    const pool = createPool(2);
    const [there, here] = await Promise.all(
      [pool, createPlainRaySolver()].map((solver) =>
        traceEnergyField(scene, grid, air, [5, 5, 2.4], { rays: 4000, seed: 3, solver }),
      ),
    );
    pool.dispose();
    expect(there).toEqual(here);
  });

  test('cancel ends long work at once, and the pool goes on', async () => {
    const pool = createPool(2);
    const working = pool.solve(jobsOf(4, 100_000_000));
    const failure = expect(working).rejects.toThrow(CancelledError);
    setTimeout(() => pool.cancel(), 50);
    await failure;
    const jobs = jobsOf(2);
    expect(await pool.solve(jobs)).toEqual(await createPlainRaySolver().solve(jobs));
    pool.dispose();
  });

  test('what the listener throws ends the work', async () => {
    const pool = createPool(2);
    const working = pool.solve(jobsOf(6), () => {
      throw new CancelledError();
    });
    await expect(working).rejects.toThrow(CancelledError);
    pool.dispose();
  });

  test('a batch that kills every worker is reported after two', { tags: ['thorough'] }, async () => {
    const pool = createPool(1, { deadlySeed: 2 });
    await expect(pool.solve(jobsOf(3))).rejects.toThrow('a worker failed');
    const [first] = jobsOf(1);
    expect(await pool.solve([first])).toHaveLength(1);
    pool.dispose();
  });

  test('refuses what is no number of workers', () => {
    expect(() => createPool(0)).toThrow(InputError);
    expect(() => createPool(257)).toThrow('1 to 256');
  });
});
