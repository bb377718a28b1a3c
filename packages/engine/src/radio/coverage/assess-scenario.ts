import { isFailure, type Plan, type Scenario } from '../../plan/index.ts';
import { fittingNetwork } from '../feeder/apply-port-powers.ts';
import { radiates } from '../signal/link-budget.ts';
import type { AcceptanceWalk } from './acceptance-walk.ts';
import { assessState, type JointChances, jointChances, type SignalState } from './assess-coverage.ts';
import type { Assessment, Limiting, ScenarioResult } from './assessment.ts';
import { operatorPasses } from './pass-probability.ts';

/** The verdict of one state: the operators' figures, without what limits and where. */
export function assessScenario(
  state: SignalState,
  scenario: Scenario,
  isRequired: boolean,
  walk: AcceptanceWalk,
): ScenarioResult {
  const { assessed } = assessState(state, walk);
  const operators = assessed.map(({ result }) => result);
  return scenarioResult(scenario, isRequired, {
    operators,
    joint: jointChances(assessed, state.profile),
    confidence: state.plan.requirements.confidence,
  });
}

/** The state that a verdict was found for, as one among scenarios. */
export function scenarioOf(
  { operators, target }: Assessment,
  scenario: Scenario,
  isRequired: boolean,
): ScenarioResult {
  const { jointPassProbability, withPointsPassProbability, confidence } = target;
  const joint = { jointPassProbability, withPointsPassProbability };
  return scenarioResult(scenario, isRequired, { operators, joint, confidence });
}

function scenarioResult(
  scenario: Scenario,
  isRequired: boolean,
  found: { operators: Assessment['operators']; joint: JointChances; confidence: number },
): ScenarioResult {
  return {
    ...scenario,
    operators: found.operators.map(
      ({ operator, expectedCoverageRatio, passProbability, pointsServed, pointsRequired }) => {
        return { operator, expectedCoverageRatio, passProbability, pointsServed, pointsRequired };
      },
    ),
    ...found.joint,
    met: found.operators.every((result) => operatorPasses(result, found.confidence)),
    required: isRequired,
  };
}

/** The verdict with its scenarios: met where every required one is; else the first that is not says what limits. */
export function withScenarios(assessment: Assessment, scenarios: readonly ScenarioResult[]): Assessment {
  const failed = scenarios.find(({ required, met }) => required && !met);
  const { limiting } = assessment.target;
  return {
    ...assessment,
    target: {
      ...assessment.target,
      // For the plan as it stands the kinds of floor decide too.
      met: assessment.target.met && failed === undefined,
      worstScenario: worstOf(scenarios)?.id ?? 'planned',
      limiting: failed && failed.id !== 'planned' ? limitingScenario(failed, limiting) : limiting,
    },
    scenarios: [...scenarios],
  };
}

/** The state with the least chance of its weakest operator; among equals the one with most points missing. */
export function worstOf(scenarios: readonly ScenarioResult[]): ScenarioResult | undefined {
  const chance = ({ operators }: ScenarioResult) =>
    Math.min(...operators.map(({ passProbability }) => passProbability));
  const missing = ({ operators }: ScenarioResult) =>
    operators.reduce((sum, { pointsServed, pointsRequired }) => sum + pointsRequired - pointsServed, 0);
  return scenarios.reduce<ScenarioResult | undefined>(
    (worst, other) =>
      !worst ||
      chance(other) < chance(worst) ||
      (chance(other) === chance(worst) && missing(other) > missing(worst))
        ? other
        : worst,
    undefined,
  );
}

function limitingScenario({ id, operators }: ScenarioResult, planned: Limiting): Limiting {
  const weakest = operators.reduce((worst, other) =>
    other.passProbability < worst.passProbability ? other : worst,
  );
  return {
    ...planned,
    operator: weakest.operator,
    code: 'scenario',
    scenario: id,
    reason: `in the scenario ${id} the chance to pass is ${(100 * weakest.passProbability).toFixed(1)} %, with ${weakest.pointsServed} of ${weakest.pointsRequired} points served`,
  };
}

/** Something that fails, and what the antennas lose by it. */
interface Failure {
  /** Id of the antenna or radio unit; of the carrier where no network says which unit sends it. */
  id: string;
  /** Antenna → carriers that it sends no more. */
  lost: ReadonlyMap<string, readonly string[]>;
}

/**
 * States of a plan of which one thing fails at a time: each antenna that sends, or each radio unit of its network. Without a network
 * a carrier is taken to have one unit for the whole garage. Every other scenario is its only state.
 */
export function statesOfScenario(plan: Plan, scenario: Scenario): { plan: Plan; scenario: Scenario }[] {
  if (!isFailure(scenario.id)) return [{ plan, scenario }];
  const failures = scenario.id === 'antenna-failed' ? antennaFailures(plan) : unitFailures(plan);
  return failures.map((failure) => ({
    plan: withFailure(plan, failure),
    scenario: { ...scenario, failed: failure.id },
  }));
}

function antennaFailures({ antennas, carriers }: Plan): Failure[] {
  return antennas.flatMap((antenna) => {
    const sent = carriers.filter((carrier) => radiates(antenna, carrier)).map(({ id }) => id);
    return sent.length === 0 ? [] : [{ id: antenna.id, lost: new Map([[antenna.id, sent]]) }];
  });
}

function unitFailures(plan: Plan): Failure[] {
  const network = fittingNetwork(plan);
  const lostBy = new Map<string, Map<string, string[]>>();
  const add = (unit: string, antenna: string, carrier: string) => {
    const lost = lostBy.get(unit) ?? new Map<string, string[]>();
    lostBy.set(unit, lost);
    lost.set(antenna, [...(lost.get(antenna) ?? []), carrier]);
  };
  if (network) {
    for (const { antenna, carriers } of network.antennas)
      for (const { unit, carrier } of carriers) add(unit, antenna, carrier);
  } else {
    for (const antenna of plan.antennas)
      for (const carrier of plan.carriers)
        if (radiates(antenna, carrier)) add(carrier.id, antenna.id, carrier.id);
  }
  return [...lostBy].map(([id, lost]) => ({ id, lost }));
}

/** The plan with antennas that send less: they hang where they are. */
function withFailure(plan: Plan, { lost }: Failure): Plan {
  const antennas = plan.antennas.map((antenna) => {
    const silent = lost.get(antenna.id);
    if (!silent) return antenna;
    const sent = plan.carriers.filter(
      (carrier) => radiates(antenna, carrier) && !silent.includes(carrier.id),
    );
    return { ...antenna, carriers: sent.map(({ id }) => id) };
  });
  return { ...plan, antennas };
}
