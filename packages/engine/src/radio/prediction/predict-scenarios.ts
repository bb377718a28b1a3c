import {
  applyScenario,
  type Carrier,
  type Plan,
  planScenarios,
  requiredScenarios,
  type ScenarioId,
} from '../../plan/index.ts';
import type { AcceptanceWalk } from '../coverage/acceptance-walk.ts';
import { assessScenario, scenarioOf, withScenarios } from '../coverage/assess-scenario.ts';
import type { Assessment, ScenarioResult } from '../coverage/assessment.ts';
import { voiceCarriers } from '../coverage/operator-cells.ts';
import { dataCarriers } from '../coverage/point-results.ts';
import { predictState, type StateOptions } from './predict-state.ts';

/**
 * A verdict with the scenarios that are asked for and those that are required. States change openings and rows of cars;
 * floors, antennas and the drawn walks stay, and of the fields what no change shadows.
 * @param planned the verdict of the plan as it stands
 */
export async function predictScenarios(
  plan: Plan,
  planned: Assessment,
  wanted: 'required' | 'all' | readonly ScenarioId[],
  options: Omit<StateOptions, 'needsMap' | 'needsPoints'> & { walk: AcceptanceWalk },
): Promise<Assessment> {
  const required = requiredScenarios(plan);
  const [first, ...others] = planScenarios(plan).filter(
    ({ id }) =>
      id === 'planned' ||
      required.includes(id) ||
      wanted === 'all' ||
      (wanted as readonly string[]).includes(id),
  );
  if (others.length === 0 && wanted === 'required') return planned;
  const results: ScenarioResult[] = [scenarioOf(planned, first, true)];
  for (const [index, scenario] of others.entries()) {
    const state = await predictState(applyScenario(plan, scenario), {
      ...options,
      needsMap: decidingCarriers(plan),
      needsPoints: pointCarriers(plan),
      needsKinds: false,
      report: (doneRatio, of) => options.report((index + doneRatio) / others.length, `${scenario.id} ${of}`),
    });
    results.push(assessScenario(state, scenario, required.includes(scenario.id), options.walk));
  }
  return withScenarios(planned, results);
}

/** Whether a carrier's map decides on an operator's coverage. */
function decidingCarriers(plan: Plan): (carrier: Carrier) => boolean {
  if (plan.requirements.everyCarrier === true) return () => true;
  const deciding = new Set(plan.carriers.flatMap(({ operator }) => voiceCarriers(plan, operator)));
  return (carrier) => deciding.has(carrier);
}

function pointCarriers(plan: Plan): (carrier: Carrier) => boolean {
  const deciding = new Set(plan.carriers.flatMap(({ operator }) => dataCarriers(plan, operator)));
  return (carrier) => deciding.has(carrier);
}
