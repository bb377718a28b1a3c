import { dbToRatio, ratioToDb } from '../../core/index.ts';

/**
 * The unknowns and samples of a fit. Losses are positive, so that a parameter that grows makes what is
 * received weaker.
 */

/** One unknown of the fit, with what is believed before the walk. */
export interface FitParameter {
  name: string;
  priorMean: number;
  /** > 0 */
  priorSd: number;
  min: number;
  max: number;
}

/**
 * Paths from one serving cell that can reach a location. Path k gives `constantsDbm[k] − Σ_j features[k,
 * j]·β_j`, or with the root of the sum of squares of its losses, the parameters from `firstLossIndex` on; the paths of a cell
 * add as power: several antennas, a path through walls and one around them, leakage.
 */
export interface CellPaths {
  /** [paths] */
  constantsDbm: Float64Array;
  /** [paths, parameters] */
  features: Float64Array;
  /** Absent: the losses of every path add up. */
  squares?: PathSquares;
}

/** Paths whose losses add as squares. */
interface PathSquares {
  /** First parameter that is a loss. */
  firstLossIndex: number;
  /** [paths] 1 where they do. */
  adds: Uint8Array;
}

export interface FitSample {
  x: number;
  y: number;
  /** Samples of different levels share no shadowing. */
  level: string;
  /** Carrier and, where it is known, cell: within a series the shadowing of neighbours is the same process. */
  series: string;
  /** The floor that a censored sample is below. */
  measuredDbm: number;
  censored: boolean;
  /** The serving cell where the reading names it; else every cell, of which the strongest serves. At least one. */
  cells: readonly CellPaths[];
}

/**
 * Errors of the samples: `σ² e^(−Δ/d_c)` between locations Δ apart of one level, times ρ where the series differ, plus
 * τ² of each sample by itself.
 */
export interface ErrorModel {
  shadowingSigmaDb: number;
  decorrelationM: number;
  noiseSigmaDb: number;
  /** 0–1 */
  seriesCorrelation: number;
}

/**
 * Prediction of the parameters at a sample, dBm; `slopes` receives the derivatives. Of several cells the
 * strongest. [parameters]
 */
export function predictSample(sample: FitSample, parameters: Float64Array, slopes?: Float64Array): number {
  let bestDbm = Number.NEGATIVE_INFINITY;
  let best: CellPaths | undefined;
  for (const cell of sample.cells) {
    const sumDbm = sumPaths(cell, parameters);
    if (sumDbm > bestDbm) {
      bestDbm = sumDbm;
      best = cell;
    }
  }
  if (!slopes || !best) return bestDbm;
  // Its paths' levels are to be had again: another cell may have come after.
  const sumDbm = sample.cells.length > 1 ? sumPaths(best, parameters) : bestDbm;
  pathSlopes(best, parameters, sumDbm, slopes);
  return bestDbm;
}

/** Levels of the cell summed last, dBm, and the losses of its paths that add as squares, dB. [paths] */
let levelsDbm = new Float64Array(64);
let rootsDb = new Float64Array(64);

function sumPaths({ constantsDbm, features, squares }: CellPaths, parameters: Float64Array): number {
  const paths = constantsDbm.length;
  const count = parameters.length;
  if (levelsDbm.length < paths) {
    levelsDbm = new Float64Array(2 * paths);
    rootsDb = new Float64Array(2 * paths);
  }
  let strongestDbm = Number.NEGATIVE_INFINITY;
  for (let path = 0; path < paths; path += 1) {
    let levelDbm = constantsDbm[path];
    const at = path * count;
    const linearCount = squares?.adds[path] ? squares.firstLossIndex : count;
    for (let index = 0; index < linearCount; index += 1) levelDbm -= features[at + index] * parameters[index];
    let square = 0;
    for (let index = linearCount; index < count; index += 1) {
      square += (features[at + index] * parameters[index]) ** 2;
    }
    rootsDb[path] = Math.sqrt(square);
    levelDbm -= rootsDb[path];
    levelsDbm[path] = levelDbm;
    if (levelDbm > strongestDbm) strongestDbm = levelDbm;
  }
  let ratio = 0;
  for (let path = 0; path < paths; path += 1) ratio += dbToRatio(levelsDbm[path] - strongestDbm);
  return strongestDbm + ratioToDb(ratio);
}

/** Each path's slopes, weighted by its fraction of the power. */
function pathSlopes(
  { constantsDbm, features, squares }: CellPaths,
  parameters: Float64Array,
  sumDbm: number,
  slopes: Float64Array,
): void {
  const count = slopes.length;
  slopes.fill(0);
  for (let path = 0; path < constantsDbm.length; path += 1) {
    const fraction = dbToRatio(levelsDbm[path] - sumDbm);
    const at = path * count;
    const linearCount = squares?.adds[path] ? squares.firstLossIndex : count;
    for (let index = 0; index < linearCount; index += 1) slopes[index] -= fraction * features[at + index];
    for (let index = linearCount; index < count; index += 1) {
      const lossDb = features[at + index];
      // Of nothing a loss grows by itself alone.
      const ofRoot = rootsDb[path] > 0 ? (lossDb * parameters[index]) / rootsDb[path] : 1;
      slopes[index] -= fraction * ofRoot * lossDb;
    }
  }
}
