import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { throughputClassOf } from '@diku/engine/radio';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { combineMaps, limitsById } from '../../packages/viewer/src/compute/combine-maps.ts';
import { colorServers } from '../../packages/viewer/src/compute/list-servers.ts';
import { type CombinedMap, operatorId, worstId } from '../../packages/viewer/src/store/combined-map.ts';
import {
  coverageCurve,
  expectedFraction,
  fractionAtLeast,
} from '../../packages/viewer/src/store/coverage-curve.ts';
import { findScale } from '../../packages/viewer/src/store/field-scale.ts';

const plan = parsePlan(
  JSON.parse(readFileSync(new URL('../fixtures/small-garage.diku.json', import.meta.url), 'utf8')),
);

describe('fields of several carriers', () => {
  let combined: CombinedMap[];
  let classLimits: ReturnType<typeof limitsById>;
  let result: Awaited<ReturnType<typeof predictPlan>>;
  const of = (id: string) => combined.filter(({ carrierId }) => carrierId === id);

  beforeAll(async () => {
    result = await predictPlan(plan, { solver: createPlainSolver(createSimdKernel()), resolutionM: 1 });
    classLimits = limitsById(plan, result.profile);
    combined = combineMaps(plan, result.maps, result.profile, classLimits);
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

  test('every location has the values of one carrier, the worst operator’s those of the one least likely to serve', () => {
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
        const carrierField = level.find((each) => each.carrierId === carrierId)!;
        const values = [map.rsrpDbm[cell], map.sinrDb[cell], map.bestAntenna[cell], map.uplinkDb[cell]];
        const uplinkDb = Math.fround(carrierField.rsrpDbm[cell] + carrierField.uplinkOverRsrpDb);
        expect(values).toEqual([
          carrierField.rsrpDbm[cell],
          carrierField.sinrDb[cell],
          carrierField.bestAntenna[cell],
          uplinkDb,
        ]);
        if (map.carrierId !== worstId) continue;
        const min = Math.min(...operators.map(({ servedProbability }) => servedProbability[cell]));
        expect(map.servedProbability[cell]).toBe(min);
      }
    }
  });

  test('an operator has the throughput of its best carrier, the worst operator’s is the least of all', () => {
    const rateOf = (carrierId: string, levelId: string, cell: number) => {
      const map = result.maps.find((each) => each.carrierId === carrierId && each.levelId === levelId)!;
      const uplinkDb = map.rsrpDbm[cell] + map.uplinkOverRsrpDb;
      return throughputClassOf(classLimits[carrierId].throughput, map.sinrDb[cell], uplinkDb);
    };
    const seen = new Set<number>();
    for (const { cells, deciding, levelId, throughput } of of(worstId)) {
      for (let cell = 0; cell < cells.length; cell += 5) {
        if (deciding[cell] < 0) continue;
        const byOperator = result.assessment.operators.map(({ operator }) => {
          const operatorCarriers = plan.carriers.filter((carrier) => carrier.operator === operator);
          return Math.max(...operatorCarriers.map(({ id }) => rateOf(id, levelId, cell)));
        });
        expect(throughput[cell]).toBe(Math.min(...byOperator));
        seen.add(throughput[cell]);
      }
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  test('charts have the figures of the verdict: median and expected share, by operator and by level', () => {
    const { operators, levels } = result.assessment;
    for (const { operator, medianCoverageRatio, expectedCoverageRatio } of operators) {
      const maps = of(operatorId(operator));
      const margin = findScale('margin', classLimits[operatorId(operator)]);
      expect(fractionAtLeast(maps, margin, 0)).toBeCloseTo(medianCoverageRatio, 9);
      expect(expectedFraction(maps)).toBeCloseTo(expectedCoverageRatio, 6);
      for (const quantity of ['rsrp', 'margin', 'probability'] as const) {
        const scale = findScale(quantity, classLimits[operatorId(operator)]);
        const { values, ratios } = coverageCurve(maps, scale);
        for (let at = 0; at < values.length; at += 3) {
          expect(ratios[at], `${quantity} ${values[at]}`).toBeCloseTo(
            fractionAtLeast(maps, scale, values[at]),
            9,
          );
        }
      }
    }
    for (const { id, expectedCoverageRatio } of levels) {
      const fractions = operators.map(({ operator }) =>
        expectedFraction(of(operatorId(operator)).filter(({ levelId }) => levelId === id)),
      );
      expect(Math.min(...fractions)).toBeCloseTo(expectedCoverageRatio, 6);
    }
  });
});

describe('colours of servers', () => {
  const sideBySide = (columns: number, bestAntenna: ArrayLike<number>) => {
    const pairs: [number, number][] = [];
    const serves = (cell: number) => bestAntenna[cell] >= 0;
    for (let a = 0; a < bestAntenna.length; a++) {
      for (let b = 0; b < a; b++) {
        const [rows, across] = [
          Math.floor(a / columns) - Math.floor(b / columns),
          (a % columns) - (b % columns),
        ];
        if (Math.abs(rows) + Math.abs(across) !== 1 || !serves(a) || !serves(b)) continue;
        if (bestAntenna[a] !== bestAntenna[b]) pairs.push([bestAntenna[a], bestAntenna[b]]);
      }
    }
    return pairs;
  };
  const anyMap = fc
    .record({ columns: fc.integer({ min: 1, max: 7 }), rows: fc.integer({ min: 1, max: 7 }) })
    .chain(({ columns, rows }) =>
      fc.record({
        columns: fc.constant(columns),
        best: fc.array(fc.integer({ min: -2, max: 4 }), {
          minLength: columns * rows,
          maxLength: columns * rows,
        }),
      }),
    );

  test('neighbours differ where the colours suffice, on all maps at once; few colours share the shortest borders (seed 12)', () => {
    fc.assert(
      fc.property(fc.array(anyMap, { minLength: 1, maxLength: 3 }), (drawn) => {
        const maps = drawn.map(({ columns, best }) => ({
          grid: { originXMm: 0, originYMm: 0, cellMm: 500, columns, rows: best.length / columns },
          bestAntenna: Int16Array.from(best),
        }));
        const pairs = drawn.flatMap(({ columns, best }) => sideBySide(columns, best));
        const colors = colorServers(5, maps, 5);
        for (const [a, b] of pairs) expect(colors[a]).not.toBe(colors[b]);
        expect(colorServers(5, maps, 5)).toEqual(colors);
        const two = colorServers(5, maps, 2);
        expect(two.every((color) => color === 0 || color === 1)).toBe(true);
        // Each in turn takes the colour with the shorter border: at most half of all of it is shared.
        const shared = pairs.filter(([a, b]) => two[a] === two[b]).length;
        expect(shared).toBeLessThanOrEqual(pairs.length / 2);
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
