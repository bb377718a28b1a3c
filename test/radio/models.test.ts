import { evaluateModel } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';

function lossDb(id: string, inputs: Record<string, unknown>): number {
  return evaluateModel(id, inputs).lossDb!;
}

function slab(inputs: Record<string, unknown>): { te: number; tm: number } {
  return evaluateModel('itu-p2040-slab', inputs).transmissionLossDb as { te: number; tm: number };
}

describe('published points', () => {
  test('ITU-R P.1238 legacy: the point ns-3 tests itself with', () => {
    const inputs = { environment: 'residential', frequencyMhz: 2114, distanceM: Math.sqrt(981), floors: 2 };
    expect(lossDb('itu-p1238-legacy', inputs)).toBeCloseTo(88.3855, 3);
  });

  test.each([
    ['office', 2, 68.22933753159268, 2114, 112.5212342958011],
    ['residential', 0, 7.874007874011811, 900, 56.178333841762054],
  ])(
    'ITU-R P.1238 legacy %s, %d floors: ns-3 run',
    (environment, floors, distanceM, frequencyMhz, expected) => {
      expect(lossDb('itu-p1238-legacy', { environment, floors, distanceM, frequencyMhz })).toBeCloseTo(
        expected,
        9,
      );
    },
  );

  test('ITU-R P.1238 legacy takes coefficients of other rows', () => {
    const inputs = {
      environment: 'office',
      frequencyMhz: 900,
      distanceM: 20,
      powerLossCoefficient: 33,
      floorLossDb: 9,
    };
    expect(lossDb('itu-p1238-legacy', inputs)).toBeCloseTo(83.01884004569789, 9);
  });

  test.each([
    [1, 50.8072, 50.8072],
    [10, 63.763, 73.1894],
    [50, 75.775, 99.7824],
    [100, 80.9802, 111.3062],
  ])('3GPP TR 38.901 InH at %d m and 5 GHz: ns-3 expectation', (flatM, losDb, nlosDb) => {
    const inputs = { scenario: 'inh-office', frequencyMhz: 5000, distanceM: Math.hypot(flatM, 1.5) };
    expect(lossDb('3gpp-38901', { ...inputs, los: true })).toBeCloseTo(losDb, 3);
    expect(lossDb('3gpp-38901', { ...inputs, los: false })).toBeCloseTo(nlosDb, 3);
  });

  test.each([
    ['inf-sl', true, 100, 85.64, 2],
    ['inf-dh', false, 100, 88.79, 2],
    ['inf-sl', false, 100, 95.364, 3],
    ['inf-dl', false, 100, 101.364, 3],
    ['inf-dl', false, 10, 69.864, 3],
    ['inf-sl', false, 10, 69.864, 3],
  ])('3GPP TR 38.901 %s, los %s, %d m at 3.7 GHz', (scenario, los, distanceM, expected, digits) => {
    expect(lossDb('3gpp-38901', { scenario, los, distanceM, frequencyMhz: 3700 })).toBeCloseTo(
      expected,
      digits,
    );
  });

  test.each([
    ['concrete', 5.31, 0.19305],
    ['plasterboard', 2.94, 0.054914],
    ['wood', 1.99, 0.049528],
    ['glass', 6.27, 0.059075],
  ])('ITU-R P.2040-1 %s at 9 GHz: a vendor’s documented example', (material, permittivity, conductivity) => {
    const result = evaluateModel('itu-p2040-material', { material, edition: 'P.2040-1', frequencyMhz: 9000 });
    expect(result.permittivity).toBeCloseTo(permittivity, 12);
    expect(Math.abs((result.conductivitySm as number) / conductivity - 1)).toBeLessThan(2e-5);
  });

  // [MHz, 0°, 30° TE, 30° TM, 60° TE, 60° TM]
  test.each([
    [900, 7.453, 8.202, 7.329, 11.413, 6.647],
    [1800, 12.009, 12.7, 11.835, 15.286, 11.352],
    [2100, 13.314, 13.983, 13.154, 16.737, 12.796],
    [2600, 15.317, 16.134, 15.32, 19.305, 15.12],
    [3500, 19.021, 19.91, 19.083, 23.125, 19.054],
    [4900, 24.303, 25.311, 24.493, 28.868, 24.773],
  ])('ITU-R P.2040-3 concrete 200 mm at %d MHz', (frequencyMhz, normal, te30, tm30, te60, tm60) => {
    const wall = { material: 'concrete', thicknessM: 0.2, frequencyMhz };
    const at = (incidenceDeg: number) => slab({ ...wall, incidenceDeg });
    const found = [at(0).te, at(0).tm, at(30).te, at(30).tm, at(60).te, at(60).tm];
    const expected = [normal, normal, te30, tm30, te60, tm60];
    found.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThan(0.001);
    });
  });

  test('ITU-R P.2040-3 concrete 200 mm agrees with 3GPP TR 38.901 concrete 5 + 4f', () => {
    for (const frequencyMhz of [1800, 2100, 2600, 3500, 4900]) {
      const { te } = slab({ material: 'concrete', thicknessM: 0.2, frequencyMhz });
      expect(Math.abs(te - (5 + (4 * frequencyMhz) / 1000))).toBeLessThan(0.35);
    }
  });

  test('the editions of ITU-R P.2040 differ, and the answer says which it is', () => {
    const wall = { material: 'concrete', thicknessM: 0.2, frequencyMhz: 1800 };
    const first = evaluateModel('itu-p2040-slab', { ...wall, edition: 'P.2040-1' });
    expect((first.transmissionLossDb as { te: number }).te).toBeCloseTo(9.1, 1);
    expect(first.source).toContain('P.2040-1');
    for (const edition of ['P.2040-3', '3', '-3', 3, -3, 'ITU-R P.2040-3']) {
      expect(slab({ ...wall, edition })).toEqual(slab(wall));
    }
    // The refusal tells a material that only the other edition has from one that none has.
    const old = { ...wall, edition: 'P.2040-1' };
    expect(() => slab({ ...old, material: 'plywood' })).toThrow(/"plywood", for which P\.2040-1 has no row/);
    expect(() => slab({ ...old, material: 'cheese' })).toThrow(
      /unknown material "cheese".*floorboard.*\(P\.2040-1\)/,
    );
    expect(() => slab({ ...wall, edition: 'P.2040-2' })).toThrow(/edition: .*P\.2040-3 or P\.2040-1/);
  });

  test.each([
    [[], 0, 63.573833237229124],
    [
      [
        { lossDb: 3.4, count: 1 },
        { lossDb: 6.9, count: 1 },
      ],
      0,
      73.87383323722914,
    ],
    [
      [
        { lossDb: 3.4, count: 2 },
        { lossDb: 6.9, count: 1 },
      ],
      1,
      95.57383323722912,
    ],
    [[], 2, 97.09743080317419],
    [[], 3, 63.573833237229124 + 43.58902],
    [[], 4, 63.573833237229124 + 51.04763],
  ])('COST 231 multi-wall, 1800 MHz, 20 m: walls %j, %d floors', (walls, floors, expected) => {
    const found = lossDb('cost231-multi-wall', { frequencyMhz: 1800, distanceM: 20, walls, floors });
    expect(found).toBeCloseTo(expected, 4);
  });

  test.each([
    ['corridor', true, 900, 54.7837],
    ['corridor', true, 2600, 65.1501],
    ['corridor', true, 3500, 68.0547],
    ['industrial', false, 900, 84.7878],
    ['industrial', false, 2600, 90.9616],
    ['industrial', false, 3500, 92.6915],
  ])('ITU-R P.1238-11 %s, los %s, 50 m, %d MHz', (environment, los, frequencyMhz, expected) => {
    expect(lossDb('itu-p1238', { environment, los, frequencyMhz, distanceM: 50 })).toBeCloseTo(expected, 3);
  });

  test('ITU-R P.1238-11 takes GHz: office LoS at 1 m and 1 GHz is close to free space', () => {
    const inputs = { frequencyMhz: 1000, distanceM: 1 };
    const indoorDb = lossDb('itu-p1238', { ...inputs, environment: 'office', los: true });
    expect(indoorDb).toBeCloseTo(34.62, 9);
    expect(Math.abs(indoorDb - lossDb('free-space', inputs))).toBeLessThan(3);
  });

  test.each([
    [0, 6.0206, 6.0329],
    [1, 13.8641, 13.9257],
    [2, 19.091, 19.0429],
    [5, 26.9362, 26.8136],
  ])('knife edge ν = %d', (v, exactDb, approximateDb) => {
    const result = evaluateModel('knife-edge', { v });
    expect(result.lossDb).toBeCloseTo(approximateDb, 3);
    expect(result.exactLossDb).toBeCloseTo(exactDb, 3);
  });

  test('knife edge by geometry: a car’s roof line between phone and antenna', () => {
    const inputs = { heightM: 0.3, distance1M: 15, distance2M: 1.5, frequencyMhz: 900 };
    expect(lossDb('knife-edge', inputs)).toBeCloseTo(11.307596634458141, 9);
  });

  test.each([
    [0.75, 8, 4, 0.9072927891227366],
    [0.75, 8, 2, 0.8619785127718093],
    [0.5, 9, 3, 0.7169884898612058],
    [0.9, 6, 2.2, 0.9614286777597605],
  ])('Reudink: edge %d, σ %d, n %d', (edgeProbability, sigmaDb, exponent, expected) => {
    const result = evaluateModel('reudink-area', { edgeProbability, sigmaDb, exponent });
    expect(result.areaProbability).toBeCloseTo(expected, 9);
  });

  test('Reudink equals its own integral over the disc', () => {
    // Mean over the disc of Φ(z + 10 n lg(1/r)/σ), by the midpoint rule; Φ by an independent quadrature.
    const [edgeZ, sigmaDb, exponent] = [1.2815515655446004, 20, 1];
    const phi = (z: number) => {
      const steps = 2000;
      let sum = 0;
      for (let i = 0; i < steps; i++) {
        const t = (z * (i + 0.5)) / steps;
        sum += Math.exp((-t * t) / 2);
      }
      return 0.5 + (sum * z) / steps / Math.sqrt(2 * Math.PI);
    };
    let mean = 0;
    const rings = 2000;
    for (let i = 0; i < rings; i++) {
      const r = (i + 0.5) / rings;
      mean += (2 * r * phi(edgeZ - (10 * exponent * Math.log10(r)) / sigmaDb)) / rings;
    }
    const result = evaluateModel('reudink-area', { edgeProbability: 0.9, sigmaDb, exponent });
    expect(result.areaProbability).toBeCloseTo(mean, 5);
  });
});
