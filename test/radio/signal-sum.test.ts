import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, normalQuantile } from '../../packages/engine/src/core/index.ts';
import {
  lookUpSpread,
  maxSpreadGainDb,
  spreadTable,
  sumSpread,
} from '../../packages/engine/src/radio/index.ts';
import { isLong } from '../support/is-long.ts';

/** A power sum as a phone meets it: sorted, dB over the sum of the medians, of correlated log-normal powers. */
function drawSums(powers: readonly number[], sigmaDb: number, rho: number, count: number, seed: number) {
  const random = createRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const sum = powers.reduce((total, power) => total + power, 0);
  const drawn = Float64Array.from({ length: count }, () => {
    const commonDb = Math.sqrt(rho) * sigmaDb * normal();
    let total = 0;
    for (const power of powers) {
      total += power * 10 ** ((commonDb + Math.sqrt(1 - rho) * sigmaDb * normal()) / 10);
    }
    return 10 * Math.log10(total / sum);
  });
  return drawn.sort();
}

/** Quantile of the log-normal that the engine takes for the sum, dB over the sum of the medians. */
function approximated(powers: readonly number[], sigmaDb: number, rho: number, quantile: number): number {
  const sum = powers.reduce((total, power) => total + power, 0);
  const squares = powers.reduce((total, power) => total + power * power, 0);
  const spread = new Float64Array(2);
  const table = spreadTable(sigmaDb * Math.sqrt(1 - rho));
  lookUpSpread(table, squares / sum ** 2, Math.max(...powers) / sum, spread);
  return spread[0] + normalQuantile(quantile) * Math.sqrt(spread[1] + rho * sigmaDb ** 2);
}

describe('a power sum under shadowing', () => {
  it('never has more at a probability than the most that is said of all sums', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-4, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        fc.double({ min: 1, max: 9, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (powers, probability, sigmaDb, rho) => {
          const table = spreadTable(sigmaDb * Math.sqrt(1 - rho));
          const maxDb = maxSpreadGainDb(table, normalQuantile(probability), rho * sigmaDb ** 2);
          expect(approximated(powers, sigmaDb, rho, 1 - probability)).toBeLessThanOrEqual(maxDb + 1e-9);
          return true;
        },
      ),
      { numRuns: isLong ? 100 : 20 },
    );
  });

  it('needs 7.69 dB for 90 % of one antenna and about 1.27 dB of two, as drawn 2 million times elsewhere', () => {
    expect(-approximated([1], 6, 0, 0.1)).toBeCloseTo(7.69, 2);
    // physics.md §6; over the median of one of them.
    const marginDb = -approximated([1, 1], 6, 0, 0.1) - 10 * Math.log10(2);
    expect(Math.abs(marginDb - 1.27)).toBeLessThan(0.1);
  });

  it.each([
    [0, 0.75],
    [0.3, 0.35],
    [0.5, 0.25],
    [0.8, 0.2],
  ])('has the quantiles of 20,000 draws at correlation %s within %s dB (seed 21)', (rho, maxDb) => {
    const random = createRandom(21);
    for (let garage = 0; garage < 4; garage += 1) {
      // A row of antennas 20 m apart, some behind walls, seen from anywhere.
      const at = random() * 20;
      const powers = [-2, -1, 0, 1, 2, 3].map((point) => {
        const wallsDb = [0, 0, 12, 24][Math.floor(4 * random())];
        return Math.hypot(20 * point - at, 2) ** -2.5 / 10 ** (wallsDb / 10);
      });
      const drawn = drawSums(powers, 6, rho, 20_000, 100 + garage);
      for (const quantile of [0.05, 0.1, 0.5]) {
        const foundDb = drawn[Math.floor(quantile * drawn.length)];
        const errorDb = approximated(powers, 6, rho, quantile) - foundDb;
        // Further down the true tail is lighter: what is taken is on the safe side there.
        expect(errorDb).toBeLessThan(maxDb);
        expect(errorDb).toBeGreaterThan(quantile < 0.1 ? -2 * maxDb : -maxDb);
      }
    }
  });

  it('has a higher median and less spread the more antennas are alike, nothing of either with one (seed 22)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (sigmaDb, count) => {
          const fewer = sumSpread(Array(count).fill(1), sigmaDb);
          const more = sumSpread(Array(count + 1).fill(1), sigmaDb);
          expect(more.shiftDb).toBeGreaterThan(fewer.shiftDb);
          expect(more.cellVarianceDb2).toBeLessThan(fewer.cellVarianceDb2);
          // The mean of the sum is not moved by more than the powers' own mean is: e^(σ²/2).
          expect(more.shiftDb).toBeLessThan((sigmaDb ** 2 * Math.LN10) / 20);
          if (count > 1) return;
          expect(fewer.shiftDb).toBeCloseTo(0, 12);
          expect(fewer.cellVarianceDb2).toBeCloseTo(sigmaDb ** 2, 9);
        },
      ),
      { seed: 22, numRuns: 200 },
    );
  });

  it('is the recursion itself at sums that the table knows, and changes without a jump (seed 23)', () => {
    const table = spreadTable(4.25);
    const spread = new Float64Array(2);
    for (const count of [1, 2, 3, 4]) {
      const exact = sumSpread(Array(count).fill(1), 4.25);
      lookUpSpread(table, 1 / count, 1 / count, spread);
      expect(spread[0]).toBeCloseTo(exact.shiftDb, 2);
      expect(spread[1]).toBeCloseTo(exact.cellVarianceDb2, 1);
    }
    const ratio = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(ratio, ratio, (concentration, fraction) => {
        lookUpSpread(table, concentration, fraction, spread);
        const [shiftDb, variance] = spread;
        lookUpSpread(table, concentration * (1 - 1e-9), fraction, spread);
        expect(Math.abs(spread[0] - shiftDb)).toBeLessThan(1e-6);
        expect(Math.abs(spread[1] - variance)).toBeLessThan(1e-5);
      }),
      { seed: 23, numRuns: 500 },
    );
  });
});
