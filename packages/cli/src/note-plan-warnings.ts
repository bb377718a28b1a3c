import { describeProblem, type Plan, type Problem, planWarnings } from '@diku/engine';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Says on stderr what a plan holds that a planner hardly means; returns it as JSON documents have it. */
export function notePlanWarnings(plan: Plan, path: string, session: Session): Problem[] {
  for (const warning of planWarnings(plan, session.language)) {
    const said = describeProblem(warning, session.language);
    session.note(`${texts[session.language].warning}: ${path}: ${said}`);
  }
  return planWarnings(plan);
}
