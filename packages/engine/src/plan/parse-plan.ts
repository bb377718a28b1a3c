import { PlanError } from '../errors.ts';
import { checkPlanSense } from './check-plan-sense.ts';
import { type Plan, planSchema } from './schema.ts';

/**
 * A plan from parsed JSON: schema first, then sense (ids, materials, outlines, sizes). Unknown keys are kept.
 * Throws `PlanError` with every problem and its path.
 */
export function parsePlan(value: unknown): Plan {
  const result = planSchema.safeParse(value);
  if (!result.success) {
    throw new PlanError(
      result.error.issues.slice(0, 200).map((issue) => ({
        at: formatPath(issue.path),
        found: describeFound(value, issue.path),
        expected: issue.message.replace(/^Invalid input: expected /, '').replace(/, received.*$/, ''),
      })),
    );
  }
  const problems = checkPlanSense(result.data);
  if (problems.length > 0) throw new PlanError(problems.slice(0, 200));
  return result.data;
}

/** `['levels', 0, 'walls', 3]` → `levels[0].walls[3]`. */
function formatPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : `${text ? '.' : ''}${String(key)}`;
  return text || 'plan';
}

function describeFound(root: unknown, path: readonly PropertyKey[]): string {
  let value: unknown = root;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return 'nothing';
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
