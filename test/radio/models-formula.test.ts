import { createPlainSolver, createSimdKernel, FieldStack, InputError, type Plan } from '@diku/engine';
import { evaluateModel, loadFormulas, planModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../packages/engine/src/core/index.ts';
import {
  buildScene,
  fieldJob,
  lawLossDb,
  type PropagationModel,
  propagationModel,
  referenceKernel,
  tabulateLaw,
  tracePathLossDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildLevel } from '../support/build-garage.ts';
import { createWorkFolder, runCli, writePlan } from '../support/run-cli.ts';
import { hostileFormulas } from './formula-support/hostile-formulas.ts';

beforeAll(loadFormulas);

type Formula = NonNullable<NonNullable<Plan['propagation']>['formula']>;

const model = (formula: Formula, plan: Partial<Plan> = {}): PropagationModel =>
  planModel({ ...plan, propagation: { model: 'custom', formula } });

/** The formula by itself, in double precision. */
function directLossDb(
  { expression, constants = {} }: Formula,
  frequencyMhz: number,
  distanceM: number,
): number {
  const known = { d: `${distanceM} m`, f: `${frequencyMhz} MHz`, lambda: `${299.792458 / frequencyMhz} m` };
  const inputs = Object.fromEntries(
    Object.entries({ ...known, distanceM, frequencyMhz, ...constants }).filter(([name]) =>
      new RegExp(`\\b${name}\\b`).test(expression),
    ),
  );
  return evaluateModel('custom', { expression, ...inputs }).lossDb as number;
}

const formulas: Formula[] = [
  { expression: '20 log10(4 pi d / lambda)' },
  { expression: '32.4 + 17.3 log10(distanceM) + 20 log10(frequencyMhz / 1000) + 4' },
  { expression: '20 log10(4 pi d f / (299792458 m/s)) + alpha * d / (1 km)', constants: { alpha: 210 } },
  { expression: '50 + 3 d / r + (d > r ? 12 dB : 0)', constants: { r: '10 m' } },
  { expression: 'max(40, 38 + 22 log10(d / (1 m)), 18.6 + 35.7 log10(d / (1 m)))' },
  { expression: '60 + 5 sin(d / (2 m)) + 0.1 * distanceM^1.5' },
  { expression: 'd <= 5 m ? 45 : d < 7.5 m ? 55 : 65 + min(20, sqrt(d / (1 cm)))' },
  { expression: '40 + 10 n * log(d / (1 m) + 1, 10) + abs(distanceM - 20)', constants: { n: 2.5 } },
];
describe('a planner’s formula as the model of a field', () => {
  test.each(formulas)(
    '$expression: the table is the formula within 0.001 dB, steps and all (seed 31)',
    (formula) => {
      const random = createRandom(31);
      const frequencyMhz = formulas.indexOf(formula) % 2 === 0 ? 703 : 2600;
      const law = model(formula).distanceLaw(frequencyMhz);
      const spans = Array.from({ length: 30 }, () => [0, 0, 0].map(() => Math.round(random() ** 3 * 57_000)));
      // Just before, at and after the steps of the formulas, at the near end and at the far.
      spans.push(
        [10_000, 0, 0],
        [10_000, 1, 0],
        [9_999, 141, 0],
        [5_000, 0, 0],
        [7_500, 0, 0],
        [6_000, 4_500, 0],
      );
      spans.push([300, 0, 0], [301, 0, 0], [99_999, 0, 0]);
      for (const [dxMm, dyMm, dzMm] of spans) {
        const distanceM = Math.sqrt(dxMm ** 2 + dyMm ** 2 + dzMm ** 2) / 1000;
        if (distanceM < 0.3) continue;
        const expected = directLossDb(formula, frequencyMhz, distanceM);
        expect(Math.abs(lawLossDb(law, distanceM) - expected), `at ${distanceM} m`).toBeLessThan(0.001);
      }
      expect(lawLossDb(law, 0.1)).toBe(lawLossDb(law, 0.3));
      expect(() => lawLossDb(law, 1e4)).toThrow(/distance: found 10000.0 m; expected at most/);
    },
  );

  const level = buildLevel();
  const formula = { expression: '20 log10(4 pi d / lambda) + 2 log10(d / (1 m)) + (d > 12 m ? 3 dB : 0 dB)' };
  const antenna = { position: [13, 7.5], heightM: 2.4 } as const;

  test('fills every cell of both kernels as it gives a single link, obstacles and cap on top', () => {
    const formulaModel = model(formula, { levels: [level], antennas: [] });
    const scene = buildScene(level, 1870, { resolutionM: 0.5 });
    const job = fieldJob(scene, antenna, formulaModel, 1.5);
    const bySimd = createSimdKernel().pathLossDb(job);
    const byReference = referenceKernel.pathLossDb(job);
    const { originXMm, originYMm, cellMm, columns } = scene.grid;
    const from = { x: 13, y: 7.5, z: 2.4 };
    bySimd.forEach((lossDb, cell) => {
      expect(Math.abs(lossDb - byReference[cell])).toBeLessThan(1e-3);
      if (cell % 17 !== 0) return;
      const to = {
        x: (originXMm + (cell % columns) * cellMm) / 1000,
        y: (originYMm + Math.floor(cell / columns) * cellMm) / 1000,
        z: 1.5,
      };
      const distanceM = Math.sqrt((to.x - 13) ** 2 + (to.y - 7.5) ** 2 + 0.9 ** 2);
      const walls = tracePathLossDb(scene, propagationModel('multi-wall'), from, to);
      const openDb = tracePathLossDb(scene, propagationModel('free-space'), from, to);
      const wallsDb = walls - openDb - 2 * Math.log10(distanceM);
      const direct = directLossDb(formula, 1870, distanceM);
      expect(Math.abs(lossDb - direct - wallsDb), `at ${to.x}, ${to.y}`).toBeLessThan(0.001);
      expect(Math.abs(tracePathLossDb(scene, formulaModel, from, to) - direct - wallsDb)).toBeLessThan(0.001);
    });
    const bare = model({ ...formula, usesObstacles: false }, { levels: [level], antennas: [] });
    const openField = createSimdKernel().pathLossDb(fieldJob(scene, antenna, bare, 1.5));
    expect(openField.every((lossDb, cell) => lossDb <= bySimd[cell])).toBe(true);
    expect(openField.some((lossDb, cell) => lossDb < bySimd[cell] - 5)).toBe(true);
  });

  test.each([
    ['law.table', { distancesM: [0.1], lossesDb: [40] }],
    ['law.table', { distancesM: [0.1, 99], lossesDb: [40] }],
    ['law.table.distancesM[0]', { distancesM: [0.4, 99], lossesDb: [40, 90] }],
    ['law.table.distancesM (last)', { distancesM: [0.1, 9], lossesDb: [40, 90] }],
    ['law.table.distancesM[2]', { distancesM: [0.1, 20, 20, 99], lossesDb: [40, 60, 60, 90] }],
    ['law.table.lossesDb[1]', { distancesM: [0.1, 99], lossesDb: [40, Number.NaN] }],
  ])('both kernels refuse a bad table at %s', (at, { distancesM, lossesDb }) => {
    const job = fieldJob(
      buildScene(level, 1870, { resolutionM: 2 }),
      antenna,
      model(formula, { levels: [level] }),
      1.5,
    );
    const table = {
      name: 'bad',
      distancesM: Float64Array.from(distancesM),
      lossesDb: Float64Array.from(lossesDb),
    };
    for (const kernel of [referenceKernel, createSimdKernel()]) {
      expect(() => kernel.pathLossDb({ ...job, law: { ...job.law, table } })).toThrow(`${at}: found`);
    }
  });

  test('has the same bits in tiles and after an edit as if solved afresh', async () => {
    const whole = createPlainSolver(createSimdKernel());
    const tiled = createPlainSolver(createSimdKernel(), { pause: async () => {} });
    const formulaModel = model(formula, { levels: [level], antennas: [] });
    // Over another plan the table reaches farther: its knots here stay where they are.
    const wider = model(formula, {
      levels: [
        buildLevel({
          outline: [
            [0, 0],
            [400, 0],
            [400, 24],
            [0, 24],
          ],
        }),
      ],
    });
    const moved = buildLevel({ walls: [{ ...level.walls![0], start: [21, 0], end: [21, 24] }] });
    const fields = new FieldStack(whole);
    const options = { resolutionM: 0.1 };
    const scenes = [level, moved].map((each) => buildScene(each, 1870, options));
    await fields.fields(scenes[0], [antenna], formulaModel, 1.5);
    const [edited] = await fields.fields(scenes[1], [antenna], formulaModel, 1.5);
    const job = fieldJob(scenes[1], antenna, formulaModel, 1.5);
    const [afresh] = await tiled.solve([job]);
    expect(Buffer.from(edited.buffer).equals(Buffer.from(afresh.buffer))).toBe(true);
    const [far] = await whole.solve([fieldJob(scenes[1], antenna, wider, 1.5)]);
    expect(Buffer.from(far.buffer).equals(Buffer.from(afresh.buffer))).toBe(true);
    const [other] = await fields.fields(
      scenes[1],
      [antenna],
      model({ expression: `${formula.expression} + 1` }),
      1.5,
    );
    expect(other[0]).toBeCloseTo(afresh[0] + 1, 3);
  });
});

describe('a formula that is none', () => {
  test.each(hostileFormulas)('is refused at its location in the plan: %s', (expression) => {
    const law = () => model({ expression, constants: { a: 1 } }).distanceLaw(1800);
    expect(law).toThrow(InputError);
    expect(law).toThrow(/^propagation\.formula\.expression: found .+; expected .+/);
  });

  test.each([
    ['log10(d / (1 m))', /found -0.52 dB at 0.3000 m; expected a loss of at least 0 dB/],
    ['70 - d / (1 m)', /at 7\d\.\d+ m; expected a loss/],
    ['d < 50 m ? 60 : 1 / 0', /the result "Infinity" at 50\.\d* m/],
    ['sqrt(20 - distanceM)', /the result "[\d.]+i" at 20\.\d* m/],
    ['log10(distanceM) + d', /Units do not match|Unexpected type|found/],
    ['60 + sin(1e9 * distanceM)', /changes too fast/],
    ['60 + tan(distanceM)^2', /too fast|found/],
  ])('over its distances: %s', (expression, message) => {
    expect(() => model({ expression }).distanceLaw(1800)).toThrow(message);
  });

  test('is refused over the distances that are used, and no others', () => {
    const formula = { expression: '70 - 0.3 distanceM' };
    const levels = [buildLevel()];
    expect(lawLossDb(model(formula, { levels }).distanceLaw(1800), 46)).toBeCloseTo(56.2, 3);
    const long = [
      buildLevel({
        outline: [
          [0, 0],
          [300, 0],
          [300, 24],
          [0, 24],
        ],
      }),
    ];
    expect(() => model(formula, { levels: long }).distanceLaw(1800)).toThrow(
      /expected a loss of at least 0 dB/,
    );
  });

  test.each([
    [{ d: 3 }, /constants\.d: found a symbol of the field/],
    [{ m: 3 }, /constants\.m: found a name the formula language uses/],
    [{ x: '3 parsec' }, /constants\.x: found "3 parsec"; expected a number/],
    [{ 'x y': 1 }, /constants\."x y": found this name/],
    [Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`a${i}`, i])), /51 constants/],
  ])('constants %j', (constants, message) => {
    expect(() => model({ expression: '50', constants: constants as Record<string, number> })).toThrow(
      message,
    );
  });

  test('and no formula at all is refused', () => {
    expect(() => planModel({ propagation: { model: 'custom' } })).toThrow(
      /propagation\.formula: found nothing/,
    );
  });

  test('costs a counted number of looks, however wild', () => {
    const random = createRandom(5);
    for (const wild of [
      () => 50 + random(),
      (d: number) => 50 + Math.sin(1e7 * d),
      (d: number) => 50 / (d % 0.001),
    ]) {
      let looks = 0;
      const tabulate = () =>
        tabulateLaw({
          ...{ name: 'wild', nearestM: 0.3, farthestM: 3000, maxLooks: 10_000 },
          lossDbAt(distanceM) {
            looks += 1;
            return wild(distanceM);
          },
        });
      expect(tabulate).toThrow(/changes too fast/);
      expect(looks).toBe(10_000);
    }
  });

  test('any text ends in one error or a law that is a loss everywhere (seed 78)', () => {
    const words =
      'd f lambda distanceM 1 m 2 cm 10 log10( sqrt( max( sin( ( ) ) ) + - * / ^ , > ? : dB a x MHz kW . ; [ = !'.split(
        ' ',
      );
    const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 9 });
    let laws = 0;
    fc.assert(
      fc.property(text, (parts) => {
        try {
          const law = model({ expression: parts.join(' '), constants: { a: 3, x: '2 m' } }).distanceLaw(1800);
          for (const distanceM of [0.1, 0.3, 2, 9.99, 80]) {
            expect(lawLossDb(law, distanceM)).toBeGreaterThanOrEqual(0);
          }
          laws += 1;
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { seed: 78, numRuns: 300 },
    );
    expect(laws).toBeGreaterThan(0);
  });
});

describe('diku --formula', () => {
  const work = createWorkFolder();
  afterAll(() => work.remove());
  const plan = writePlan(work.folder, 'plan.diku.json', (written) => {
    written.propagation = {
      formula: { expression: '40', constants: { extra: '6 m' }, usesObstacles: false },
    };
  });
  const link = (...more: string[]) =>
    runCli(work.folder, ['link', plan, '--from', '3,3,2.4,B1', '--to', '9,11,2.4,B1', '--json', ...more]);

  test('takes the place of the plan’s own, its constants and obstacles kept; a hostile one is bad input', {
    tags: ['thorough'],
  }, async () => {
    const [given, hostile] = await Promise.all([
      link('--formula', '50 + (d + extra) / (1 m)'),
      link('--formula', 'import("fs")'),
    ]);
    const { pathLossDb, terms } = JSON.parse(given.stdout);
    expect(pathLossDb).toBeCloseTo(66, 3);
    expect(terms).toHaveLength(1);
    expect(hostile.status).toBe(65);
    expect(JSON.parse(given.stdout).model).toBe('custom');
    expect(hostile.stderr).toMatch(/propagation\.formula\.expression: found function import/);
  });
});
