import type { Carrier, Operator, Plan, RequirementProfile } from '../../plan/index.ts';
import { limitingCause } from '../signal/carrier-map.ts';
import type { MarginSlopes } from '../signal/margin-slopes.ts';
import type { ServiceSignal } from '../signal/service-signal.ts';
import { servedProbability } from '../signal/service-signal.ts';
import { requiredKinds } from './acceptance-walk.ts';
import type { PointOperatorResult, PointResult } from './assessment.ts';

/** Signals of one carrier at the points of one level, in the level's point order. */
export interface PointSignals {
  levelId: string;
  carrierId: string;
  signals: ServiceSignal[];
  /** Slopes of their margins; absent where nothing of the garage deviates. */
  slopes?: MarginSlopes;
}

/** Every point's probability of service, the best data carrier counting for each operator. */
export function evaluatePoints(
  plan: Plan,
  operators: readonly Operator[],
  pointSignals: readonly PointSignals[],
  profile: RequirementProfile,
): PointResult[] {
  return plan.levels.flatMap((level) =>
    (level.points ?? []).map((point, index): PointResult => {
      const results = operators.map((operator) =>
        evaluateOperator(operator, dataCarriers(plan, operator), (carrier) =>
          pointSignals
            .find((entry) => entry.levelId === level.id && entry.carrierId === carrier.id)
            ?.signals.at(index),
        ),
      );
      const worst = results.reduce((min, result) => (result.probability < min.probability ? result : min));
      return {
        id: point.id,
        kind: point.kind,
        level: level.id,
        served: worst.probability >= profile.pointProbability,
        probability: worst.probability,
        limiting: worst.operator,
        operators: results,
        required: requiredKinds.has(point.kind),
      };
    }),
  );
}

function evaluateOperator(
  operator: Operator,
  carriers: readonly Carrier[],
  signalOf: (carrier: Carrier) => ServiceSignal | undefined,
): PointOperatorResult {
  let best: PointOperatorResult | undefined;
  for (const carrier of carriers) {
    const signal = signalOf(carrier);
    if (!signal) continue;
    const probability = servedProbability(signal.marginDb, signal.sigmaDb);
    if (best && probability <= best.probability) continue;
    const { downlinkProbability, uplinkProbability, limiting } = signal;
    best = {
      operator,
      carrier: carrier.id,
      probability,
      downlinkProbability,
      uplinkProbability,
      leastLikely:
        limiting === limitingCause.interference
          ? 'interference'
          : limiting === limitingCause.uplink
            ? 'uplink'
            : 'level',
    };
  }
  if (best) return best;
  return {
    operator,
    carrier: carriers[0].id,
    probability: 0,
    downlinkProbability: 0,
    uplinkProbability: 0,
    leastLikely: 'level',
  };
}

/** The probability that an operator serves a point. */
export function operatorProbability({ operators }: PointResult, operator: Operator): number {
  return operators.find((result) => result.operator === operator)?.probability ?? 0;
}

/** The operator's carriers that scan codes; those for calls where it has no other. */
export function dataCarriers(plan: Plan, operator: Operator): Carrier[] {
  const matching = plan.carriers.filter((carrier) => carrier.operator === operator);
  const data = matching.filter((carrier) => carrier.services.includes('data'));
  return data.length > 0 ? data : matching;
}
