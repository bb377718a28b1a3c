import type { AcceptanceTest, Operator, PlanPoint } from '../../plan/index.ts';
import type { Stratum } from '../../radio/index.ts';

/** A point to measure, in walking order. */
export interface SurveyPoint {
  /** Number along the route, from 1, over all levels. */
  number: number;
  level: string;
  /** Metres in the plan's frame. */
  x: number;
  y: number;
  /** Kind of floor there, or the required point's kind in the plan. */
  kind: Stratum | PlanPoint['kind'];
  /** True: a charger, gate or payment point, where a code must scan. It is no location of the fraction. */
  required: boolean;
  /** Id of the plan's point. */
  pointId?: string;
  name?: string;
}

/** The path through the points of one level, one line per part of it that can be walked without leaving the level. */
export interface SurveyRoute {
  level: string;
  lines: [number, number][][];
  lengthM: number;
}

export interface SurveyLevel {
  level: string;
  countedAreaM2: number;
  /** The part of it that can be reached on foot on the plan and has points in proportion. */
  reachableAreaM2: number;
  points: number;
  requiredPoints: number;
  byKind: Record<Stratum, { areaM2: number; points: number }>;
}

/** Decision rule of the test. */
export interface DecisionRule {
  /** Random locations to test, per operator. */
  locations: number;
  /** Served of them at least. */
  leastServed: number;
  mostFailures: number;
  /** Number of independent locations that they are equivalent to. */
  effectiveLocations: number;
  /** Locations that would do were all independent. */
  independentLocations: number;
  /** Chance that a garage with exactly the target ratio passes: at most 1 − confidence. */
  consumerRisk: number;
  /** Confidence for the floor as it is that day, from the random choice of points alone: no independence is needed. */
  confidenceOfTheDay: number;
  /** Served of them at least that would prove the target ratio of that day with the plan's confidence; absent where all served do not. */
  provingServed?: number;
}

/** The chances of the test that a survey orders, as the plan's verdict has them. */
export interface PredictedTest {
  operators: { operator: Operator; expectedCoverageRatio: number; passProbability: number }[];
  /** That all operators pass at the locations on one day, and that every required point is served besides. */
  jointPassProbability: number;
  withPointsPassProbability: number;
}

/** The acceptance test before it is done. */
export interface Survey {
  status: 'ready';
  /** The test that the plan orders. */
  acceptance: AcceptanceTest;
  target: { coverageRatio: number; confidence: number };
  seed: number;
  decorrelationM: number;
  /** Least distance between two locations of a level, metres. */
  nearestM: number;
  rule: DecisionRule;
  /** Absent where the plan has no antennas. */
  predicted?: PredictedTest;
  /** The coverage of a good garage, for a plan without antennas. */
  assumedCoverageRatio: number;
  /** True when the number of locations was asked for and is not the test's own. */
  isAskedNumber: boolean;
  /** Chance to pass by the true fraction served, from the locations alone. */
  curve: { coverageRatio: number; passChance: number }[];
  levels: SurveyLevel[];
  points: SurveyPoint[];
  routes: SurveyRoute[];
  /** Required points that no path leads to on the plan. */
  unreachable: { level: string; pointId: string }[];
}

/** No test of this garage, or with so few points, shows the target with the confidence. */
export interface ImpossibleSurvey {
  status: 'too-small' | 'too-few-points';
  acceptance: AcceptanceTest;
  target: { coverageRatio: number; confidence: number };
  countedAreaM2: number;
  reachableAreaM2: number;
  decorrelationM: number;
  locations: number;
  effectiveLocations: number;
  /** Independent locations that the confidence needs. */
  neededLocations: number;
  /** Confidence with all of them served. */
  reachableConfidence: number;
}
