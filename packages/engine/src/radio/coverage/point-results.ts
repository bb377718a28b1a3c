import {
  type Carrier,
  deviceCarriers,
  deviceServiceAt,
  isDemandedOfAny,
  judgesPoint,
  type Operator,
  type Plan,
  type PlanPoint,
  type RequirementProfile,
} from '../../plan/index.ts';
import { limitingCause } from '../signal/carrier-map.ts';
import { coverageClass, resourceElementRatioDb, uplinkBudget } from '../signal/link-budget.ts';
import type { MarginSlopes } from '../signal/margin-slopes.ts';
import type { ServiceSignal } from '../signal/service-signal.ts';
import { servedProbability } from '../signal/service-signal.ts';
import { requiredKinds } from './acceptance-walk.ts';
import type { DeviceOperatorResult, PointDevices, PointOperatorResult, PointResult } from './assessment.ts';
import { phoneCarriers } from './operator-cells.ts';

/** Signals of one carrier at the points of one level, in the level's point order. */
export interface PointSignals {
  levelId: string;
  carrierId: string;
  /** A phone that scans a code, or the modem of a device. */
  service: 'data' | 'iot';
  signals: ServiceSignal[];
  /** Slopes of their margins; absent where nothing of the garage deviates. */
  slopes?: MarginSlopes;
}

/** Every point's probability of service, the best data carrier counting for each operator, and the best for modems of devices. */
export function evaluatePoints(
  plan: Plan,
  operators: readonly Operator[],
  pointSignals: readonly PointSignals[],
  profile: RequirementProfile,
): PointResult[] {
  return plan.levels.flatMap((level) =>
    (level.points ?? []).map((point, index): PointResult => {
      const signalOf = (service: PointSignals['service']) => (carrier: Carrier) =>
        pointSignals
          .find(
            (entry) =>
              entry.levelId === level.id && entry.carrierId === carrier.id && entry.service === service,
          )
          ?.signals.at(index);
      const results = operators.map((operator) =>
        evaluateOperator(operator, dataCarriers(plan, operator), signalOf('data')),
      );
      const devices = pointDevices(plan, operators, point, { signalOf: signalOf('iot'), profile });
      const isRequired = judgesPoint(plan, point.kind, profile);
      // Nobody scans at a device that stands alone.
      const scans = isRequired && !requiredKinds.has(point.kind) ? [] : results;
      const asked = [...scans, ...(devices?.operators ?? [])];
      const worst = weakest(asked.length > 0 ? asked : results);
      const probability = devices?.operators.length === 0 ? 0 : worst.probability;
      return {
        id: point.id,
        kind: point.kind,
        level: level.id,
        served: probability >= profile.pointProbability,
        probability,
        limiting: worst.operator,
        operators: scans,
        ...(devices ? { devices } : {}),
        required: isRequired,
      };
    }),
  );
}

function weakest(results: readonly PointOperatorResult[]): PointOperatorResult {
  return results.reduce((min, result) => (result.probability < min.probability ? result : min));
}

const nothingReceived = { rsrpDbm: Number.NEGATIVE_INFINITY, sinrDb: Number.NEGATIVE_INFINITY };

/**
 * Service of the modem of a device at a point: every operator that carries what is asked for has to serve it. Undefined where
 * none is asked for; without any operator where a service is demanded that nothing in the plan gives.
 */
function pointDevices(
  plan: Plan,
  operators: readonly Operator[],
  { kind }: PlanPoint,
  {
    signalOf,
    profile,
  }: { signalOf: (carrier: Carrier) => ServiceSignal | undefined; profile: RequirementProfile },
): PointDevices | undefined {
  const asked = deviceServiceAt(kind, profile);
  const found = operators.flatMap((operator): DeviceOperatorResult[] => {
    const carriers = deviceCarriers(plan, kind, profile, operator);
    if (carriers.length === 0) return [];
    const result = evaluateOperator(operator, carriers, signalOf);
    const carrier = carriers.find(({ id }) => id === result.carrier) ?? carriers[0];
    const { rsrpDbm, sinrDb } = signalOf(carrier) ?? nothingReceived;
    const { sourcePowerDbm } = uplinkBudget(carrier, 'iot', profile);
    const couplingLossDb = sourcePowerDbm + resourceElementRatioDb(carrier) - rsrpDbm;
    const reached = coverageClass(carrier, couplingLossDb);
    return [
      {
        ...{ ...result, served: result.probability >= profile.pointProbability },
        ...{ rsrpDbm, sinrDb, couplingLossDb },
        ...(reached === undefined ? {} : { coverageClass: reached }),
      },
    ];
  });
  if (found.length === 0 && !isDemandedOfAny(asked)) return undefined;
  const probability = found.length === 0 ? 0 : weakest(found).probability;
  return { asked, served: probability >= profile.pointProbability, probability, operators: found };
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

/** Returns whether a point is required, and an operator does not serve the modem that is asked for there. */
export function missesModem({ required, devices }: PointResult, operator: Operator): boolean {
  if (!required || !devices) return false;
  const { operators } = devices;
  return operators.length === 0 || operators.some((each) => each.operator === operator && !each.served);
}

/** The probability that an operator serves a point: the phone that scans there, and the device where its modem is asked for. */
export function operatorProbability({ operators, devices }: PointResult, operator: Operator): number {
  const ofOperator = (results: readonly PointOperatorResult[]) =>
    results.find((result) => result.operator === operator)?.probability;
  if (devices?.operators.length === 0) return 0;
  const ofScans = operators.length === 0 && devices ? 1 : (ofOperator(operators) ?? 0);
  return Math.min(ofScans, ofOperator(devices?.operators ?? []) ?? 1);
}

/** The operator's carriers that scan codes; those for calls where it has no other. */
export function dataCarriers(plan: Plan, operator: Operator): Carrier[] {
  const matching = phoneCarriers(plan, operator);
  const data = matching.filter((carrier) => carrier.services.includes('data'));
  return data.length > 0 ? data : matching;
}
