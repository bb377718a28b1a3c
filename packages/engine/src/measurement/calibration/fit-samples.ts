import { estimateErrors, usualErrors } from './estimate-errors.ts';
import type { ErrorModel, FitParameter, FitSample } from './fit-model.ts';
import { type Fit, type FitOptions, fitParameters } from './fit-parameters.ts';
import { sortSamples } from './sample-blocks.ts';
import { fitVariogram, residualVariogram, type VariogramBin } from './variogram.ts';

export interface SamplesFit<Sample extends FitSample = FitSample> extends Fit {
  /** In the order that the fit's arrays have. */
  samples: Sample[];
  errors: ErrorModel;
  /** Of the last residuals of samples with a measured level. */
  variogram: VariogramBin[];
}

export interface FitSamplesOptions extends Omit<FitOptions, 'start'> {
  /** Default: estimated from the residuals. */
  errors?: ErrorModel;
}

const mostRounds = 6;
/** Errors that change by less than this share end the rounds. */
const smallChange = 0.01;

/**
 * Parameters and errors together: fit, look at the residuals, fit again. The first guess of the errors is from the
 * variogram of the residuals, the rest their likelihood. The order of the samples does not matter, to the bit.
 */
export function fitSamples<Sample extends FitSample>(
  samples: readonly Sample[],
  parameters: readonly FitParameter[],
  options: FitSamplesOptions = {},
): SamplesFit<Sample> {
  const sorted = sortSamples(samples);
  let errors = options.errors ?? usualErrors;
  let fit = fitParameters(sorted, parameters, errors, options);
  for (let round = 0; round < mostRounds && options.errors === undefined; round += 1) {
    const before = errors;
    const guess = round === 0 ? fitVariogram(residualVariogram(sorted, residualsDb(fit))) : undefined;
    errors = estimateErrors(sorted, parameters, fit, { ...errors, ...guess });
    fit = fitParameters(sorted, parameters, errors, { ...options, start: fit.parameters });
    if (isSame(before, errors)) break;
  }
  return { ...fit, samples: sorted, errors, variogram: residualVariogram(sorted, residualsDb(fit)) };
}

function residualsDb({ levelsDbm, predictedDbm }: Fit): Float64Array {
  return levelsDbm.map((levelDbm, index) => levelDbm - predictedDbm[index]);
}

function isSame(before: ErrorModel, after: ErrorModel): boolean {
  return (Object.keys(before) as (keyof ErrorModel)[]).every(
    (key) => Math.abs(after[key] - before[key]) <= smallChange * Math.abs(before[key]),
  );
}
