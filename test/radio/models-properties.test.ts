import { evaluateModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findP2040Row,
  layersResponse,
  p2040Materials,
  relativePermittivity,
  slabResponse,
} from '../../packages/engine/src/radio/index.ts';

const seed = 20_260;
const options = { seed, numRuns: 200 };
const frequency = fc.double({ min: 400, max: 7125, noNaN: true });
const solids = p2040Materials('P.2040-3');
const material = fc.constantFrom(...solids);
const building = fc.constantFrom(...solids.filter((name) => name !== 'metal'));
const angle = fc.double({ min: 0, max: 1.5, noNaN: true });
const thickness = fc.double({ min: 0.001, max: 0.6, noNaN: true });
const polarisation = fc.constantFrom('te' as const, 'tm' as const);

function layersOf(names: readonly string[], thicknessesM: readonly number[], frequencyMhz: number) {
  return names.map((name, i) => ({
    eta: relativePermittivity(findP2040Row(name, 'P.2040-3'), frequencyMhz),
    thicknessM: thicknessesM[i],
  }));
}

const stack = fc.array(fc.tuple(building, thickness), { minLength: 1, maxLength: 6 });

function power(value: { re: number; im: number }): number {
  return value.re ** 2 + value.im ** 2;
}

describe(`properties, seed ${seed}`, () => {
  const models: [string, Record<string, unknown>][] = [
    ['free-space', {}],
    ['cost231-multi-wall', { walls: [{ lossDb: 6.9, count: 2 }], floors: 1 }],
    ...['office', 'corridor', 'industrial'].flatMap((environment) =>
      [true, false].map((los): [string, Record<string, unknown>] => ['itu-p1238', { environment, los }]),
    ),
    ...['residential', 'office', 'commercial'].map((environment): [string, Record<string, unknown>] => [
      'itu-p1238-legacy',
      { environment, floors: 1 },
    ]),
    ...['inh-office', 'inf-sl', 'inf-dl', 'inf-sh', 'inf-dh'].flatMap((scenario) =>
      [true, false].map((los): [string, Record<string, unknown>] => ['3gpp-38901', { scenario, los }]),
    ),
  ];

  test.each(models)('%s %j never falls with distance or frequency', (id, inputs) => {
    const distance = fc.double({ min: 2, max: 500, noNaN: true });
    const grow = fc.double({ min: 1.0001, max: 3, noNaN: true });
    fc.assert(
      fc.property(frequency, distance, grow, (frequencyMhz, distanceM, factor) => {
        const near = evaluateModel(id, { ...inputs, frequencyMhz, distanceM }).lossDb!;
        expect(
          evaluateModel(id, { ...inputs, frequencyMhz, distanceM: distanceM * factor }).lossDb!,
        ).toBeGreaterThan(near);
        expect(
          evaluateModel(id, { ...inputs, frequencyMhz: frequencyMhz * factor, distanceM }).lossDb!,
        ).toBeGreaterThan(near);
      }),
      options,
    );
  });

  test.each(['inh-office', 'inf-sl', 'inf-dl', 'inf-sh', 'inf-dh'])(
    '38.901 %s: NLOS is never below LOS',
    (scenario) => {
      fc.assert(
        fc.property(frequency, fc.double({ min: 1, max: 600, noNaN: true }), (frequencyMhz, distanceM) => {
          const inputs = { scenario, frequencyMhz, distanceM };
          const losDb = evaluateModel('3gpp-38901', { ...inputs, los: true }).lossDb!;
          expect(evaluateModel('3gpp-38901', { ...inputs, los: false }).lossDb!).toBeGreaterThanOrEqual(
            losDb,
          );
        }),
        options,
      );
    },
  );

  test('one more wall or floor never lowers the COST 231 loss', () => {
    const walls = fc.array(
      fc.record({ lossDb: fc.double({ min: 0, max: 60, noNaN: true }), count: fc.nat(20) }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(walls, fc.nat(6), frequency, (some, floors, frequencyMhz) => {
        const link = { frequencyMhz, distanceM: 30 };
        const base = evaluateModel('cost231-multi-wall', { ...link, walls: some, floors }).lossDb!;
        const more = some.map((wall, i) => (i === 0 ? { ...wall, count: wall.count + 1 } : wall));
        expect(
          evaluateModel('cost231-multi-wall', { ...link, walls: more, floors }).lossDb!,
        ).toBeGreaterThanOrEqual(base);
        expect(
          evaluateModel('cost231-multi-wall', { ...link, walls: some, floors: floors + 1 }).lossDb!,
        ).toBeGreaterThanOrEqual(base);
      }),
      options,
    );
  });

  test('a slab never gives more than it gets: |R|² + |T|² ≤ 1, equal to 1 without conductivity', () => {
    fc.assert(
      fc.property(
        material,
        thickness,
        frequency,
        angle,
        polarisation,
        (name, thicknessM, frequencyMhz, rad, pol) => {
          const [{ eta }] = layersOf([name], [thicknessM], frequencyMhz);
          const { reflection, transmission } = slabResponse(eta, thicknessM, frequencyMhz, rad, pol);
          expect(power(reflection) + power(transmission)).toBeLessThanOrEqual(1 + 1e-12);
          const clear = slabResponse({ re: eta.re, im: 0 }, thicknessM, frequencyMhz, rad, pol);
          expect(power(clear.reflection) + power(clear.transmission)).toBeCloseTo(1, 10);
        },
      ),
      options,
    );
  });

  test('the recursion over one layer is the closed form', () => {
    fc.assert(
      fc.property(
        material,
        thickness,
        frequency,
        angle,
        polarisation,
        (name, thicknessM, frequencyMhz, rad, pol) => {
          const layers = layersOf([name], [thicknessM], frequencyMhz);
          const closed = slabResponse(layers[0].eta, thicknessM, frequencyMhz, rad, pol);
          const recursive = layersResponse(layers, frequencyMhz, rad, pol);
          expect(
            Math.abs(Math.sqrt(power(closed.reflection)) - Math.sqrt(power(recursive.reflection))),
          ).toBeLessThan(1e-11);
          expect(Math.abs(closed.transmission.re - recursive.transmission.re)).toBeLessThan(1e-11);
          expect(Math.abs(closed.transmission.im - recursive.transmission.im)).toBeLessThan(1e-11);
          const scaleDb = 1 + closed.transmissionLossDb;
          expect(Math.abs(recursive.transmissionLossDb - closed.transmissionLossDb) / scaleDb).toBeLessThan(
            1e-9,
          );
        },
      ),
      options,
    );
  });

  test('a stack passes the same from both sides, and a layer cut in two stays that layer', () => {
    fc.assert(
      fc.property(stack, frequency, angle, polarisation, (parts, frequencyMhz, rad, pol) => {
        const names = parts.map(([name]) => name);
        const thicknessesM = parts.map(([, thicknessM]) => thicknessM);
        const layers = layersOf(names, thicknessesM, frequencyMhz);
        const there = layersResponse(layers, frequencyMhz, rad, pol);
        const back = layersResponse([...layers].reverse(), frequencyMhz, rad, pol);
        expect(Math.abs(there.transmissionLossDb - back.transmissionLossDb)).toBeLessThan(1e-8);
        expect(power(there.reflection) + power(there.transmission)).toBeLessThanOrEqual(1 + 1e-12);
        const halves = layers.flatMap((layer) => {
          const half = { ...layer, thicknessM: layer.thicknessM / 2 };
          return [half, half];
        });
        const cut = layersResponse(halves, frequencyMhz, rad, pol);
        expect(Math.abs(cut.transmissionLossDb - there.transmissionLossDb)).toBeLessThan(1e-8);
      }),
      options,
    );
  });

  test('averaged over thickness, the coherent power is the incoherent one', () => {
    const [layer] = layersOf(['concrete'], [0.2], 1800);
    // Thicknesses over many ripples; the mean of loss-free T times its ripple is 1 within the sampling.
    for (const pol of ['te', 'tm'] as const) {
      let coherent = 0;
      let incoherent = 0;
      for (let i = 0; i < 20_000; i++) {
        const thicknessM = 0.1 + (0.1 * i) / 20_000;
        const response = slabResponse({ re: layer.eta.re, im: -0.01 }, thicknessM, 60_000, 0.5, pol);
        coherent += 10 ** (-response.transmissionLossDb / 10);
        incoherent += 10 ** (-response.incoherentLossDb / 10);
      }
      expect(Math.abs(10 * Math.log10(coherent / incoherent))).toBeLessThan(0.02);
    }
  });
});
