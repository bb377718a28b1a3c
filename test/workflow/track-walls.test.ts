import {
  type CarrierMap,
  createPlainSolver,
  createSimdKernel,
  FieldStack,
  type Level,
  predictPlan,
} from '@diku/engine';
import { findNoiseRise, trackWalls } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const random = createRandom(4);
const point = (): [number, number] => [Math.floor(random() * 160) / 4, Math.floor(random() * 96) / 4];
const walls = randomWalls(4, 10);
const [carrier] = buildPlan().carriers;
const plan = buildPlan({
  levels: [
    buildLevel({ walls, openings: [] }),
    buildLevel({ id: 'B2', elevationM: -8.4, walls: walls.slice(5), openings: [] }),
  ],
  carriers: [carrier],
  antennas: Array.from({ length: 6 }, (_, index) =>
    buildAntenna(`A${index}`, ...point(), { cell: `S${index % 2}`, level: index < 4 ? 'B1' : 'B2' }),
  ),
  requirements: { ...buildPlan().requirements, profileOverrides: { walkSpacingM: 1000 } },
});

/** The plan with a wall of its first level elsewhere. */
function withWallAt(start: [number, number], end: [number, number]): typeof plan {
  const [level, ...others] = plan.levels;
  const [wall, ...rest] = level.walls ?? [];
  const moved: Level = { ...level, walls: [{ ...wall, start, end }, ...rest] };
  return { ...plan, levels: [moved, ...others] };
}

async function wholeMap(changed: typeof plan): Promise<CarrierMap> {
  const { maps } = await predictPlan(changed, { solver, resolutionM: 1 });
  // The kinds of floor are looked at by whole predictions alone.
  const {
    floor: _floor,
    slopes: _slopes,
    ...map
  } = maps.find(({ levelId }) => levelId === 'B1') as CarrierMap;
  return map;
}

/** What a drag takes from the prediction before it. */
const noiseOf = (given: typeof plan) => findNoiseRise(given, { carrierId: carrier.id, solver });

describe('walls that are dragged', () => {
  it('are followed with the bits of a whole prediction, where nothing is left as it was', {
    tags: ['thorough'],
  }, async () => {
    const tracked = trackWalls();
    const options = { solver, fields: new FieldStack(solver), levelId: 'B1', carrierId: carrier.id };
    const passing = { retainsBeyondM: Number.POSITIVE_INFINITY, atRest: [] };
    let [shown, into]: (CarrierMap | undefined)[] = [];
    for (let step = 0; step < 6; step += 1) {
      const changed = withWallAt(point(), point());
      // Antennas come as copies, and one may have been moved before.
      const antennas = structuredClone(plan.antennas);
      if (step > 3) antennas[1].position = [5, step];
      const given = { ...changed, antennas };
      const noiseRiseDb = await noiseOf(given);
      const map = await tracked.mapOf(given, { ...options, resolutionM: 1, passing, into, noiseRiseDb });
      expect(map).toEqual(await wholeMap(given));
      [into, shown] = [shown, map];
    }
  });

  it('leave what comes from other levels and around corners as it was, and are exact again at rest', async () => {
    const tracked = trackWalls();
    const fields = new FieldStack(solver);
    const options = { solver, fields, levelId: 'B1', carrierId: carrier.id, resolutionM: 1 };
    const passing = { retainsBeyondM: Number.POSITIVE_INFINITY, atRest: plan.levels };
    const exact = { ...passing, atRest: [] };
    const resting = { ...options, passing, noiseRiseDb: await noiseOf(plan) };
    expect(await tracked.mapOf(plan, resting)).toEqual(await wholeMap(plan));
    const changed = withWallAt([6, 12], [34, 12]);
    const map = await tracked.mapOf(changed, { ...options, passing });
    const whole = await wholeMap(changed);
    const apartDb = map.rsrpDbm.map((dbm, cell) => Math.abs(dbm - whole.rsrpDbm[cell]) || 0);
    expect(Math.max(...apartDb)).toBeGreaterThan(0.01);
    expect(apartDb.filter((db) => db < 3).length).toBeGreaterThan(0.95 * apartDb.length);
    const noiseRiseDb = await noiseOf(changed);
    expect(await tracked.mapOf(changed, { ...options, passing: exact, noiseRiseDb })).toEqual(whole);
    expect(await tracked.mapOf(plan, resting)).toEqual(await wholeMap(plan));
  });
});
