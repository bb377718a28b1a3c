import { requireNumber, requireObject, requireOneOf } from '../core/index.ts';
import { openingKindRow } from './opening-kinds.ts';
import { planAcceptance } from './plan-acceptance.ts';
import { planProfile, requirePlan } from './plan-profile.ts';
import { failureIds, type ScenarioId, scenarioIds } from './scenario-ids.ts';
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
  /** Ports of passive antennas have so much less than planned: what the works lose, dB. */
  portsWeakerDb: number;
  /** Antenna or radio unit that fails, by id; of a carrier without a network, the carrier. */
  failed?: string;
}

/** The states of a plan that differ from one another, the plan as it stands first; without failures, of which each plan has its own. */
export function planScenarios(plan: Plan): Scenario[] {
  requirePlan(plan);
  const { baysTakenRatio: occupancyRatio } = planAcceptance(plan);
  const hasBays = plan.levels.some(({ bays = [] }) => bays.length > 0);
  const shutters = plan.levels.flatMap(({ openings = [] }) =>
    openings.filter(({ kind }) => openingKindRow(kind).isShutter),
  );
  const hasOpen = shutters.some(({ state }) => state === 'open');
  const hasClosed = shutters.some(({ state }) => state === 'closed');
  const planned: Scenario = {
    ...{ id: 'planned', shutters: 'as-drawn', occupancyRatio, outside: 'as-given', portsWeakerDb: 0 },
  };
  const all = [planned];
  const add = (id: ScenarioId, shuttersAre: Scenario['shutters'], ratio: number, differs: boolean) => {
    if (differs) all.push({ ...planned, id, shutters: shuttersAre, occupancyRatio: ratio });
  };
  add('cars-empty', 'as-drawn', 0, hasBays && occupancyRatio !== 0);
  add('cars-60', 'as-drawn', 0.6, hasBays && occupancyRatio !== 0.6);
  add('cars-full', 'as-drawn', 1, hasBays && occupancyRatio !== 1);
  add('shutters-open', 'open', occupancyRatio, hasClosed);
  add('shutters-closed', 'closed', occupancyRatio, hasOpen);
  add('shutters-closed-cars-full', 'closed', 1, hasOpen && hasBays && occupancyRatio !== 1);
  if (Object.keys(plan.outdoor?.groundRsrpDbm ?? {}).length > 0) {
    all.push({ ...planned, id: 'outside-off', outside: 'off' });
  }
  const { constructionMarginDb } = planProfile(plan).network;
  if (constructionMarginDb > 0) {
    all.push({ ...planned, id: 'ports-weaker', portsWeakerDb: constructionMarginDb });
  }
  return all;
}

/** The scenarios that a plan may be evaluated in, failures behind the states of the garage. */
export function knownScenarios(plan: Plan): Scenario[] {
  const all = planScenarios(plan);
  const [planned] = all;
  return [...all, ...failureIds.map((id): Scenario => ({ ...planned, id }))];
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
  requireObject('scenario', scenario, ['shutters', 'occupancyRatio', 'outside', 'portsWeakerDb']);
  const { shutters, occupancyRatio, outside, portsWeakerDb } = scenario;
  requireOneOf('shutters', shutters, ['as-drawn', 'open', 'closed']);
  requireNumber('occupancyRatio', occupancyRatio, { atLeast: 0, atMost: 1 });
  requireOneOf('outside', outside, ['as-given', 'off']);
  requireNumber('portsWeakerDb', portsWeakerDb, { atLeast: 0, atMost: 60 });
  const indoor = portsWeakerDb > 0 ? withWeakerPorts(given, portsWeakerDb) : given;
  const plan = outside === 'off' ? { ...indoor, outdoor: { ...indoor.outdoor, groundRsrpDbm: {} } } : indoor;
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

/** A plan whose passive antennas get so much less, both ways; small cells have no feeders that could lose it. */
function withWeakerPorts(plan: Plan, weakerDb: number): Plan {
  const lowered = (powers: Readonly<Record<string, number>> | undefined) =>
    powers &&
    Object.fromEntries(Object.entries(powers).map(([carrier, powerDbm]) => [carrier, powerDbm - weakerDb]));
  const antennas = plan.antennas.map((antenna) => {
    if (antenna.feed === 'small-cell') return antenna;
    const { portPowerDbm, targetPowerDbm, ...rest } = antenna;
    return {
      ...rest,
      ...(portPowerDbm ? { portPowerDbm: lowered(portPowerDbm) } : {}),
      ...(targetPowerDbm ? { targetPowerDbm: lowered(targetPowerDbm) } : {}),
    };
  });
  // What no antenna states of its own, candidates for antennas among them.
  const carriers = plan.carriers.map((carrier) => ({
    ...carrier,
    portPowerDbm: carrier.portPowerDbm - weakerDb,
  }));
  return { ...plan, antennas, carriers };
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

/**
 * Returns whether in a scenario one of several things fails, of which the worst case counts.
 * @throws InputError where it is no scenario
 */
export function isFailure(id: ScenarioId): boolean {
  requireOneOf('id', id, scenarioIds);
  return (failureIds as readonly string[]).includes(id);
}
