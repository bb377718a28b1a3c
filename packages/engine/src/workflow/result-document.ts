import type { Problem } from '../core/index.ts';
import { type NetworkDocument, networkDocument, reportNetwork } from '../design/index.ts';
import type { ImportWarning } from '../import/index.ts';
import {
  type AcceptanceTest,
  type AcceptedReason,
  type Decision,
  type DerivedDocument,
  derivedDocument,
  type PhraseDocument,
  type Plan,
  phraseDocument,
  planAcceptance,
  planFingerprint,
  planWarnings,
  type ScenarioId,
  sortReasons,
} from '../plan/index.ts';
import {
  type Assessment,
  type ModelNote,
  type Prediction,
  requirePrediction,
  type ScenarioResult,
  type StateDesign,
} from '../radio/index.ts';

/** The verdict document of `predict`, `check` and `plan`, without timing. */
export type ResultDocument = Omit<Assessment, 'reasons' | 'accepted'> & {
  community: Plan['community'];
  /** Fingerprint of the plan that the result is of (`planFingerprint`). */
  planFingerprint: string;
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
  /** Likely mistakes of the plan, such as openings in no wall: each with its path. */
  warnings: Problem[];
  /** How the plan's derived parts stand to the plan, and what moved. */
  derived: DerivedDocument;
  /** The plan's feeder network and its rules, where it has one. */
  network?: NetworkDocument;
};

/** An accepted reason: what was accepted, by whom and when. */
export type AcceptedDocument = PhraseDocument & Pick<Decision, 'by' | 'date'>;

function acceptedDocument({ said: stated, decision: { by, date } }: AcceptedReason): AcceptedDocument {
  return {
    ...phraseDocument(stated),
    ...(by === undefined ? {} : { by }),
    ...(date === undefined ? {} : { date }),
  };
}

/** Part of a document on the doubts of a plan's import, before anything is predicted. */
export function importReasonsDocument(
  plan: Plan,
): Pick<ResultDocument, 'decidable' | 'reasons' | 'accepted'> {
  const { open, accepted } = sortReasons(plan);
  return {
    decidable: open.length === 0,
    reasons: open.map(({ said: stated }) => phraseDocument(stated)),
    accepted: accepted.map(acceptedDocument),
  };
}

/** A warning of an import in a document: its code, the English text, where. */
export function warningDocument({ code, message, at }: ImportWarning): Omit<ImportWarning, 'said'> {
  return { code, message, at };
}

/** The contract's document of a prediction; the caller adds `timing`. */
export function resultDocument(prediction: Prediction): ResultDocument {
  requirePrediction(prediction);
  const { plan, assessment, derived, modelId, resolutionM, profile, notes } = prediction;
  const report = reportNetwork(plan);
  return {
    ...{ community: plan.community, planFingerprint: planFingerprint(plan) },
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

/** The one acceptance test of a plan, as results say it. */
interface AcceptanceDocument extends AcceptanceTest {
  coverageRatio: number;
  /** That each operator passes with; with the rule `confidence` also what the locations prove the ratio with. */
  confidence: number;
  /** Says whether one carrier for calls that serves a location is enough. */
  carriers: 'any' | 'every';
  /** Locations of the test; absent where nothing was predicted. */
  locations?: number;
  /** Locations that have to be served with the rule `share`. */
  leastServed?: number;
}

/** A state of the garage on the day of the test. */
interface StateDocument {
  state: ScenarioId;
  /** That all operators pass the test at the locations on one day. */
  passProbability: number;
  /** That every charger, gate and payment point, measured once, is served besides. */
  withPointsPassProbability: number;
  met: boolean;
  required: boolean;
  /** Antennas of a design that meets the target in this state: this plan, else one that was placed for it; null where there is none. */
  antennasToWithstand: number | null;
  /**
   * The design of a state that was placed for it: whether it is proved to be the least, and no fewer than how many do.
   */
  design?: StateDesign;
  /**
   * Why there is no number: the plan's verdict is not decidable; it does not meet the target in this state, and no other was
   * designed for it; all candidates together do not; or the time was over before that was known.
   */
  reason?: 'not-decidable' | 'not-designed-for' | 'infeasible' | 'unknown';
}

/** An evaluated acceptance test as one JSON document. */
export function acceptanceDocument(plan: Plan, assessment?: Assessment): AcceptanceDocument {
  const { coverageRatio, confidence, everyCarrier } = plan.requirements;
  const { locations, leastServed } = assessment?.target.location.test ?? {};
  return {
    ...planAcceptance(plan),
    ...{ coverageRatio, confidence },
    carriers: everyCarrier === true ? 'every' : 'any',
    ...(locations === undefined ? {} : { locations }),
    ...(leastServed === undefined ? {} : { leastServed }),
  };
}

/** The states that were looked at; the plan as it stands alone where no others were. */
function stateDocuments(assessment: Assessment): StateDocument[] {
  const { target, operators, scenarios, antennas, decidable } = assessment;
  const { jointPassProbability, withPointsPassProbability } = target;
  const planned = {
    ...{ id: 'planned' as const, met: target.met, required: true },
    ...{ jointPassProbability, withPointsPassProbability, operators },
  };
  return (scenarios ?? [planned]).map((state: Pick<ScenarioResult, keyof typeof planned | 'design'>) => ({
    state: state.id,
    passProbability: state.jointPassProbability,
    withPointsPassProbability: state.withPointsPassProbability,
    met: decidable && state.met,
    required: state.required,
    ...withstanding(state, { decidable, antennas }),
  }));
}

/** A plan that meets the target in a state is a design for it. */
function withstanding(
  { met, design }: Pick<ScenarioResult, 'met' | 'design'>,
  { decidable, antennas }: Pick<Assessment, 'decidable' | 'antennas'>,
): Pick<StateDocument, 'antennasToWithstand' | 'design' | 'reason'> {
  if (!decidable) return { antennasToWithstand: null, reason: 'not-decidable' };
  if (met) return { antennasToWithstand: antennas };
  if (!design) return { antennasToWithstand: null, reason: 'not-designed-for' };
  const { status } = design;
  if (design.antennas !== undefined) return { antennasToWithstand: design.antennas, design };
  return { antennasToWithstand: null, design, reason: status === 'infeasible' ? status : 'unknown' };
}
