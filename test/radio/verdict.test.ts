import { findCarrierProfile } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, normalCdf, normalQuantile } from '../../packages/engine/src/core/index.ts';
import {
  type CommonErrors,
  combinedProbability,
  createAcceptanceWalk,
  effectiveSamples,
  jointPassProbability,
  passProbability,
  resourceElementRatioDb,
  runAcceptanceTests,
  servedCovariance,
  sharedPart,
} from '../../packages/engine/src/radio/index.ts';
import { isLong } from '../support/is-long.ts';
import { walkVariance } from './verdict-support/walk-variance.ts';

describe('normal distribution', () => {
  it.each([
    // Abramowitz & Stegun, table 26.1.
    [0, 0.5],
    [1, 0.841344746068543],
    [1.96, 0.975002104851779],
    [3, 0.99865010196837],
    [-2.5, 0.006209665325776],
    [5, 0.999999713348428],
  ])('Φ(%s)', (z, probability) => {
    expect(normalCdf(z)).toBeCloseTo(probability, 11);
    if (probability < 0.9999) expect(normalQuantile(probability)).toBeCloseTo(z, 9);
  });
});

describe('power of one resource element', () => {
  const [lte20] = findCarrierProfile('lte');
  it.each([
    // 3GPP resource blocks: −10 log10(12 N_RB).
    ['LTE 20 MHz', lte20, -30.79],
    ['LTE 10 MHz', { ...lte20, bandwidthMhz: 10 }, -27.78],
    [
      'NR 100 MHz, 30 kHz',
      { ...lte20, technology: 'nr' as const, bandwidthMhz: 100, subcarrierKhz: 30 },
      -35.15,
    ],
    [
      'NR 30 MHz, 15 kHz',
      { ...lte20, technology: 'nr' as const, bandwidthMhz: 30, subcarrierKhz: 15 },
      -32.83,
    ],
    ['GSM', { ...lte20, technology: 'gsm' as const }, 0],
  ])('%s', (_, carrier, fractionDb) => {
    expect(resourceElementRatioDb(carrier)).toBeCloseTo(fractionDb, 2);
  });
});

/**
 * A test along a corridor that leaves no square out. Published is a walk of 600 m with a sample each metre and shadowing
 * decorrelated over 6 m; squares are 3 m apart, so all lengths are three times as long, which is the same.
 */
const corridor = { originXMm: 0, originYMm: 0, cellMm: 3000, columns: 600, rows: 1 };
const count = 600;
const testOf = (locations: number, decorrelationM = 6) => ({
  rule: 'share' as const,
  coverageRatio: 0.9,
  confidence: 0.95,
  locationSpacingM: 8,
  decorrelationM,
  locations,
});
const corridorWalk = createAcceptanceWalk(
  [{ grid: corridor, cells: new Uint8Array(600).fill(1) }],
  testOf(count, 18),
);
const noSpreads = { carrierCorrelationRatio: 0, readingSigmaDb: 0 };

/** Draws of the corridor's test for operators with the same margin everywhere. */
function walkCorridor(marginsDb: readonly number[], carrierCorrelationRatio = 0) {
  const operators = marginsDb.map((marginDb, number) => ({
    combine: 'best' as const,
    carriers: [
      {
        number,
        marginDb: new Float32Array(count).fill(marginDb),
        sigmaDb: new Float32Array(count).fill(6),
        vehicleSigmaDb: new Float32Array(count),
      },
    ],
  }));
  return runAcceptanceTests(corridorWalk, operators, { ...noSpreads, carrierCorrelationRatio });
}

const modelOnly = (modelSigmaDb: number): CommonErrors => ({
  modelSigmaDb,
  phoneSigmaDb: 0,
  sharedRatio: 0.8,
});

describe('chance to pass', () => {
  it.each([
    // margin dB, P(pass) with σ_b 0, 2, 3: σ = 6 dB, 600 m walk, d_c = 6 m. Monte Carlo where it was published, else the
    // closed form, which takes the fraction of samples as normal and its spread as that of an unbiased model. At 8 dB
    // with
    // σ_b = 0 that gives 0.617; 40,000 walks played out give 0.654, as the fraction of samples is skew.
    [8, 0.654, 0.558, 0.542],
    [9, 0.908, 0.73, 0.663],
    [10, 0.986, 0.857, 0.77],
    [11, 1.0, 0.931, 0.853],
    [12, 1.0, 0.976, 0.917],
  ])('margin %s dB, as published', (marginDb, ...chances) => {
    const [{ criticalBiasDb }] = walkCorridor([marginDb]);
    [0, 2, 3].forEach((sigmaDb, index) => {
      const chance = passProbability(criticalBiasDb, modelOnly(sigmaDb));
      expect(Math.abs(chance - chances[index]), `σ_b ${sigmaDb}`).toBeLessThan(0.02);
    });
  });

  it('finds the published number of independent samples: n_eff(9 dB, 6 dB, 600 m, 1 m, 6 m) = 102.2', () => {
    const variance = walkVariance(
      corridor,
      corridorWalk.levelCells[0],
      new Float64Array(count).fill(1.5),
      18,
    );
    const exact = (normalCdf(1.5) * (1 - normalCdf(1.5)) * count ** 2) / variance;
    expect(exact).toBeGreaterThan(101);
    expect(exact).toBeLessThan(104.5);
    const [{ servedRatio }] = walkCorridor([9]);
    // Half of some thousand draws are mirrored: the variance is known to about 4 %.
    expect(effectiveSamples(servedRatio, count) / exact).toBeGreaterThan(0.9);
    expect(effectiveSamples(servedRatio, count) / exact).toBeLessThan(1.1);
  });

  it('draws have the covariance of correlated shadowing at locations and points', () => {
    const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 60, rows: 39 };
    const floors = [{ grid, cells: new Uint8Array(2340).fill(1) }];
    const points: [number, number][] = [
      [10.5, 10],
      [12.4, 10],
    ];
    const walk = createAcceptanceWalk(floors, testOf(260), [points]);
    const locationOf = (index: number): [number, number] => {
      if (index >= walk.locationCount) return points[index - walk.locationCount];
      const cell = walk.levelCells[0][walk.draws[0].squares[index]];
      return [cell % 60, Math.floor(cell / 60)];
    };
    const fields = walk.shadows.flat();
    for (const [first, second] of [
      [0, 0],
      [0, 3],
      [0, 60],
      [61, 125],
      [5, 230],
      [5, 260],
      [260, 261],
    ]) {
      const mean = fields.reduce((sum, field) => sum + field[first] * field[second], 0) / fields.length;
      const [[ax, ay], [bx, by]] = [locationOf(first), locationOf(second)];
      const apartM = Math.hypot(ax - bx, ay - by);
      const deviation = Math.abs(mean - Math.exp(-apartM / 6));
      expect(deviation, `${apartM} m`).toBeLessThan(4 * Math.sqrt(2 / fields.length));
    }
  });

  it('of all operators on one day lies between the product and the least of theirs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 4, max: 16, noNaN: true }), { minLength: 2, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (marginsDb, sharedRatio, modelSigmaDb, phoneSigmaDb) => {
          const draws = walkCorridor(marginsDb, sharedRatio).map(({ criticalBiasDb }) => criticalBiasDb);
          const errors = { modelSigmaDb, phoneSigmaDb, sharedRatio };
          const chances = draws.map((draw) => passProbability(draw, errors));
          const joint = jointPassProbability(draws, errors);
          expect(joint).toBeLessThanOrEqual(Math.min(...chances) + 1e-12);
          expect(joint).toBeGreaterThanOrEqual(chances.reduce((all, chance) => all * chance, 1) - 1e-12);
        },
      ),
      { numRuns: isLong ? 100 : 6, seed: 3 },
    );
    const [one] = walkCorridor([10]).map(({ criticalBiasDb }) => criticalBiasDb);
    const same = { modelSigmaDb: 3, phoneSigmaDb: 0, sharedRatio: 1 };
    expect(jointPassProbability([one, one], same)).toBeCloseTo(passProbability(one, same), 3);
  });

  it('grows with every margin, and no error is better than some when it is likely', () => {
    const chances = [6, 8, 10, 12, 14].map((marginDb) =>
      passProbability(walkCorridor([marginDb])[0].criticalBiasDb, modelOnly(3)),
    );
    expect(chances).toEqual([...chances].sort((a, b) => a - b));
    const [{ criticalBiasDb }] = walkCorridor([12]);
    expect(passProbability(criticalBiasDb, modelOnly(1))).toBeGreaterThan(
      passProbability(criticalBiasDb, modelOnly(4)),
    );
  });

  it.each(['best', 'worst'] as const)(
    'the %s of several carriers agrees with drawing them (seed 9)',
    (combine) => {
      const random = createRandom(9);
      const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      for (const [correlation, ...means] of [
        [0.8, 0.5, 0.9],
        [0.8, -0.4, 1.2, 0.3],
        [0.3, 1, 1],
        [0.97, 0.2, 0.1],
      ]) {
        const standard = Float64Array.from(means);
        const extreme = combine === 'best' ? Math.max(...means) : Math.min(...means);
        let served = 0;
        const draws = 40_000;
        for (let draw = 0; draw < draws; draw += 1) {
          const shared = Math.sqrt(correlation) * normal();
          const values = means.map((mean) => mean + shared + Math.sqrt(1 - correlation) * normal());
          if ((combine === 'best' ? Math.max(...values) : Math.min(...values)) >= 0) served += 1;
        }
        const found = combinedProbability(standard, means.indexOf(extreme), combine, sharedPart(correlation));
        expect(Math.abs(found - served / draws), `ρ ${correlation}`).toBeLessThan(0.009);
      }
    },
  );

  it('covariance of a location with itself is p(1 − p), of independent locations 0', () => {
    for (const z of [-1, 0, 0.7, 2]) {
      const p = normalCdf(z);
      expect(servedCovariance(z, z, 1)).toBeCloseTo(p * (1 - p), 4);
      expect(servedCovariance(z, -z, 0)).toBe(0);
    }
    // Sheppard: for zero margins the covariance is asin(ρ)/2π.
    expect(servedCovariance(0, 0, 0.5)).toBeCloseTo(Math.asin(0.5) / (2 * Math.PI), 10);
  });

  it('locations are on counted floor, as many on each kind as its area says, and others in each draw', () => {
    const grid = { originXMm: 0, originYMm: 0, cellMm: 500, columns: 120, rows: 80 };
    // A quarter does not count, a quarter is in bays.
    const cells = Uint8Array.from({ length: 9600 }, (_, cell) => (cell < 2400 ? 0 : cell < 4800 ? 2 : 1));
    const walk = createAcceptanceWalk([{ grid, cells }], testOf(60));
    const seen = new Set<number>();
    for (const { squares, needed } of walk.draws) {
      expect(new Set(squares).size).toBe(60);
      expect(needed).toBe(54);
      const kinds = [...squares].map((square) => cells[walk.levelCells[0][square]]);
      expect([0, 1, 2].map((kind) => kinds.filter((each) => each === kind).length)).toEqual([0, 40, 20]);
      for (const square of squares) seen.add(square);
    }
    // Nothing that counts is left out of all draws for long.
    expect(seen.size).toBeGreaterThan(0.95 * walk.sampleCount);
  });
});
