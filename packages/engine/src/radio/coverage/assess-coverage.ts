import { percentiles } from '../../core/index.ts';
import type { Operator, Plan, RequirementProfile } from '../../plan/index.ts';
import { levelAreaM2 } from '../scene/build-grid.ts';
import { countedCells } from '../scene/mark-cells.ts';
import type { CarrierMap } from '../signal/carrier-map.ts';
import type { AcceptanceWalk, WalkedFloor } from './acceptance-walk.ts';
import { antennaDensity } from './antenna-density.ts';
import { assessKinds } from './assess-kinds.ts';
import { type AssessedOperator, assessOperators, commonErrors, levelCoverage } from './assess-operator.ts';
import type { Assessment, CarrierResult, LevelResult, PointResult } from './assessment.ts';
import { findLimiting } from './find-limiting.ts';
import { locationRule } from './location-rule.ts';
import { operatorPasses } from './operator-passes.ts';
import { jointPassProbability } from './pass-probability.ts';
import { judgePoints, type PointSignals } from './point-results.ts';

/** What a verdict is made from. */
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
  const { assessed, judged } = assessState(state, walk);
  const { coverageRatio, confidence } = plan.requirements;
  const kinds = assessKinds(
    plan,
    assessed.map(({ result }) => result.operator),
    maps,
    profile,
    { errors: commonErrors(profile), readingSigmaDb: profile.phoneReadingSigmaDb },
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
      limiting: findLimiting(plan, assessed, judged, kinds, profile),
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
    points: judged,
    kinds,
    antennas: plan.antennas.length,
    density: antennaDensity(plan),
  };
}

/** The operators of a state, and its points. */
export function assessState(
  state: SignalState,
  walk: AcceptanceWalk,
): { assessed: AssessedOperator[]; judged: PointResult[] } {
  const { plan, profile, pointSignals } = state;
  const operators = [...new Set(plan.carriers.map((carrier) => carrier.operator))];
  const judged = judgePoints(plan, operators, pointSignals, profile);
  return { assessed: assessOperators(state, operators, judged, walk), judged };
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
  const own = maps.filter((map) => map.carrierId === id);
  let cells = 0;
  let above = 0;
  let expected = 0;
  for (const map of own) {
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
    rsrpDbm: percentiles(own.map((map) => map.rsrpDbm)),
    sinrDb: percentiles(own.map((map) => map.sinrDb)),
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
