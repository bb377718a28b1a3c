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
