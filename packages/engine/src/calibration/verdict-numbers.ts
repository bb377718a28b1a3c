import type { SamplesFit } from './fit-samples.ts';

/** What the verdict takes from a calibration, by the profile's own names. */
export interface VerdictNumbers {
  modelBiasSigmaDb: number;
  shadowingSigmaDb: number;
  decorrelationM: number;
}

/** Phones differ from each other by this, standard deviation: the one that walked is not the one that accepts. Assumption. */
export const phoneSigmaDb = 2;

/**
 * The spread that is left: of the whole garage, what is not known of the mean level along the walk (which has the
 * shadowing of so few independent places in it) and the difference between phones; of a place, all that the fit does not
 * explain, local means included.
 */
export function verdictNumbers({
  samples,
  slopes,
  covariance,
  parameters,
  errors,
}: SamplesFit): VerdictNumbers {
  const count = parameters.length;
  const mean = new Float64Array(count);
  for (let index = 0; index < samples.length; index += 1) {
    for (let column = 0; column < count; column += 1) {
      mean[column] += slopes[index * count + column] / samples.length;
    }
  }
  let variance = 0;
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b < count; b += 1) variance += mean[a] * covariance[a * count + b] * mean[b];
  }
  return {
    modelBiasSigmaDb: Math.hypot(Math.sqrt(variance), phoneSigmaDb),
    shadowingSigmaDb: Math.hypot(errors.shadowingSigmaDb, errors.noiseSigmaDb),
    decorrelationM: errors.decorrelationM,
  };
}
