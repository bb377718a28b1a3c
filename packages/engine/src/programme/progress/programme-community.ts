import type { Community } from '../community.ts';
import type { Stage } from './stages.ts';

/** The file that something was read from. */
export interface EvidenceSource {
  file: string;
  sha256: string;
}

/** Evidence of an acceptance: the evaluation of a walk test (`diku accept --json`) that passed. */
export interface AcceptanceEvidence {
  rule: 'confidence' | 'share';
  target: { coverageRatio: number; confidence: number };
  operators: { operator: string; locations: number; coverageRatio: number; lowerBoundRatio: number }[];
  /** Chargers, gates and payment points, all served. */
  points: number;
  source?: EvidenceSource;
}

/** Result that a plan promises, from the output of `diku plan`, `check` or `predict --json`. */
export interface PlanResult {
  met: boolean;
  /** False where nobody can say yet whether the target is met; absent of a plan that was decided. */
  decidable?: false;
  antennas?: number;
  passProbability?: number;
  operators: { operator: string; expectedCoverageRatio: number }[];
  source?: EvidenceSource;
}

/** A step that was taken. A step to the same stage is a remark, brings another plan, or changes the quarter that is due. */
export interface Step {
  stage: Stage;
  /** Day. */
  date: string;
  note?: string;
  /** Quarter in which the community is to be accepted, from this step on. */
  due?: string;
  evidence?: AcceptanceEvidence;
  plan?: PlanResult;
}

/**
 * A community as the programme stores it: what it is called, where it is, what may hold it up, and every step, oldest
 * first.
 */
export interface ProgrammeCommunity
  extends Pick<
    Community,
    'district' | 'street' | 'name' | 'address' | 'lonDeg' | 'latDeg' | 'owners' | 'property'
  > {
  id: string;
  history: readonly Step[];
}
