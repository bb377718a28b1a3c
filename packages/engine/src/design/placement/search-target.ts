import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassEvaluator } from './pass-evaluator.ts';
import type { Scored } from './search-moves.ts';

/** Coverage at the aim's bias that goes with one chance to pass: how much more for a chance more. */
export const coveragePerChance = 0.7;
const minStep = 0.0005;
/** Sets this close below the aim are evaluated too: the aim is an estimate. */
const evaluatedBelow = 0.003;
/** Sets are evaluated after a failed evaluation once they are better by this. */
const evaluatedStep = 0.0004;

/**
 * Aim of the search: coverage of every operator at the bias that the walk shall bear, such that the chance to
 * pass is as needed. Each evaluation of a set corrects the aim.
 */
export class SearchTarget {
  aimRatio: number;
  readonly #evaluator: GarageEvaluator;
  readonly #evaluateState: PassEvaluator;
  #failedRatio = 0;

  constructor(evaluator: GarageEvaluator, passEvaluator: PassEvaluator, aimRatio: number) {
    this.#evaluator = evaluator;
    this.#evaluateState = passEvaluator;
    this.aimRatio = aimRatio;
  }

  /** Another number of antennas: what failed before says nothing. */
  restart(): void {
    this.#failedRatio = 0;
  }

  /** Returns whether a set passes as the verdict has it; evaluated where it comes close. */
  isReached({ state, score }: Scored): boolean {
    if (score.pointsServed < this.#evaluator.points.reachable.length) return false;
    if (score.roomsServed < this.#evaluator.rooms.reachable.length) return false;
    if (score.coverageRatio < this.aimRatio - evaluatedBelow) return false;
    if (score.coverageRatio < this.#failedRatio + evaluatedStep && score.coverageRatio < this.aimRatio)
      return false;
    return this.evaluateState({ state, score });
  }

  evaluateState({ state, score }: Scored): boolean {
    const { chance, missingPoints, missingRooms, hasMean, isChecked } = this.#evaluateState.evaluate(
      state.set,
    );
    const lacking = this.#evaluateState.needed - chance;
    if (isChecked === false) {
      // Its estimate misled, by which others are not evaluated: they are looked at from a little above it on.
      this.aimRatio = Math.min(1, Math.max(this.aimRatio, score.coverageRatio + minStep));
      return false;
    }
    if ((isChecked || lacking <= 0) && hasMean) {
      // It passes below the aim: the aim is too high.
      this.aimRatio = Math.min(this.aimRatio, score.coverageRatio);
      return isChecked || (missingPoints === 0 && missingRooms === 0);
    }
    this.#failedRatio = Math.max(this.#failedRatio, score.coverageRatio);
    this.aimRatio = Math.min(1, score.coverageRatio + Math.max(minStep, coveragePerChance * lacking));
    return false;
  }
}
