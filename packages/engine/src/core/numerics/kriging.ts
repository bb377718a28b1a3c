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
 * Simple kriging of one field from samples of it and of fields correlated with it. All locations of a square of the plane
 * rest on the same samples, so that their covariance is factored once; the squares do not depend on what is asked for.
 * @param toSeries correlation of the estimated field with each series, 0–1. [series]
 */
export function krigeField(
  samples: FieldSamples,
  covariance: FieldCovariance,
  toSeries: Float64Array,
): EstimateField {
  const { variance, decorrelationM } = covariance;
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
      found = factorNeighbours(samples, covariance, nearestSamples(samples, covariance, toSeries, at));
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
      let value = variance * toSeries[samples.series[index]] * Math.exp(-apartM / decorrelationM);
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

/** Several times as fast as `Math.hypot`. */
function distanceM(east: number, north: number): number {
  return Math.sqrt(east * east + north * north);
}

/** The samples that say most of a location, in their own order. */
function nearestSamples(
  { x, y, noiseVariances, series }: FieldSamples,
  { variance, decorrelationM }: FieldCovariance,
  toSeries: Float64Array,
  at: { x: number; y: number },
): Int32Array {
  const correlations = new Float64Array(x.length);
  for (let index = 0; index < x.length; index += 1) {
    const apartM = distanceM(x[index] - at.x, y[index] - at.y);
    const purity = Math.sqrt(variance / (variance + noiseVariances[index]));
    correlations[index] = toSeries[series[index]] * purity * Math.exp(-apartM / decorrelationM);
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
  { x, y, values, noiseVariances, series }: FieldSamples,
  { variance, decorrelationM, seriesCorrelation }: FieldCovariance,
  indices: Int32Array,
): Neighbourhood {
  const n = indices.length;
  const factor = new Float64Array(n * n);
  indices.forEach((a, row) => {
    for (let column = 0; column < row; column += 1) {
      const b = indices[column];
      const shared = series[a] === series[b] ? variance : variance * seriesCorrelation;
      factor[row * n + column] = shared * Math.exp(-distanceM(x[a] - x[b], y[a] - y[b]) / decorrelationM);
    }
    factor[row * n + row] = variance + Math.max(noiseVariances[a], 1e-6 * variance);
  });
  factorCholesky(factor, n);
  const whitened = Float64Array.from(indices, (index) => values[index]);
  solveLower(factor, n, whitened, 1);
  return { indices, factor, whitened };
}
