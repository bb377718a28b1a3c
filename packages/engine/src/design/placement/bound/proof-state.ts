/** How far a proof is: what it has proved, and what that took. */
export interface ProofState {
  /** No set of candidates with fewer satisfies the problem. */
  lowerBound: number;
  /** Bound of the linear program alone, a fraction. */
  rootBound: number;
  nodes: number;
  linearPrograms: number;
  iterations: number;
  cuts: number;
  /** Simplex iterations times the nonzeros of the programs. */
  work: number;
}

/** Describes what a proof says on its way, and what it has to be answered. */
export type ProofStep =
  /** Answered by whether it goes on. */
  | { state: ProofState }
  /** A set of as many candidates as are proved to be needed; answered by whether it passes. */
  | { question: readonly number[] };

/** Describes how a proof ended. */
export interface ProofResult extends ProofState {
  stopped: 'proven' | 'budget' | 'expired' | 'unsolved';
  /** A set of candidates that passes, with no more than are proved to be needed. */
  better?: number[];
}
