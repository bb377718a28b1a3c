import type { Operator, Plan, RequirementProfile } from '../../plan/index.ts';
import type { WalkReading } from '../walks/walk.ts';
import type { AcceptanceRule, OperatorAcceptance, PointAcceptance } from './acceptance.ts';
import type { PlacePrediction } from './compare-prediction.ts';
import { judgeMeasuredPoints } from './judge-points.ts';
import { judgeOperator, type UnreadPlace } from './judge-walk.ts';
import { type Location, listLocations } from './list-locations.ts';

export interface JudgeTestOptions {
  profile: RequirementProfile;
  rule: AcceptanceRule;
  /** False: chargers, gates and payment points do not decide. */
  judgePoints: boolean;
  /** Default: those of the readings. */
  found?: ReturnType<typeof listLocations>;
  predictionOf?: (location: Location) => PlacePrediction | undefined;
  unread?: readonly UnreadPlace[];
}

/** What readings come to by the plan's test: every operator by itself, and every point. */
export function judgeTest(
  plan: Plan,
  readings: readonly WalkReading[],
  operators: readonly Operator[],
  options: JudgeTestOptions,
): { passed: boolean; operators: OperatorAcceptance[]; points: PointAcceptance[] } {
  const { profile, rule, judgePoints, predictionOf = () => undefined, unread = [] } = options;
  const { locations } = options.found ?? listLocations(plan, readings);
  const judged = operators.map((operator) =>
    judgeOperator(plan, operator, locations, predictionOf, unread, rule),
  );
  const points = judgePoints ? judgeMeasuredPoints(plan, readings, operators, profile) : [];
  return {
    passed: judged.every(({ status }) => status === 'passed') && points.every(({ served }) => served),
    operators: judged,
    points,
  };
}
