import type { BoundProblem } from './bound-problem.ts';
import type { BoundBudget } from './node-program.ts';
import type { ProofResult, ProofState } from './proof-state.ts';
import type { ServiceModel } from './served-by.ts';

/** Order of a proof, with limits on its effort. */
export interface ProofOrder {
  /** `knownCount` is what the proof starts from; the number that is known in the end may be smaller. */
  problem: BoundProblem;
  /** [kinds]: what `served` of every layer is made of. */
  services: readonly ServiceModel[];
  budget: BoundBudget;
}

export interface ProofHooks {
  /** Returns whether a set of candidates passes: the same answer whenever it is asked. */
  passes(candidates: readonly number[]): boolean;
  /** Returns whether to end with the bound so far: the time is over, or it was cancelled. */
  expired(): boolean;
}

/** A proof on its way. What comes of it is the same on whatever thread, and whenever it is asked for. */
export interface Proof {
  /**
   * The bound once no more need be proved of this many antennas, or at its end; reports every state until
   * then.
   */
  until(knownCount: number, report: (state: ProofState) => void): Promise<ProofResult>;
  /** [levels]: as `boundLevels` has them for so many antennas; zeros of what has expired. */
  levelBounds(knownCount: number, levelCount: number): Promise<number[]>;
}

/** Whoever proves: one proof at a time, on this thread or beside it. */
export interface Prover {
  start(order: ProofOrder, hooks: ProofHooks): Proof;
  /** Ends whatever it is at. */
  dispose(): void;
}

/** A prover, made once there is something to prove before long. */
export type OpenProver = () => Prover;

/** A result for a number of antennas that the proof itself did not know. */
export function resultFor(result: ProofResult, knownCount: number): ProofResult {
  const isProven = result.lowerBound >= knownCount;
  return isProven ? { ...result, lowerBound: knownCount, stopped: 'proven' } : result;
}
