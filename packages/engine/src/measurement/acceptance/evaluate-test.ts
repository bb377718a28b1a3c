import type { Operator, Plan, PlanPoint, RequirementProfile } from '../../plan/index.ts';
import { requiredKinds } from '../../radio/index.ts';
import { binWalk } from '../walks/bin-walk.ts';
import type { WalkReading } from '../walks/walk.ts';
import type { AcceptanceRule, OperatorAcceptance, PointAcceptance } from './acceptance.ts';
import type { LocationPrediction } from './compare-prediction.ts';
import { evaluateOperator, type UnreadLocation } from './evaluate-walk.ts';
import { countedMeans, isServed, type Location, listLocations } from './list-locations.ts';

/** Readings within this of a charger, gate or payment point are of it, metres. */
const reachM = 3;

/** A reading near a point. */
interface NearReading {
  reading: WalkReading;
  apartM: number;
}

export interface EvaluateTestOptions {
  profile: RequirementProfile;
  rule: AcceptanceRule;
  /** False: chargers, gates and payment points do not decide. */
  evaluatePoints: boolean;
  /** Default: those of the readings. */
  found?: ReturnType<typeof listLocations>;
  predictionOf?: (location: Location) => LocationPrediction | undefined;
  unread?: readonly UnreadLocation[];
}

/** Result of readings under the plan's test: every operator by itself, and every point. */
export function evaluateTest(
  plan: Plan,
  readings: readonly WalkReading[],
  operators: readonly Operator[],
  options: EvaluateTestOptions,
): { passed: boolean; operators: OperatorAcceptance[]; points: PointAcceptance[] } {
  const { profile, rule, evaluatePoints, predictionOf = () => undefined, unread = [] } = options;
  const { locations } = options.found ?? listLocations(plan, readings);
  const evaluated = operators.map((operator) =>
    evaluateOperator(plan, operator, locations, predictionOf, unread, rule),
  );
  const points = evaluatePoints ? evaluateMeasuredPoints(plan, readings, operators, profile) : [];
  return {
    passed: evaluated.every(({ status }) => status === 'passed') && points.every(({ served }) => served),
    operators: evaluated,
    points,
  };
}

/**
 * Every point where a code must scan, for data: by what was measured at it as a required point, else by all readings near
 * it. What was measured at a required point is of the nearest one alone, and not of another beside it.
 */
function evaluateMeasuredPoints(
  plan: Plan,
  readings: readonly WalkReading[],
  operators: readonly Operator[],
  profile: RequirementProfile,
): PointAcceptance[] {
  const nearOf = nearReadings(readings);
  return plan.levels.flatMap(({ id: level, points = [] }) => {
    const required = points.filter(({ kind }) => requiredKinds.has(kind));
    return required.map((point): PointAcceptance => {
      const near = nearOf(level, point);
      const others = required.filter((other) => other !== point);
      const isNearest = ({ reading, apartM }: NearReading) =>
        others.every((other) => apartM <= distanceM(reading, other));
      const evaluated = operators.map((operator) => {
        const all = near.filter(({ reading }) => reading.operator === operator);
        const atPoint = all.filter((each) => each.reading.required === true && isNearest(each));
        const walkedBy = all.filter(({ reading }) => reading.required !== true);
        return evaluateReadings(plan, operator, atPoint.length > 0 ? atPoint : walkedBy, profile);
      });
      const served = evaluated.every(({ status }) => status === 'served');
      return { id: point.id, kind: point.kind, level, served, operators: evaluated };
    });
  });
}

function evaluateReadings(
  plan: Plan,
  operator: Operator,
  nearReadings: readonly NearReading[],
  profile: RequirementProfile,
): PointAcceptance['operators'][number] {
  // One mean over all that is near, whatever square it is in.
  const means = countedMeans(
    binWalk(
      nearReadings.map(({ reading }) => ({ ...reading, x: 0, y: 0 })),
      reachM,
    ),
    'data',
    plan,
  );
  if (means.length === 0) return { operator, status: 'unmeasured' };
  const strongest = means.reduce((a, b) => ((b.rsrpDbm ?? -Infinity) > (a.rsrpDbm ?? -Infinity) ? b : a));
  return {
    operator,
    status: isServed(means, 'data', plan, profile) ? 'served' : 'failed',
    distanceM: Math.min(...nearReadings.map(({ apartM }) => apartM)),
    ...(strongest.rsrpDbm === undefined ? {} : { rsrpDbm: strongest.rsrpDbm }),
    ...(strongest.sinrDb === undefined ? {} : { sinrDb: strongest.sinrDb }),
  };
}

/** Finds the readings within reach of a point. */
function nearReadings(readings: readonly WalkReading[]): (level: string, point: PlanPoint) => NearReading[] {
  const byLocation = new Map<string, WalkReading[]>();
  const keyOf = (level: string, column: number, row: number) => `${level}|${column}|${row}`;
  for (const reading of readings) {
    const key = keyOf(reading.level, Math.floor(reading.x / reachM), Math.floor(reading.y / reachM));
    const found = byLocation.get(key);
    if (found) found.push(reading);
    else byLocation.set(key, [reading]);
  }
  return (level, point) => {
    const [x, y] = point.position;
    const near: NearReading[] = [];
    for (const dy of [-1, 0, 1]) {
      for (const dx of [-1, 0, 1]) {
        const key = keyOf(level, Math.floor(x / reachM) + dx, Math.floor(y / reachM) + dy);
        for (const reading of byLocation.get(key) ?? []) {
          const apartM = distanceM(reading, point);
          if (apartM <= reachM) near.push({ reading, apartM });
        }
      }
    }
    return near;
  };
}

function distanceM({ x, y }: WalkReading, { position }: PlanPoint): number {
  return Math.hypot(x - position[0], y - position[1]);
}
