import type { GarageDemand } from '../garage-demand.ts';
import { candidateDistanceM } from './candidate-distance.ts';

/** Networks that are designed for swaps, besides those of the alternatives. */
const mostSwaps = 8;
/** A swap moves an antenna at most this far, metres. */
const swapReachM = 10;

export interface NetworkPricing {
  demand: GarageDemand;
  /** [candidates], estimated: swaps are tried where they promise to be cheaper. */
  costsCny: Float64Array;
  passes: (set: readonly number[]) => boolean;
  /** What a set's whole network costs, CNY; undefined where none can be designed. */
  price: (set: readonly number[]) => Promise<number | undefined>;
  /** Look at no more sets. */
  stopped: () => boolean;
}

/**
 * The cheapest of some sets by their whole networks, improved by swaps of single antennas for others nearby; undefined where
 * no network can be designed for any of them.
 */
export async function cheapestNetwork(
  sets: readonly number[][],
  { demand, costsCny, passes, price, stopped }: NetworkPricing,
): Promise<{ set: number[]; costCny: number } | undefined> {
  let best: { set: number[]; costCny: number } | undefined;
  for (const set of sets) {
    if (best && stopped()) break;
    const costCny = await price(set);
    if (costCny !== undefined && (!best || costCny < best.costCny)) best = { set, costCny };
  }
  if (!best) return undefined;
  let swaps = 0;
  const dearest = [...best.set].filter((candidate) => candidate >= demand.fixedCount);
  dearest.sort((a, b) => costsCny[b] - costsCny[a] || a - b);
  for (const candidate of dearest) {
    if (swaps === mostSwaps || stopped()) break;
    const { set, costCny: mostCny }: { set: number[]; costCny: number } = best;
    const cheaper = demand.candidates
      .map((_, other) => other)
      .filter(
        (other) =>
          other >= demand.fixedCount &&
          !set.includes(other) &&
          costsCny[other] < costsCny[candidate] &&
          candidateDistanceM(demand, other, candidate) <= swapReachM,
      )
      .sort((a, b) => costsCny[a] - costsCny[b] || a - b)
      .map((other) => set.map((each) => (each === candidate ? other : each)))
      .find((swapped) => stopped() || passes(swapped));
    if (!cheaper || stopped()) continue;
    swaps += 1;
    const costCny = await price(cheaper);
    if (costCny !== undefined && costCny < mostCny) best = { set: cheaper, costCny };
  }
  return best;
}
