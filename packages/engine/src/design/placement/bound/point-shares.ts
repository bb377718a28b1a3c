// What an antenna counts towards a point: served(set) implies Σ share(a_i) ≥ 1. Like a majorant with base 0 of a service that
// is 1 from a power on that depends on how the set's power is spread; the threshold scales with the set, so that each shape of
// a set is one probe.
import { convexMinorant, priceRatios } from './majorants.ts';

/** Power ratio of the sum from which on a set serves, by its concentration and the share of the strongest. */
export type NeededSum = (concentration: number, strongestRatio: number) => number;

const sharesPerOctave = 64;
const shareOctaves = 7;
const restSizes = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.02, 0.004];
/** More than what lies between two shapes can hide. */
const paddingRatio = 1e-3;

/** The share that an antenna counts by its power ratio. */
export function createPointShares(needed: NeededSum): (ratio: number) => number {
  const prices = pricesOfAlike(needed);
  const minorant = convexMinorant(prices);
  const priceOf = (ratio: number) => prices[stepBelow(ratio)];
  let scale = 1;
  for (let step = 0; step <= sharesPerOctave * shareOctaves; step += 1) {
    const count = 2 ** (step / sharesPerOctave);
    const strongest = 1 / count;
    for (const size of restSizes) {
      const concentration = strongest * strongest + (1 - strongest) * size * strongest;
      const sum = needed(concentration, strongest);
      const first = sum * strongest;
      const paid = priceOf(first) * first + (sum - first) * minorant(size * first);
      scale = Math.max(scale, 1 / paid);
    }
  }
  const alone = needed(1, 1);
  return (ratio) => {
    if (!(ratio > 0)) return 0;
    return ratio >= alone ? 1 : Math.min(1, scale * (1 + paddingRatio) * ratio * priceOf(ratio));
  };
}

/** [steps of `priceRatios`]: the price, falling with the ratio, at which antennas alike pay for a point. */
function pricesOfAlike(needed: NeededSum): Float64Array {
  const prices = new Float64Array(priceRatios.length);
  for (let step = 0; step <= sharesPerOctave * shareOctaves; step += 1) {
    const count = 2 ** (step / sharesPerOctave);
    const whole = Math.floor(count + 1e-9);
    const rest = count - whole;
    const sum = needed((whole + rest * rest) / (count * count), 1 / count);
    const at = stepBelow(sum / count) + 1;
    prices[Math.min(at, prices.length - 1)] = Math.max(prices[Math.min(at, prices.length - 1)], 1 / sum);
  }
  for (let step = prices.length - 2; step >= 0; step -= 1)
    prices[step] = Math.max(prices[step], prices[step + 1]);
  return prices;
}

/** The step at or below a ratio: where the price is no lower. */
function stepBelow(ratio: number): number {
  let low = 0;
  let high = priceRatios.length - 1;
  if (ratio >= priceRatios[high]) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (priceRatios[middle] <= ratio) low = middle;
    else high = middle;
  }
  return low;
}
