import { InputError, listModels } from '@diku/engine';
import { evaluateBatch, evaluateModel, loadFormulas } from '@diku/engine/radio';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ModelResult, p2040Materials } from '../../packages/engine/src/radio/index.ts';

beforeAll(loadFormulas);

function lossDb(id: string, inputs: Record<string, unknown>): number {
  return evaluateModel(id, inputs).lossDb!;
}

function slab(inputs: Record<string, unknown>): { te: number; tm: number } {
  return evaluateModel('itu-p2040-slab', inputs).transmissionLossDb as { te: number; tm: number };
}

describe('ranges', () => {
  const noted = (result: ModelResult) =>
    (result.notes ?? []).filter((note) => note.startsWith('extrapolated'));

  test.each([
    ['itu-p1238', { environment: 'corridor', los: true, frequencyMhz: 900 }, 2, 160],
    ['itu-p1238', { environment: 'industrial', los: false, frequencyMhz: 900 }, 5, 108],
    ['3gpp-38901', { scenario: 'inh-office', los: true, frequencyMhz: 900 }, 1, 150],
    ['3gpp-38901', { scenario: 'inf-dl', los: false, frequencyMhz: 900 }, 1, 600],
  ])('%s %j holds on %d–%d m, closed; beyond is a named extrapolation', (id, inputs, lowM, highM) => {
    for (const distanceM of [lowM, highM])
      expect(noted(evaluateModel(id, { ...inputs, distanceM }))).toEqual([]);
    for (const distanceM of [lowM - 1e-9, highM + 1e-9]) {
      expect(noted(evaluateModel(id, { ...inputs, distanceM }))).toHaveLength(1);
    }
  });

  test('ITU-R P.2040 concrete holds on 1–100 GHz, closed', () => {
    const at = (frequencyMhz: number) =>
      noted(evaluateModel('itu-p2040-material', { material: 'concrete', frequencyMhz }));
    expect([1000, 100_000].flatMap(at)).toEqual([]);
    expect(at(999.999)).toHaveLength(1);
    expect(at(100_001)).toHaveLength(1);
  });

  test('ITU-R P.1238 legacy refuses d = 1 m, an open end', () => {
    const inputs = { environment: 'office', frequencyMhz: 1800, floors: 0 };
    expect(() => lossDb('itu-p1238-legacy', { ...inputs, distanceM: 1 })).toThrow(
      /distanceM: found 1; expected a number > 1/,
    );
    expect(lossDb('itu-p1238-legacy', { ...inputs, distanceM: 1.0001 })).toBeGreaterThan(0);
  });

  test('knife edge: 0 at and below −0.78, said so; above it the approximation', () => {
    expect(evaluateModel('knife-edge', { v: -0.78 })).toMatchObject({ lossDb: 0 });
    expect(evaluateModel('knife-edge', { v: -0.78 }).notes).toHaveLength(1);
    const above = evaluateModel('knife-edge', { v: -0.7799 });
    expect(above.lossDb).toBeGreaterThan(0);
    expect(above.lossDb).toBeLessThan(0.01);
    expect(above.notes).toBeUndefined();
  });

  test('incidence 0 is allowed, 90 is not; probabilities 0 and 1 are not', () => {
    const wall = { material: 'concrete', thicknessM: 0.2, frequencyMhz: 1800 };
    expect(slab({ ...wall, incidenceDeg: 0 }).te).toBeGreaterThan(0);
    expect(() => slab({ ...wall, incidenceDeg: 90 })).toThrow(/incidenceDeg/);
    for (const edgeProbability of [0, 1]) {
      expect(() => evaluateModel('reudink-area', { edgeProbability, sigmaDb: 6, exponent: 3 })).toThrow(
        InputError,
      );
    }
  });

  test('free space closer than λ/4π would be a gain: refused', () => {
    expect(() => lossDb('free-space', { frequencyMhz: 700, distanceM: 0.01 })).toThrow(/distanceM/);
  });
});

describe('inputs', () => {
  test.each([
    ['free-space', { distanceM: 10 }, /frequencyMhz: found nothing/],
    ['free-space', { frequencyMhz: 900, distanceM: Number.NaN }, /distanceM/],
    ['free-space', { frequencyMhz: 900, distanceM: -1 }, /distanceM: found -1; expected a number > 0/],
    ['free-space', { frequencyMhz: 900, distanceM: 10, distance: 3 }, /distance: found unknown input/],
    ['free-space', { frequencyMhz: 'ten', distanceM: 10 }, /frequencyMhz: found "ten"/],
    [
      'itu-p1238',
      { environment: 'garage', los: true, frequencyMhz: 900, distanceM: 10 },
      /office, corridor, industrial/,
    ],
    ['itu-p1238', { environment: 'office', los: 1, frequencyMhz: 900, distanceM: 10 }, /los: found 1/],
    ['cost231-multi-wall', { frequencyMhz: 900, distanceM: 10, walls: [{ lossDb: 3 }] }, /walls\[0\]\.count/],
    ['cost231-multi-wall', { frequencyMhz: 900, distanceM: 10, walls: 3 }, /walls: found 3/],
    [
      'cost231-multi-wall',
      { frequencyMhz: 900, distanceM: 10, floors: 1.5 },
      /floors: found 1.5; expected a whole/,
    ],
    [
      'itu-p2040-material',
      { material: 'gips', frequencyMhz: 900 },
      /unknown material "gips"; expected one of/,
    ],
    ['itu-p2040-material', { material: 'constructor', frequencyMhz: 900 }, /unknown material/],
    ['itu-p2040-slab', { layers: [], frequencyMhz: 900 }, /0 layers/],
    [
      'itu-p2040-slab',
      { layers: [{ material: 'wood', thicknessM: 1 }], material: 'wood', frequencyMhz: 900 },
      /either/,
    ],
    ['knife-edge', { v: 1, heightM: 2 }, /either v or/],
    ['nothing', {}, /unknown model "nothing"; expected one of free-space/],
  ])('%s %j is refused', (id, inputs, message) => {
    expect(() => evaluateModel(id, inputs)).toThrow(InputError);
    expect(() => evaluateModel(id, inputs)).toThrow(message);
  });

  test('numbers, booleans and lists may come as text, as a command line has them', () => {
    const inputs = { environment: 'office', los: 'true', frequencyMhz: '900', distanceM: '1e1' };
    const result = evaluateModel('itu-p1238', inputs);
    expect(result.inputs).toEqual({ environment: 'office', los: true, frequencyMhz: 900, distanceM: 10 });
    const walls = '[{"lossDb": 6.9, "count": 2}]';
    const link = { frequencyMhz: 900, distanceM: 10 };
    expect(lossDb('cost231-multi-wall', { ...link, walls })).toBeCloseTo(
      lossDb('free-space', link) + 13.8,
      9,
    );
  });

  test('a batch keeps its order, and a bad item is an error in its place', () => {
    const good = { model: 'free-space', inputs: { frequencyMhz: 900, distanceM: 10 } };
    const results = evaluateBatch([
      good,
      { model: 'free-space', inputs: {} },
      7,
      { model: 'x', inputs: {} },
      good,
    ]);
    expect(results.map((result) => 'error' in result)).toEqual([false, true, true, true, false]);
    expect(results[0]).toEqual(results[4]);
    expect(results[1]).toMatchObject({ model: 'free-space', error: expect.stringContaining('frequencyMhz') });
    expect(() => evaluateBatch({})).toThrow(InputError);
  });

  test('a batch answers every combination of what the contract names, in finite numbers that JSON keeps', () => {
    const link = { frequencyMhz: 1870, distanceM: 23.4567 };
    const sights = [true, false];
    const items = [
      ...['office', 'corridor', 'industrial'].flatMap((environment) =>
        sights.map((los) => ({ model: 'itu-p1238', inputs: { ...link, environment, los } })),
      ),
      ...['residential', 'office', 'commercial'].flatMap((environment) =>
        [0, 1, 3].map((floors) => ({ model: 'itu-p1238-legacy', inputs: { ...link, environment, floors } })),
      ),
      ...['inh-office', 'inf-sl', 'inf-dl', 'inf-sh', 'inf-dh'].flatMap((scenario) =>
        sights.map((los) => ({ model: '3gpp-38901', inputs: { ...link, scenario, los } })),
      ),
      ...[[], [{ lossDb: 3.4, count: 0 }], [{ lossDb: 6.9, count: 2 }]].flatMap((walls) =>
        [0, 2].map((floors) => ({
          model: 'cost231-multi-wall',
          inputs: { ...link, walls, floors, floorLossDb: 18.3, b: 0.46, constantDb: 0 },
        })),
      ),
      ...(['P.2040-3', 'P.2040-1'] as const).flatMap((edition) =>
        p2040Materials(edition).flatMap((material) => [
          { model: 'itu-p2040-material', inputs: { material, edition, frequencyMhz: 900 } },
          ...[0, 45, 89.9].map((incidenceDeg) => ({
            model: 'itu-p2040-slab',
            inputs: { material, edition, thicknessM: 0.2, frequencyMhz: 900, incidenceDeg },
          })),
          ...[0, 89.9].map((incidenceDeg) => ({
            model: 'itu-p2040-slab',
            inputs: {
              ...{ edition, frequencyMhz: 900, incidenceDeg },
              layers: [material, 'air', material].map((name) => ({ material: name, thicknessM: 0.05 })),
            },
          })),
        ]),
      ),
      { model: 'knife-edge', inputs: { v: 0 } },
      { model: 'knife-edge', inputs: { heightM: -0.3, distance1M: 15, distance2M: 1.5, frequencyMhz: 900 } },
      { model: 'reudink-area', inputs: { edgeProbability: 0.999, sigmaDb: 4, exponent: 2 } },
      { model: 'custom', inputs: { expression: '20 log10(4 pi d / lambda)', ...link } },
    ];
    const results = evaluateBatch(JSON.parse(JSON.stringify(items)));
    expect(results).toHaveLength(items.length);
    results.forEach((result, index) => {
      expect('error' in result, JSON.stringify([items[index], result])).toBe(false);
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      const loss = result as ModelResult;
      const losses = [loss.lossDb, ...Object.values((loss.transmissionLossDb as object | undefined) ?? {})];
      for (const lossDb of losses) {
        if (lossDb !== undefined) expect(lossDb as number).toBeGreaterThanOrEqual(-1e-9);
      }
    });
  });

  test('every model is listed with a title, its inputs and a source', () => {
    const ids = listModels().map((model) => model.id);
    expect(ids).toEqual([
      'free-space',
      'itu-p1238',
      'itu-p1238-legacy',
      'cost231-multi-wall',
      'motley-keenan',
      '3gpp-38901',
      '3gpp-38901-inh-optional',
      'itu-m2135-inh',
      'itu-p2040-material',
      'itu-p2040-slab',
      'knife-edge',
      'utd-wedge',
      'reudink-area',
      'vehicle-loss',
      'body-loss',
      'itu-p2109',
      'emslie-waveguide',
      'custom',
    ]);
    for (const model of listModels()) expect(model.title && model.source && model.inputs.length).toBeTruthy();
  });
});
