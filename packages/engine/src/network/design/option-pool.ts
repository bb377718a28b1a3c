import { type FeedOption, type FeedPlan, feedOption, type OptionList, pruneOptions } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';

/** Beyond so many unsorted options they are pruned on the way. */
const poolSize = 4096;

/** Collects options and keeps those that are worth it. */
export class OptionPool {
  readonly #mostDbm: Float64Array;
  readonly #mostOptions: number;
  #pool: FeedOption[] = [];
  #isCut = false;

  constructor({ mostDbm, mostOptions }: FeedProblem) {
    this.#mostDbm = mostDbm;
    this.#mostOptions = mostOptions;
  }

  /** What accepts the given powers behind a loss, unless it needs more than there can be. */
  addBehind(then: FeedOption, lossDb: Float64Array, costCny: number, plan: FeedPlan): void {
    const count = lossDb.length;
    for (let carrier = 0; carrier < count; carrier += 1) {
      if (then.lowDbm[carrier] + lossDb[carrier] > this.#mostDbm[carrier]) return;
    }
    const lowDbm = new Float64Array(count);
    const highDbm = new Float64Array(count);
    for (let carrier = 0; carrier < count; carrier += 1) {
      lowDbm[carrier] = then.lowDbm[carrier] + lossDb[carrier];
      highDbm[carrier] = then.highDbm[carrier] + lossDb[carrier];
    }
    this.add(feedOption(lowDbm, highDbm, costCny, plan));
  }

  add(option: FeedOption): void {
    this.#pool.push(option);
    if (this.#pool.length >= poolSize) this.#prune();
  }

  finish(): OptionList {
    this.#prune();
    return { options: this.#pool, isCut: this.#isCut };
  }

  #prune(): void {
    const { options, isCut } = pruneOptions(this.#pool, this.#mostOptions);
    this.#pool = options;
    this.#isCut ||= isCut;
  }
}
