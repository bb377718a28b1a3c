import { betaCdf, betaQuantile } from '../../core/index.ts';
import { drawLocations, levelOfSquare, type SquareStratum, type TestSquares } from './draw-locations.ts';
import { effectiveLocations, type LevelPoint } from './effective-locations.ts';

/** Rule of an acceptance test, besides the floor. */
export interface TestRule {
  /** `fraction`: the measured fraction reaches the ratio; `confidence`: the locations prove it with the confidence. */
  rule: 'share' | 'confidence';
  coverageRatio: number;
  confidence: number;
  /** One location for each square of floor with this side, metres. */
  locationSpacingM: number;
  decorrelationM: number;
  /** Number of locations; default: that of `testLocations`. */
  locations?: number;
}

/** The seed of the locations where nobody names another. */
export const usualSeed = 1;
const fewestLocations = 50;
const maxLocations = 2000;
/** A test that proves the ratio is sized so that a garage this good passes it with this chance, by locations alone. */
export const goodCoverageRatio = 0.97;
const goodPassProbability = 0.9;
const maxFailures = 12;
/** Independent locations that another one must add. */
const minAddedRatio = 0.03;

/** Number of a test's locations: known from the floor and the rule, before anything is designed. */
export function testLocations(
  squares: TestSquares,
  strata: readonly SquareStratum[],
  rule: TestRule,
): number {
  const areaM2 = strata.reduce((sum, stratum) => sum + stratum.areaM2, 0);
  const available = strata.reduce((sum, { squares: stratumSquares }) => sum + stratumSquares.length, 0);
  const densest = Math.max(1, Math.min(maxLocations, available));
  if (rule.locations !== undefined) return Math.min(available, rule.locations);
  if (rule.rule === 'confidence') return Math.min(densest, sizeProof(squares, strata, rule, densest));
  const wanted = Math.max(fewestLocations, areaM2 / rule.locationSpacingM ** 2);
  // In tens: 90 % of them is a whole number, and nothing is rounded to the tester's favour.
  return densest < 10 ? densest : Math.min(10 * Math.ceil(wanted / 10), 10 * Math.floor(densest / 10));
}

/** The fewest locations, allowing as few failures as let a good garage pass. */
function sizeProof(
  squares: TestSquares,
  strata: readonly SquareStratum[],
  rule: TestRule,
  densest: number,
): number {
  const { coverageRatio, confidence, decorrelationM } = rule;
  const worth = (count: number) => {
    const drawn = drawLocations(strata, squares, { count, spacingM: decorrelationM, seed: usualSeed });
    const effective = effectiveLocations(locationsOf(squares, drawn), decorrelationM, coverageRatio);
    return { count: drawn.length, effective };
  };
  let last = densest;
  for (let failures = 0; failures <= maxFailures; failures += 1) {
    const wanted = minSamples(failures, coverageRatio, confidence);
    const found = reach(wanted);
    const served = minServed(found, coverageRatio, confidence);
    // The floor is worth no more: what was possible stands.
    if (served === undefined || found.effective < wanted - 0.5)
      return served === undefined || failures > 0 ? last : found.count;
    last = found.count;
    if (chanceOfAtLeast({ ...found, served }, goodCoverageRatio) >= goodPassProbability) return last;
  }
  return last;

  /** Adds locations until they are worth `wanted` independent ones, or adding helps no more. */
  function reach(wanted: number): { count: number; effective: number } {
    let sized = worth(Math.min(densest, wanted));
    let count = sized.count;
    while (sized.effective < wanted && count < densest) {
      // Steps of a tenth at least: smaller ones say more of where locations happened to fall.
      const more = Math.max(Math.ceil(1.1 * count), Math.ceil((count * wanted) / sized.effective));
      count = Math.min(densest, more);
      const next = worth(count);
      const addedRatio = (next.effective - sized.effective) / Math.max(1, next.count - sized.count);
      if (next.effective > sized.effective) sized = next;
      if (count === densest || addedRatio < minAddedRatio) break;
    }
    return sized;
  }
}

/** Returns where locations are. */
export function locationsOf(squares: TestSquares, drawn: ArrayLike<number>): LevelPoint[] {
  const { eastM, northM } = squares;
  return Array.from(drawn, (square) => ({
    x: eastM[square],
    y: northM[square],
    level: String(levelOfSquare(squares, square)),
  }));
}

/**
 * Locations found served of those tested, what they are worth as independent ones, and the fraction of floor that they
 * are.
 */
export interface TestedFraction {
  served: number;
  count: number;
  effective: number;
  visitedRatio: number;
}

/**
 * Fraction of all counted floor that a test shows, as it was that day: visited floor is certain, the rest has
 * the visited fraction within the exact bound.
 */
export function shownRatio(
  { served, count, effective, visitedRatio }: TestedFraction,
  confidence: number,
): number {
  if (count === 0) return 0;
  const bound = lowerBound({ served, count, effective }, confidence);
  return visitedRatio * (served / count) + (1 - visitedRatio) * bound;
}

/** Returns whether a test is passed: the one rule of the plan. */
export function isPassed(fraction: TestedFraction, { rule, coverageRatio, confidence }: TestRule): boolean {
  if (fraction.count === 0 || fraction.served / fraction.count < coverageRatio) return false;
  return rule === 'share' || shownRatio(fraction, confidence) >= coverageRatio;
}

/** The fewest locations that must be served to pass; one more than there are where no number would do. */
export function neededServed(fraction: Omit<TestedFraction, 'served'>, rule: TestRule): number {
  let low = -1;
  let high = fraction.count + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isPassed({ ...fraction, served: middle }, rule)) high = middle;
    else low = middle;
  }
  return high;
}

// C. J. Clopper, E. S. Pearson, Biometrika 26 (1934); on an effective number of samples E. L. Korn, B. I. Graubard, Survey Methodology 24 (1998).
/** A count of locations, what it is worth in independent ones (≤ count), and how many of it are served. */
interface ServedCount {
  served: number;
  count: number;
  /** Independent locations, > 0; need not be whole. */
  effective: number;
}

/** Lower bound of the fraction served that is right with `confidence` (one-sided, exact). */
export function lowerBound({ served, count, effective }: ServedCount, confidence: number): number {
  if (served <= 0) return 0;
  const worth = (served * effective) / count;
  return betaQuantile(1 - confidence, worth, effective - worth + 1);
}

/** Upper bound of the fraction served that is right with `confidence` (one-sided, exact). */
export function upperBound({ served, count, effective }: ServedCount, confidence: number): number {
  if (served >= count) return 1;
  const worth = (served * effective) / count;
  return betaQuantile(confidence, worth + 1, effective - worth);
}

/** The two-sided interval of the fraction served: each side is missed with half of 1 − confidence at most. */
export function confidenceInterval(counted: ServedCount, confidence: number): { low: number; high: number } {
  const oneSided = (1 + confidence) / 2;
  return { low: lowerBound(counted, oneSided), high: upperBound(counted, oneSided) };
}

/** Chance that at least `served` of `count` are found served where the fraction served is `ratio`. */
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
export function minServed(
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
export function minSamples(failures: number, ratio: number, confidence: number): number {
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
