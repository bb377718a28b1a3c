// C. J. Clopper, E. S. Pearson, Biometrika 26 (1934); on an effective number of samples E. L. Korn, B. I. Graubard, Survey Methodology 24 (1998).
import { betaCdf, betaQuantile } from '../../core/index.ts';

/** A count of locations, what it is worth in independent ones (≤ count), and how many of it are served. */
export interface ServedCount {
  served: number;
  count: number;
  /** Independent locations, > 0; need not be whole. */
  effective: number;
}

/** Lower bound of the share served that is right with `confidence` (one-sided, exact). */
export function lowerBound({ served, count, effective }: ServedCount, confidence: number): number {
  if (served <= 0) return 0;
  const worth = (served * effective) / count;
  return betaQuantile(1 - confidence, worth, effective - worth + 1);
}

/** Upper bound of the share served that is right with `confidence` (one-sided, exact). */
export function upperBound({ served, count, effective }: ServedCount, confidence: number): number {
  if (served >= count) return 1;
  const worth = (served * effective) / count;
  return betaQuantile(confidence, worth + 1, effective - worth);
}

/** The two-sided interval of the share served: each side is missed with half of 1 − confidence at most. */
export function confidenceInterval(counted: ServedCount, confidence: number): { low: number; high: number } {
  const oneSided = (1 + confidence) / 2;
  return { low: lowerBound(counted, oneSided), high: upperBound(counted, oneSided) };
}

/** Chance that at least `served` of `count` are found served where the share served is `ratio`. */
export function chanceOfAtLeast({ served, count, effective }: ServedCount, ratio: number): number {
  if (served <= 0) return 1;
  if (served > count) return 0;
  const worth = (served * effective) / count;
  return betaCdf(ratio, worth, effective - worth + 1);
}

/**
 * The decision rule: the fewest of `count` locations that must be served to show `ratio` with `confidence`. Undefined
 * where not even all of them would.
 */
export function leastServed(
  { count, effective }: Omit<ServedCount, 'served'>,
  ratio: number,
  confidence: number,
): number | undefined {
  const shows = (served: number) => chanceOfAtLeast({ served, count, effective }, ratio) <= 1 - confidence;
  if (!shows(count)) return undefined;
  let low = 0;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The fewest independent locations that show `ratio` with `confidence` when `failures` of them are not served. */
export function leastSamples(failures: number, ratio: number, confidence: number): number {
  const shows = (count: number) =>
    count > failures &&
    chanceOfAtLeast({ served: count - failures, count, effective: count }, ratio) <= 1 - confidence;
  let high = failures + 1;
  while (!shows(high)) high *= 2;
  let low = failures;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shows(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The confidence with which `effective` independent locations, all served, show `ratio`. */
export function reachableConfidence(effective: number, ratio: number): number {
  return 1 - ratio ** effective;
}
