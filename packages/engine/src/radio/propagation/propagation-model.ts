import type { PathLossLaw } from '../kernel/field-kernel.ts';

/** A model is data for the kernel: a distance law, and whether obstacles count, up to which leakage cap. */
export interface PropagationModel {
  id: string;
  distanceLaw(frequencyMhz: number): PathLossLaw;
  usesObstacles: boolean;
  /** Infinity where the model has no cap. */
  capDb: number;
  /** Step in which walls cost more at flat incidence, dB; undefined where they cost the same from every side. */
  obliqueStepDb?: number;
  source: string;
  /** Distances that the law's source holds for (closed); beyond them it is followed on. */
  rangeM?: readonly [number, number];
  /** Why the law is doubted, in English. */
  doubt?: string;
}
