import type { Operator, PlanPoint } from '../plan/schema.ts';
import type { Stratum } from './choose-points.ts';

/** Where to measure, in walking order. */
export interface SurveyPoint {
  /** From 1, along the route, over all levels. */
  number: number;
  level: string;
  /** Metres in the plan's frame. */
  x: number;
  y: number;
  /** What is there; of a required point its kind in the plan. */
  kind: Stratum | PlanPoint['kind'];
  /** True: a charger, gate or payment point, where a code must scan. It is no location of the share. */
  required: boolean;
  /** Id of the plan's point. */
  pointId?: string;
  name?: string;
}

/** The way through the points of one level, one line per part of it that can be walked without leaving the level. */
export interface SurveyRoute {
  level: string;
  lines: [number, number][][];
  lengthM: number;
}

export interface SurveyLevel {
  level: string;
  countedAreaM2: number;
  /** Of it, what can be reached on foot on the plan and has points in proportion. */
  reachableAreaM2: number;
  points: number;
  requiredPoints: number;
  byKind: Record<Stratum, { areaM2: number; points: number }>;
}

/** How the test is decided. */
export interface DecisionRule {
  /** Random locations to test, per operator. */
  locations: number;
  /** Served of them at least. */
  leastServed: number;
  mostFailures: number;
  /** What the locations are worth as independent ones. */
  effectiveLocations: number;
  /** Locations that would do were all independent. */
  independentLocations: number;
  /** Chance that a garage with exactly the target ratio passes: at most 1 − confidence. */
  consumerRisk: number;
  /** Confidence for the floor as it is that day, from the random choice of points alone: no independence is needed. */
  confidenceOfTheDay: number;
}

/** The acceptance test before it is done. */
export interface Survey {
  status: 'ready';
  target: { coverageRatio: number; confidence: number };
  seed: number;
  decorrelationM: number;
  /** Least distance between two locations of a level, metres. */
  nearestM: number;
  rule: DecisionRule;
  /** Chance of each operator to pass at its expected coverage; empty where nothing is predicted. */
  operators: {
    operator: Operator;
    expectedCoverageRatio: number;
    passChance: number;
    producerRisk: number;
  }[];
  /** What decided the number of locations. */
  designCoverageRatio: number;
  designBasis: 'predicted' | 'assumed' | 'asked';
  /** Chance to pass by the true share served. */
  curve: { coverageRatio: number; passChance: number }[];
  levels: SurveyLevel[];
  points: SurveyPoint[];
  routes: SurveyRoute[];
  /** Required points that no way leads to on the plan. */
  unreachable: { level: string; pointId: string }[];
}

/** No test of this garage, or with so few points, shows the target with the confidence. */
export interface ImpossibleSurvey {
  status: 'too-small' | 'too-few-points';
  target: { coverageRatio: number; confidence: number };
  countedAreaM2: number;
  reachableAreaM2: number;
  decorrelationM: number;
  locations: number;
  effectiveLocations: number;
  /** Independent locations that the confidence needs. */
  neededLocations: number;
  /** With all of them served. */
  reachableConfidence: number;
}
