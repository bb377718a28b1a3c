import type { RequirementProfile } from '../../plan/index.ts';
import type { AcceptanceWalk } from '../../radio/index.ts';
import type { GarageDemand } from './garage-demand.ts';

/** Inputs of a chance to pass besides the candidates. */
export interface ChanceContext {
  demand: GarageDemand;
  /** The cell of each candidate of a set as the plan with this set would have it: large systems of small cells are shared out. */
  cellsOf(set: readonly number[]): readonly string[];
  walk: AcceptanceWalk;
  profile: RequirementProfile;
}
