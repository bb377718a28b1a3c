import { describeProblem, type Plan, planWarnings } from '@diku/engine';
import { cliText } from './cli-text.ts';
import type { Session } from './session.ts';

/** Says on stderr what a plan holds that a planner hardly means. */
export function notePlanWarnings(plan: Plan, path: string, session: Session): void {
  for (const warning of planWarnings(plan, session.language)) {
    const said = describeProblem(warning, session.language);
    session.note(cliText(session.language, 'note-of', { path, note: said }));
  }
}
