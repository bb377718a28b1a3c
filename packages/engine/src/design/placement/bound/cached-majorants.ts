import type { Highs } from 'highs';
import { LinearProgram, type Row } from '../../../core/index.ts';
import type { ServedBy } from './bound-problem.ts';
import { minPaidProbes, type Probes, probeSets, termsOfProbe } from './majorant-probes.ts';
import {
  bases,
  createMajorants,
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

/** Probes that pay less than this fraction of what they serve are added to the program. */
const tolerance = 3e-4;

/** Largest upward bend of the service between two probes. */
const bendRatio = 2e-4;
const maxRounds = 12;
const addedPerRound = 80;

/** Column of the base, after the prices at knots: rows are those of all bases, so that one program goes on from the last. */
const baseColumn = knotRatios.length;

const plain = new WeakMap<ServedBy, Majorants>();
const fitted = new WeakMap<ServedBy, Majorants>();

/** The majorants of a service function, found once: with a solver of linear programs tighter ones. */
export function majorantsOf(served: ServedBy, highs?: Highs): Majorants {
  const cached = highs ? fitted : plain;
  const majorants = cached.get(served) ?? (highs ? fitMajorants(highs, served) : createMajorants(served));
  cached.set(served, majorants);
  return majorants;
}

/**
 * The majorants of majorants.ts with prices as low as they can be, one for each base: convex prices, so that Jensen's
 * inequality costs nothing, as the solution of a small linear program. With prices convex and falling, every set of
 * antennas is paid for if
 *   base + m price(m) + rest price(size) ≥ served(set)
 * for every strongest m, rest of the power and mean size of it.
 */
function fitMajorants(highs: Highs, served: ServedBy): Majorants {
  const probes = probeSets(served).map((value) => value + bendRatio);
  const gains = new Float64Array(bases.length * gainSteps);
  const program = openPriceProgram(highs);
  try {
    bases.forEach((base, index) => {
      const prices = fitPrices(program, probes, base);
      const scale = (1 + paddingRatio) / Math.max(1e-6, minPaid(probes, prices, base));
      let before = 0;
      for (let step = 1; step < gainSteps; step += 1) {
        const ratio = ratioOfStep(step);
        before = Math.max(before, Math.min(1 - base, scale * ratio * priceAt(prices, ratio)));
        gains[index * gainSteps + step] = before;
      }
      gains[index * gainSteps + gainSteps - 1] = 1 - base;
    });
  } finally {
    program.dispose();
  }
  return { bases: Float64Array.from(bases), gains };
}

/** Falling, convex prices with the least sum, of no probes yet. */
function openPriceProgram(highs: Highs): LinearProgram {
  const costs = new Float64Array(baseColumn + 1).fill(1, 0, baseColumn);
  const upper = new Float64Array(costs.length).fill(Number.POSITIVE_INFINITY);
  const program = new LinearProgram(highs, costs, new Float64Array(costs.length), upper);
  const last = knotRatios.length - 1;
  const rows: Row[] = [];
  for (let knot = 0; knot < last; knot += 1) {
    rows.push(lowerRow(0, [knot, knot + 1], [knotRatios[knot], -knotRatios[knot]]));
  }
  for (let knot = 1; knot < last; knot += 1) {
    const before = knotRatios[knot] / (knotRatios[knot] - knotRatios[knot - 1]);
    const after = knotRatios[knot] / (knotRatios[knot + 1] - knotRatios[knot]);
    rows.push(lowerRow(0, [knot - 1, knot, knot + 1], [before, -before - after, after]));
  }
  program.addRows(rows, true);
  return program;
}

function lowerRow(lower: number, columns: readonly number[], values: readonly number[]): Row {
  return {
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
    ...{ lower, upper: Number.POSITIVE_INFINITY },
  };
}

/** [knots]: falling, convex prices that pay for all probes, to the tolerance, with the least sum. */
function fitPrices(program: LinearProgram, probes: Probes, base: number): Float64Array {
  program.setColumn(baseColumn, base, base);
  let prices: Float64Array = new Float64Array(knotRatios.length);
  for (let round = 0; round < maxRounds; round += 1) {
    const solution = program.solve();
    if (!solution.isSolved) break;
    prices = convexPrices(solution.columns.slice(0, baseColumn));
    program.purge();
    const priceAtRatio = (ratio: number) => priceAt(prices, ratio);
    const unpaid = minPaidProbes(probes, base, 1e-4, priceAtRatio).filter(
      ({ paidRatio }) => paidRatio < 1 - tolerance,
    );
    if (unpaid.length === 0) break;
    unpaid.sort((a, b) => a.paidRatio - b.paidRatio || a.probe - b.probe);
    const every = Math.ceil((2 * unpaid.length) / addedPerRound);
    const added = unpaid.filter((_, order) => order < addedPerRound / 2 || order % every === 0);
    program.addRows(
      added.map(({ probe }) => probeRow(probes, probe)),
      false,
    );
  }
  return prices;
}

/** Row of the program: the prices paid for a probe, and the base, cover at least what the probe serves. */
function probeRow(probes: Probes, probe: number): Row {
  const weightOf = new Map([[baseColumn, 1 / probes[probe]]]);
  for (const { ratio, powerRatio } of termsOfProbe(probe)) {
    const [first, second, along] = knotsAround(ratio);
    for (const [knot, fraction] of [
      [first, 1 - along],
      [second, along],
    ]) {
      if (fraction > 0)
        weightOf.set(knot, (weightOf.get(knot) ?? 0) + (fraction * powerRatio) / probes[probe]);
    }
  }
  return lowerRow(1, [...weightOf.keys()], [...weightOf.values()]);
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

/** The least fraction of what it serves that any probe pays. */
function minPaid(probes: Probes, prices: Float64Array, base: number): number {
  const paid = minPaidProbes(probes, base, 0, (ratio) => priceAt(prices, ratio));
  return paid.reduce((min, { paidRatio }) => Math.min(min, paidRatio), 1);
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
