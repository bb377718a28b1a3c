// Branching by trial with a memory: T. Achterberg, T. Koch, A. Martin, Branching rules revisited, Oper. Res. Lett. 33 (2005).
import type { Doubt, Region } from './regions.ts';

/** What the two sides of a doubt were found to cost: bounds of the node with at most and with more antennas there. */
export interface Trial extends Doubt {
  down: number;
  up: number;
}

/** Sides that cost less are taken to cost this, so that one good side does not decide alone. */
const leastCost = 1e-3;

/** Remembers what sides of regions cost, by antenna that had to go or come, and ranks doubts by it. */
export class BranchMemory {
  readonly #known = new Map<string, { down: number; up: number }>();
  #sums = { down: 0, up: 0, count: 0 };

  learn({ region, value, down, up }: Trial, bound: number, most: number): void {
    const part = value - Math.floor(value);
    const own = {
      down: Math.min(most, down - bound) / Math.max(0.05, part),
      up: Math.min(most, up - bound) / Math.max(0.05, 1 - part),
    };
    this.#known.set(region.key, own);
    this.#sums = {
      down: this.#sums.down + own.down,
      up: this.#sums.up + own.up,
      count: this.#sums.count + 1,
    };
  }

  /** The doubts, the most promising first. */
  rank(doubts: readonly Doubt[]): Doubt[] {
    const { down, up, count } = this.#sums;
    const usual = count === 0 ? { down: 1, up: 1 } : { down: down / count, up: up / count };
    const worthOf = ({ region, value }: Doubt) => {
      const cost = this.#known.get(region.key) ?? usual;
      const part = value - Math.floor(value);
      return productOf(cost.down * part, cost.up * (1 - part));
    };
    return doubts
      .map((doubt) => ({ doubt, worth: worthOf(doubt) }))
      .sort((a, b) => b.worth - a.worth || compareKeys(a.doubt.region, b.doubt.region))
      .map(({ doubt }) => doubt);
  }
}

/** The trial whose sides gain most together. */
export function bestTrial(trials: readonly Trial[], bound: number): Trial {
  const worthOf = ({ down, up }: Trial) => productOf(down - bound, up - bound);
  return trials.reduce((best, trial) => (worthOf(trial) > worthOf(best) ? trial : best));
}

function productOf(down: number, up: number): number {
  return Math.max(leastCost, down) * Math.max(leastCost, up);
}

function compareKeys(a: Region, b: Region): number {
  return a.key < b.key ? -1 : 1;
}
