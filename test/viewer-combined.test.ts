import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { combineMaps } from '../packages/viewer/src/compute/combine-maps.ts';
import { type CombinedMap, operatorId, worstId } from '../packages/viewer/src/store/combined-map.ts';

const plan = parsePlan(
  JSON.parse(readFileSync(new URL('fixtures/small-garage.diku.json', import.meta.url), 'utf8')),
);

describe('fields of several carriers', () => {
  let combined: CombinedMap[];
  let result: Awaited<ReturnType<typeof predictPlan>>;
  const of = (id: string) => combined.filter(({ carrierId }) => carrierId === id);

  beforeAll(async () => {
    result = await predictPlan(plan, { solver: createPlainSolver(createSimdKernel()), resolutionM: 1 });
    combined = combineMaps(plan, result.maps, result.profile);
  });

  test('an operator’s field has the share that its verdict expects', () => {
    expect(result.assessment.operators.length).toBeGreaterThan(1);
    for (const { operator, expectedCoverageRatio } of result.assessment.operators) {
      const served = of(operatorId(operator)).flatMap(({ servedProbability }) => [...servedProbability]);
      const counted = served.filter((value) => !Number.isNaN(value));
      const mean = counted.reduce((sum, value) => sum + value, 0) / counted.length;
      expect(mean).toBeCloseTo(expectedCoverageRatio, 3);
    }
  });

  test('every place has the values of one carrier, the worst operator’s those of the one least likely to serve', () => {
    for (const map of combined) {
      const level = result.maps.filter(({ levelId }) => levelId === map.levelId);
      const operators = combined.filter(
        ({ levelId, carrierId }) => levelId === map.levelId && carrierId !== worstId,
      );
      for (let cell = 0; cell < map.cells.length; cell += 7) {
        if (map.deciding[cell] < 0) {
          expect(map.rsrpDbm[cell]).toBeNaN();
          continue;
        }
        const carrierId = map.carrierIds[map.deciding[cell]];
        const own = level.find((each) => each.carrierId === carrierId)!;
        const values = [map.rsrpDbm[cell], map.sinrDb[cell], map.bestAntenna[cell], map.uplinkDb[cell]];
        const uplinkDb = Math.fround(own.rsrpDbm[cell] + own.uplinkOverRsrpDb);
        expect(values).toEqual([own.rsrpDbm[cell], own.sinrDb[cell], own.bestAntenna[cell], uplinkDb]);
        if (map.carrierId !== worstId) continue;
        const least = Math.min(...operators.map(({ servedProbability }) => servedProbability[cell]));
        expect(map.servedProbability[cell]).toBe(least);
      }
    }
  });
});
