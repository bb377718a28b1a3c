import type { Position } from '../../../plan/index.ts';
import { type RuleId, ruleNames } from './rule-names.ts';

/** Where in a plan or its network. */
export interface RulePlace {
  kind:
    | 'antenna'
    | 'device'
    | 'source'
    | 'hub'
    | 'baseband'
    | 'unit'
    | 'cable'
    | 'part'
    | 'cell'
    | 'carrier'
    | 'head';
  id: string;
  level?: string;
  position?: Position;
  /** Port of the device or source. */
  port?: string;
  carrier?: string;
}

/** One thing that was looked at and its value in the unit of the rule. */
export interface RuleFinding {
  at: RulePlace;
  value?: number;
  /** Where it differs from thing to thing. */
  limit?: number;
  /** What the value is made of, by name: dB, dBm, MHz or counts as their names say. */
  detail?: Readonly<Record<string, number | string>>;
}

/** A rule and how the network stands to it. */
export interface RuleResult {
  id: RuleId;
  name: { zh: string; en: string };
  passed: boolean;
  /** Present where nothing depends on it: a failed rule that is a warning fails no network. */
  isWarning?: true;
  /** `most`: values up to the limit pass; `least`: from it on. */
  bound: 'most' | 'least';
  /** Absent where each thing has its own, and where nothing is measured. */
  limit?: number;
  unit: 'dBm' | 'dB' | 'm' | 'MHz' | 'ratio' | 'count';
  /** Where the limit comes from. */
  source: string;
  checked: number;
  /** Nearest to its limit or farthest beyond; absent where nothing was looked at. */
  worst?: RuleFinding;
  failed: number;
  /** The first of those that failed, worst first. */
  failures: RuleFinding[];
}

/** Listed of a rule. */
export const mostFailures = 50;
/** Powers are sums of many terms: what is over a limit by less is at it. */
const roundingDb = 1e-6;

/** A rule over findings with values: each against its own limit or the rule's. */
export function judge(
  id: RuleId,
  rule: Pick<RuleResult, 'bound' | 'unit' | 'source' | 'limit' | 'isWarning'>,
  findings: readonly RuleFinding[],
): RuleResult {
  const over = ({ value = 0, limit = rule.limit ?? 0 }: RuleFinding) =>
    rule.bound === 'most' ? value - limit : limit - value;
  const sorted = findings
    .map((finding) => ({ finding, overBy: over(finding) }))
    .sort((a, b) => b.overBy - a.overBy);
  const failures = sorted.filter(({ overBy }) => !(overBy <= roundingDb));
  return {
    ...{ id, name: ruleNames[id], passed: failures.length === 0, ...rule },
    checked: findings.length,
    ...(sorted.length > 0 ? { worst: sorted[0].finding } : {}),
    failed: failures.length,
    failures: failures.slice(0, mostFailures).map(({ finding }) => finding),
  };
}
