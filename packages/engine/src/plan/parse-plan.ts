import { PlanError } from '../core/index.ts';
import { checkPlanSense } from './check-plan-sense.ts';
import { migratePlan } from './migrate-plan.ts';
import { type Plan, planSchema } from './schema.ts';
import { schemaProblems } from './schema-problems.ts';

/**
 * A plan from parsed JSON: older versions are migrated, then schema, then sense (ids, materials, outlines, sizes). Unknown
 * keys are kept.
 * Throws `PlanError` with every problem and its path.
 */
export function parsePlan(value: unknown): Plan {
  const document = migratePlan(value);
  const result = planSchema.safeParse(document);
  if (!result.success) {
    throw new PlanError(schemaProblems(result.error.issues, document));
  }
  const problems = checkPlanSense(result.data);
  if (problems.length > 0) throw new PlanError(problems.slice(0, 200));
  return result.data;
}
