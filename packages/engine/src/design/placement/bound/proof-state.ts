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

/** Message of a proof on its way, and the answer it needs. */
export type ProofStep =
  /** Answered by whether it goes on. */
  | { state: ProofState }
  /** A set of as many candidates as are proved to be needed; answered by whether it passes. */
  | { question: readonly number[] };

/** End of a proof. */
export interface ProofResult extends ProofState {
  stopped: 'proven' | 'budget' | 'expired' | 'unsolved';
  /** A set of candidates that passes, with no more than are proved to be needed. */
  better?: number[];
}
