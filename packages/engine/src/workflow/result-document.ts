import type { Assessment } from '../coverage/assessment.ts';
import type { Problem } from '../errors.ts';
import { planWarnings } from '../plan/plan-warnings.ts';
import {
  type AcceptanceDocument,
  acceptanceDocument,
  type StateDocument,
  stateDocuments,
} from './acceptance-document.ts';
import { type DerivedDocument, derivedDocument } from './derived-states.ts';
import type { ModelNote } from './model-notes.ts';
import type { Prediction } from './predict-plan.ts';
import { type NetworkDocument, networkDocument, reportNetwork } from './report-network.ts';

/** The verdict document of `predict`, `check` and `plan`, without timing. */
export type ResultDocument = Assessment & {
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

/** The contract's document of a prediction; the caller adds `timing`. */
export function resultDocument(prediction: Prediction): ResultDocument {
  const { plan, assessment, derived, modelId, resolutionM, profile, notes } = prediction;
  const report = reportNetwork(plan);
  return {
    ...assessment,
    acceptance: acceptanceDocument(plan, assessment),
    states: stateDocuments(assessment),
    ...{ model: modelId, resolutionM, profile: profile.id, notes },
    warnings: planWarnings(plan),
    derived: derivedDocument(derived),
    ...(report ? { network: networkDocument(report, plan) } : {}),
  };
}
