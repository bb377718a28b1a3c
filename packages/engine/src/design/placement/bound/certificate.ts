/** How a lower bound on the number of antennas was proved, and what it rests on. */
export interface Certificate {
  /** Method: linear programs and branch and bound; where no solver of linear programs is at hand, majorants alone. */
  method: 'linear-programs' | 'majorants';
  /**
   * `proven`: no fewer suffice; else what ended the proof: a counted budget, the emergency stop, whoever
   * cancelled it, or the solver that gave up.
   */
  ended: 'proven' | 'budget' | 'time-limit' | 'cancelled' | 'unsolved';
  /** Bound of the linear program alone, not rounded up. */
  linearBound: number;
  /**
   * Fraction of the walk's locations that a plan serves on the mean at the common error's quantile, 0–1; with `mean`
   * only.
   */
  meanNeededRatio?: number;
  /** Counts of the search. */
  nodes: number;
  linearPrograms: number;
  iterations: number;
  cuts: number;
  /** Assumptions under which the bound holds. */
  assumes: CertificateAssumption[];
}

/**
 * `candidates`: antennas hang at the candidate positions only. `model`: the propagation model and profile as they are.
 * `walk`: the acceptance walk as laid out on the finest grid. `mean`: the mean fraction of a walk lies no farther
 * below its median than docs/placement.md derives. `points-only`: the confidence is too low for floors to count. `rooms`: a room is
 * served as demanded where its samples are, to two points. `one-failed`: what is left when an antenna fails passes by itself, so that
 * one more is needed than without.
 */
export type CertificateAssumption =
  | 'candidates'
  | 'model'
  | 'walk'
  | 'mean'
  | 'points-only'
  | 'rooms'
  | 'one-failed';
