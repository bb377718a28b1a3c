import type { FeedOption, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionTable, type PlanOf } from './option-table.ts';
import { type RestBound, restCny } from './parts-guide.ts';

/** Beyond so many unsorted options they are pruned on the way. */
const poolSize = 4096;

/** Sums of the same prices in another order. */
const roundingCny = 1e-6;

interface OfferedOption extends Pick<FeedOption, 'costCny' | 'joinedCount' | 'thickMm'> {
  plan: PlanOf;
  behind: readonly FeedOption[];
}

/** Collects options and keeps those that are worth it. */
export class OptionPool {
  readonly #maxDbm: Float64Array;
  readonly #maxOptions: number;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  readonly #table: OptionTable;
  #isCut = false;
  /** Sources within an option at most. */
  readonly joinedAtMost: number;

  /** @param rest what is known of the network outside: options that cannot be part of a good one are left out */
  constructor(
    { maxDbm, maxOptions, joining }: FeedProblem,
    private readonly rest?: RestBound,
  ) {
    this.#maxDbm = maxDbm;
    this.#maxOptions = maxOptions;
    this.#low = new Float64Array(maxDbm.length);
    this.#high = new Float64Array(maxDbm.length);
    this.joinedAtMost = joining?.countAtMost ?? 0;
    this.#table = new OptionTable(maxDbm.length, poolSize);
  }

  /** Cost above which an option makes the whole too expensive to be of use, CNY. */
  get limitCny(): number {
    return (this.rest?.limitCny ?? Number.POSITIVE_INFINITY) + roundingCny;
  }

  /** Adds an option that accepts the given powers behind a loss, unless it needs more than there can be. */
  addBehind(
    then: FeedOption,
    lossDb: Float64Array,
    { costCny, thickMm, plan }: Pick<OfferedOption, 'costCny' | 'thickMm' | 'plan'>,
  ): void {
    const low = this.#low;
    const high = this.#high;
    for (let carrier = 0; carrier < lossDb.length; carrier += 1) {
      low[carrier] = then.lowDbm[carrier] + lossDb[carrier];
      high[carrier] = then.highDbm[carrier] + lossDb[carrier];
      if (low[carrier] > this.#maxDbm[carrier]) return;
    }
    this.offer(low, high, { costCny, joinedCount: then.joinedCount, thickMm, plan, behind: [then] });
  }

  /**
   * Keeps a copy of powers and of what is behind unless the option is known to be of no use.
   * @param behind may be written over afterwards
   */
  offer(
    lowDbm: Float64Array,
    highDbm: Float64Array,
    { costCny, joinedCount, thickMm, plan, behind }: OfferedOption,
  ): void {
    const wholeCny = this.rest ? costCny + restCny(this.rest, lowDbm, highDbm) : costCny;
    if (!(wholeCny <= this.limitCny)) return;
    this.#table.add(lowDbm, highDbm, { costCny, wholeCny, joinedCount, thickMm, plan, behind: [...behind] });
    if (this.#table.count >= poolSize) this.#prune();
  }

  finish(): OptionList {
    this.#prune();
    return { options: this.#table.options(), isCut: this.#isCut };
  }

  #prune(): void {
    if (this.#table.prune(this.#maxOptions)) this.#isCut = true;
  }
}
