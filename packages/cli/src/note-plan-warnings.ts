import { describeProblem, type Plan, planWarnings } from '@diku/engine';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

/** Says on stderr what a plan holds that a planner hardly means. */
export function notePlanWarnings(plan: Plan, path: string, session: Session): void {
  for (const warning of planWarnings(plan, session.language)) {
    const said = describeProblem(warning, session.language);
    session.note(`${texts[session.language].warning}: ${path}: ${said}`);
  }
}
