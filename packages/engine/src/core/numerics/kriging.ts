import { factorCholesky, solveLower } from './cholesky.ts';

/**
 * Covariance of random fields of mean 0 in a plane, one per series: `variance · e^(−Δ/decorrelationM)` between locations
 * Δ apart, times `seriesCorrelation` between two series.
 */
export interface FieldCovariance {
  variance: number;
  decorrelationM: number;
  /** 0–1 */
  seriesCorrelation: number;
}

/** Noisy samples of the fields. [samples] each; x and y in metres */
export interface FieldSamples {
  x: Float64Array;
  y: Float64Array;
  values: Float64Array;
  /** > 0, of each sample by itself. */
  noiseVariances: Float64Array;
  /** Number of the series that the sample is of. */
  series: Int32Array;
  /** Parts of a field that a sample mixes; absent: every field is one part. */
  parts?: FieldParts;
}

/** Fields that are sums of parts which vary independently of each other, each with the covariance of the field. */
export interface FieldParts {
  count: number;
  /** Weight of each part in each sample, 0–1. [samples, parts] */
  weights: Float64Array;
}

/** Writes to `into` what the samples say of a field at a location: its mean, and the variance that is left. */
export type EstimateField = (x: number, y: number, into: Float64Array) => void;

/** Samples that an estimate rests on: those that say most of it. */
const maxNeighbours = 32;
/** Samples that explain less than this fraction of a standard deviation are left out. */
const minCorrelation = 0.01;
const maxCachedSquares = 256;

/** The samples that matter within one square of the plane. */
interface Neighbourhood {
  indices: Int32Array;
  /** Cholesky factor of their covariance. [n, n] */
  factor: Float64Array;
  /** L⁻¹ times their values. [n] */
  whitened: Float64Array;
}

/**
 * Simple kriging of one field, or of one part of it, from samples of it and of fields correlated with it. All locations of a
 * square of the plane rest on the same samples, so that their covariance is factored once; the squares do not depend on what
 * is asked for.
 * @param toSeries correlation of the estimated field with each series, 0–1. [series]
 * @param part number of the part that is estimated
 */
export function krigeField(
  samples: FieldSamples,
  covariance: FieldCovariance,
  toSeries: Float64Array,
  part = 0,
): EstimateField {
  const { variance, decorrelationM } = covariance;
  const toSamples = Float64Array.from(
    samples.series,
    (series, index) => toSeries[series] * partWeight(samples, index, part),
  );
  const squareM = Math.max(1, decorrelationM / 3);
  const known = new Map<string, Neighbourhood>();
  let last: Neighbourhood | undefined;
  let [lastColumn, lastRow] = [Number.NaN, Number.NaN];
  const neighbourhoodAt = (column: number, row: number): Neighbourhood => {
    if (last && column === lastColumn && row === lastRow) return last;
    const key = `${column} ${row}`;
    let found = known.get(key);
    if (!found) {
      if (known.size >= maxCachedSquares) known.clear();
      const at = { x: (column + 0.5) * squareM, y: (row + 0.5) * squareM };
      found = factorNeighbours(samples, covariance, nearestSamples(samples, covariance, toSamples, at));
      known.set(key, found);
    }
    last = found;
    lastColumn = column;
    lastRow = row;
    return found;
  };
  const weights = new Float64Array(maxNeighbours);
  return (x, y, into) => {
    const { indices, factor, whitened } = neighbourhoodAt(Math.floor(x / squareM), Math.floor(y / squareM));
    const n = indices.length;
    let estimate = 0;
    let explained = 0;
    for (let row = 0; row < n; row += 1) {
      const index = indices[row];
      const apartM = distanceM(samples.x[index] - x, samples.y[index] - y);
      let value = variance * toSamples[index] * Math.exp(-apartM / decorrelationM);
      for (let k = 0; k < row; k += 1) value -= factor[row * n + k] * weights[k];
      value /= factor[row * n + row];
      weights[row] = value;
      estimate += value * whitened[row];
      explained += value * value;
    }
    into[0] = estimate;
    into[1] = Math.max(0, variance - explained);
  };
}

function partWeight({ parts }: FieldSamples, index: number, part: number): number {
  return parts ? parts.weights[index * parts.count + part] : 1;
}

/** Sum over the parts of the product of both samples' weights. */
function sharedParts({ parts }: FieldSamples, a: number, b: number): number {
  if (!parts) return 1;
  const { count, weights } = parts;
  let shared = 0;
  for (let part = 0; part < count; part += 1) shared += weights[a * count + part] * weights[b * count + part];
  return shared;
}

/** Several times as fast as `Math.hypot`. */
function distanceM(east: number, north: number): number {
  return Math.sqrt(east * east + north * north);
}

/** The samples that say most of a location, in their own order. */
function nearestSamples(
  samples: FieldSamples,
  { variance, decorrelationM }: FieldCovariance,
  toSamples: Float64Array,
  at: { x: number; y: number },
): Int32Array {
  const { x, y, noiseVariances } = samples;
  const correlations = new Float64Array(x.length);
  for (let index = 0; index < x.length; index += 1) {
    const apartM = distanceM(x[index] - at.x, y[index] - at.y);
    const ofSample = variance * sharedParts(samples, index, index) + noiseVariances[index];
    const purity = Math.sqrt(variance / ofSample);
    correlations[index] = toSamples[index] * purity * Math.exp(-apartM / decorrelationM);
  }
  const matters: number[] = [];
  for (let index = 0; index < x.length; index += 1) {
    if (correlations[index] >= minCorrelation) matters.push(index);
  }
  if (matters.length <= maxNeighbours) return Int32Array.from(matters);
  const sorted = Float64Array.from(matters, (index) => correlations[index]).sort();
  const enough = sorted[sorted.length - maxNeighbours];
  // Several may say as much as the last one.
  return Int32Array.from(matters.filter((index) => correlations[index] >= enough).slice(0, maxNeighbours));
}

function factorNeighbours(
  samples: FieldSamples,
  { variance, decorrelationM, seriesCorrelation }: FieldCovariance,
  indices: Int32Array,
): Neighbourhood {
  const { x, y, values, noiseVariances, series } = samples;
  const n = indices.length;
  const factor = new Float64Array(n * n);
  indices.forEach((a, row) => {
    for (let column = 0; column < row; column += 1) {
      const b = indices[column];
      const shared = (series[a] === series[b] ? 1 : seriesCorrelation) * sharedParts(samples, a, b);
      const apartM = distanceM(x[a] - x[b], y[a] - y[b]);
      factor[row * n + column] = variance * shared * Math.exp(-apartM / decorrelationM);
    }
    const alone = variance * sharedParts(samples, a, a);
    factor[row * n + row] = alone + Math.max(noiseVariances[a], 1e-6 * variance);
  });
  factorCholesky(factor, n);
  const whitened = Float64Array.from(indices, (index) => values[index]);
  solveLower(factor, n, whitened, 1);
  return { indices, factor, whitened };
}
