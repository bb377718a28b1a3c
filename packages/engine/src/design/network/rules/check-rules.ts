import type { Plan } from '../../../plan/index.ts';
import type { NetworkEvaluation } from '../../../radio/index.ts';
import { cellRules } from './cell-rules.ts';
import { courseRules } from './course-rules.ts';
import { ownLevelRules } from './own-level-rules.ts';
import { portRules } from './port-rules.ts';
import { ratingRules } from './rating-rules.ts';
import type { RuleResult } from './rule.ts';
import { ruleContext } from './rule-context.ts';
import { sourceRules } from './source-rules.ts';
import { structureRules } from './structure-rules.ts';

/** Every rule that a feeder network is held to, with its limit, the worst that was found and where. */
export function checkRules(plan: Plan, evaluation: NetworkEvaluation): RuleResult[] {
  const context = ruleContext(plan, evaluation);
  return [
    ...portRules(context),
    ...structureRules(context),
    ...courseRules(context),
    ...ratingRules(context),
    ...sourceRules(context),
    ...ownLevelRules(context),
    ...cellRules(context),
  ];
}
