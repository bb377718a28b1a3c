import { createPlainSolver, createSimdKernel, FieldStack, type Plan, predictPlan } from '@diku/engine';
import { tracePoints, trackAntenna } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { referenceKernel } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { randomGarage } from './scene-support/random-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const resolutionM = isLong ? 1 : 2;
/** Thermal noise in 15 kHz at 290 K with the profile's noise figure of 7 dB. */
const noiseMw = 10 ** ((-173.975 + 10 * Math.log10(15_000) + 7) / 10);

/** Shadowing alike for all antennas: the median of a sum is the sum of the medians. */
const commonShadowing = {
  ...buildPlan().requirements,
  profileOverrides: { shadowingCorrelationRatio: 1 },
};

/** A ramp between both levels, and antennas on both. */
function buildTwoLevels(otherCell = 'S1'): Plan {
  const ramp: [number, number][] = [
    [4, 14],
    [12, 14],
    [12, 20],
    [4, 20],
  ];
  const level = (id: string, elevationM: number) =>
    buildLevel({
      ...{ id, elevationM, walls: randomWalls(6, 12) },
      zones: [{ id: 'r', kind: 'ramp', polygon: ramp }],
    });
  return buildPlan({
    levels: [level('B1', -4), level('B2', -7.6)],
    carriers: buildPlan().carriers.slice(0, 2),
    requirements: commonShadowing,
    antennas: [
      buildAntenna('A1', 10.25, 16.25),
      buildAntenna('A2', 30.25, 16.25),
      buildAntenna('A3', 9, 17, { level: 'B2', cell: otherCell }),
    ],
  });
}

describe('a level', () => {
  it.each([
    ['the same cell', 'S1'],
    ['another cell', 'S2'],
  ])('sums antennas of other levels, of %s, as their links say', async (_, otherCell) => {
    const plan = buildTwoLevels(otherCell);
    const { maps } = await predictPlan(plan, { solver, resolutionM });
    for (const { grid, rsrpDbm, sinrDb, carrierId, levelId } of [maps[0], maps[maps.length - 1]]) {
      for (let cell = 0; cell < rsrpDbm.length; cell += 17) {
        if (Number.isNaN(rsrpDbm[cell])) continue;
        const x = (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000;
        const y = (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000;
        const [links] = tracePoints(plan, [{ x, y, z: 1.5, level: levelId }], { carrierId });
        const [one, two, other] = links.map((link) => 10 ** (link.rsrpDbm / 10));
        const sums = otherCell === 'S1' ? [one + two + other, 0] : [one + two, other];
        const [servingMw, otherMw] = [Math.max(...sums), Math.min(...sums)];
        expect(rsrpDbm[cell]).toBeCloseTo(10 * Math.log10(servingMw), 2);
        const sinr = servingMw / (noiseMw + 0.5 * otherMw);
        expect(sinrDb[cell]).toBeCloseTo(10 * Math.log10(sinr), 2);
      }
    }
  });

  it('is served through a ramp by an antenna of the other level alone, points included', async () => {
    const plan = buildTwoLevels();
    const point = { id: 'g', kind: 'gate' as const, position: [8, 16] as [number, number], heightM: 1.2 };
    plan.levels[1].points = [point, { ...point, id: 'far', position: [38, 3] }];
    plan.antennas = [plan.antennas[0]];
    const { maps, assessment } = await predictPlan(plan, { solver, resolutionM });
    const below = maps.filter(({ levelId }) => levelId === 'B2');
    expect(below.every(({ bestAntenna }) => bestAntenna.includes(0))).toBe(true);
    const [near, far] = ['g', 'far'].map((id) => assessment.points.find((found) => found.id === id)!);
    expect(near.probability).toBeGreaterThan(0.9);
    expect(far.probability).toBeLessThan(0.5);
  });

  it('is the same from both kernels, with every kind of obstacle (seed 7)', {
    tags: ['thorough'],
  }, async () => {
    const plan = randomGarage(7, 3);
    plan.carriers = plan.carriers.slice(0, 2);
    plan.antennas = [
      buildAntenna('A1', 11, 9, { heightM: 2.4 }),
      buildAntenna('A2', 30.123, 17.5, { level: 'B2', heightM: 1.4 }),
    ];
    const fast = await predictPlan(plan, { solver, resolutionM });
    const slow = await predictPlan(plan, { solver: createPlainSolver(referenceKernel), resolutionM });
    fast.maps.forEach(({ rsrpDbm }, index) => {
      const differencesDb = rsrpDbm.map((valueDbm, cell) =>
        Math.abs(valueDbm - slow.maps[index].rsrpDbm[cell]),
      );
      expect(Math.max(...differencesDb.filter((valueDb) => !Number.isNaN(valueDb)))).toBeLessThan(0.002);
    });
  });

  it('does not hear other levels where the model knows no floors', async () => {
    const plan = buildTwoLevels();
    plan.antennas = [plan.antennas[0]];
    const { maps } = await predictPlan(plan, { solver, resolutionM, modelId: 'itu-p1238-corridor-los' });
    const detectable = maps.map(({ levelId, bestAntenna }) => [levelId, bestAntenna.includes(0)]);
    expect(detectable.filter(([levelId]) => levelId === 'B1').every(([, hears]) => hears)).toBe(true);
    expect(detectable.some(([levelId, hears]) => levelId === 'B2' && hears)).toBe(false);
  });

  it('follows an antenna that moves on another level, with the bits of a prediction', async () => {
    const plan = { ...buildTwoLevels(), materials: { slab: { lossDb: { '1800': 11 } } } };
    const carrierId = plan.carriers[0].id;
    const options = { solver, resolutionM, levelId: 'B1', carrierId };
    const tracked = await trackAntenna(plan, 'A3', options);
    expect(tracked.matters).toBe(true);
    const moved = { ...plan.antennas[2], position: [17.3, 12.1] as [number, number] };
    const antennas = [plan.antennas[0], plan.antennas[1], moved];
    const whole = await predictPlan({ ...plan, antennas }, { solver, resolutionM });
    const map = await tracked.mapWith(moved);
    expect(map.rsrpDbm).toEqual(whole.maps[0].rsrpDbm);
    expect(map.bestAntenna).toEqual(whole.maps[0].bestAntenna);
  });

  it('keeps what stands between levels while antennas move, and forgets it when a level changes', async () => {
    const fields = new FieldStack(solver);
    const plan = buildTwoLevels();
    await predictPlan(plan, { solver, resolutionM, fields });
    const between = (of: Plan) => fields.crossing(of.levels, of.levels[1], of.levels[0], 1870, {});
    const before = between(plan);
    expect(between({ ...plan, antennas: [] })).toBe(before);
    const shut = {
      ...plan,
      levels: [{ ...plan.levels[0], slabOpenings: [] }, plan.levels[1]],
    };
    expect(between(shut).obstacles.slabs?.[0].openingsMm).toEqual([]);
    const edited = await predictPlan(shut, { solver, resolutionM, fields });
    const afresh = await predictPlan(shut, { solver, resolutionM });
    edited.maps.forEach((map, index) => {
      expect(map.rsrpDbm).toEqual(afresh.maps[index].rsrpDbm);
    });
  });
});
