import { asPhrase, DrawingError, PlanError, say } from '../../core/index.ts';
import { type Plan, parsePlan } from '../../plan/index.ts';

/** The plan, checked. A level that makes no sense is the drawing's fault here, not a plan author's. */
export function checkedPlan(candidate: unknown): Plan {
  try {
    return parsePlan(candidate);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const [{ at, found, expected }] = error.said;
    throw new DrawingError(say('recognised-plan', { at }), asPhrase(found), asPhrase(expected));
  }
}
