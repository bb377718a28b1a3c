import {
  addMargin,
  combineCells,
  createMarginHistogram,
  createRandom,
  expectedCoverage,
  findCarrierProfile,
  normalCdf,
  normalQuantile,
  passProbability,
  resourceElementShareDb,
  sampleWalk,
  servedCovariance,
  walkVariance,
} from '@diku/engine';
import { describe, expect, it } from 'vitest';

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

describe('several antennas', () => {
  it('of one cell add 3.0103 dB when equal', () => {
    const one = combineCells([1e-9], 1e-16, 0.5);
    const two = combineCells([2e-9], 1e-16, 0.5);
    expect(two.rsrpDbm - one.rsrpDbm).toBeCloseTo(3.0103, 4);
    expect(two.sinrDb - one.sinrDb).toBeCloseTo(3.0103, 4);
  });

  it('of another cell interfere with their load', () => {
    const { rsrpDbm, sinrDb } = combineCells([1e-9, 1e-9], 1e-16, 0.5);
    expect(rsrpDbm).toBeCloseTo(-90, 6);
    expect(sinrDb).toBeCloseTo(3.0103, 3);
  });
});

/** Margins alike everywhere, as in the published worked table. */
function uniform(marginDb: number) {
  const histogram = createMarginHistogram(6);
  addMargin(histogram, marginDb);
  return [histogram];
}

describe('chance to pass', () => {
  it.each([
    // margin dB, C, P(pass) with σ_b 0, 2, 3: σ = 6 dB, 600 m walk, d_c = 6 m (closed form; Monte Carlo agrees).
    [8, 0.909, 0.617, 0.558, 0.542],
    [9, 0.933, 0.911, 0.724, 0.663],
    [10, 0.952, 0.995, 0.853, 0.77],
    [11, 0.967, 1.0, 0.935, 0.856],
    [12, 0.977, 1.0, 0.976, 0.917],
  ])('margin %s dB', (marginDb, coverage, ...chances) => {
    const histograms = uniform(marginDb);
    expect(expectedCoverage(histograms, 0)).toBeCloseTo(coverage, 3);
    const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 600, rows: 1 };
    const walk = Int32Array.from({ length: 600 }, (_, index) => index);
    const z = new Float64Array(600).fill(marginDb / 6);
    const variance = walkVariance(grid, walk, z, 6) / 600 ** 2;
    const exact = expectedCoverage(histograms, 0);
    const effectiveSamples = (exact * (1 - exact)) / variance;
    [0, 2, 3].forEach((biasSigmaDb, index) => {
      const chance = passProbability({ histograms, coverageRatio: 0.9, biasSigmaDb, effectiveSamples });
      expect(Math.abs(chance - chances[index]), `σ_b ${biasSigmaDb}`).toBeLessThan(0.012);
    });
  });

  it('finds the published number of independent samples: n_eff(9 dB, 6 dB, 600 m, 1 m, 6 m) = 102.2', () => {
    const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 600, rows: 1 };
    const walk = Int32Array.from({ length: 600 }, (_, index) => index);
    const variance = walkVariance(grid, walk, new Float64Array(600).fill(1.5), 6) / 600 ** 2;
    const coverage = normalCdf(1.5);
    const samples = (coverage * (1 - coverage)) / variance;
    expect(samples).toBeGreaterThan(101);
    expect(samples).toBeLessThan(104.5);
  });

  it('agrees with a simulated walk over correlated shadowing (seed 7)', () => {
    const random = createRandom(7);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const count = 300;
    const z = Float64Array.from({ length: count }, (_, index) => (index % 3 === 0 ? 0.4 : 1.8));
    const rho = Math.exp(-1 / 6);
    let mean = 0;
    let square = 0;
    const trials = 20_000;
    for (let trial = 0; trial < trials; trial += 1) {
      let shadow = normal();
      let served = 0;
      for (let index = 0; index < count; index += 1) {
        if (index > 0) shadow = rho * shadow + Math.sqrt(1 - rho * rho) * normal();
        if (z[index] + shadow >= 0) served += 1;
      }
      const share = served / count;
      mean += share / trials;
      square += (share * share) / trials;
    }
    const grid = { originXMm: 0, originYMm: 0, cellMm: 1000, columns: count, rows: 1 };
    const walk = Int32Array.from({ length: count }, (_, index) => index);
    const variance = walkVariance(grid, walk, z, 6) / count ** 2;
    expect(variance / (square - mean * mean)).toBeGreaterThan(0.95);
    expect(variance / (square - mean * mean)).toBeLessThan(1.05);
  });

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
