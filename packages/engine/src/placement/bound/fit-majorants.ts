// The majorants of majorants.ts with prices as low as they can be: convex prices, so that Jensen's inequality costs nothing,
// as the solution of a small linear program per base. With prices convex and falling, every set of antennas is paid for if
//   base + m price(m) + rest price(size) ≥ served(set)
// for every strongest m, rest of the power and mean size of it.
import type { Highs } from 'highs';
import type { ServedBy } from './bound-problem.ts';
import {
  bases,
  gainSteps,
  highestOctave,
  lowestOctave,
  type Majorants,
  paddingRatio,
  ratioOfStep,
} from './majorants.ts';

const knotsPerOctave = 4;
const knotRatios = Float64Array.from(
  { length: (highestOctave - lowestOctave) * knotsPerOctave + 1 },
  (_, knot) => 2 ** (lowestOctave + knot / knotsPerOctave),
);
const probesPerOctave = 8;
const weakestOctave = -9;
/** Mean size of the rest, as a share of the strongest. */
const restSizes = [1, 0.8, 0.6, 0.45, 0.3, 0.2, 0.12, 0.06, 0.02, 0.004];
/** Probes that pay less than this share of what they serve are added to the program. */
const tolerance = 3e-4;
/** What service may bend upwards between two probes. */
const bendRatio = 2e-4;
const mostRounds = 12;
const addedPerRound = 80;

/** Sets of antennas, each as weights of the prices at knots: what is paid for it. */
interface Probes {
  /** [probes]: number of its terms, up to four, from 4 × probe on. */
  counts: Uint8Array;
  knots: Int32Array;
  weights: Float64Array;
  served: Float64Array;
  /** Probes of antennas alike. */
  alike: number[];
}

/** The majorants of a service function, one for each base. */
export function fitMajorants(highs: Highs, served: ServedBy): Majorants {
  const probes = probeSets(served);
  const gains = new Float64Array(bases.length * gainSteps);
  bases.forEach((base, index) => {
    const prices = fitPrices(highs, probes, base);
    const scale = (1 + paddingRatio) / leastPaid(probes, prices, base);
    let before = 0;
    for (let step = 1; step < gainSteps; step += 1) {
      const ratio = ratioOfStep(step);
      before = Math.max(before, Math.min(1 - base, scale * ratio * priceAt(prices, ratio)));
      gains[index * gainSteps + step] = before;
    }
    gains[index * gainSteps + gainSteps - 1] = 1 - base;
  });
  return { bases: Float64Array.from(bases), gains };
}

/** [knots]: falling, convex prices that pay for all probes, to the tolerance, with the least sum. */
function fitPrices(highs: Highs, probes: Probes, base: number): Float64Array {
  let asked = probes.alike.filter((probe) => probes.served[probe] - base > 1e-6);
  let prices: Float64Array = new Float64Array(knotRatios.length);
  for (let round = 0; round < mostRounds; round += 1) {
    prices = solvePrices(highs, probes, asked, base);
    const unpaid: { probe: number; paid: number }[] = [];
    for (let probe = 0; probe < probes.served.length; probe += 1) {
      const wanted = probes.served[probe] - base;
      if (wanted <= 1e-4) continue;
      const paid = paidFor(probes, probe, prices) / wanted;
      if (paid < 1 - tolerance) unpaid.push({ probe, paid });
    }
    if (unpaid.length === 0) break;
    unpaid.sort((a, b) => a.paid - b.paid || a.probe - b.probe);
    const every = Math.ceil((2 * unpaid.length) / addedPerRound);
    const added = unpaid.filter((_, order) => order < addedPerRound / 2 || order % every === 0);
    asked = [...asked, ...added.map(({ probe }) => probe)];
  }
  return prices;
}

function solvePrices(highs: Highs, probes: Probes, asked: readonly number[], base: number): Float64Array {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const lower: number[] = [];
  const addRow = (knots: readonly number[], weights: readonly number[], least: number) => {
    indices.push(...knots);
    values.push(...weights);
    starts.push(indices.length);
    lower.push(least);
  };
  for (const probe of asked) {
    const wanted = probes.served[probe] - base;
    const terms = Array.from({ length: probes.counts[probe] }, (_, term) => 4 * probe + term);
    const weightOf = new Map<number, number>();
    for (const term of terms) {
      const knot = probes.knots[term];
      weightOf.set(knot, (weightOf.get(knot) ?? 0) + probes.weights[term] / wanted);
    }
    addRow([...weightOf.keys()], [...weightOf.values()], 1);
  }
  const last = knotRatios.length - 1;
  for (let knot = 0; knot < last; knot += 1) {
    addRow([knot, knot + 1], [knotRatios[knot], -knotRatios[knot]], 0);
  }
  for (let knot = 1; knot < last; knot += 1) {
    const before = knotRatios[knot] / (knotRatios[knot] - knotRatios[knot - 1]);
    const after = knotRatios[knot] / (knotRatios[knot + 1] - knotRatios[knot]);
    addRow([knot - 1, knot, knot + 1], [before, -before - after, after], 0);
  }
  return highs.withModel((model) => {
    model.options.set({ output_flag: false });
    model.passModel({
      numCols: knotRatios.length,
      numRows: lower.length,
      colCost: new Float64Array(knotRatios.length).fill(1),
      colLower: new Float64Array(knotRatios.length),
      colUpper: new Float64Array(knotRatios.length).fill(Number.POSITIVE_INFINITY),
      rowLower: lower,
      rowUpper: new Float64Array(lower.length).fill(Number.POSITIVE_INFINITY),
      matrix: {
        format: 'csr',
        numRows: lower.length,
        numCols: knotRatios.length,
        starts,
        indices,
        values,
      },
    });
    model.run();
    return convexPrices(Float64Array.from(model.getSolution().colValue));
  });
}

/** The solver's prices made falling and convex to the last bit, from the largest ratio down: never lower than they were. */
function convexPrices(prices: Float64Array): Float64Array {
  const last = prices.length - 1;
  const fixed = prices.map((price) => Math.max(0, price));
  for (let knot = last - 1; knot >= 0; knot -= 1) {
    const slope =
      knot + 2 > last
        ? 0
        : (fixed[knot + 1] - fixed[knot + 2]) / (knotRatios[knot + 2] - knotRatios[knot + 1]);
    fixed[knot] = Math.max(fixed[knot], fixed[knot + 1] + slope * (knotRatios[knot + 1] - knotRatios[knot]));
  }
  return fixed;
}

/** The least share of what it serves that any probe pays. */
function leastPaid(probes: Probes, prices: Float64Array, base: number): number {
  let least = 1;
  for (let probe = 0; probe < probes.served.length; probe += 1) {
    const wanted = probes.served[probe] - base;
    if (wanted > 0) least = Math.min(least, paidFor(probes, probe, prices) / wanted);
  }
  return Math.max(1e-6, least);
}

function paidFor({ counts, knots, weights }: Probes, probe: number, prices: Float64Array): number {
  let paid = 0;
  for (let term = 4 * probe; term < 4 * probe + counts[probe]; term += 1) {
    paid += weights[term] * prices[knots[term]];
  }
  return paid;
}

function priceAt(prices: Float64Array, ratio: number): number {
  const [first, second, along] = knotsAround(ratio);
  return prices[first] + along * (prices[second] - prices[first]);
}

/** The knots below and above a ratio, and how far it is between them. */
function knotsAround(ratio: number): [number, number, number] {
  const last = knotRatios.length - 1;
  if (ratio <= knotRatios[0]) return [0, 0, 0];
  if (ratio >= knotRatios[last]) return [last, last, 0];
  const knot = Math.min(last - 1, Math.floor((Math.log2(ratio) - lowestOctave) * knotsPerOctave + 1e-9));
  return [knot, knot + 1, (ratio - knotRatios[knot]) / (knotRatios[knot + 1] - knotRatios[knot])];
}

function probeSets(served: ServedBy): Probes {
  const counts: number[] = [];
  const knots: number[] = [];
  const weights: number[] = [];
  const values: number[] = [];
  const alike: number[] = [];
  for (let probe = weakestOctave * probesPerOctave; probe <= highestOctave * probesPerOctave; probe += 1) {
    const strongest = 2 ** (probe / probesPerOctave);
    for (let share = 0; share <= 8 * probesPerOctave; share += 1) {
      const sum = strongest * 2 ** (share / probesPerOctave);
      const rest = sum - strongest;
      for (const size of restSizes) {
        if (size === 1 && share % 3 === 0) alike.push(values.length);
        const terms = [
          ...termsOf(strongest, strongest),
          ...(rest > 0 ? termsOf(size * strongest, rest) : []),
        ];
        counts.push(terms.length);
        for (let term = 0; term < 4; term += 1) {
          knots.push(terms[term]?.knot ?? 0);
          weights.push(terms[term]?.weight ?? 0);
        }
        const squares = strongest * strongest + rest * size * strongest;
        values.push(served(sum, squares / (sum * sum), strongest / sum) + bendRatio);
        if (share === 0) break;
      }
    }
  }
  return {
    counts: Uint8Array.from(counts),
    knots: Int32Array.from(knots),
    weights: Float64Array.from(weights),
    served: Float64Array.from(values),
    alike,
  };
}

/** Power that is paid for at the price of a ratio. */
function termsOf(ratio: number, sumRatio: number): { knot: number; weight: number }[] {
  const [first, second, along] = knotsAround(ratio);
  const terms = [{ knot: first, weight: (1 - along) * sumRatio }];
  return along > 0 ? [...terms, { knot: second, weight: along * sumRatio }] : terms;
}
