import type { Point } from '../../core/index.ts';
import { type DemandedKind, efforts } from '../../plan/index.ts';
import type { Certificate } from './bound/certificate.ts';
import type { DemandCost } from './demand-costs.ts';

/** Effort of a search: a counted budget, so that results repeat. */
export type Effort = (typeof efforts)[number];
export { efforts };

/** Result of placing antennas. */
export interface Placement {
  antennas: number;
  /** No fewer antennas reach the target, for these candidates and this model. */
  lowerBound: number;
  /**
   * Antennas on each level, and the fewest that it has in any plan with no more antennas than this one, for these candidates and
   * this model; absent where nothing was proved of it.
   */
  levels: { level: string; antennas: number; lowerBound?: number }[];
  /** (antennas − lowerBound) / antennas. */
  gapRatio: number;
  /**
   * `infeasible`: all candidates together fail the prediction, or serve not every point. `unknown`: it ended by the time limit or
   * was cancelled before that was known, and nothing that passes had been found.
   */
  status: 'feasible' | 'optimal' | 'infeasible' | 'unknown';
  candidates: number;
  /** Candidate sets whose coverage was computed. */
  evaluations: number;
  /** Expected coverage that the search aimed at so that the acceptance passes with the confidence. */
  aimedCoverageRatio: number;
  /** How the lower bound was proved, and what it holds for; not where nothing passes. */
  certificate?: Certificate;
  /** True where the time limit cut the search short: the result then depends on the machine. */
  timeLimitStruck?: true;
  /** `cancelled`: the best plan so far, which no prediction has checked. `time-limit`: the emergency stop struck. */
  ended: 'complete' | 'time-limit' | 'cancelled';
  /** Cost of each demand on a kind of floor, where something is demanded of rooms and the plan passes. */
  demands?: DemandCost[];
  /** Levels without any counted floor or point, where there are some: nothing is asked of an antenna there. */
  emptyLevels?: string[];
  /** Cost of the whole network of the placed plan as it was designed while placing, CNY; absent where none could be. */
  networkCostCny?: number;
  /**
   * Shortfall of the placed antennas where nothing passes, dB: with so much more power at every port the walk
   * would pass.
   */
  shortDb?: number;
  /** Locations that no set of candidates serves. */
  unserved: UnservedLocation[];
}

export interface UnservedLocation {
  level: string;
  /** The point's id; nothing for rooms and floor. */
  pointId?: string;
  /**
   * A room: the name or id of its zone, its kind, and the fraction of it that all candidates serve against
   * the demand.
   */
  zone?: string;
  kind?: DemandedKind;
  servedRatio?: number;
  requiredRatio?: number;
  position: Point;
  reason: string;
  /** Shortfall of all candidates together there, dB: so much more power at every port would do. */
  shortDb?: number;
  /** True when one antenna under the ceiling right above would serve it, wherever that may be mounted. */
  isServedFromAbove?: boolean;
}
