import type { ErrorModel, FitSample } from './fit-model.ts';

/** Samples whose errors are taken as correlated, and how far apart they are. */
export interface SampleBlock {
  /** Indices of the samples. */
  indices: readonly number[];
  /** Row below row, each up to its diagonal. [n (n − 1) / 2] */
  apartM: Float64Array;
  /** 1 where both are of one series. [n (n − 1) / 2] */
  sameSeries: Uint8Array;
}

export function measureBlock(samples: readonly FitSample[], indices: readonly number[]): SampleBlock {
  const pairs = (indices.length * (indices.length - 1)) / 2;
  const apartM = new Float64Array(pairs);
  const sameSeries = new Uint8Array(pairs);
  let pair = 0;
  for (let row = 0; row < indices.length; row += 1) {
    const a = samples[indices[row]];
    for (let column = 0; column < row; column += 1) {
      const b = samples[indices[column]];
      apartM[pair] = Math.hypot(a.x - b.x, a.y - b.y);
      sameSeries[pair] = a.series === b.series ? 1 : 0;
      pair += 1;
    }
  }
  return { indices, apartM, sameSeries };
}

/**
 * Covariance of the samples of one block, dB²: that of the error model and on the diagonal what each has by itself. The
 * lower triangle. [n, n]
 * @param extraVariance of all samples
 */
export function errorCovariance(
  { indices, apartM, sameSeries }: SampleBlock,
  errors: ErrorModel,
  extraVariance: Float64Array,
): Float64Array {
  const n = indices.length;
  const varianceDb2 = errors.shadowingSigmaDb ** 2;
  const other = varianceDb2 * errors.seriesCorrelation;
  const single = varianceDb2 + errors.noiseSigmaDb ** 2;
  const covariance = new Float64Array(n * n);
  let pair = 0;
  for (let row = 0; row < n; row += 1) {
    const at = row * n;
    for (let column = 0; column < row; column += 1) {
      const correlation = Math.exp(-apartM[pair] / errors.decorrelationM);
      covariance[at + column] = (sameSeries[pair] === 1 ? varianceDb2 : other) * correlation;
      pair += 1;
    }
    covariance[at + row] = single + extraVariance[indices[row]];
  }
  return covariance;
}
