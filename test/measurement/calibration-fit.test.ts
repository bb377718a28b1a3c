import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../packages/engine/src/core/index.ts';
import {
  type ErrorModel,
  type FitParameter,
  type FitSample,
  fitSamples,
} from '../../packages/engine/src/measurement/index.ts';
import { isLong } from '../support/is-long.ts';
import { createNormal, syntheticParameters, syntheticWalk } from './calibration-support/synthetic-samples.ts';

/** `npm run test:long` asks for more. */
const seeds = Array.from({ length: isLong ? 200 : 5 }, (_, index) => index + 1);
const z95 = 1.959964;

/** Samples of one linear path each, errors independent. */
function linearSamples(
  rows: readonly { features: number[]; levelDbm: number; floorDbm?: number }[],
): FitSample[] {
  return rows.map(({ features, levelDbm, floorDbm = Number.NEGATIVE_INFINITY }, index) => ({
    x: 100 * index,
    y: 0,
    level: 'B1',
    series: 'carrier',
    measuredDbm: Math.max(levelDbm, floorDbm),
    censored: levelDbm < floorDbm,
    cells: [{ constantsDbm: Float64Array.of(0), features: Float64Array.from(features) }],
  }));
}

function flatParameters(count: number): FitParameter[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `b${index}`,
    priorMean: 0,
    priorSd: 1e5,
    min: -1e6,
    max: 1e6,
  }));
}

const independent: ErrorModel = {
  shadowingSigmaDb: 4,
  decorrelationM: 0.5,
  noiseSigmaDb: 3,
  seriesCorrelation: 0,
};
const independentSigmaDb = 5;

/** Two unknowns by the normal equations. */
function ordinaryLeastSquares(rows: readonly { features: number[]; levelDbm: number }[]): [number, number] {
  let [aa, ab, bb, ay, by] = [0, 0, 0, 0, 0];
  for (const {
    features: [a, b],
    levelDbm,
  } of rows) {
    aa += a * a;
    ab += a * b;
    bb += b * b;
    ay -= a * levelDbm;
    by -= b * levelDbm;
  }
  const determinant = aa * bb - ab * ab;
  return [(bb * ay - ab * by) / determinant, (aa * by - ab * ay) / determinant];
}

function noisyLine(seed: number, count: number) {
  const normal = createNormal(seed);
  return Array.from({ length: count }, (_, index) => {
    const features = [1, 10 * Math.log10(1 + index)];
    return { features, levelDbm: -(40 + 2.5 * features[1]) + independentSigmaDb * normal() };
  });
}

describe('fit of a walk test', () => {
  it('is ordinary least squares where nothing is censored, correlated or believed', () => {
    const rows = noisyLine(1, 60);
    const { parameters } = fitSamples(linearSamples(rows), flatParameters(2), { errors: independent });
    const expected = ordinaryLeastSquares(rows);
    expect(parameters[0]).toBeCloseTo(expected[0], 5);
    expect(parameters[1]).toBeCloseTo(expected[1], 6);
  });

  it('is at the top of the Tobit likelihood where samples are censored', () => {
    const rows = noisyLine(2, 80).map((row) => ({ ...row, floorDbm: -82 }));
    expect(rows.filter(({ levelDbm }) => levelDbm < -82).length).toBeGreaterThan(15);
    const { parameters } = fitSamples(linearSamples(rows), flatParameters(2), { errors: independent });
    const logLikelihood = (offsetDb: number, exponent: number) =>
      rows.reduce((sum, { features, levelDbm, floorDbm }) => {
        const meanDbm = -(offsetDb + exponent * features[1]);
        if (levelDbm < floorDbm) return sum + Math.log(normalCdf((floorDbm - meanDbm) / independentSigmaDb));
        return sum - ((levelDbm - meanDbm) / independentSigmaDb) ** 2 / 2;
      }, 0);
    const top = logLikelihood(parameters[0], parameters[1]);
    for (const [offsetDb, exponent] of [
      [0.1, 0],
      [-0.1, 0],
      [0, 0.01],
      [0, -0.01],
      [0.1, -0.007],
      [-0.1, 0.007],
    ]) {
      expect(logLikelihood(parameters[0] + offsetDb, parameters[1] + exponent)).toBeLessThan(top);
    }
  });

  it('weighs correlated censored samples as the integral over them does', () => {
    // One mean under five samples at one metre, two of them below the floor.
    const levelsDbm = [-80.5, -84, -79, -90, -91];
    const floorDbm = -86;
    const errors: ErrorModel = {
      shadowingSigmaDb: 5,
      decorrelationM: 6,
      noiseSigmaDb: 2,
      seriesCorrelation: 0,
    };
    const samples = linearSamples(levelsDbm.map((levelDbm) => ({ features: [1], levelDbm, floorDbm }))).map(
      (sample, index) => ({ ...sample, x: index }),
    );
    const fit = fitSamples(samples, flatParameters(1), { errors });
    // By brute force: the likelihood of the mean on a grid, the censored two integrated on a grid of their own.
    const covariance = levelsDbm.map((_, i) =>
      levelsDbm.map((__, j) => 25 * Math.exp(-Math.abs(i - j) / 6) + (i === j ? 4 : 0)),
    );
    const precision = invert(covariance);
    const density = (meanDb: number, values: readonly number[]) => {
      const off = values.map((value) => value - meanDb);
      const square = off.reduce(
        (sum, a, i) => sum + a * off.reduce((inner, b, j) => inner + precision[i][j] * b, 0),
        0,
      );
      return Math.exp(-square / 2);
    };
    let [weight, first, second] = [0, 0, 0];
    for (let meanDb = -110; meanDb <= -65; meanDb += 0.5) {
      let likelihood = 0;
      for (let a = floorDbm - 0.25; a > floorDbm - 30; a -= 0.5) {
        for (let b = floorDbm - 0.25; b > floorDbm - 30; b -= 0.5) {
          likelihood += density(meanDb, [...levelsDbm.slice(0, 3), a, b]);
        }
      }
      weight += likelihood;
      first += meanDb * likelihood;
      second += meanDb ** 2 * likelihood;
    }
    const meanDb = first / weight;
    const sdDb = Math.sqrt(second / weight - meanDb ** 2);
    expect(Math.abs(-fit.parameters[0] - meanDb)).toBeLessThan(0.06 * sdDb);
    expect(Math.sqrt(fit.covariance[0]) / sdDb).toBeCloseTo(1, 1);
  });

  for (const [name, options, min] of [
    ['simulcast, nothing censored', { antennas: 2 }, 0.85],
    ['simulcast, 20 % censored', { antennas: 2, censoredRatio: 0.2 }, 0.85],
    ['one antenna, 20 % censored', { antennas: 1, censoredRatio: 0.2 }, 0.85],
  ] as const) {
    it(`95 % intervals hold the truth: ${name}, seeds 1 to ${seeds.length}`, () => {
      let held = 0;
      const offSd = syntheticParameters.map(() => 0);
      for (const seed of seeds) {
        const { samples, truth } = syntheticWalk(seed, { ...options, count: isLong ? 120 : 80 });
        const fit = fitSamples(samples, syntheticParameters);
        expect(fit.converged, `seed ${seed}`).toBe(true);
        for (const [index, value] of truth.entries()) {
          const sd = Math.sqrt(fit.covariance[index * truth.length + index]);
          if (Math.abs(fit.parameters[index] - value) <= z95 * sd) held += 1;
          offSd[index] += (fit.parameters[index] - value) / sd / seeds.length;
        }
      }
      const fraction = held / (seeds.length * syntheticParameters.length);
      if (isLong)
        console.log(`${name}: ${(100 * fraction).toFixed(1)} % of ${seeds.length} seeds hold the truth`);
      expect(fraction).toBeGreaterThanOrEqual(isLong ? 0.92 : min);
      expect(fraction).toBeLessThanOrEqual(isLong ? 0.98 : 1);
      // No systematic error: the mean of the standardised errors is within four of its own standard errors.
      for (const off of offSd) expect(Math.abs(off)).toBeLessThan(4 / Math.sqrt(seeds.length));
    });
  }

  it('least squares on what was heard is biased, the fit with the censored samples is not', () => {
    const runs = Array.from({ length: 12 }, (_, index) => {
      const rows = noisyLine(100 + index, 80).map((row) => ({ ...row, floorDbm: -80 }));
      const received = rows.filter(({ levelDbm, floorDbm }) => levelDbm >= floorDbm);
      const { parameters } = fitSamples(linearSamples(rows), flatParameters(2), { errors: independent });
      return { detectedOnly: ordinaryLeastSquares(received)[1], tobit: parameters[1] };
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = (values: number[]) =>
      Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) / values.length);
    const receivedOnly = runs.map((run) => run.detectedOnly);
    const tobit = runs.map((run) => run.tobit);
    expect(2.5 - mean(receivedOnly)).toBeGreaterThan(6 * spread(receivedOnly));
    expect(Math.abs(mean(tobit) - 2.5)).toBeLessThan(3 * spread(tobit));
  });

  it('the order of the samples does not matter, to the bit', () => {
    const { samples } = syntheticWalk(7, { censoredRatio: 0.2, count: 60 });
    const reference = fitSamples(samples, syntheticParameters);
    fc.assert(
      fc.property(fc.shuffledSubarray([...samples.keys()], { minLength: samples.length }), (order) => {
        const shuffled = fitSamples(
          order.map((index) => samples[index]),
          syntheticParameters,
        );
        expect([...shuffled.parameters]).toEqual([...reference.parameters]);
        expect([...shuffled.covariance]).toEqual([...reference.covariance]);
        expect(shuffled.errors).toEqual(reference.errors);
      }),
      { numRuns: 3, seed: 1 },
    );
  });

  it('more samples never leave a parameter less certain', () => {
    const { samples } = syntheticWalk(11, { count: 80, antennas: 1 });
    const errors: ErrorModel = {
      shadowingSigmaDb: 5,
      decorrelationM: 6,
      noiseSigmaDb: 2,
      seriesCorrelation: 0,
    };
    fc.assert(
      fc.property(fc.shuffledSubarray([...samples.keys()], { minLength: 10 }), (order) => {
        const sds = [order.slice(0, order.length >> 1), order].map((part) => {
          const { covariance } = fitSamples(
            part.map((index) => samples[index]),
            syntheticParameters,
            { errors },
          );
          return syntheticParameters.map((_, index) => Math.sqrt(covariance[index * 5]));
        });
        for (const [index, sd] of sds[1].entries())
          expect(sd).toBeLessThanOrEqual(sds[0][index] * (1 + 1e-9));
      }),
      { numRuns: isLong ? 200 : 15, seed: 1 },
    );
  });

  it('a loss never falls below nothing', () => {
    const { samples } = syntheticWalk(3, { antennas: 1 });
    // Received the stronger the more walls: the brick would have to amplify.
    const odd = samples.map((sample) => ({
      ...sample,
      measuredDbm: sample.measuredDbm + 4 * sample.cells[0].features[2],
    }));
    const { parameters } = fitSamples(odd, syntheticParameters);
    expect(parameters[2]).toBe(0);
    expect(Math.min(...parameters.slice(1))).toBeGreaterThanOrEqual(0);
  });
});

/** Inverts by Gauss and Jordan. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k += 1) {
    const pivot = rows[k][k];
    rows[k] = rows[k].map((value) => value / pivot);
    for (let i = 0; i < n; i += 1) {
      if (i === k) continue;
      const factor = rows[i][k];
      rows[i] = rows[i].map((value, j) => value - factor * rows[k][j]);
    }
  }
  return rows.map((row) => row.slice(n));
}
