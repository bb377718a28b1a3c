import type { ServedBy } from './bound-problem.ts';

const perOctave = 8;
const [weakestOctave, strongestOctave] = [-11, 10];
/** [strongest]: power ratios of the strongest antenna. */
const strongestRatios = Float64Array.from(
  { length: (strongestOctave - weakestOctave) * perOctave + 1 },
  (_, index) => 2 ** (weakestOctave + index / perOctave),
);
/** [sizes]: mean size of the others, over the strongest. */
const sizes = [1, 0.8, 0.6, 0.45, 0.3, 0.2, 0.12, 0.06, 0.02, 0.004];
/** [rests]: power of the others together, over the strongest. */
const rests = Float64Array.from({ length: 8 * perOctave + 1 }, (_, index) => 2 ** (index / perOctave) - 1);

/** [strongest × sizes × rests]: what sets of antennas serve that majorants have to pay for. */
export type Probes = Float64Array;

export function probeSets(served: ServedBy): Probes {
  const probes = new Float64Array(strongestRatios.length * sizes.length * rests.length);
  let at = 0;
  for (const strongest of strongestRatios) {
    for (const size of sizes) {
      for (const rest of rests) {
        const sum = 1 + rest;
        probes[at] = served(strongest * sum, (1 + rest * size) / (sum * sum), 1 / sum);
        at += 1;
      }
    }
  }
  return probes;
}

/** Power of a probe by size: of the strongest, and of the others together at their mean size. */
export function termsOfProbe(probe: number): { ratio: number; powerRatio: number }[] {
  const line = Math.floor(probe / rests.length);
  const strongest = strongestRatios[Math.floor(line / sizes.length)];
  const rest = rests[probe % rests.length];
  const alone = { ratio: strongest, powerRatio: strongest };
  return rest > 0
    ? [alone, { ratio: sizes[line % sizes.length] * strongest, powerRatio: rest * strongest }]
    : [alone];
}

export interface PaidProbe {
  probe: number;
  /** Share that is paid of what it serves beyond the base. */
  paidRatio: number;
}

/**
 * Probe that pays, for each strongest ratio and size, the least fraction of what it serves beyond the base.
 * @param min probes that serve no more than this beyond the base are left out
 * @param priceAt price of the power of a strongest antenna of a ratio
 * @param restPriceAt of others of a mean size
 */
export function minPaidProbes(
  probes: Probes,
  base: number,
  min: number,
  priceAt: (ratio: number) => number,
  restPriceAt: (ratio: number) => number = priceAt,
): PaidProbe[] {
  const found: PaidProbe[] = [];
  let first = 0;
  for (const strongest of strongestRatios) {
    const alone = strongest * priceAt(strongest);
    for (const size of sizes) {
      const restPrice = strongest * restPriceAt(size * strongest);
      let paidRatio = Number.POSITIVE_INFINITY;
      let worst = -1;
      for (let rest = 0; rest < rests.length; rest += 1) {
        const wanted = probes[first + rest] - base;
        if (wanted <= min) continue;
        const paid = alone + restPrice * rests[rest];
        if (paid >= paidRatio * wanted) continue;
        paidRatio = paid / wanted;
        worst = first + rest;
      }
      if (worst >= 0) found.push({ probe: worst, paidRatio });
      first += rests.length;
    }
  }
  return found;
}
