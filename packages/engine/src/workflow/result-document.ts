import type { Problem } from '../core/index.ts';
import { type NetworkDocument, networkDocument, reportNetwork } from '../design/index.ts';
import {
  type AcceptedReason,
  type Decision,
  type DerivedDocument,
  derivedDocument,
  type PhraseDocument,
  type Plan,
  phraseDocument,
  planWarnings,
  sortReasons,
} from '../plan/index.ts';
import type { Assessment, ModelNote, Prediction } from '../radio/index.ts';
import {
  type AcceptanceDocument,
  acceptanceDocument,
  type StateDocument,
  stateDocuments,
} from './acceptance-document.ts';

/** The verdict document of `predict`, `check` and `plan`, without timing. */
export type ResultDocument = Omit<Assessment, 'reasons' | 'accepted'> & {
  /** Why the verdict cannot be decided. */
  reasons: PhraseDocument[];
  /** Reasons that a person has accepted. */
  accepted: AcceptedDocument[];
  /** The test that all chances are of. */
  acceptance: AcceptanceDocument;
  states: StateDocument[];
  model: string;
  resolutionM: number;
  profile: string;
  /** Losses used outside the range of their source, and doubts of the model; empty where there are none. */
  notes: ModelNote[];
  /** What the plan holds and a planner hardly means, such as openings in no wall: each with its path. */
  warnings: Problem[];
  /** How the plan's derived parts stand to the plan, and what moved. */
  derived: DerivedDocument;
  /** The plan's feeder network and its rules, where it has one. */
  network?: NetworkDocument;
};

/** An accepted reason: what was accepted, by whom and when. */
export type AcceptedDocument = PhraseDocument & Pick<Decision, 'by' | 'date'>;

function acceptedDocument({ said, decision: { by, date } }: AcceptedReason): AcceptedDocument {
  return {
    ...phraseDocument(said),
    ...(by === undefined ? {} : { by }),
    ...(date === undefined ? {} : { date }),
  };
}

/** What a document says of the doubts of a plan's import, before anything is predicted. */
export function importReasonsDocument(
  plan: Plan,
): Pick<ResultDocument, 'decidable' | 'reasons' | 'accepted'> {
  const { open, accepted } = sortReasons(plan);
  return {
    decidable: open.length === 0,
    reasons: open.map(({ said }) => phraseDocument(said)),
    accepted: accepted.map(acceptedDocument),
  };
}

/** The contract's document of a prediction; the caller adds `timing`. */
export function resultDocument(prediction: Prediction): ResultDocument {
  const { plan, assessment, derived, modelId, resolutionM, profile, notes } = prediction;
  const report = reportNetwork(plan);
  return {
    ...assessment,
    reasons: assessment.reasons.map(phraseDocument),
    accepted: sortReasons(plan).accepted.map(acceptedDocument),
    acceptance: acceptanceDocument(plan, assessment),
    states: stateDocuments(assessment),
    ...{ model: modelId, resolutionM, profile: profile.id, notes },
    warnings: planWarnings(plan),
    derived: derivedDocument(derived),
    ...(report ? { network: networkDocument(report, plan) } : {}),
  };
}
