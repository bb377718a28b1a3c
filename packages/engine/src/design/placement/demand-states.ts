import {
  applyScenario,
  type Carrier,
  type Operator,
  type PhoneService,
  type Plan,
  planProfile,
  planScenarios,
  requiredScenarios,
  type ScenarioId,
} from '../../plan/index.ts';
import { dataCarriers, decidingCarriers, obstacleOptions } from '../../radio/index.ts';
import type { RatioContext } from './transmitter-ratios.ts';

/** A state of the garage that has to pass. */
export interface DemandState {
  scenario: ScenarioId;
  context: RatioContext;
}

/** A carrier in a state. */
export interface CarrierSpec {
  /** Index of the state. */
  state: number;
  /** Index of the carrier in the plan. */
  carrier: number;
}

/** Demand of an operator in a state: one of its carriers, or all of them. */
export interface OperatorSpecs {
  operator: Operator;
  state: number;
  combine: 'best' | 'worst';
  /** Indices into the list of specs. */
  specs: number[];
}

/** The states in which a plan has to pass, the plan as it stands first. */
export function demandStates(
  plan: Plan,
  options: Pick<RatioContext, 'solver' | 'fields' | 'model' | 'corrections'>,
): DemandState[] {
  const { solver, fields, model, corrections } = options;
  const required = requiredScenarios(plan);
  return planScenarios(plan)
    .filter(({ id }) => required.includes(id))
    .map((scenario) => {
      const state = scenario.id === 'planned' ? plan : applyScenario(plan, scenario);
      const profile = planProfile(state);
      const obstacles = obstacleOptions(state, profile, model);
      return {
        scenario: scenario.id,
        context: { solver, fields, model, corrections, plan: state, profile, obstacles },
      };
    });
}

/** The carriers that count for a service, and which operator asks what of them: as the verdict has it. */
export function operatorSpecs(
  plan: Plan,
  service: PhoneService,
  stateCount: number,
): { specs: CarrierSpec[]; operators: OperatorSpecs[] } {
  const combine = service === 'voice' && plan.requirements.everyCarrier === true ? 'worst' : 'best';
  const carriersOf = (operator: Operator) =>
    service === 'voice' ? decidingCarriers(plan, operator) : dataCarriers(plan, operator);
  return carrierSpecs(plan, stateCount, combine, carriersOf);
}

/** Carriers of every operator in every state; an operator without any asks nothing. */
export function carrierSpecs(
  plan: Plan,
  stateCount: number,
  combine: 'best' | 'worst',
  carriersOf: (operator: Operator) => readonly Carrier[],
): { specs: CarrierSpec[]; operators: OperatorSpecs[] } {
  const specs: CarrierSpec[] = [];
  const operators: OperatorSpecs[] = [];
  for (let state = 0; state < stateCount; state += 1) {
    for (const operator of new Set(plan.carriers.map((carrier) => carrier.operator))) {
      const matching = carriersOf(operator);
      if (matching.length === 0) continue;
      const first = specs.length;
      specs.push(...matching.map((carrier) => ({ state, carrier: plan.carriers.indexOf(carrier) })));
      operators.push({ operator, state, combine, specs: matching.map((_, index) => first + index) });
    }
  }
  return { specs, operators };
}
