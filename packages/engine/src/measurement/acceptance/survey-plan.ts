import { InputError, requireNumberIfGiven, requireSolver, say } from '../../core/index.ts';
import { type Plan, planAcceptance, requirePlan } from '../../plan/index.ts';
import {
  chanceOfAtLeast,
  drawLocations,
  effectiveLocations,
  goodCoverageRatio,
  type LevelPoint,
  levelOfSquare,
  listSquares,
  listStrata,
  locationsOf,
  minSamples,
  minServed,
  neededServed,
  type Prediction,
  type PredictOptions,
  planTest,
  predictPlan,
  reachableConfidence,
  requiredKinds,
  strata,
  type TestRule,
  type TestSquares,
  testLocations,
  usualSeed,
  walkFloors,
} from '../../radio/index.ts';
import { routeSurvey, type Stop } from './route-survey.ts';
import type { DecisionRule, ImpossibleSurvey, PredictedTest, Survey, SurveyLevel } from './survey.ts';
import { type WalkingFloor, walkingFloor } from './walking-floor.ts';

interface SurveyOptions {
  /** Number of locations; default: what the plan's test has. */
  points?: number;
  seed?: number;
  /** The chances of the same test, from a prediction of the plan. */
  predicted?: PredictedTest;
}

/** Options of planning a survey. */
export interface SurveyPlanOptions extends PredictOptions {
  /** Number of locations; default: what the plan's test has. */
  points?: number;
  seed?: number;
}

/** The acceptance test of a plan, with the chances that its antennas have in it. */
export async function surveyPlan(plan: Plan, options: SurveyPlanOptions): Promise<Survey | ImpossibleSurvey> {
  requirePlan(plan);
  requireSolver(options);
  requireNumberIfGiven('seed', options.seed);
  const { points, seed, ...predictOptions } = options;
  if (plan.antennas.length === 0) return planSurvey(plan, { points, seed });
  const prediction = await predictPlan(plan, { ...predictOptions, locations: points });
  return surveyPrediction(prediction, { points, seed });
}

/** The same of a plan that is predicted already, with as many locations as are asked for. */
export function surveyPrediction(
  { plan, assessment }: Pick<Prediction, 'plan' | 'assessment'>,
  options: Pick<SurveyPlanOptions, 'points' | 'seed'> = {},
): Survey | ImpossibleSurvey {
  const { jointPassProbability, withPointsPassProbability } = assessment.target;
  const operators = assessment.operators.map(({ operator, expectedCoverageRatio, passProbability }) => {
    return { operator, expectedCoverageRatio, passProbability };
  });
  const predicted = { operators, jointPassProbability, withPointsPassProbability };
  return planSurvey(plan, { ...options, predicted });
}

/**
 * The acceptance test of a plan: how many locations, where, on which path, and how many may fail. Same plan, options
 * and seed, same survey.
 */
export function planSurvey(plan: Plan, options: SurveyOptions = {}): Survey | ImpossibleSurvey {
  const { seed = usualSeed, predicted } = options;
  const test = planTest(plan, options.points);
  const { coverageRatio, confidence, decorrelationM } = test;
  const floors = plan.levels.map(walkingFloor);
  const squares = listSquares(walkFloors(plan.levels));
  const strata = listStrata(squares);
  if (strata.length === 0) {
    throw new InputError([{ at: 'levels', found: say('survey-no-floor'), expected: say('survey-floor') }]);
  }
  const count = testLocations(squares, strata, test);
  const drawn = drawLocations(strata, squares, { count, spacingM: decorrelationM, seed });
  const rule = decide(squares, drawn, test);
  const target = { coverageRatio, confidence };
  const acceptance = planAcceptance(plan);
  const levels = floors.map((floor, level) => describeLevel(floor, level, squares, drawn));
  if (rule.leastServed > rule.locations) {
    return {
      status: options.points === undefined ? 'too-small' : 'too-few-points',
      acceptance,
      target,
      countedAreaM2: levels.reduce((sum, level) => sum + level.countedAreaM2, 0),
      reachableAreaM2: levels.reduce((sum, level) => sum + level.reachableAreaM2, 0),
      decorrelationM,
      locations: rule.locations,
      effectiveLocations: rule.effectiveLocations,
      neededLocations: minSamples(0, coverageRatio, confidence),
      reachableConfidence: reachableConfidence(rule.effectiveLocations, coverageRatio),
    };
  }
  const { points, routes, unreachable } = routeSurvey(floors, [
    ...Array.from(drawn, (square) => stopAt(floors, squares, square)),
    ...requiredStops(floors),
  ]);
  return {
    status: 'ready',
    acceptance,
    target,
    seed,
    decorrelationM,
    nearestM: nearestM(locationsOf(squares, drawn)),
    rule,
    ...(predicted ? { predicted } : {}),
    assumedCoverageRatio: goodCoverageRatio,
    isAskedNumber: options.points !== undefined,
    curve: passCurve(rule),
    levels: levels.map((level) => ({
      ...level,
      requiredPoints: points.filter((point) => point.required && point.level === level.level).length,
    })),
    points,
    routes,
    unreachable,
  };
}

/** The chance to pass of garages of this and that share. */
function passCurve({ leastServed, locations, effectiveLocations: effective }: DecisionRule): Survey['curve'] {
  return [0.85, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99].map((ratio) => ({
    coverageRatio: ratio,
    passChance: chanceOfAtLeast({ served: leastServed, count: locations, effective }, ratio),
  }));
}

/** Decision rule for the locations drawn: as in the chance to pass, and in the evaluation of the walk. */
function decide(squares: TestSquares, drawn: Int32Array, test: TestRule): DecisionRule {
  const { coverageRatio, confidence, decorrelationM } = test;
  const count = drawn.length;
  const effective = effectiveLocations(locationsOf(squares, drawn), decorrelationM, coverageRatio);
  const countedM2 = squares.areasM2.reduce(
    (sum, areas) => sum + strata.reduce((all, stratum) => all + areas[stratum], 0),
    0,
  );
  const visitedM2 = drawn.reduce((sum, square) => sum + squares.visitedM2[square], 0);
  const visitedRatio = countedM2 === 0 ? 0 : visitedM2 / countedM2;
  const served = neededServed({ count, effective, visitedRatio }, test);
  const proving = minServed({ count, effective: count }, coverageRatio, confidence);
  return {
    locations: count,
    leastServed: served,
    mostFailures: count - served,
    effectiveLocations: effective,
    independentLocations: minSamples(Math.max(0, count - served), coverageRatio, confidence),
    consumerRisk: chanceOfAtLeast({ served, count, effective }, coverageRatio),
    confidenceOfTheDay: 1 - chanceOfAtLeast({ served, count, effective: count }, coverageRatio),
    ...(proving === undefined ? {} : { provingServed: proving }),
  };
}

function stopAt(floors: readonly WalkingFloor[], squares: TestSquares, square: number): Stop {
  const floor = floors[levelOfSquare(squares, square)];
  const location: [number, number] = [squares.eastM[square], squares.northM[square]];
  return {
    floor,
    cell: floor.cellAt(...location),
    kind: squares.strata[square],
    required: false,
    place: location,
  };
}

function nearestM(locations: readonly LevelPoint[]): number {
  let nearest = Infinity;
  locations.forEach((first, index) => {
    for (const second of locations.slice(0, index)) {
      if (second.level !== first.level) continue;
      nearest = Math.min(nearest, Math.hypot(first.x - second.x, first.y - second.y));
    }
  });
  return Number.isFinite(nearest) ? nearest : 0;
}

function requiredStops(floors: readonly WalkingFloor[]): Stop[] {
  return floors.flatMap((floor) =>
    (floor.level.points ?? [])
      .filter(({ kind }) => requiredKinds.has(kind))
      .map(({ id, kind, name, position: [x, y] }) => ({
        floor,
        cell: floor.cellAt(x, y),
        kind,
        required: true,
        pointId: id,
        place: [x, y] as [number, number],
        ...(name ? { name } : {}),
      })),
  );
}

function describeLevel(
  { level: { id } }: WalkingFloor,
  level: number,
  squares: TestSquares,
  drawn: Int32Array,
): Omit<SurveyLevel, 'requiredPoints'> {
  const areas = squares.areasM2[level];
  const here = drawn.filter((square) => levelOfSquare(squares, square) === level);
  const reachable = squares.reachableAreasM2[level];
  return {
    level: id,
    countedAreaM2: strata.reduce((sum, stratum) => sum + areas[stratum], 0),
    reachableAreaM2: strata.reduce((sum, stratum) => sum + reachable[stratum], 0),
    points: here.length,
    byKind: Object.fromEntries(
      strata.map((stratum) => [
        stratum,
        {
          areaM2: reachable[stratum],
          points: here.filter((square) => squares.strata[square] === stratum).length,
        },
      ]),
    ) as SurveyLevel['byKind'],
  };
}
