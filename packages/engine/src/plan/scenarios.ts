import { requireNumber, requireObject, requireOneOf } from '../core/index.ts';
import { openingKindRow } from './opening-kinds.ts';
import { planAcceptance } from './plan-acceptance.ts';
import { requirePlan } from './plan-profile.ts';
import { type ScenarioId, scenarioIds } from './scenario-ids.ts';
import type { Level, Plan } from './schema.ts';

/** A state that the garage may be in on the day of the test. */
export interface Scenario {
  id: ScenarioId;
  /** Fire shutters, which stand open but in a fire; doors stay as they are drawn. */
  shutters: 'as-drawn' | 'open' | 'closed';
  /** Fraction of bays with a car, as `baysTakenRatio` of the acceptance test. */
  occupancyRatio: number;
  /** Says whether signals from the network outside count, where the plan gives their level. */
  outside: 'as-given' | 'off';
}

/** The states of a plan that differ from one another, the plan as it stands first. */
export function planScenarios(plan: Plan): Scenario[] {
  requirePlan(plan);
  const { baysTakenRatio: occupancyRatio } = planAcceptance(plan);
  const hasBays = plan.levels.some(({ bays = [] }) => bays.length > 0);
  const shutters = plan.levels.flatMap(({ openings = [] }) =>
    openings.filter(({ kind }) => openingKindRow(kind).isShutter),
  );
  const hasOpen = shutters.some(({ state }) => state === 'open');
  const hasClosed = shutters.some(({ state }) => state === 'closed');
  const all: Scenario[] = [{ id: 'planned', shutters: 'as-drawn', occupancyRatio, outside: 'as-given' }];
  const add = (id: ScenarioId, state: Scenario['shutters'], ratio: number, differs: boolean) => {
    if (differs) all.push({ id, shutters: state, occupancyRatio: ratio, outside: 'as-given' });
  };
  add('cars-empty', 'as-drawn', 0, hasBays && occupancyRatio !== 0);
  add('cars-60', 'as-drawn', 0.6, hasBays && occupancyRatio !== 0.6);
  add('cars-full', 'as-drawn', 1, hasBays && occupancyRatio !== 1);
  add('shutters-open', 'open', occupancyRatio, hasClosed);
  add('shutters-closed', 'closed', occupancyRatio, hasOpen);
  add('shutters-closed-cars-full', 'closed', 1, hasOpen && hasBays && occupancyRatio !== 1);
  if (Object.keys(plan.outdoor?.groundRsrpDbm ?? {}).length > 0) {
    all.push({ id: 'outside-off', shutters: 'as-drawn', occupancyRatio, outside: 'off' });
  }
  return all;
}

/** States that have to pass: the plan as it stands, and those that the requirements name besides. */
export function requiredScenarios({ requirements }: Plan): ScenarioId[] {
  return scenarioIds.filter(
    (id) => id === 'planned' || requirements.requiredScenarios?.includes(id) === true,
  );
}

/** The plan in a state: predicted as it is. Levels without shutters, and levels seen before, stay the same objects. */
export function applyScenario(given: Plan, scenario: Scenario): Plan {
  requirePlan(given);
  requireObject('scenario', scenario, ['shutters', 'occupancyRatio', 'outside']);
  const { shutters, occupancyRatio, outside } = scenario;
  requireOneOf('shutters', shutters, ['as-drawn', 'open', 'closed']);
  requireNumber('occupancyRatio', occupancyRatio, { atLeast: 0, atMost: 1 });
  requireOneOf('outside', outside, ['as-given', 'off']);
  const plan = outside === 'off' ? { ...given, outdoor: { ...given.outdoor, groundRsrpDbm: {} } } : given;
  const requirements =
    planAcceptance(plan).baysTakenRatio === occupancyRatio
      ? plan.requirements
      : {
          ...plan.requirements,
          acceptance: { ...plan.requirements.acceptance, baysTakenRatio: occupancyRatio },
        };
  if (shutters === 'as-drawn') return { ...plan, requirements };
  return { ...plan, requirements, levels: plan.levels.map((level) => levelWithShutters(level, shutters)) };
}

const cachedLevels = new WeakMap<Level, { open?: Level; closed?: Level }>();

/** Fields of a level are cached by the object: the same level gives the same object. */
function levelWithShutters(level: Level, state: 'open' | 'closed'): Level {
  const isOther = (opening: NonNullable<Level['openings']>[number]) =>
    openingKindRow(opening.kind).isShutter === true && opening.state !== state;
  if (!level.openings?.some(isOther)) return level;
  const cached = cachedLevels.get(level) ?? {};
  cached[state] ??= {
    ...level,
    openings: level.openings.map((opening) => (isOther(opening) ? { ...opening, state } : opening)),
  };
  cachedLevels.set(level, cached);
  return cached[state];
}
