import { readFileSync } from 'node:fs';
import { parsePlan } from '@diku/engine';
import { RayPool } from '@diku/engine/radio';
import {
  airM3,
  buildEnergyScene,
  buildGrid,
  createPlainRaySolver,
  energyGrid,
  traceEnergyField,
} from '../../packages/engine/dist/radio/index.js';
import { hashArrays } from '../lib/field-jobs.mjs';
import { compareTimes, race, round, summarise } from '../lib/race.mjs';
import { spawnWorker } from '../lib/spawn-worker.mjs';

const planFile = new URL('../../examples/garage-one-level.diku.json', import.meta.url);

/**
 * Energy rays of the first antenna of `examples/garage-one-level.diku.json` with 60 % of the bays taken, cells of 2 m:
 * two workers against one. `raysPerSecond` is of one thread.
 */
export async function energyRays({ quick }) {
  const rays = quick ? 16_000 : 160_000;
  const trace = createTrace();
  const checksumOf = ({ lossDb, errorDb }) => hashArrays([lossDb, errorDb]);
  const here = createPlainRaySolver();
  const checksum = checksumOf(await trace(here, rays));
  const pools = [1, 2].map(
    (workerCount) => new RayPool({ spawn: () => spawnWorker('ray-worker'), workerCount }),
  );
  try {
    for (const pool of pools) {
      if (checksumOf(await trace(pool, rays)) !== checksum)
        throw new Error('energy-rays: other bytes than one thread');
    }
    const [twoMs, oneMs, hereMs] = await race(
      [...pools.toReversed(), here].map((solver) => ({ run: () => trace(solver, rays) })),
      { rounds: quick ? 3 : 11, warmups: 1 },
    );
    return [
      {
        name: 'energy-rays',
        ...summarise(twoMs),
        checksum,
        reference: { name: 'one worker', ...summarise(oneMs) },
        ...compareTimes(oneMs, twoMs),
        energyRays: { rays, raysPerSecond: round((1000 * rays) / summarise(hereMs).medianMs) },
      },
    ];
  } finally {
    for (const pool of pools) pool.dispose();
  }
}

/** Returns a function that traces the antenna's field with a solver. */
function createTrace() {
  const plan = parsePlan(JSON.parse(readFileSync(planFile, 'utf8')));
  const [level] = plan.levels;
  const scene = buildEnergyScene(level, 1800, { parkedCars: { occupancyRatio: 0.6, roofHeightM: 1.7 } });
  const grid = energyGrid(buildGrid(level, 2), 1.5, level.clearHeightM);
  const air = airM3(level, scene, grid);
  const [{ position, heightM }] = plan.antennas;
  return (solver, rays) =>
    traceEnergyField(scene, grid, air, [...position, heightM], { rays, seed: 1, solver });
}
