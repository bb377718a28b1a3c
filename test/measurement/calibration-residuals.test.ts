import { describe, expect, it } from 'vitest';
import {
  type ErrorModel,
  fitSamples,
  type HeldBackSquares,
  heldBackSquares,
  type WalkSample,
  walkResiduals,
} from '../../packages/engine/src/measurement/index.ts';
import {
  correctionAt,
  correctionLength,
  correctionsOf,
  type LevelCorrection,
} from '../../packages/engine/src/radio/index.ts';
import { syntheticParameters, syntheticWalk } from './calibration-support/synthetic-samples.ts';

const truth: ErrorModel = {
  shadowingSigmaDb: 5,
  decorrelationM: 8,
  noiseSigmaDb: 1.5,
  seriesCorrelation: 0.5,
};

/** A walk of known truth as local means of a plan. */
function walkOf(seed: number, count: number): { samples: WalkSample[]; expectedDbm: number[] } {
  const walk = syntheticWalk(seed, { ...truth, count });
  const samples = walk.samples.map((sample): WalkSample => {
    const [distanceM, walls] = [10, 0];
    const rest = { frequencyMhz: 1800, distanceM, walls, spreadRatio: 1, antennas: [] };
    return { ...sample, carrierId: sample.series, ...rest };
  });
  const expectedDbm = samples.map(({ cells: [{ constantsDbm, features }] }) => {
    const parameters = syntheticParameters.length;
    const powersMw = [...constantsDbm].map((constantDbm, path) => {
      const lossDb = walk.truth.reduce((sum, each, k) => sum + each * features[path * parameters + k], 0);
      return 10 ** ((constantDbm - lossDb) / 10);
    });
    return 10 * Math.log10(powersMw.reduce((sum, each) => sum + each, 0));
  });
  return { samples, expectedDbm };
}

const parameters = {
  all: syntheticParameters,
  frequenciesMhz: [1800],
  materials: [],
  exponentIndex: 1,
};

/** Gaussian elimination of a symmetric positive definite system. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]]);
  for (let column = 0; column < rows.length; column += 1) {
    for (let at = column + 1; at < rows.length; at += 1) {
      const factor = rows[at][column] / rows[column][column];
      for (let k = column; k <= rows.length; k += 1) rows[at][k] -= factor * rows[column][k];
    }
  }
  const found = new Array<number>(rows.length).fill(0);
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    const known = found.reduce((sum, each, k) => (k > row ? sum + each * rows[row][k] : sum), 0);
    found[row] = (rows[row][rows.length] - known) / rows[row][row];
  }
  return found;
}

/** Squared errors of the best possible prediction in the same squares: the true means and the true covariance. */
function optimalSquares({ samples, expectedDbm }: ReturnType<typeof walkOf>): number[] {
  const { shadowingSigmaDb, decorrelationM, noiseSigmaDb } = truth;
  const groupOf = ({ x, y }: WalkSample) => (Math.floor(x / 10) + 3 * Math.floor(y / 10)) % 8;
  const between = (a: number, b: number) =>
    shadowingSigmaDb ** 2 *
      Math.exp(-Math.hypot(samples[a].x - samples[b].x, samples[a].y - samples[b].y) / decorrelationM) +
    (a === b ? noiseSigmaDb ** 2 : 0);
  const all = [...samples.keys()];
  return [...new Set(samples.map(groupOf))].flatMap((group) => {
    const [held, others] = [true, false].map((isHeld) =>
      all.filter((index) => (groupOf(samples[index]) === group) === isHeld),
    );
    const weights = solve(
      others.map((a) => others.map((b) => between(a, b))),
      others.map((index) => samples[index].measuredDbm - expectedDbm[index]),
    );
    return held.map((index) => {
      const krigedDb = others.reduce((sum, other, k) => sum + weights[k] * between(index, other), 0);
      return (samples[index].measuredDbm - expectedDbm[index] - krigedDb) ** 2;
    });
  });
}

function heldBackOf(samples: readonly WalkSample[]): HeldBackSquares {
  const fit = fitSamples(samples, syntheticParameters);
  const unknown = new Float64Array(samples.length).fill(Number.NaN);
  const start = fit.parameters;
  return heldBackSquares(fit.samples, parameters, fit.errors, unknown, { start }) as HeldBackSquares;
}

describe('residuals of a walk test', () => {
  it('are interpolated nearly as well as with the true parameters and covariance, with honest deviations, seeds 1–12', {
    tags: ['thorough'],
  }, () => {
    const count = 240;
    const totals = { refitted: 0, kriged: 0, optimal: 0, one: 0, two: 0, samples: 0 };
    for (let seed = 1; seed <= 12; seed += 1) {
      const walk = walkOf(seed, count);
      const held = heldBackOf(walk.samples);
      const { samples } = held.kriged;
      totals.samples += samples;
      totals.refitted += samples * held.refitted.rmseDb ** 2;
      totals.kriged += samples * held.kriged.rmseDb ** 2;
      totals.one += samples * held.withinOneSdRatio;
      totals.two += samples * held.withinTwoSdRatio;
      totals.optimal += optimalSquares(walk).reduce((sum, each) => sum + each, 0);
    }
    expect(totals.samples).toBe(12 * count);
    const [refitted, kriged, optimal] = [totals.refitted, totals.kriged, totals.optimal].map((sum) =>
      Math.sqrt(sum / totals.samples),
    );
    expect(kriged).toBeLessThan(1.05 * optimal);
    expect(kriged).toBeLessThan(refitted - 0.5);
    for (const [ratio, [low, high]] of [
      [totals.one / totals.samples, [0.6, 0.76]],
      [totals.two / totals.samples, [0.92, 0.98]],
    ] as const) {
      expect(ratio).toBeGreaterThan(low);
      expect(ratio).toBeLessThan(high);
    }
  });

  it('are not bent by a reading that is 30 dB off, seeds 1–6', () => {
    let square = 0;
    for (let seed = 1; seed <= 6; seed += 1) {
      const { samples } = walkOf(seed, 120);
      const wrong = samples.map((sample, index) =>
        index === 50 ? { ...sample, measuredDbm: sample.measuredDbm - 30 } : sample,
      );
      const [right, bent] = [samples, wrong].map(levelsAt);
      const near = [...samples.keys()].filter((index) => index !== 50 && Math.abs(index - 50) <= 4);
      square += near.reduce((sum, index) => sum + (right[index] - bent[index]) ** 2, 0) / near.length / 6;
    }
    // Left as it is the reading pulls them by 3.0 dB.
    expect(Math.sqrt(square)).toBeLessThan(1.5);
  });
});

/** Level at each sample by the fit and its residual field, in the order of the samples given, dBm. */
function levelsAt(samples: readonly WalkSample[]): number[] {
  const fit = fitSamples(samples, syntheticParameters);
  const residuals = walkResiduals(fit.samples, fit, fit.errors);
  const correct = correctionsOf(residuals, 'B1', 'carrier') as LevelCorrection;
  const correction = new Float64Array(correctionLength);
  return samples.map(({ x, y }) => {
    correct.correct(x, y, undefined, 0, correction);
    const at = fit.samples.findIndex((each) => each.x === x && each.y === y);
    return fit.predictedDbm[at] + correction[correctionAt.levelDb];
  });
}
