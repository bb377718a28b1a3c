import type { Plan } from '../plan/index.ts';
import type { NetworkEvaluation } from '../radio/index.ts';
import { evaluateExposure } from './exposure/evaluate-exposure.ts';
import { exposureRule } from './exposure/exposure-rule.ts';
import { checkRules } from './network/rules/check-rules.ts';
import type { RuleResult } from './network/rules/rule.ts';

/** Every rule that a plan's feeder network is held to, human exposure last. */
export function judgeNetwork(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  return [...checkRules(plan, evaluation), exposureRule(evaluateExposure(plan, evaluation))];
}
