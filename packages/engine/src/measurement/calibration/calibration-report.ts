import type { GroupedErrors } from '../walks/error-statistics.ts';
import type { ParameterReport } from './describe-parameters.ts';
import type { ErrorModel } from './fit-model.ts';
import type { HeldBack } from './held-back.ts';
import type { VariogramBin } from './variogram.ts';
import type { VerdictNumbers } from './verdict-numbers.ts';

/** What a walk test says of a plan's model. */
export interface CalibrationReport {
  /** The model that the plan had, and the one that its paths and cap are of. */
  model: string;
  basis: string;
  walk?: string;
  /** Day of the last reading by the file's clock, `2026-05-04`; absent where the file has no dates. */
  walkedOn?: string;
  readings: { used: number; unmatched: number; setAside: number };
  /** Local means that were fitted, and how many of them were below the floor. */
  samples: number;
  censored: number;
  parameters: ParameterReport[];
  /** Materials of the plan that no link of the walk crossed: they stay as they are. */
  notCrossed: string[];
  errors: ErrorModel;
  variogram: VariogramBin[];
  /** Of the fit to all samples: smaller than what to expect elsewhere. */
  inSample: { before: GroupedErrors; after: GroupedErrors };
  /** Absent where the walk is too short to hold anything back. */
  heldBack?: HeldBack;
  /** Whether the errors where the fit had not looked are smaller than before. */
  improved: boolean;
  /** What the verdict of the calibrated plan rests on. */
  verdict: VerdictNumbers;
  converged: boolean;
}
