import { type AcceptanceTest, type Plan, planAcceptance, type ScenarioId } from '../plan/index.ts';
import type { Assessment, ScenarioResult, StateDesign } from '../radio/index.ts';

/** The one acceptance test of a plan, as results say it. */
export interface AcceptanceDocument extends AcceptanceTest {
  coverageRatio: number;
  /** That each operator passes with; with the rule `confidence` also what the locations prove the ratio with. */
  confidence: number;
  /** Whether one carrier for calls that serves a location is enough. */
  carriers: 'any' | 'every';
  /** Locations of the test; absent where nothing was predicted. */
  locations?: number;
  /** With the rule `share`: locations that have to be served. */
  leastServed?: number;
}

/** A state of the garage on the day of the test. */
export interface StateDocument {
  state: ScenarioId;
  /** That all operators pass the test at the locations on one day. */
  passProbability: number;
  /** That every charger, gate and payment point, measured once, is served besides. */
  withPointsPassProbability: number;
  met: boolean;
  required: boolean;
  /** Antennas of a design that meets the target in this state: this plan, else one that was placed for it; null where there is none. */
  antennasToWithstand: number | null;
  /** Of one that was placed for it: whether it is proved to be the least, and no fewer than how many do. */
  design?: StateDesign;
  /**
   * Why there is no number: the plan's verdict is not decidable; it does not meet the target in this state, and no other was
   * designed for it; all candidates together do not; or the time was over before that was known.
   */
  reason?: 'not-decidable' | 'not-designed-for' | 'infeasible' | 'unknown';
}

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
export function stateDocuments(assessment: Assessment): StateDocument[] {
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
