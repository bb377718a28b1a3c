import { GarageEvaluator, type SetState } from './garage-evaluator.ts';
import type { PassEvaluator, Verification } from './pass-evaluator.ts';
import type { Effort } from './placement.ts';
import type { Prepared } from './prepare-placing.ts';
import { maxNeeded } from './search-checked.ts';
import { minBetter } from './search-moves.ts';

/** Exchanges of two antennas for one that are looked at. */
const exchangeBudgets: Record<Effort, number> = { low: 8, normal: 60, high: 400 };
/** Failures for which an antenna is chosen at a time: the worst ones. */
const weighedFailures = 12;
/** Raises the coverage that is aimed at where nothing more is to be had by it. */
const aimStep = 0.005;
const maxAntennas = 1000;
const maxChecks = 8;
/** Added to what is asked of the estimate after a failed check. */
const checkReserve = 0.002;

export interface SurvivalTools {
  prepared: Prepared;
  effort: Effort;
  /** Checks a set by predictions with every failure; undefined where it was stopped. */
  check(set: readonly number[]): Promise<Verification | undefined>;
  report(set: readonly number[]): void;
}

/**
 * A set that passes with any one of its antennas failed, grown from one that passes with all: what helps most in its worst failures is
 * added, what is not needed taken away, and two antennas are exchanged for one. Rooms are served by all together.
 */
export async function surviveFailures(
  start: readonly number[],
  tools: SurvivalTools,
): Promise<{ set: readonly number[]; outcome: 'passes' | 'unknown' }> {
  const { passEvaluator, stops } = tools.prepared;
  const search = new SurvivalSearch(start, tools);
  let set: readonly number[] = start;
  for (let attempt = 1; attempt <= maxChecks; attempt += 1) {
    const grown = search.grow(set);
    set = grown.set;
    if (!grown.survives || stops.isCancelled()) break;
    set = search.reduce(set);
    tools.report(set);
    const checked = await tools.check(set);
    if (!checked) break;
    if (passEvaluator.isMet(checked)) return { set, outcome: 'passes' };
    search.askForMore(set, checked);
    if (stops.stopped()) break;
  }
  return { set, outcome: 'unknown' };
}

interface Failure {
  without: readonly number[];
  chance: number;
  missingPoints: number;
}

class SurvivalSearch {
  readonly #tools: SurvivalTools;
  readonly #passEvaluator: PassEvaluator;
  /** Floor and points alone: failures are not asked to serve rooms. */
  readonly #evaluator: GarageEvaluator;
  #aimRatio: number;
  #needed: number;

  constructor(start: readonly number[], tools: SurvivalTools) {
    const { demand, passEvaluator, judging, biasDb } = tools.prepared;
    this.#tools = tools;
    this.#passEvaluator = passEvaluator;
    this.#evaluator = new GarageEvaluator({ ...demand, rooms: [] }, judging.context.profile, biasDb);
    this.#aimRatio = this.#evaluator.score(this.#evaluator.stateOf(start), 1).coverageRatio;
    this.#needed = passEvaluator.confidence;
  }

  /** Asks as much more of the estimate as it misled. */
  askForMore(set: readonly number[], { chance }: Verification): void {
    const estimated = Math.min(...this.#failures(set).map((failure) => failure.chance));
    const off = Math.max(0, estimated - chance);
    this.#needed = Math.min(
      maxNeeded,
      Math.max(this.#needed, this.#passEvaluator.confidence + off) + checkReserve,
    );
  }

  /** Adds antennas until the set passes with any one failed, or nothing helps. */
  grow(start: readonly number[]): { set: readonly number[]; survives: boolean } {
    const { stops } = this.#tools.prepared;
    let set = start;
    while (set.length < maxAntennas && !stops.mustEnd()) {
      const failing = this.#failing(set);
      if (failing.length === 0) return { set, survives: true };
      const added = this.#bestAddition(failing);
      if (added !== undefined) set = [...set, added];
      else if (this.#aimRatio < 1) this.#aimRatio = Math.min(1, this.#aimRatio + aimStep);
      else break;
      this.#tools.report(set);
    }
    return { set, survives: false };
  }

  /** Takes away what is not needed, and exchanges two antennas for one, as far as the budget of the effort goes. */
  reduce(start: readonly number[]): readonly number[] {
    let set = this.#pruned(start);
    let left = exchangeBudgets[this.#tools.effort];
    for (let exchanged: readonly number[] | undefined = set; exchanged; ) {
      exchanged = undefined;
      for (const rest of this.#withoutPairs(set)) {
        if (left === 0 || this.#tools.prepared.stops.stopped()) return set;
        left -= 1;
        const failing = this.#failing(rest);
        const added = failing.length === 0 ? undefined : this.#bestAddition(failing);
        const other = failing.length === 0 ? rest : added === undefined ? undefined : [...rest, added];
        if (!other || other.length >= set.length || !this.#survives(other)) continue;
        exchanged = this.#pruned(other);
        set = exchanged;
        this.#tools.report(set);
        break;
      }
    }
    return set;
  }

  #pruned(start: readonly number[]): readonly number[] {
    const { demand, stops } = this.#tools.prepared;
    let set = start;
    for (const candidate of this.#byNeed(start)) {
      if (candidate < demand.fixedCount || stops.stopped()) continue;
      const rest = set.filter((each) => each !== candidate);
      if (this.#survives(rest)) set = rest;
    }
    return set;
  }

  /** Antennas of a set, the one whose failure leaves most first. */
  #byNeed(set: readonly number[]): number[] {
    const chances = new Map(
      set.map((each) => [each, this.#failure(set.filter((other) => other !== each)).chance]),
    );
    return [...set].sort((a, b) => (chances.get(b) ?? 0) - (chances.get(a) ?? 0) || a - b);
  }

  /** The set without two antennas near each other, the nearest first. */
  #withoutPairs(set: readonly number[]): number[][] {
    const { candidates, fixedCount } = this.#tools.prepared.demand;
    const free = set.filter((candidate) => candidate >= fixedCount);
    const pairs = free.flatMap((one, order) =>
      free.slice(order + 1).flatMap((other) => {
        const [a, b] = [candidates[one], candidates[other]];
        if (a.level !== b.level) return [];
        return [
          { one, other, apartM: Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1]) },
        ];
      }),
    );
    return pairs
      .sort((a, b) => a.apartM - b.apartM || a.one - b.one || a.other - b.other)
      .map(({ one, other }) => set.filter((each) => each !== one && each !== other));
  }

  #failure(without: readonly number[]): Failure {
    const { chance, missingPoints } = this.#passEvaluator.evaluate(without);
    return { without, chance, missingPoints };
  }

  #failures(set: readonly number[]): Failure[] {
    return set.map((each) => this.#failure(set.filter((other) => other !== each)));
  }

  #isShort({ chance, missingPoints }: Failure): boolean {
    return chance < this.#needed || missingPoints > 0;
  }

  /** Failures with which a set does not pass, the worst first; of a set that does not pass whole, that too. */
  #failing(set: readonly number[]): Failure[] {
    const failing = this.#failures(set).filter((failure) => this.#isShort(failure));
    const whole = this.#passEvaluator.evaluate(set);
    const isWhole = whole.missingRooms === 0 && whole.hasMean && !this.#isShort({ without: set, ...whole });
    if (!isWhole && failing.length === 0) failing.push({ without: set, ...whole });
    return failing.sort((a, b) => a.chance - b.chance).slice(0, weighedFailures);
  }

  #survives(set: readonly number[]): boolean {
    const { missingRooms, hasMean } = this.#passEvaluator.evaluate(set);
    return (
      missingRooms === 0 &&
      hasMean &&
      set.every((each) => !this.#isShort(this.#failure(set.filter((other) => other !== each))))
    );
  }

  /** The candidate that serves most of what failures leave unserved, all together; undefined where none helps. */
  #bestAddition(failing: readonly Failure[]): number | undefined {
    const { candidates, fixedCount } = this.#tools.prepared.demand;
    const states: { state: SetState; value: number }[] = failing.map(({ without }) => {
      const state = this.#evaluator.stateOf(without);
      return { state, value: this.#evaluator.score(state, this.#aimRatio).value };
    });
    const taken = new Set(failing.flatMap(({ without }) => without));
    let best: number | undefined;
    let highest = minBetter;
    for (let candidate = fixedCount; candidate < candidates.length; candidate += 1) {
      if (taken.has(candidate)) continue;
      let gained = 0;
      for (const { state, value } of states)
        gained += this.#evaluator.scoreWith(state, candidate, this.#aimRatio).value - value;
      if (gained > highest) {
        highest = gained;
        best = candidate;
      }
    }
    return best;
  }
}
