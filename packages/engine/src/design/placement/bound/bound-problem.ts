import type { Point } from '../../../core/index.ts';

/** Contribution of one carrier at the locations of a floor. */
export interface BoundCarrier {
  /** [candidates of the floor] of [locations]: received over needed power, medians, as a ratio. */
  ratios: readonly Float32Array[];
  /** [locations]: of what is there anyway, like the network outside. */
  outside?: Float32Array;
}

/**
 * Locations that the same candidates reach, mostly a level's. A candidate of another level that is received through
 * the slab is listed like its own.
 */
export interface BoundFloor {
  /** Numbers of the candidates that reach it. */
  candidates: Int32Array;
  /** A location is served where at least one of these serves it. */
  carriers: readonly BoundCarrier[];
  /** [locations]: which of the layer's `served` functions holds there. */
  kinds: Uint8Array;
}

/** A fraction of all floors' locations together that has to be served, on the mean. */
export interface BoundLayer {
  floors: readonly BoundFloor[];
  /** [kinds]: what power serves with which probability. */
  served: readonly ServedBy[];
  /** Error common to all margins that has to be borne. */
  biasDb: number;
  /** Fraction of all locations that has to be served, 0–1. */
  neededRatio: number;
}

/**
 * Probability of service at a location by the power that a set of antennas gives together, over what is needed, by how
 * concentrated it is (Σa²/(Σa)²), and by the fraction of the strongest.
 */
export type ServedBy = (ratio: number, concentration: number, strongestRatio: number) => number;

/** A location that has to be served by itself: Σ fractions of the chosen candidates ≥ 1 wherever it is. */
export interface BoundPoint {
  /** Numbers of the candidates that reach it. */
  candidates: Int32Array;
  /** One fraction for each, 0–1. */
  fractions: Float64Array;
}

/** Problem of which the number of antennas is bounded from below. */
export interface BoundProblem {
  /** [candidates] */
  positions: readonly Point[];
  /** [candidates]: number of the level each hangs on. */
  levels: ArrayLike<number>;
  /** Numbers of the candidates that are there already. */
  fixed: readonly number[];
  layers: readonly BoundLayer[];
  points: readonly BoundPoint[];
  /** Antennas of the best set known; what the bound is proved up to. */
  knownCount: number;
}
