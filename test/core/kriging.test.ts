import { describe, expect, it } from 'vitest';
import {
  createNormalSource,
  createRandom,
  type FieldSamples,
  krigeField,
} from '../../packages/engine/src/core/index.ts';

/** Solves a dense system by elimination with pivots. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]]);
  for (let column = 0; column < rows.length; column += 1) {
    const pivot = rows.reduce(
      (best, row, at) => (at >= column && Math.abs(row[column]) > Math.abs(rows[best][column]) ? at : best),
      column,
    );
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (const [at, row] of rows.entries()) {
      if (at === column) continue;
      const factor = row[column] / rows[column][column];
      for (let k = column; k < row.length; k += 1) row[k] -= factor * rows[column][k];
    }
  }
  return rows.map((row, index) => row[row.length - 1] / row[index]);
}

const covariance = { variance: 25, decorrelationM: 6, seriesCorrelation: 0.4 };

function randomSamples(seed: number, count: number, extentM: number): FieldSamples {
  const random = createRandom(seed);
  const normal = createNormalSource(createRandom(seed + 1));
  const list = (make: () => number) => Float64Array.from({ length: count }, make);
  return {
    x: list(() => extentM * random()),
    y: list(() => extentM * random()),
    values: list(() => 5 * normal()),
    noiseVariances: list(() => 0.5 + 4 * random()),
    series: Int32Array.from({ length: count }, () => Math.floor(3 * random())),
  };
}

/** Mean and variance from all samples at once, of one part of the field where it has some. */
function bruteForce(
  samples: FieldSamples,
  toSeries: Float64Array,
  x: number,
  y: number,
  part = 0,
): [number, number] {
  const { count = 1, weights: mixed } = samples.parts ?? {};
  const partsOf = Array.from(samples.x, (_, sample) =>
    mixed ? [...mixed.slice(sample * count, (sample + 1) * count)] : [1],
  );
  const sharedOf = (a: number, b: number) =>
    partsOf[a].reduce((sum, weight, index) => sum + weight * partsOf[b][index], 0);
  const { variance, decorrelationM, seriesCorrelation } = covariance;
  const all = [...samples.x.keys()];
  const between = (a: number, b: number) =>
    variance *
    sharedOf(a, b) *
    (samples.series[a] === samples.series[b] ? 1 : seriesCorrelation) *
    Math.exp(-Math.hypot(samples.x[a] - samples.x[b], samples.y[a] - samples.y[b]) / decorrelationM);
  const matrix = all.map((a) => all.map((b) => between(a, b) + (a === b ? samples.noiseVariances[a] : 0)));
  const towards = all.map(
    (a) =>
      variance *
      toSeries[samples.series[a]] *
      partsOf[a][part] *
      Math.exp(-Math.hypot(samples.x[a] - x, samples.y[a] - y) / decorrelationM),
  );
  const weights = solve(matrix, towards);
  const sum = (values: ArrayLike<number>) =>
    weights.reduce((total, weight, k) => total + weight * values[k], 0);
  return [sum(samples.values), variance - sum(towards)];
}

describe('kriging of a field', () => {
  const toSeries = Float64Array.of(1, covariance.seriesCorrelation, covariance.seriesCorrelation);

  it('is the best linear estimate from all samples where these are few, seed 1', () => {
    const samples = randomSamples(1, 30, 12);
    const estimate = krigeField(samples, covariance, toSeries);
    const found = new Float64Array(2);
    for (const [x, y] of [
      [3, 3],
      [0.1, 11.7],
      [6, 5.2],
      [9.9, 1.4],
    ]) {
      estimate(x, y, found);
      const [mean, variance] = bruteForce(samples, toSeries, x, y);
      expect(found[0]).toBeCloseTo(mean, 9);
      expect(found[1]).toBeCloseTo(variance, 9);
    }
  });

  it('tells the parts apart that samples mix, seed 5', () => {
    const plain = randomSamples(5, 30, 6);
    const random = createRandom(6);
    const mixed = Array.from({ length: 30 }, () => {
      // Every sample tells of every part, so that none is left out.
      const first = 0.3 + 0.4 * random();
      return [first, 1 - first];
    });
    const samples = { ...plain, parts: { count: 2, weights: Float64Array.from(mixed.flat()) } };
    const found = new Float64Array(2);
    for (const part of [0, 1]) {
      const estimate = krigeField(samples, covariance, toSeries, part);
      for (const [x, y] of [
        [3, 3],
        [5.9, 1.4],
      ]) {
        estimate(x, y, found);
        const [mean, variance] = bruteForce(samples, toSeries, x, y, part);
        expect(found[0]).toBeCloseTo(mean, 9);
        expect(found[1]).toBeCloseTo(variance, 9);
      }
    }
    // One part that all samples are of is the field itself, to the bit.
    const whole = { ...plain, parts: { count: 1, weights: new Float64Array(30).fill(1) } };
    const [same, expected] = [whole, plain].map((each) => {
      krigeField(each, covariance, toSeries)(4, 5, found);
      return [...found];
    });
    expect(same).toEqual(expected);
  });

  it('comes close to it with the samples that say most where there are many, seed 2', () => {
    const samples = randomSamples(2, 250, 45);
    const estimate = krigeField(samples, covariance, toSeries);
    const random = createRandom(3);
    const found = new Float64Array(2);
    let square = 0;
    for (let point = 0; point < 8; point += 1) {
      const [x, y] = [45 * random(), 45 * random()];
      estimate(x, y, found);
      const [mean, variance] = bruteForce(samples, toSeries, x, y);
      square += (found[0] - mean) ** 2 / 8;
      // What is left out can only leave more open, and hardly does.
      expect(found[1]).toBeGreaterThanOrEqual(variance - 1e-9);
      expect(found[1]).toBeLessThan(1.02 * variance);
    }
    expect(Math.sqrt(square)).toBeLessThan(0.15);
  });

  it('says nothing far from all samples, and nearly all at one without noise', () => {
    const samples = { ...randomSamples(4, 30, 20), noiseVariances: new Float64Array(30) };
    const estimate = krigeField(samples, covariance, toSeries);
    const found = new Float64Array(2);
    estimate(500, 500, found);
    expect([...found]).toEqual([0, covariance.variance]);
    const at = samples.series.indexOf(0);
    estimate(samples.x[at], samples.y[at], found);
    expect(found[0]).toBeCloseTo(samples.values[at], 2);
    expect(found[1]).toBeLessThan(1e-3);
    expect(found[1]).toBeGreaterThanOrEqual(0);
  });
});
