import { evaluateExposure } from '../exposure/evaluate-exposure.ts';
import { exposureRule } from '../exposure/exposure-rule.ts';
import type { NetworkEvaluation } from '../feeder/network-evaluation.ts';
import { checkRules } from '../network/rules/check-rules.ts';
import type { RuleResult } from '../network/rules/rule.ts';
import type { Plan } from '../plan/schema.ts';

/** Every rule that a plan's feeder network is held to, human exposure last. */
export function judgeNetwork(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  return [...checkRules(plan, evaluation), exposureRule(evaluateExposure(plan, evaluation))];
}
