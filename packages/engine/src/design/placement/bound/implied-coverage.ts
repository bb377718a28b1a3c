import { normalCdf, normalQuantile } from '../../../core/index.ts';
import type { Position, RequirementProfile } from '../../../plan/index.ts';

/** Locations of a test, and the least share of them that passes. */
export interface TestSize {
  locationCount: number;
  neededRatio: number;
}

/** What a plan that passes the test with the confidence has at least. */
export interface ImpliedCoverage {
  /** Of the common error: what all margins lose, dB. */
  biasDb: number;
  /** Share of the places that is then served on the mean over shadowing, 0–1. */
  neededRatio: number;
}

/** Below this confidence a chance to pass says too little about the mean. */
const leastConfidence = 0.6;
/** Half a bin of the walk's critical bias, dB. */
const binSlackDb = 1 / 64;
/** Of the places that are correlated with one, summed over their correlations, what one spot decides all at once. */
const spotRatio = 0.4;

/**
 * What follows from a chance to pass of `confidence`; see docs/placement.md, "What the bound assumes". Undefined where
 * the confidence is too low to say anything.
 * @param places [levels] of the squares that locations are drawn from, metres
 */
export function impliedCoverage(
  places: readonly (readonly Position[])[],
  { locationCount, neededRatio }: TestSize,
  confidence: number,
  profile: RequirementProfile,
): ImpliedCoverage | undefined {
  const count = places.reduce((sum, level) => sum + level.length, 0);
  if (confidence < leastConfidence || count === 0) return undefined;
  const errorDb = Math.hypot(profile.modelBiasSigmaDb, profile.phoneBiasSigmaDb);
  const quantile = normalQuantile(confidence);
  const slack =
    spotRatio *
    spotFailure(quantile, errorDb, profile.shadowingSigmaDb) *
    largestSpotRatio(places, count, locationCount, profile.decorrelationM);
  return { biasDb: quantile * errorDb - binSlackDb, neededRatio: Math.max(0, neededRatio - slack) };
}

/** How often, at that quantile of the common error, a spot is not served on which alone the walk's outcome hangs. */
function spotFailure(quantile: number, errorDb: number, spotDb: number): number {
  if (spotDb === 0) return 0;
  return 1 - normalCdf((quantile * (Math.hypot(errorDb, spotDb) - errorDb)) / spotDb);
}

/**
 * Share of a test's locations that the shadowing of one spot decides: the location there, and as many of the others as the
 * largest sum of correlations with one place says.
 */
function largestSpotRatio(
  places: readonly (readonly Position[])[],
  count: number,
  locationCount: number,
  decorrelationM: number,
): number {
  let largest = 1;
  for (const level of places) {
    for (const [x, y] of level) {
      let sum = 0;
      for (const [otherX, otherY] of level)
        sum += Math.exp(-Math.hypot(otherX - x, otherY - y) / decorrelationM);
      largest = Math.max(largest, sum);
    }
  }
  return 1 / locationCount + (largest - 1) / count;
}
