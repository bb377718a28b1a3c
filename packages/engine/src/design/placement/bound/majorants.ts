// Linear majorants of a location's service: for every set of antennas with power ratios a_i,
//   served(set) ≤ base + Σ gain(a_i).
// Let price(a) = gain(a)/a fall, S = Σ a_i, m the strongest, Q = Σ a_i². What is left, S − m, costs on the mean over its
// power the price at its mean size (Q − m²)/(S − m) at least, where price is replaced by its convex minorant (Jensen). So
//   base + gain(m) + (S − m) · minorant((Q − m²)/(S − m)) ≥ served most(S, Q, m)
// for all S, m, Q is enough. Sets of antennas alike give the price a shape; the condition then gives its scale.
import { ratioToDb } from '../../../core/index.ts';
import type { ServedBy } from './bound-problem.ts';
import { minPaidProbes, type Probes, probeSets } from './majorant-probes.ts';

/** Steps of the power ratio an octave: 0.09 dB. */
const stepsPerOctave = 32;
export const lowestOctave = -14;
export const highestOctave = 10;
export const gainSteps = (highestOctave - lowestOctave) * stepsPerOctave + 2;
/** Power beyond is cut off where ratios are found: it may be anything above. */
const maxRatio = 999;
const dbPerOctave = ratioToDb(2);

/** Fractions of service that a majorant starts from. */
export const bases = [...Array.from({ length: 36 }, (_, index) => index / 40), 0.9, 0.92, 0.94, 0.96, 0.98];

/** Majorants of one kind of location. */
export interface Majorants {
  /** [majorants]: service without any antenna. */
  bases: Float64Array;
  /** [majorants × gainSteps]: what one antenna adds, by `gainStep` of its power ratio. */
  gains: Float64Array;
}

/**
 * Step of a power ratio, rounded up so that its gain is never too small; 0 is no power.
 * @param biasDb what is taken off it
 */
export function gainStep(ratio: number, biasDb = 0): number {
  if (!(ratio > 0)) return 0;
  if (ratio >= maxRatio) return gainSteps - 1;
  const octaves = Math.log2(ratio) - biasDb / dbPerOctave;
  const step = Math.ceil((octaves - lowestOctave) * stepsPerOctave);
  return Math.min(gainSteps - 1, Math.max(0, step) + 1);
}

/** The largest ratio of a step. */
export function ratioOfStep(step: number): number {
  return 2 ** (lowestOctave + (step - 1) / stepsPerOctave);
}

/** [steps]: the largest ratio of each step; prices are known at these. */
export const priceRatios = Float64Array.from({ length: gainSteps }, (_, step) =>
  step === 0 ? 0 : ratioOfStep(step),
);

/** The majorants of a service function, one for each base. */
export function createMajorants(served: ServedBy): Majorants {
  const alike = servedByAlike(served);
  const probes = probeSets(served);
  const gains = new Float64Array(bases.length * gainSteps);
  bases.forEach((base, index) => {
    const prices = pricesOfAlike(alike, base);
    const scale = neededScale(prices, probes, base);
    for (let step = 1; step < gainSteps; step += 1) {
      gains[index * gainSteps + step] = Math.min(1 - base, scale * prices[step] * priceRatios[step]);
    }
    gains[index * gainSteps + gainSteps - 1] = 1 - base;
  });
  return { bases: Float64Array.from(bases), gains };
}

/** Sums beyond the largest single ratio matter no more. */
const sumSteps = gainSteps + 6 * stepsPerOctave;
const sumRatios = Float64Array.from({ length: sumSteps }, (_, step) => ratioOfStep(step));
/** Steps between the fractions that are looked at, down to a 256th. */
const fractionStride = 4;
const fractionCount = (8 * stepsPerOctave) / fractionStride;

/** [steps of the sum] of [shares]: service by antennas alike and what is left of the sum. */
function servedByAlike(served: ServedBy): Float64Array[] {
  const shapes = Array.from({ length: fractionCount }, (_, index) => {
    const strongest = 2 ** ((-index * fractionStride) / stepsPerOctave);
    const whole = Math.floor(1 / strongest + 1e-9);
    const rest = Math.max(0, 1 - whole * strongest);
    return { strongest, concentration: whole * strongest * strongest + rest * rest };
  });
  return Array.from(sumRatios, (ratio) =>
    Float64Array.from(shapes, ({ strongest, concentration }) => served(ratio, concentration, strongest)),
  );
}

/** [steps]: the least price, falling, at which antennas alike pay for what they serve beyond the base. */
function pricesOfAlike(alike: readonly Float64Array[], base: number): Float64Array {
  const prices = new Float64Array(gainSteps);
  let price = 0;
  // Where sums are so large that each is a tiny fraction, only the sum counts.
  const many = alike.map((byFraction, sum) => (byFraction[fractionCount - 1] - base) / sumRatios[sum]);
  for (let sum = many.length - 2; sum >= 0; sum -= 1) many[sum] = Math.max(many[sum], many[sum + 1]);
  for (let step = gainSteps - 1; step > 0; step -= 1) {
    for (let index = 0; index < fractionCount && step + index * fractionStride < sumSteps; index += 1) {
      const sum = step + index * fractionStride;
      price = Math.max(price, (alike[sum][index] - base) / sumRatios[sum]);
    }
    if (step + fractionCount * fractionStride < sumSteps)
      price = Math.max(price, many[step + fractionCount * fractionStride]);
    prices[step] = price;
  }
  prices[0] = price;
  return prices;
}

/** More than what lies between two probes, and the table of the normal distribution, can hide. */
export const paddingRatio = 1e-3;

/** Factor by which the prices have to be raised so that every probe is paid for. */
function neededScale(prices: Float64Array, probes: Probes, base: number): number {
  const priceAt = (ratio: number) => prices[gainStep(ratio)];
  const paid = minPaidProbes(probes, base, 0, priceAt, convexMinorant(prices));
  return (1 + paddingRatio) * paid.reduce((scale, { paidRatio }) => Math.max(scale, 1 / paidRatio), 1);
}

/** The largest convex function of the ratio that is nowhere above the prices. */
export function convexMinorant(prices: Float64Array): (ratio: number) => number {
  const hull: number[] = [];
  for (let step = 0; step < gainSteps; step += 1) {
    while (hull.length > 1) {
      const [before, last] = [hull[hull.length - 2], hull[hull.length - 1]];
      const along = (priceRatios[last] - priceRatios[before]) / (priceRatios[step] - priceRatios[before]);
      if (prices[last] < prices[before] + along * (prices[step] - prices[before])) break;
      hull.pop();
    }
    hull.push(step);
  }
  return (ratio) => {
    let low = 0;
    let high = hull.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (priceRatios[hull[middle]] <= ratio) low = middle;
      else high = middle;
    }
    const [left, right] = [hull[low], hull[high]];
    const along = Math.min(
      1,
      Math.max(0, (ratio - priceRatios[left]) / (priceRatios[right] - priceRatios[left])),
    );
    return prices[left] + along * (prices[right] - prices[left]);
  };
}
