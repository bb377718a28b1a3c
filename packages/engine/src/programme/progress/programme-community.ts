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
  /** Fingerprint of the plan that the test was evaluated by. */
  planFingerprint?: string;
  source?: EvidenceSource;
}

/** Result that a plan promises, from the output of `diku plan`, `check` or `predict --json`. */
export interface PlanResult {
  met: boolean;
  /** False where nobody can say yet whether the target is met; absent of a plan that was decided. */
  decidable?: false;
  antennas?: number;
  /** Fingerprint of the plan. */
  planFingerprint?: string;
  /** Cost of its network by its bill. */
  costCny?: number;
  passProbability?: number;
  operators: { operator: string; expectedCoverageRatio: number }[];
  source?: EvidenceSource;
}

/** Who took a step or imported a table; absent where nobody said so. */
export interface Signature {
  author?: string;
  office?: string;
  role?: string;
}

/** Kinds of files that a step rests on. */
export const attachmentKinds = ['report', 'walk', 'plan', 'consent', 'survey', 'unspecified'] as const;

/** A file that a step rests on; the file itself stands in the folder beside the store, named by its SHA-256. */
export interface Attachment {
  kind: (typeof attachmentKinds)[number];
  file: string;
  sha256: string;
  bytes: number;
}

/** Facts of the works in a community, from a step on; what a step does not say stays. */
export interface Works {
  /** Who builds: an operator, the tower company or another. */
  builder?: string;
  /** Parties that share what was built. */
  sharing?: string[];
  costCny?: number;
  upkeepCnyPerYear?: number;
}

/**
 * A step that was taken. A step to the same stage is a remark, brings another plan or evidence, or changes the quarter that is due or
 * what is known of the works.
 */
export interface Step extends Signature {
  stage: Stage;
  /** Day. */
  date: string;
  note?: string;
  /** Quarter in which the community is to be accepted, from this step on. */
  due?: string;
  evidence?: AcceptanceEvidence;
  plan?: PlanResult;
  works?: Works;
  attachments?: Attachment[];
  /** Why the step was taken without the evidence that its stage asks for. */
  withoutEvidence?: string;
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
