import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier, Operator, Plan, PlanPoint } from '../plan/schema.ts';
import { servedProbability } from '../signal/served-probability.ts';
import type { ServiceSignal } from '../signal/service-signal.ts';
import type { PointResult } from './assessment.ts';

/** Signals of one carrier at the points of one level, in the level's point order. */
export interface PointSignals {
  levelId: string;
  carrierId: string;
  signals: ServiceSignal[];
}

/** A point with the probability that each operator serves it. */
export interface JudgedPoint extends PointResult {
  byOperator: Map<Operator, number>;
}

/** Kinds of points where a code must be scanned. */
export const requiredKinds: ReadonlySet<PlanPoint['kind']> = new Set<PlanPoint['kind']>([
  'charger',
  'gate',
  'payment',
]);

/** Every point's probability of service, the best data carrier counting for each operator. */
export function judgePoints(
  plan: Plan,
  operators: readonly Operator[],
  pointSignals: readonly PointSignals[],
  profile: RequirementProfile,
): JudgedPoint[] {
  return plan.levels.flatMap((level) =>
    (level.points ?? []).map((point, index): JudgedPoint => {
      const byOperator = new Map<Operator, number>();
      for (const operator of operators) {
        let best = 0;
        for (const carrier of dataCarriers(plan, operator)) {
          const signals = pointSignals.find(
            (entry) => entry.levelId === level.id && entry.carrierId === carrier.id,
          )?.signals[index];
          if (signals) best = Math.max(best, servedProbability(signals.marginDb, signals.sigmaDb));
        }
        byOperator.set(operator, best);
      }
      const [limiting, probability] = [...byOperator].reduce((worst, entry) =>
        entry[1] < worst[1] ? entry : worst,
      );
      return {
        id: point.id,
        kind: point.kind,
        level: level.id,
        served: probability >= profile.pointProbability,
        probability,
        limiting,
        required: requiredKinds.has(point.kind),
        byOperator,
      };
    }),
  );
}

/** The operator's carriers that scan codes; those for calls where it has no other. */
export function dataCarriers(plan: Plan, operator: Operator): Carrier[] {
  const own = plan.carriers.filter((carrier) => carrier.operator === operator);
  const data = own.filter((carrier) => carrier.services.includes('data'));
  return data.length > 0 ? data : own;
}
