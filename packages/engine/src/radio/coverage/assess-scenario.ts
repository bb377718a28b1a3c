import type { Scenario, ScenarioId } from '../../plan/index.ts';
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
      worstScenario: worstScenario(scenarios),
      limiting: failed && failed.id !== 'planned' ? limitingScenario(failed, limiting) : limiting,
    },
    scenarios: [...scenarios],
  };
}

/** The state with the least chance of its weakest operator; among equals the one with most points missing. */
function worstScenario(scenarios: readonly ScenarioResult[]): ScenarioId {
  const chance = ({ operators }: ScenarioResult) =>
    Math.min(...operators.map(({ passProbability }) => passProbability));
  const missing = ({ operators }: ScenarioResult) =>
    operators.reduce((sum, { pointsServed, pointsRequired }) => sum + pointsRequired - pointsServed, 0);
  return scenarios.reduce((worst, other) =>
    chance(other) < chance(worst) || (chance(other) === chance(worst) && missing(other) > missing(worst))
      ? other
      : worst,
  ).id;
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
