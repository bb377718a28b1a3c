// S. C. Schwartz, Y. S. Yeh, On the distribution function and moments of power sums with log-normal components, Bell
// Syst. Tech. J. 61 (1982): mean and variance of the logarithm of a sum, component by component. Correlation between all
// components alike is a common factor, which passes the sum unchanged.
import { dbToRatio } from '../units.ts';

/** What shadowing makes of a power sum. */
export interface SumSpread {
  /** Median of the sum over the sum of the medians, dB, ≥ 0. */
  shiftDb: number;
  /** Variance of the sum about its median without what all components share, dB². */
  ownVarianceDb2: number;
}

const nepersPerDb = Math.log(dbToRatio(1));
const steps = 24;
const widestSigmas = 6;
// [2 × 24 + 1] places of a standard normal and their weights: equal steps, which converge fast for a smooth integrand.
const places = Array.from({ length: 2 * steps + 1 }, (_, index) => ((index - steps) * widestSigmas) / steps);
const densities = places.map((z) => Math.exp((-z * z) / 2));
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
  for (const power of powers.slice(1)) {
    [mean, sumVariance] = addOne(mean, sumVariance, Math.log(power), variance);
    sum += power;
  }
  return {
    shiftDb: (mean - Math.log(sum)) / nepersPerDb,
    ownVarianceDb2: sumVariance / nepersPerDb ** 2,
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
  for (let index = 0; index < places.length; index += 1) {
    const apart = deviation * places[index];
    const w = meanY - meanX + apart;
    // From the larger of both: no overflow.
    const value = slope * apart + Math.max(w, 0) + Math.log1p(Math.exp(-Math.abs(w)));
    mean += weights[index] * value;
    square += weights[index] * value * value;
  }
  return [meanX + mean, square - mean * mean + (varianceX * varianceY) / difference];
}

const tableSteps = 128;
/** Components of the family with a tail. */
const tailLength = 12;
const fieldsPerStep = 6;

/**
 * Spread of sums by two numbers that cost little: their concentration Σp²/(Σp)² and the share of the strongest component.
 * [129 × 6] share of the strongest, shift and variance of two families at each concentration: components alike (one of
 * them weaker), and components that fall as a power of their rank. Sums in between are interpolated by the share.
 */
export type SpreadTable = Float64Array;

const kept = new Map<number, SpreadTable>();
const mostKept = 16;

/** The table for components of that independent spread, dB. */
export function spreadTable(sigmaDb: number): SpreadTable {
  const known = kept.get(sigmaDb);
  if (known) return known;
  const table = new Float64Array((tableSteps + 1) * fieldsPerStep);
  for (let step = 0; step <= tableSteps; step += 1) {
    const concentration = Math.max(step, 1) / tableSteps;
    [alike(concentration), tailed(concentration)].forEach((powers, family) => {
      const { shiftDb, ownVarianceDb2 } = sumSpread(powers, sigmaDb);
      const share = powers[0] / powers.reduce((sum, power) => sum + power, 0);
      table.set([share, shiftDb, ownVarianceDb2], step * fieldsPerStep + 3 * family);
    });
  }
  if (kept.size >= mostKept) kept.clear();
  kept.set(sigmaDb, table);
  return table;
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
  const place = Math.min(Math.max(concentration, 0), 1) * tableSteps;
  const step = Math.min(place | 0, tableSteps - 1);
  const rest = place - step;
  const at = step * fieldsPerStep;
  const shareAlike = table[at] + rest * (table[at + 6] - table[at]);
  const shareTailed = table[at + 3] + rest * (table[at + 9] - table[at + 3]);
  const apart = shareTailed - shareAlike;
  const tail = apart > 1e-6 ? Math.min(Math.max((strongestRatio - shareAlike) / apart, 0), 1) : 0;
  for (let field = 1; field <= 2; field += 1) {
    const alikeValue = table[at + field] + rest * (table[at + field + 6] - table[at + field]);
    const tailedValue = table[at + field + 3] + rest * (table[at + field + 9] - table[at + field + 3]);
    into[field - 1] = alikeValue + tail * (tailedValue - alikeValue);
  }
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
  return powersOf(high).filter((power) => power > 1e-9);
}

function concentrationOf(powers: readonly number[]): number {
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.reduce((total, power) => total + power * power, 0) / (sum * sum);
}
