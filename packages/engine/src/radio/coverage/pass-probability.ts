import { normalDensity } from '../../core/index.ts';
import { servedProbability } from '../signal/service-signal.ts';

/**
 * Errors common to all margins of an operator: of the model, and of the phone that measures. Standard
 * deviations, dB.
 */
export interface CommonErrors {
  /** Spread of the model, for the whole garage. */
  modelSigmaDb: number;
  /** Spread of the phone, for the whole walk. */
  phoneSigmaDb: number;
  /** Fraction of the model's variance that is common to all operators, 0–1. */
  sharedRatio: number;
}

/** The common error alone does not smooth over how few draws there are below this fraction of the draws' own spread. */
const minSmoothing = 0.4;

/**
 * Chance that a walk finds the target ratio: the mean over draws of Φ(critical bias / spread of the common error).
 * @param criticalBiasDb [draws] from `runAcceptanceTests`
 */
export function passProbability(criticalBiasDb: Float64Array, errors: CommonErrors): number {
  if (criticalBiasDb.length === 0) return 0;
  const errorDb = Math.hypot(errors.modelSigmaDb, errors.phoneSigmaDb);
  const { values, kernelDb } = smooth(criticalBiasDb, errorDb);
  const sigmaDb = Math.hypot(errorDb, kernelDb);
  let sum = 0;
  for (const value of values) sum += passAt(value, sigmaDb);
  return sum / values.length;
}

const quadratureSteps = 24;
const widestSigmas = 4;

/**
 * Chance that all operators pass on the same walk, on the same day: the model's error is partly common to them, each is
 * measured by a phone of its own, all meet the same draws of shadowing. It lies between the product and the least of
 * their chances.
 */
export function jointPassProbability(
  criticalBiasesDb: readonly Float64Array[],
  errors: CommonErrors,
): number {
  const chances = criticalBiasesDb.map((draws) => passProbability(draws, errors));
  const min = Math.min(...chances);
  if (chances.length < 2 || min === 0) return min;
  const { modelSigmaDb, phoneSigmaDb, sharedRatio } = errors;
  const commonDb = modelSigmaDb * Math.sqrt(sharedRatio);
  const independentDb = Math.hypot(modelSigmaDb * Math.sqrt(1 - sharedRatio), phoneSigmaDb);
  // What smooths over how few draws there are smooths all operators alike: a draw is common to them.
  const smoothed = criticalBiasesDb.map((draws) => {
    const { values, kernelDb } = smooth(draws, Math.hypot(modelSigmaDb, phoneSigmaDb));
    return { ...distinctValues(values), shiftDb: Math.hypot(commonDb, kernelDb) };
  });
  const drawCount = criticalBiasesDb[0].length;
  let sum = 0;
  let weights = 0;
  for (let step = -quadratureSteps; step <= quadratureSteps; step += 1) {
    const z = (step * widestSigmas) / quadratureSteps;
    const weight = normalDensity(z);
    weights += weight;
    const passes = smoothed.map(({ values, indices, shiftDb }) => ({
      indices,
      chances: values.map((value) => passAt(value + z * shiftDb, independentDb)),
    }));
    for (let draw = 0; draw < drawCount; draw += 1) {
      let all = weight;
      for (const { indices, chances } of passes) all *= chances[indices[draw]];
      sum += all;
    }
  }
  const product = chances.reduce((all, chance) => all * chance, 1);
  // A pass grows with every error, and no two errors are negatively correlated: nor are the passes (L. D. Pitt,
  // Ann. Probab. 10, 1982). Only the quadrature or few draws could say otherwise.
  return Math.min(min, Math.max(product, sum / weights / drawCount));
}

/** Draws moved together by as much as the kernel around each widens them: mean and variance stay. */
function smooth(draws: Float64Array, errorDb: number): { values: Float64Array; kernelDb: number } {
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
  const kernel2 = Math.max(0, minSmoothing ** 2 * variance - errorDb ** 2);
  const shrink = variance === 0 ? 1 : Math.sqrt(1 - kernel2 / variance);
  return { values: draws.map((value) => mean + (value - mean) * shrink), kernelDb: Math.sqrt(kernel2) };
}

/** Draws are told apart by bins: many have one value, whose chance is computed once. */
function distinctValues(draws: Float64Array): { values: Float64Array; indices: Int32Array } {
  const known = new Map<number, number>();
  const indices = new Int32Array(draws.length);
  for (let draw = 0; draw < draws.length; draw += 1) {
    const index = known.get(draws[draw]) ?? known.size;
    known.set(draws[draw], index);
    indices[draw] = index;
  }
  return { values: Float64Array.from(known.keys()), indices };
}

function passAt(criticalBiasDb: number, sigmaDb: number): number {
  if (sigmaDb < 1e-6) return criticalBiasDb >= 0 ? 1 : 0;
  return servedProbability(criticalBiasDb, sigmaDb);
}

/** An operator passes on its own: its chance and all its required points. */
export function operatorPasses(
  result: { passProbability: number; pointsServed: number; pointsRequired: number },
  confidence: number,
): boolean {
  return result.passProbability >= confidence && result.pointsServed >= result.pointsRequired;
}
