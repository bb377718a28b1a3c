import {
  type CommonErrors,
  combinedProbability,
  createAcceptanceWalk,
  createRandom,
  effectiveSamples,
  findCarrierProfile,
  jointPassProbability,
  normalCdf,
  normalQuantile,
  passProbability,
  resourceElementShareDb,
  sampleWalk,
  servedCovariance,
  sharedPart,
  walkAgain,
} from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  ])('%s', (_, carrier, shareDb) => {
    expect(resourceElementShareDb(carrier)).toBeCloseTo(shareDb, 2);
  });
});

/** A walk of 600 m along a corridor, a sample each metre. */
const corridor = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 600, rows: 1 };
const corridorWalk = createAcceptanceWalk([{ grid: corridor, cells: new Uint8Array(600).fill(1) }], {
  walkSpacingM: 8,
  decorrelationM: 6,
});
const noSpreads = { carrierCorrelationRatio: 0, readingSigmaDb: 0 };

/** Draws of the corridor's walk for operators with the same margin everywhere. */
function walkCorridor(marginsDb: readonly number[], carrierCorrelationRatio = 0) {
  const operators = marginsDb.map((marginDb, number) => ({
    combine: 'best' as const,
    carriers: [
      {
        number,
        marginDb: new Float32Array(600).fill(marginDb),
        sigmaDb: new Float32Array(600).fill(6),
        vehicleSigmaDb: new Float32Array(600),
      },
    ],
  }));
  return walkAgain(corridorWalk, operators, { ...noSpreads, carrierCorrelationRatio }, 0.9);
}

const modelOnly = (modelSigmaDb: number): CommonErrors => ({
  modelSigmaDb,
  phoneSigmaDb: 0,
  sharedRatio: 0.8,
});

describe('chance to pass', () => {
  it.each([
    // margin dB, P(pass) with σ_b 0, 2, 3: σ = 6 dB, 600 m walk, d_c = 6 m. Monte Carlo where it was published, else the
    // closed form, which takes the share of samples as normal and its spread as that of an unbiased model. At 8 dB with
    // σ_b = 0 that gives 0.617; 40,000 walks played out give 0.654, as the share of samples is skew.
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
    const variance = walkVariance(corridor, corridorWalk.levelCells[0], new Float64Array(600).fill(1.5), 6);
    const exact = (normalCdf(1.5) * (1 - normalCdf(1.5)) * 600 ** 2) / variance;
    expect(exact).toBeGreaterThan(101);
    expect(exact).toBeLessThan(104.5);
    const [{ servedRatio }] = walkCorridor([9]);
    // 1,746 draws, half of them mirrored: the variance is known to about 4 %.
    expect(effectiveSamples(servedRatio, 600) / exact).toBeGreaterThan(0.9);
    expect(effectiveSamples(servedRatio, 600) / exact).toBeLessThan(1.1);
  });

  it('draws have the covariance of correlated shadowing on a floor of passes', () => {
    const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 60, rows: 40 };
    const walk = createAcceptanceWalk([{ grid, cells: new Uint8Array(2400).fill(1) }], {
      walkSpacingM: 8,
      decorrelationM: 6,
    });
    const [cells] = walk.levelCells;
    const pairs: [number, number][] = [
      [0, 0],
      [0, 3],
      [0, 60],
      [61, 125],
      [5, 230],
    ];
    for (const [first, second] of pairs) {
      const mean = walk.shadows.reduce((sum, field) => sum + field[first] * field[second], 0);
      const apartM = Math.hypot(
        (cells[first] % 60) - (cells[second] % 60),
        Math.floor(cells[first] / 60) - Math.floor(cells[second] / 60),
      );
      const deviations = Math.abs(mean / walk.shadows.length - Math.exp(-apartM / 6));
      expect(deviations, `${apartM} m`).toBeLessThan(4 * Math.sqrt(2 / walk.shadows.length));
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
          const chances = draws.map((own) => passProbability(own, errors));
          const joint = jointPassProbability(draws, errors);
          expect(joint).toBeLessThanOrEqual(Math.min(...chances) + 1e-12);
          expect(joint).toBeGreaterThanOrEqual(chances.reduce((all, chance) => all * chance, 1) - 1e-12);
        },
      ),
      { numRuns: process.env.DIKU_SCENES === undefined ? 6 : 100, seed: 3 },
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

  it('covariance of a place with itself is p(1 − p), of independent places 0', () => {
    for (const z of [-1, 0, 0.7, 2]) {
      const p = normalCdf(z);
      expect(servedCovariance(z, z, 1)).toBeCloseTo(p * (1 - p), 4);
      expect(servedCovariance(z, -z, 0)).toBe(0);
    }
    // Sheppard: for zero margins the covariance is asin(ρ)/2π.
    expect(servedCovariance(0, 0, 0.5)).toBeCloseTo(Math.asin(0.5) / (2 * Math.PI), 10);
  });

  it('walks only counted floor, in passes', () => {
    const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 40, rows: 16 };
    const cells = new Uint8Array(640).fill(1);
    cells.fill(0, 0, 320);
    const walk = sampleWalk(grid, cells, 8);
    expect(walk.length).toBe(40);
    expect([...walk].every((cell) => cells[cell] === 1)).toBe(true);
  });
});
