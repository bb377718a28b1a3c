import type { RequirementProfile } from '../../plan/index.ts';
import type { WalkSample } from './collect-samples.ts';
import type { SamplesFit } from './fit-samples.ts';

/** What the verdict takes from a calibration, by the profile's own names. */
export interface VerdictNumbers {
  modelBiasSigmaDb: number;
  shadowingSigmaDb: number;
  decorrelationM: number;
}

/**
 * The spread that is left. Of the whole garage: what is not known of the mean level along the walk (which has the shadowing
 * of so few independent places in it), and what the phone that walked reads wrongly; the phone that accepts errs by itself.
 * Of a place: all that the fit does not explain, as the spread of one antenna, since the verdict makes that of several
 * smaller, as it was where the walk heard several.
 */
export function verdictNumbers(
  { samples, slopes, covariance, parameters, errors }: SamplesFit<WalkSample>,
  { phoneBiasSigmaDb }: Pick<RequirementProfile, 'phoneBiasSigmaDb'>,
): VerdictNumbers {
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
  const spread2 = samples.reduce((sum, { spreadRatio }) => sum + spreadRatio ** 2, 0) / samples.length;
  return {
    modelBiasSigmaDb: Math.hypot(Math.sqrt(variance), phoneBiasSigmaDb),
    shadowingSigmaDb: Math.hypot(errors.shadowingSigmaDb, errors.noiseSigmaDb) / Math.sqrt(spread2),
    decorrelationM: errors.decorrelationM,
  };
}
