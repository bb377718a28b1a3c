import { evaluateModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { p2040Materials } from '../../packages/engine/src/radio/index.ts';

const seed = 5_2040;
const options = { seed, numRuns: 100 };

interface Polarised {
  te: number;
  tm: number;
}
interface Slab {
  transmissionLossDb: Polarised;
  reflectionLossDb: { te: number | null; tm: number | null };
  thicknessAveragedLossDb: Polarised;
}
interface Wedge {
  excessLossDb: { soft: number; hard: number };
  totalLossDb: { soft: number; hard: number };
}

const slab = (inputs: Record<string, unknown>) => evaluateModel('itu-p2040-slab', inputs) as unknown as Slab;
const wedge = (inputs: Record<string, unknown>) => evaluateModel('utd-wedge', inputs) as unknown as Wedge;
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const frequencyMhz = double(400, 7125);
const thicknessM = double(0.001, 0.6);
const incidenceDeg = double(0, 89.9);
const edition = fc.constantFrom('P.2040-3', 'P.2040-1');
const layer = fc.record({
  material: fc.constantFrom(...p2040Materials('P.2040-1').filter((name) => name !== 'metal')),
  thicknessM,
});
const layers = fc.array(layer, { minLength: 1, maxLength: 5 });

/** Fraction of the power that a loss in dB leaves; null stands for none. */
const fraction = (lossDb: number | null) => (lossDb === null ? 0 : 10 ** (-lossDb / 10));

describe(`physical sense of models evaluated alone, seed ${seed}`, () => {
  test('a stack of layers passes the same from both sides and gives no more than it gets', () => {
    fc.assert(
      fc.property(layers, frequencyMhz, incidenceDeg, edition, (stack, atMhz, angleDeg, named) => {
        const inputs = { frequencyMhz: atMhz, incidenceDeg: angleDeg, edition: named };
        const there = slab({ ...inputs, layers: stack });
        const back = slab({ ...inputs, layers: [...stack].reverse() });
        for (const polarisation of ['te', 'tm'] as const) {
          const passedDb = there.transmissionLossDb[polarisation];
          expect(Math.abs(back.transmissionLossDb[polarisation] - passedDb)).toBeLessThan(1e-7);
          expect(fraction(passedDb) + fraction(there.reflectionLossDb[polarisation])).toBeLessThanOrEqual(
            1 + 1e-9,
          );
        }
      }),
      options,
    );
  });

  test('layers of one material are one slab of their thickness', () => {
    fc.assert(
      fc.property(layer, layers, frequencyMhz, incidenceDeg, ({ material }, parts, atMhz, angleDeg) => {
        const inputs = { frequencyMhz: atMhz, incidenceDeg: angleDeg, edition: '1' };
        const sumM = parts.reduce((sum, part) => sum + part.thicknessM, 0);
        const whole = slab({ ...inputs, material, thicknessM: sumM }).transmissionLossDb;
        const cut = slab({ ...inputs, layers: [...parts.map((part) => ({ ...part, material }))] });
        expect(Math.abs(cut.transmissionLossDb.te - whole.te)).toBeLessThan(1e-7);
        expect(Math.abs(cut.transmissionLossDb.tm - whole.tm)).toBeLessThan(1e-7);
      }),
      options,
    );
  });

  test('a thicker wall never loses less, averaged over thickness', () => {
    fc.assert(
      fc.property(layer, frequencyMhz, incidenceDeg, double(1, 4), (wall, atMhz, angleDeg, factor) => {
        const inputs = { ...wall, frequencyMhz: atMhz, incidenceDeg: angleDeg, edition: '1' };
        const thin = slab(inputs).thicknessAveragedLossDb;
        const thick = slab({ ...inputs, thicknessM: wall.thicknessM * factor }).thicknessAveragedLossDb;
        expect(thick.te).toBeGreaterThanOrEqual(thin.te - 1e-9);
        expect(thick.tm).toBeGreaterThanOrEqual(thin.tm - 1e-9);
      }),
      options,
    );
  });

  test('a higher knife edge never loses less; its approximation stays by the exact integral', () => {
    fc.assert(
      fc.property(double(-0.78, 40), double(0, 5), (v, more) => {
        const low = evaluateModel('knife-edge', { v });
        const high = evaluateModel('knife-edge', { v: v + more });
        expect(high.lossDb as number).toBeGreaterThanOrEqual(low.lossDb as number);
        expect(high.exactLossDb as number).toBeGreaterThanOrEqual((low.exactLossDb as number) - 1e-9);
        expect(Math.abs((low.lossDb as number) - (low.exactLossDb as number))).toBeLessThan(0.25);
      }),
      options,
    );
  });

  test.each([
    ['itu-p1238-legacy', { environment: 'office' }],
    ['itu-p1238-legacy', { environment: 'residential' }],
    ['itu-p1238-legacy', { environment: 'commercial' }],
    ['cost231-multi-wall', {}],
    ['motley-keenan', { floorLossDb: 12 }],
  ])('%s %j: one more floor always loses more', (id, inputs) => {
    const losses = Array.from({ length: 12 }, (_, floors) => {
      return evaluateModel(id, { ...inputs, floors, frequencyMhz: 1800, distanceM: 30 }).lossDb as number;
    });
    for (let floors = 1; floors < losses.length; floors += 1) {
      expect(losses[floors]).toBeGreaterThan(losses[floors - 1]);
    }
  });

  test('Motley–Keenan: a loss per type and a single loss are the same sum; exponent 2 is COST 231 without floors', () => {
    const link = { frequencyMhz: 2600, distanceM: 30 };
    const lossDb = (id: string, inputs: Record<string, unknown>) =>
      evaluateModel(id, { ...link, ...inputs }).lossDb as number;
    const walls = [{ lossDb: 6.9, count: 3 }];
    const single = lossDb('motley-keenan', { wallCount: 3, wallLossDb: 6.9 });
    expect(single).toBeCloseTo(lossDb('motley-keenan', { walls }), 10);
    expect(single).toBeCloseTo(lossDb('cost231-multi-wall', { walls }), 10);
    expect(lossDb('motley-keenan', { walls, floors: 2, floorLossDb: 18.3 })).toBeCloseTo(single + 36.6, 10);
    expect(lossDb('motley-keenan', { exponent: 3 })).toBeCloseTo(
      lossDb('free-space', {}) + 10 * Math.log10(30),
      10,
    );
    expect(() => lossDb('motley-keenan', { floors: 1 })).toThrow(/floorLossDb: found nothing/);
    expect(() => lossDb('motley-keenan', { walls, wallCount: 1, wallLossDb: 3 })).toThrow(/either/);
  });
});

describe(`field at a wedge, seed ${seed}`, () => {
  const distance1M = double(1, 60);
  const distance2M = double(0.5, 60);
  const wedgeDeg = double(0, 150);
  const material = fc.constantFrom(undefined, 'concrete', 'brick');
  const within = (angleDeg: number, degree: number) => angleDeg > degree && angleDeg < 360 - degree;

  test('the whole field is continuous across every shadow boundary, also of a lossy wedge', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        ...([frequencyMhz, distance1M, distance2M, wedgeDeg, double(2, 200), material] as const),
        (atMhz, firstM, secondM, wedgeAngleDeg, sourceAngleDeg, made) => {
          const outerDeg = 360 - wedgeAngleDeg;
          fc.pre(sourceAngleDeg < outerDeg - 2);
          const inputs = {
            ...{ frequencyMhz: atMhz, distance1M: firstM, distance2M: secondM, wedgeDeg: wedgeAngleDeg },
            ...{ sourceAngleDeg, ...(made === undefined ? {} : { material: made }) },
          };
          const boundaries = [
            ...[180 + sourceAngleDeg, sourceAngleDeg - 180, 180 - sourceAngleDeg],
            2 * outerDeg - 180 - sourceAngleDeg,
          ].filter((angleDeg) => within(angleDeg, 1) && angleDeg < outerDeg - 1);
          for (const angleDeg of boundaries) {
            const before = wedge({ ...inputs, fieldAngleDeg: angleDeg - 1e-6 }).totalLossDb;
            const after = wedge({ ...inputs, fieldAngleDeg: angleDeg + 1e-6 }).totalLossDb;
            const at = wedge({ ...inputs, fieldAngleDeg: angleDeg }).totalLossDb;
            for (const polarisation of ['soft', 'hard'] as const) {
              compared += 1;
              expect(Math.abs(after[polarisation] - before[polarisation])).toBeLessThan(0.005);
              expect(Math.abs(at[polarisation] - before[polarisation])).toBeLessThan(0.005);
            }
          }
        },
      ),
      options,
    );
    expect(compared).toBeGreaterThan(200);
  });

  test('a conducting wedge is reciprocal: source and field point exchanged', () => {
    fc.assert(
      fc.property(
        ...([
          frequencyMhz,
          distance1M,
          distance2M,
          wedgeDeg,
          double(0.02, 0.98),
          double(0.02, 0.98),
        ] as const),
        (atMhz, firstM, secondM, wedgeAngleDeg, sourceRatio, fieldRatio) => {
          const outerDeg = 360 - wedgeAngleDeg;
          const [first, second] = [sourceRatio * outerDeg, fieldRatio * outerDeg];
          const inputs = { frequencyMhz: atMhz, wedgeDeg: wedgeAngleDeg };
          const there = wedge({
            ...{ ...inputs, distance1M: firstM, distance2M: secondM },
            ...{ sourceAngleDeg: first, fieldAngleDeg: second },
          });
          const back = wedge({
            ...{ ...inputs, distance1M: secondM, distance2M: firstM },
            ...{ sourceAngleDeg: second, fieldAngleDeg: first },
          });
          for (const polarisation of ['soft', 'hard'] as const) {
            expect(Math.abs(there.excessLossDb[polarisation] - back.excessLossDb[polarisation])).toBeLessThan(
              1e-6,
            );
          }
        },
      ),
      options,
    );
  });

  test('deep in the shadow a half-plane is Sommerfeld’s knife edge', () => {
    // Grazing neither face: the mean of both polarisations' fields is what Fresnel's knife edge has, far behind it.
    for (const shadowDeg of [2, 4, 6]) {
      const far = { frequencyMhz: 1800, distance1M: 400, distance2M: 400, wedgeDeg: 0, sourceAngleDeg: 90 };
      const { excessLossDb } = wedge({ ...far, fieldAngleDeg: 270 + shadowDeg });
      const heightM = 400 * Math.sin((shadowDeg * Math.PI) / 360);
      const edge = evaluateModel('knife-edge', {
        ...{ heightM, distance1M: 400, distance2M: 400, frequencyMhz: 1800 },
      });
      const meanDb = (excessLossDb.soft + excessLossDb.hard) / 2;
      expect(Math.abs(meanDb - (edge.exactLossDb as number))).toBeLessThan(0.05);
    }
  });
});
