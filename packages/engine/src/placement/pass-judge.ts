import { type ChanceContext, chanceToPass } from './chance-to-pass.ts';
import { pointChances } from './point-chances.ts';

/** What a set of candidates is worth to the acceptance. */
export interface Judgement {
  /** Chance to pass of the worst operator in its worst state on the worst layout of the walk. */
  chance: number;
  /** [walks]: the same on each. */
  chances: number[];
  /** Points that are not served though candidates could. */
  missingPoints: number;
}

const mostKept = 4096;

/** Judges sets of candidates as the verdict does, and remembers what it found. */
export class PassJudge {
  readonly context: ChanceContext;
  /** Chance to pass that a set must have. */
  needed: number;
  judgements = 0;
  /** [walks]: what the prediction finds more than the judge, where it was asked. */
  readonly corrections: number[];
  readonly #reachable: readonly number[];
  readonly #known = new Map<string, Judgement>();

  /** @param reachable points that some set serves */
  constructor(context: ChanceContext, reachable: readonly number[], needed: number) {
    this.context = context;
    this.#reachable = reachable;
    this.needed = needed;
    this.corrections = context.walks.map(() => 0);
  }

  /**
   * Holds the judge to what a prediction found of a set on the last walk: what candidates give there is read off places
   * nearby. A prediction on all carriers that finds less, where all have to serve, finds less on every walk.
   */
  correct(set: readonly number[], predictedChance: number, everywhere: boolean): void {
    const last = this.corrections.length - 1;
    const difference = predictedChance - (this.judge(set).chances[last] - this.corrections[last]);
    this.corrections.fill(everywhere ? Math.min(0, difference) : 0);
    this.corrections[last] = difference;
    this.#known.clear();
  }

  judge(set: readonly number[]): Judgement {
    const ordered = [...set].sort((a, b) => a - b);
    const key = ordered.join();
    const known = this.#known.get(key);
    if (known) return known;
    this.judgements += 1;
    const { demand, walks, profile } = this.context;
    const served = pointChances(demand, ordered);
    const chances = walks.map(
      (_, walk) => chanceToPass(this.context, walk, ordered) + this.corrections[walk],
    );
    const judgement = {
      chance: Math.min(...chances),
      chances,
      missingPoints: this.#reachable.filter((point) => served[point] < profile.pointProbability).length,
    };
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(key, judgement);
    return judgement;
  }

  passes(set: readonly number[]): boolean {
    const { chance, missingPoints } = this.judge(set);
    return chance >= this.needed && missingPoints === 0;
  }
}
