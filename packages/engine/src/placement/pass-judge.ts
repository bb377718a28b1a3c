import type { BoundLayer } from './bound/bound-problem.ts';
import { meanShareExcess } from './bound/mean-share.ts';
import { type ChanceContext, chanceToPass } from './chance-to-pass.ts';
import { pointChances } from './point-chances.ts';
import type { RoomEvaluator } from './room-evaluator.ts';

/** What a set of candidates is worth to the acceptance. */
export interface Judgement {
  /** Chance to pass of the worst operator in its worst state. */
  chance: number;
  /** Points that are not served though candidates could. */
  missingPoints: number;
  /** Rooms that are not served as demanded though candidates could. */
  missingRooms: number;
  /** Whether enough places are served on the mean with the common error as bad as the walk has to bear it. */
  hasMean: boolean;
}

const mostKept = 4096;

/** Judges sets of candidates as the verdict does, and remembers what it found. */
export class PassJudge {
  readonly context: ChanceContext;
  /** Chance to pass that a set must have. */
  needed: number;
  judgements = 0;
  /** What the prediction finds more than the judge, where it was asked. */
  #correction = 0;
  readonly #reachable: readonly number[];
  readonly #layers: readonly BoundLayer[];
  readonly #rooms: RoomEvaluator | undefined;
  readonly #known = new Map<string, Judgement>();

  /**
   * @param reachable points that some set serves
   * @param layers what is asked for on the mean
   */
  constructor(
    context: ChanceContext,
    reachable: readonly number[],
    layers: readonly BoundLayer[],
    needed: number,
    rooms?: RoomEvaluator,
  ) {
    this.#rooms = rooms;
    this.context = context;
    this.#reachable = reachable;
    this.#layers = layers;
    this.needed = needed;
  }

  /** Holds the judge to what predictions found of a set: on all carriers, and on finer cells. */
  correct(set: readonly number[], predictedChance: number): void {
    this.#correction += predictedChance - this.judge(set).chance;
    this.#known.clear();
  }

  /** What was found counts no more. */
  forget(): void {
    this.#known.clear();
  }

  judge(set: readonly number[]): Judgement {
    const ordered = [...set].sort((a, b) => a - b);
    const key = ordered.join();
    const known = this.#known.get(key);
    if (known) return known;
    this.judgements += 1;
    const { demand, profile } = this.context;
    const served = pointChances(demand, ordered);
    const judgement = {
      chance: chanceToPass(this.context, ordered) + this.#correction,
      missingPoints: this.#reachable.filter((point) => served[point] < profile.pointProbability).length,
      missingRooms: this.#rooms?.missing(ordered).length ?? 0,
      hasMean: meanShareExcess(this.#layers, ordered) >= 0,
    };
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(key, judgement);
    return judgement;
  }

  passes(set: readonly number[], needed = this.needed): boolean {
    const { chance, missingPoints, missingRooms, hasMean } = this.judge(set);
    return chance >= needed && missingPoints === 0 && missingRooms === 0 && hasMean;
  }
}
