import { mmToMetres, percentiles } from '../../core/index.ts';
import {
  cableLengthM,
  type Level,
  liftShaftKind,
  liftShafts,
  type Operator,
  type Plan,
  planAcceptance,
  type RequirementProfile,
  radiatesAlongPath,
  servesPhones,
  zoneKindRow,
} from '../../plan/index.ts';
import { cellKind, countedCells, fillPolygon, levelAreaM2, uncountedZones } from '../scene/build-grid.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import type { AcceptanceWalk, WalkedFloor } from './acceptance-walk.ts';
import { assessKinds, type KindResult } from './assess-kinds.ts';
import {
  type AssessedOperator,
  assessOperators,
  commonErrors,
  levelCoverage,
  walkSpreads,
} from './assess-operator.ts';
import type {
  AntennaDensity,
  Assessment,
  CarrierResult,
  FloorKind,
  LevelResult,
  LiftResult,
  Limiting,
  LocationRule,
  PointResult,
} from './assessment.ts';
import { locationM, strata } from './draw-locations.ts';
import { jointPassProbability, operatorPasses } from './pass-probability.ts';
import { evaluatePoints, missesModem, operatorProbability, type PointSignals } from './point-results.ts';
import { assumptionResults } from './sensitivity.ts';
import { closedFloor } from './walk-floors.ts';
import { maxMissing, weakLocations } from './weak-locations.ts';

/** Expected coverage below this is no coverage at all. */
const minCoverage = 0.001;

/** Inputs of a verdict. */
export interface SignalState {
  plan: Plan;
  profile: RequirementProfile;
  /** One per level and carrier, levels outermost, in the plan's order. */
  maps: readonly CarrierMap[];
  pointSignals: readonly PointSignals[];
}

/**
 * The verdict from the maps of every level and carrier and the signals at every point. Every operator must pass
 * by itself: its chance to pass the acceptance test reaches the confidence, and every charger, gate and payment point is
 * served.
 * @param walk the test that the plan orders, of the same floors
 */
export function assessCoverage(state: SignalState, walk: AcceptanceWalk): Assessment {
  const { plan, profile, maps } = state;
  const { assessed, evaluated } = assessState(state, walk);
  const { coverageRatio, confidence } = plan.requirements;
  const kinds = assessKinds(
    plan,
    assessed.map(({ result }) => result.operator),
    maps,
    profile,
    { errors: commonErrors(profile), spreads: walkSpreads(profile, plan.antennas) },
  );
  const figuresMet =
    assessed.every(({ result }) => operatorPasses(result, confidence)) && kinds.every(({ met }) => met);
  return {
    target: {
      coverageRatio,
      confidence,
      met: figuresMet,
      figuresMet,
      ...jointChances(assessed, profile),
      limiting: findLimiting(plan, assessed, evaluated, kinds, profile),
      location: locationRule(plan, walkedFloors(plan, maps), walk),
    },
    decidable: true,
    reasons: [],
    accepted: [],
    operators: assessed.map(({ result }) => result),
    carriers: plan.carriers.map((carrier) => assessCarrier(carrier.id, carrier.operator, maps)),
    levels: plan.levels.map((level, index) =>
      assessLevel(
        plan,
        level.id,
        levelAreaM2(level),
        maps,
        assessed.map(({ cells }) => levelCoverage(cells[index])),
      ),
    ),
    points: evaluated,
    kinds,
    ...liftResult(plan, kinds, profile),
    assumptions: assumptionResults(
      leastLikely(assessed),
      walk,
      profile,
      walkSpreads(profile, plan.antennas),
      commonErrors(profile),
    ),
    antennas: plan.antennas.length,
    density: antennaDensity(plan),
  };
}

/** The verdict on lifts: that they are demanded, or that they are not. */
function liftResult(
  { levels }: Plan,
  kinds: readonly KindResult[],
  { liftCarLossDb }: RequirementProfile,
): { lifts?: LiftResult } {
  const found = kinds.find(({ kind }) => kind === liftShaftKind);
  if (!found) return {};
  const shafts = liftShafts(levels);
  const tops = shafts.map(({ storeys: [{ levelIndex }] }) => levels[levelIndex]);
  const { requiredRatio, expectedCoverageRatio } = found;
  return {
    lifts: {
      shafts: shafts.length,
      isDemanded: requiredRatio > 0,
      ...{ requiredRatio, expectedCoverageRatio },
      carLossDb: liftCarLossDb,
      highestLevel: tops.reduce((high, level) => (level.elevationM > high.elevationM ? level : high)).id,
    },
  };
}

/** The operator with the least chance. */
function leastLikely(assessed: readonly AssessedOperator[]): AssessedOperator {
  return assessed.reduce((worst, other) =>
    other.result.passProbability < worst.result.passProbability ? other : worst,
  );
}

/** The operators of a state, and its points. */
export function assessState(
  state: SignalState,
  walk: AcceptanceWalk,
): { assessed: AssessedOperator[]; evaluated: PointResult[] } {
  const { plan, profile, pointSignals } = state;
  const operators = [...new Set(plan.carriers.map((carrier) => carrier.operator))];
  const evaluated = evaluatePoints(plan, operators, pointSignals, profile);
  return { assessed: assessOperators(state, operators, evaluated, walk), evaluated };
}

/** Chances of all operators on one day: at the locations, and at the locations and every point. */
export interface JointChances {
  jointPassProbability: number;
  withPointsPassProbability: number;
}

export function jointChances(
  assessed: readonly AssessedOperator[],
  profile: RequirementProfile,
): JointChances {
  if (assessed.some(({ result }) => result.passProbability === 0)) {
    return { jointPassProbability: 0, withPointsPassProbability: 0 };
  }
  const errors = commonErrors(profile);
  const atLocations = assessed.map(({ draws }) => draws.criticalBiasDb);
  const withPoints = assessed.map(({ draws: { criticalBiasDb, pointsBiasDb } }) =>
    criticalBiasDb.map((biasDb, draw) => Math.min(biasDb, pointsBiasDb[draw])),
  );
  const jointly = jointPassProbability(atLocations, errors);
  // Where the points never decide, both are the same.
  const isSame = withPoints.every((draws, index) =>
    draws.every((biasDb, draw) => biasDb === atLocations[index][draw]),
  );
  return {
    jointPassProbability: jointly,
    withPointsPassProbability: isSame ? jointly : jointPassProbability(withPoints, errors),
  };
}

/** The floors of a plan's maps, level by level. */
export function walkedFloors(plan: Plan, maps: readonly CarrierMap[]): WalkedFloor[] {
  return plan.levels.map(({ id, bays, zones }) => {
    const { grid, cells } = maps.find((map) => map.levelId === id) as CarrierMap;
    return { grid, cells, bays, zones };
  });
}

function assessCarrier(id: string, operator: Operator, maps: readonly CarrierMap[]): CarrierResult {
  const matching = maps.filter((map) => map.carrierId === id);
  let cells = 0;
  let above = 0;
  let expected = 0;
  for (const map of matching) {
    for (let cell = 0; cell < map.marginDb.length; cell += 1) {
      if (Number.isNaN(map.marginDb[cell])) continue;
      cells += 1;
      expected += map.servedProbability[cell];
      if (map.marginDb[cell] >= 0) above += 1;
    }
  }
  return {
    id,
    operator,
    medianCoverageRatio: cells === 0 ? 0 : above / cells,
    expectedCoverageRatio: cells === 0 ? 0 : expected / cells,
    rsrpDbm: percentiles(matching.map((map) => map.rsrpDbm)),
    sinrDb: percentiles(matching.map((map) => map.sinrDb)),
  };
}

function assessLevel(
  plan: Plan,
  id: string,
  areaM2: number,
  maps: readonly CarrierMap[],
  ratios: readonly number[],
): LevelResult {
  const { cells, grid } = maps.find((map) => map.levelId === id) as CarrierMap;
  return {
    id,
    areaM2,
    countedAreaM2: countedCells(cells) * (grid.cellMm / 1000) ** 2,
    antennas: plan.antennas.filter((antenna) => antenna.level === id).length,
    expectedCoverageRatio: Math.min(...ratios),
  };
}

/** The kind of floor that misses its demand by most. */
function kindLimit(
  failing: readonly KindResult[],
  assessed: readonly AssessedOperator[],
  where: (operator: AssessedOperator) => Omit<Limiting, 'code' | 'reason'>,
): Limiting {
  const shortRatio = ({ requiredRatio, weakest }: KindResult) =>
    requiredRatio - weakest.expectedCoverageRatio;
  const worst = failing.reduce((max, other) => (shortRatio(other) > shortRatio(max) ? other : max));
  const operator = assessed.find(({ result }) => result.operator === worst.limiting) as AssessedOperator;
  const { level, name, zone, expectedCoverageRatio } = worst.weakest;
  const percent = (ratio: number) => `${(100 * ratio).toFixed(1)} %`;
  return {
    ...where(operator),
    ...{ code: 'kind', kind: worst.kind, level },
    reason: `${worst.kind}: ${worst.roomsMet} of ${worst.rooms} served as demanded (${percent(worst.requiredRatio)}); least ${[level, name ?? zone].filter(Boolean).join(' ')} with ${percent(expectedCoverageRatio)}`,
  };
}

/**
 * Limiting item of a missed target: floor first, then points, then kinds of floor; in a met one the operator
 * with the least chance.
 */
function findLimiting(
  plan: Plan,
  assessed: readonly AssessedOperator[],
  points: readonly PointResult[],
  kinds: readonly KindResult[],
  profile: RequirementProfile,
): Limiting {
  const { coverageRatio, confidence } = plan.requirements;
  const weakest = leastLikely(assessed);
  const missingPoints = ({ result }: AssessedOperator) => result.pointsRequired - result.pointsServed;
  const unserved = assessed.reduce((worst, other) =>
    missingPoints(other) > missingPoints(worst) ? other : worst,
  );
  const { result } = weakest;
  const where = (operator: AssessedOperator) => ({
    operator: operator.result.operator,
    ...maxMissing(plan, operator.cells),
    places: weakLocations(plan, operator.cells, coverageRatio),
  });
  if (result.effectiveSamples === 0 || result.expectedCoverageRatio < minCoverage) {
    return { ...where(weakest), code: 'no-antennas', reason: 'no antenna covers the floor' };
  }
  if (result.passProbability >= confidence && missingPoints(unserved) > 0) {
    const { operator, pointsRequired } = unserved.result;
    const names = points
      .filter((point) => point.required && operatorProbability(point, operator) < profile.pointProbability)
      .slice(0, 5)
      .map((point) => point.id);
    return {
      ...where(unserved),
      code: 'points',
      reason: `${missingPoints(unserved)} of ${pointsRequired} chargers, gates and payment points not served (${names.join(', ')})${modemReason(points, operator)}`,
    };
  }
  const failing = kinds.filter(({ met }) => !met);
  if (result.passProbability >= confidence && failing.length > 0) return kindLimit(failing, assessed, where);
  return {
    ...where(weakest),
    code: 'area',
    reason: `chance to pass ${(100 * result.passProbability).toFixed(1)} % at an expected coverage of ${(100 * result.expectedCoverageRatio).toFixed(1)} %`,
  };
}

/** Clause on points at which an operator misses the modem of a device; empty where there is none. */
function modemReason(points: readonly PointResult[], operator: Operator): string {
  const missed = points.filter((point) => missesModem(point, operator)).length;
  return missed === 0 ? '' : `; the modem of the device at ${missed} of them`;
}

/** Definition of a location in this plan: cells for the coverage, squares of floor for the chance to pass. */
function locationRule(plan: Plan, floors: readonly WalkedFloor[], walk: AcceptanceWalk): LocationRule {
  const areasM2: Record<FloorKind, number> = { lane: 0, bay: 0, lobby: 0 };
  floors.forEach((floor, index) => {
    const counts = countKinds(plan.levels[index], floor);
    const cellM2 = mmToMetres(floor.grid.cellMm) ** 2;
    for (const kind of strata) areasM2[kind] += counts[kind] * cellM2;
  });
  const { phone, rule } = planAcceptance(plan);
  const countedAreaM2 = areasM2.lane + areasM2.bay + areasM2.lobby;
  return {
    gridM: mmToMetres(floors[0].grid.cellMm),
    countedAreaM2,
    kinds: strata.map((kind) => ({
      kind,
      areaM2: areasM2[kind],
      ratio: countedAreaM2 === 0 ? 0 : areasM2[kind] / countedAreaM2,
      phone: kind === 'bay' && phone === 'in-car' ? 'car' : 'hand',
    })),
    leftOut: [...uncountedZones],
    closed: plan.levels.flatMap((level) =>
      closedFloor(level).map((floor) => ({ level: level.id, ...floor })),
    ),
    test: {
      locations: walk.locationCount,
      ...(rule === 'share' ? { leastServed: walk.draws[0].needed } : {}),
      squareM: locationM,
    },
  };
}

function countKinds(level: Level, { grid, cells }: WalkedFloor): Record<FloorKind, number> {
  const isLobby = new Uint8Array(cells.length);
  for (const zone of level.zones ?? []) {
    if (zoneKindRow(zone.kind).isLobby) fillPolygon(isLobby, grid, zone.polygon, 1);
  }
  const counts = { lane: 0, bay: 0, lobby: 0 };
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (cells[cell] === cellKind.inBay) counts.bay += 1;
    else if (cells[cell] === cellKind.onFoot) counts[isLobby[cell] === 1 ? 'lobby' : 'lane'] += 1;
  }
  return counts;
}

/** Usual density of antennas in garages, per 1,000 m² inside the outlines. */
export const usualPer1000M2 = { min: 1, max: 4 };

/**
 * Antennas and metres of radiating cable of a plan per 1,000 m² inside the outlines of its levels. Where not all operators have the
 * same antennas each is served by its part of them alone, so that what is usual is held against every operator.
 */
export function antennaDensity({
  levels,
  antennas,
  carriers,
}: Pick<Plan, 'levels' | 'antennas' | 'carriers'>): AntennaDensity {
  const areaM2 = levels.reduce((sum, level) => sum + levelAreaM2(level), 0);
  const per1000M2 = (quantity: number) => (areaM2 === 0 ? 0 : Math.round((1e6 * quantity) / areaM2) / 1000);
  const cables = antennas.filter(radiatesAlongPath);
  const antennasPer1000M2 = per1000M2(antennas.length - cables.length);
  const groups = operatorGroups({ antennas, carriers }).map(({ operators, antennas: serving }) => ({
    ...{ operators, antennas: serving.length, antennasPer1000M2: per1000M2(serving.length) },
  }));
  const density = {
    areaM2: Math.round(10 * areaM2) / 10,
    antennasPer1000M2,
    ...(groups.length > 0 ? { operatorGroups: groups } : {}),
  };
  // What is usual is known of antennas, and not of metres of cable.
  if (cables.length > 0) {
    const cablesM = cables.reduce((sum, each) => sum + cableLengthM(each), 0);
    return { ...density, radiatingMPer1000M2: per1000M2(cablesM) };
  }
  const all = groups.length > 0 ? groups.map((each) => each.antennasPer1000M2) : [antennasPer1000M2];
  if (Math.min(...all) < usualPer1000M2.min) return { ...density, note: 'below-usual' };
  return Math.max(...all) > usualPer1000M2.max ? { ...density, note: 'above-usual' } : density;
}

/**
 * Operators for whose phones there are carriers, those with the same antennas together, and these antennas without radiating cables;
 * none where all operators have every antenna.
 */
export function operatorGroups({
  antennas,
  carriers,
}: Pick<Plan, 'antennas' | 'carriers'>): { operators: Operator[]; antennas: Plan['antennas'] }[] {
  const hung = antennas.filter((each) => !radiatesAlongPath(each));
  const groups: { operators: Operator[]; antennas: Plan['antennas'] }[] = [];
  for (const operator of new Set(carriers.filter(servesPhones).map((each) => each.operator))) {
    const ids = carriers
      .filter((each) => each.operator === operator && servesPhones(each))
      .map(({ id }) => id);
    const serving = hung.filter(
      ({ carriers: sent }) => sent.includes('*') || ids.some((id) => sent.includes(id)),
    );
    const isSame = (other: Plan['antennas']) =>
      other.length === serving.length && other.every((each, index) => each === serving[index]);
    const known = groups.find((group) => isSame(group.antennas));
    if (known) known.operators.push(operator);
    else groups.push({ operators: [operator], antennas: serving });
  }
  return groups.every((group) => group.antennas.length === hung.length) ? [] : groups;
}
