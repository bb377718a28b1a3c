import type { PathLossLaw } from '../kernel/field-kernel.ts';

/** A model is data for the kernel: a distance law, and whether obstacles count, how their losses add and up to which cap. */
export interface PropagationModel {
  id: string;
  distanceLaw(frequencyMhz: number): PathLossLaw;
  usesObstacles: boolean;
  /** Infinity where the model has no cap. */
  capDb: number;
  /** Most that a beam costs, dB, also where a link passes under it; absent: its loss where a link passes through. */
  beamDb?: number;
  /**
   * True: on one level obstacles together cost the root of the sum of their squares. Between levels, and absent, losses
   * add up.
   */
  addsSquares?: true;
  /** Fraction of the catalogue's loss that a column costs, 0–1; default 1. A plan's own loss of columns counts whole. */
  columnRatio?: number;
  /** Step in which walls cost more at flat incidence, dB; undefined where they cost the same from every side. */
  obliqueStepDb?: number;
  source: string;
  /** Distances that the law's source holds for (closed); beyond them it is followed on. */
  rangeM?: readonly [number, number];
  /** Why the law is doubted, in English. */
  doubt?: string;
}

/** A ceiling antenna's far field begins at about 0.3 m; distance laws are not followed closer. */
const nearFieldM = 0.3;
/** No antenna gain used here is above it, so that no receiver gets more power than was sent. */
const minLossDb = 10;

/** Distance in metres below which a law's loss is held: 0.3 m, or more where a steep law would fall under 10 dB. */
export function nearestDistanceM(interceptDb: number, slopeDbPerDecade: number): number {
  return Math.max(nearFieldM, 10 ** ((minLossDb - interceptDb) / slopeDbPerDecade));
}
