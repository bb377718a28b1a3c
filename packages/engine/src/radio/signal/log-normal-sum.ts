// S. C. Schwartz, Y. S. Yeh, On the distribution function and moments of power sums with log-normal components, Bell
// Syst. Tech. J. 61 (1982): mean and variance of the logarithm of a sum, component by component. Correlation between all
// components alike is a common factor, which passes the sum unchanged.
import { dbToRatio } from '../../core/index.ts';

/** Effect of shadowing on a power sum. */
export interface SumSpread {
  /** Median of the sum over the sum of the medians, dB, ≥ 0. */
  shiftDb: number;
  /** Variance of the sum about its median without what all components share, dB². */
  cellVarianceDb2: number;
}

const nepersPerDb = Math.log(dbToRatio(1));
const steps = 24;
const widestSigmas = 6;
// [2 × 24 + 1] locations of a standard normal and their weights: equal steps, which converge fast for a smooth
// integrand.
const locations = Array.from(
  { length: 2 * steps + 1 },
  (_, index) => ((index - steps) * widestSigmas) / steps,
);
const densities = locations.map((z) => Math.exp((-z * z) / 2));
const densitySum = densities.reduce((sum, density) => sum + density, 0);
const weights = densities.map((density) => density / densitySum);

/**
 * Spread of a sum of log-normal powers whose shadowing has the same spread and is independent.
 * @param powers medians in any unit, at least one, all > 0
 * @param sigmaDb spread of each, dB
 */
export function sumSpread(powers: readonly number[], sigmaDb: number): SumSpread {
  const variance = (sigmaDb * nepersPerDb) ** 2;
  let mean = Math.log(powers[0]);
  let sumVariance = variance;
  let sum = powers[0];
  for (const median of powers.slice(1)) {
    [mean, sumVariance] = addOne(mean, sumVariance, Math.log(median), variance);
    sum += median;
  }
  return {
    shiftDb: (mean - Math.log(sum)) / nepersPerDb,
    cellVarianceDb2: sumVariance / nepersPerDb ** 2,
  };
}

/** Mean and variance of `ln(e^x + e^y)`, x and y normal and independent; both in nepers. */
function addOne(meanX: number, varianceX: number, meanY: number, varianceY: number): [number, number] {
  const difference = varianceX + varianceY;
  if (difference === 0) return [Math.log(Math.exp(meanX) + Math.exp(meanY)), 0];
  // x = meanX + slope·(w − its mean) + a rest independent of w = y − x.
  const slope = -varianceX / difference;
  const deviation = Math.sqrt(difference);
  let mean = 0;
  let square = 0;
  for (let index = 0; index < locations.length; index += 1) {
    const apart = deviation * locations[index];
    const w = meanY - meanX + apart;
    // From the larger of both: no overflow.
    const value = slope * apart + Math.max(w, 0) + Math.log1p(Math.exp(-Math.abs(w)));
    mean += weights[index] * value;
    square += weights[index] * value * value;
  }
  // Rounding takes what hardly varies below nothing.
  return [meanX + mean, Math.max(0, square - mean * mean + (varianceX * varianceY) / difference)];
}

const tableSteps = 128;
/** Components of the family with a tail. */
const tailLength = 12;
const fieldsPerStep = 6;

/**
 * Spread of sums by two numbers that cost little: their concentration Σp²/(Σp)² and the fraction of the strongest
 * component. At each concentration two families are known: components alike (one of them weaker), and components that
 * fall as a power of their rank; sums in between are interpolated by the fraction. [129 × 6] the strongest's fraction
 * where components are alike, one over how much more it is in the other family (0 for nothing), shift and variance
 * where they are alike, and how much more both are in the other family.
 */
export type SpreadTable = Float64Array;

const cached = new Map<number, SpreadTable>();
const maxCached = 16;

/** The table for components of that independent spread, dB. */
export function spreadTable(sigmaDb: number): SpreadTable {
  const known = cached.get(sigmaDb);
  if (known) return known;
  const table = new Float64Array((tableSteps + 1) * fieldsPerStep);
  for (let step = 0; step <= tableSteps; step += 1) {
    const concentration = Math.max(step, 1) / tableSteps;
    const [first, second] = [alike(concentration), tailed(concentration)];
    const [one, other] = [sumSpread(first, sigmaDb), sumSpread(second, sigmaDb)];
    const apart = strongestFraction(second) - strongestFraction(first);
    table.set(
      [
        strongestFraction(first),
        apart > minApart ? 1 / apart : 0,
        one.shiftDb,
        one.cellVarianceDb2,
        other.shiftDb - one.shiftDb,
        other.cellVarianceDb2 - one.cellVarianceDb2,
      ],
      step * fieldsPerStep,
    );
  }
  if (cached.size >= maxCached) cached.clear();
  cached.set(sigmaDb, table);
  return table;
}

/** Shares closer than this are of one family. */
const minApart = 1e-3;

function strongestFraction(powers: readonly number[]): number {
  return powers[0] / powers.reduce((sum, median) => sum + median, 0);
}

/**
 * Spread of a sum from the table, written to `into`: [shiftDb, ownVarianceDb2].
 * @param concentration Σp²/(Σp)², 0 to 1
 * @param strongestRatio the strongest component over the sum
 */
export function lookUpSpread(
  table: SpreadTable,
  concentration: number,
  strongestRatio: number,
  into: Float64Array,
): void {
  const location = Math.min(concentration, 1) * tableSteps;
  const step = Math.min(location | 0, tableSteps - 1);
  const rest = location - step;
  const at = step * fieldsPerStep;
  const beyond = strongestRatio - table[at] - rest * (table[at + 6] - table[at]);
  const ratio = beyond * (table[at + 1] + rest * (table[at + 7] - table[at + 1]));
  const tail = Math.min(Math.max(ratio, 0), 1);
  const shift = table[at + 2] + rest * (table[at + 8] - table[at + 2]);
  const interpolated = table[at + 3] + rest * (table[at + 9] - table[at + 3]);
  into[0] = shift + tail * (table[at + 4] + rest * (table[at + 10] - table[at + 4]));
  into[1] = interpolated + tail * (table[at + 5] + rest * (table[at + 11] - table[at + 5]));
}

/**
 * The most that shift less `quantile` spreads of any sum of the table can be, dB: no sum has more over its medians'
 * sum at the probability that goes with the quantile. All between the table's locations lies between their values, and
 * the spread is a root: the most stands at a location of it.
 * @param commonVarianceDb2 variance that all components share
 */
export function maxSpreadGainDb(table: SpreadTable, quantile: number, commonVarianceDb2: number): number {
  if (quantile < 0) return Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < table.length; at += fieldsPerStep) {
    for (const tail of [0, 1]) {
      const shiftDb = table[at + 2] + tail * table[at + 4];
      const varianceDb2 = table[at + 3] + tail * table[at + 5] + commonVarianceDb2;
      max = Math.max(max, shiftDb - quantile * Math.sqrt(Math.max(0, varianceDb2)));
    }
  }
  return max;
}

/** `n` equal powers and a weaker one: `(n + r²)/(n + r)²` is the concentration. */
function alike(concentration: number): number[] {
  const count = Math.floor(1 / concentration + 1e-9);
  const equal = Array.from({ length: count }, () => 1);
  const a = 1 - concentration;
  const b = count * concentration;
  const c = count - count * b;
  const weaker = a === 0 ? 0 : (b - Math.sqrt(Math.max(0, b * b - a * c))) / a;
  return weaker > 1e-9 ? [...equal, weaker] : equal;
}

/** Powers `rank^−a` of that concentration; all alike where it is less than these can have. */
function tailed(concentration: number): number[] {
  if (concentration * tailLength <= 1) return alike(concentration);
  const powersOf = (exponent: number) =>
    Array.from({ length: tailLength }, (_, index) => (index + 1) ** -exponent);
  let low = 0;
  let high = 64;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (concentrationOf(powersOf(middle)) < concentration) low = middle;
    else high = middle;
  }
  return powersOf(high).filter((median) => median > 1e-9);
}

function concentrationOf(powers: readonly number[]): number {
  const sum = powers.reduce((total, median) => total + median, 0);
  return powers.reduce((total, median) => total + median * median, 0) / (sum * sum);
}
