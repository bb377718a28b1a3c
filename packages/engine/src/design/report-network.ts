import { type DerivedStates, derivedStates, type PartState, type Plan } from '../plan/index.ts';
import { type AntennaFeed, fittingNetwork, listDeviations, type NetworkEvaluation } from '../radio/index.ts';
import { evaluateExposure } from './exposure/evaluate-exposure.ts';
import type { Exposure } from './exposure/exposure.ts';
import { type BillItem, type NetworkBill, networkBill } from './network/network-bill.ts';
import { checkRules } from './network/rules/check-rules.ts';
import type { RuleResult } from './network/rules/rule.ts';
import { judge } from './network/rules/rule.ts';

/** A plan's feeder network: powers, bill, rules. */
export interface NetworkReport {
  evaluation: NetworkEvaluation;
  bill: NetworkBill;
  rules: RuleResult[];
  /** No rule failed, warnings aside, and the network is of the plan as it is. */
  met: boolean;
  /** How the network and the powers it brings stand to the plan. */
  states: Pick<DerivedStates, 'network' | 'portPowers'>;
}

/** What there is to say about the network of a plan; undefined where it has none. */
export function reportNetwork(plan: Plan): NetworkReport | undefined {
  const evaluation = fittingNetwork(plan);
  if (!evaluation) return undefined;
  const rules = judgeNetwork(plan, evaluation);
  const { network, portPowers } = derivedStates(plan);
  const isStale = network.state === 'stale' || portPowers.state === 'stale';
  const met = !isStale && rules.every(({ passed, isWarning }) => passed || isWarning);
  return { evaluation, bill: networkBill(plan), rules, met, states: { network, portPowers } };
}

/** The contract's `network` of a result document, and what came along since. */
export interface NetworkDocument extends Omit<NetworkBill, 'items' | 'antennas'> {
  /** Antennas that are fed, and those that are not. */
  antennas: number;
  unfed: string[];
  portPowerDb: {
    /** Largest less smallest deviation from the target. */
    spread: number;
    /** The one farthest off, with its sign; absent where nothing is fed. */
    worst?: number;
    worstAt?: { antenna: string; level: string; carrier: string };
    /** Ports and carriers in all, and those more than 1 dB off. */
    ports: number;
    beyond1Db: number;
  };
  bill: BillItem[];
  /** The longest run of each cable. */
  longestCables: { part: string; cable: string; lengthM: number }[];
  ports: AntennaFeed[];
  rules: RuleResult[];
  rulesMet: boolean;
  /** `stale`: every figure here is of a network that was designed for another plan. */
  state: PartState['state'];
}

export function networkDocument(
  { evaluation, bill, rules, met, states }: NetworkReport,
  plan: Plan,
): NetworkDocument {
  const { items, ...totals } = bill;
  const { worst, spreadDb } = evaluation;
  const deviations = listDeviations(evaluation.antennas, plan.carriers);
  return {
    ...totals,
    antennas: evaluation.antennas.length,
    unfed: evaluation.unfed,
    portPowerDb: {
      spread: spreadDb,
      ...(worst
        ? {
            worst: worst.deviationDb,
            worstAt: { antenna: worst.antenna, level: worst.level, carrier: worst.carrier },
          }
        : {}),
      ports: deviations.length,
      beyond1Db: deviations.filter(({ deviationDb }) => Math.abs(deviationDb) > 1 + 1e-6).length,
    },
    bill: items,
    longestCables: longestCables(evaluation),
    ports: evaluation.antennas,
    rules,
    rulesMet: met,
    state: states.network.state,
  };
}

function longestCables({ cables }: NetworkEvaluation): NetworkDocument['longestCables'] {
  const longest = new Map<string, NetworkDocument['longestCables'][number]>();
  for (const { part, cable, lengthM } of cables) {
    if (lengthM > (longest.get(part)?.lengthM ?? -1)) longest.set(part, { part, cable, lengthM });
  }
  return [...longest.values()];
}

/** Every rule that a plan's feeder network is held to, human exposure last. */
export function judgeNetwork(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  return [...checkRules(plan, evaluation), exposureRule(evaluateExposure(plan, evaluation))];
}

/** The limit for the public as one rule among those of the network, head by head near each antenna. */
function exposureRule({ antennas }: Exposure): RuleResult {
  const findings = antennas.map(({ antenna, worst }) => ({
    at: { kind: 'head' as const, id: antenna, level: worst.level, position: worst.position },
    value: worst.shareRatio,
    detail: { powerDensityUwPerCm2: worst.powerDensityUwPerCm2, heightM: worst.heightM },
  }));
  return judge('exposure', { bound: 'most', unit: 'ratio', limit: 1, source: 'GB 8702-2014' }, findings);
}
