import { type Phrase, requireList, requireObject, say } from '../core/index.ts';
import { type ImportReason, importReasons } from './import-reasons.ts';
import { requirePlan } from './plan-profile.ts';
import type { Decision, Plan } from './schema.ts';

/** Who accepts, and when; both as they are given, for people to read. */
export interface DecidedBy {
  by?: string;
  /** ISO 8601. */
  date?: string;
}

/** A doubt that a person looked at and accepted. */
export interface AcceptedReason extends ImportReason {
  decision: Decision;
}

/** The doubts of a plan's import: those nobody has accepted, and those that somebody has. */
export function sortReasons(plan: Pick<Plan, 'derived' | 'levels' | 'decisions'>): {
  open: ImportReason[];
  accepted: AcceptedReason[];
} {
  requireObject('plan', plan, ['levels']);
  const open: ImportReason[] = [];
  const accepted: AcceptedReason[] = [];
  for (const reason of importReasons(plan)) {
    const decision = plan.decisions?.find(
      ({ code, level, basis }) => code === reason.code && level === reason.level && basis === reason.basis,
    );
    if (decision) accepted.push({ ...reason, decision });
    else open.push(reason);
  }
  return { open, accepted };
}

/**
 * The plan with the open doubts of these codes accepted, each by its own figures: `floor-empty` on every level,
 * `floor-empty:B2` on one. What an earlier decision said of the same is replaced. A doubt that the plan has not is passed over.
 */
export function acceptReasons(plan: Plan, wanted: readonly string[], decided: DecidedBy = {}): Plan {
  requirePlan(plan);
  requireList('codes', wanted);
  requireObject('decided', decided);
  const { by, date } = decided;
  const decisions = sortReasons(plan)
    .open.filter(
      ({ code, level }) =>
        wanted.includes(code) || (level !== undefined && wanted.includes(`${code}:${level}`)),
    )
    .map(
      ({ code, level, basis }): Decision => ({
        code,
        ...(level === undefined ? {} : { level }),
        ...(by === undefined ? {} : { by }),
        ...(date === undefined ? {} : { date }),
        basis,
      }),
    );
  if (decisions.length === 0) return plan;
  const isReplaced = ({ code, level }: Decision) =>
    decisions.some((decision) => decision.code === code && decision.level === level);
  const kept = (plan.decisions ?? []).filter((decision) => !isReplaced(decision));
  return { ...plan, decisions: [...kept, ...decisions] };
}

/** An accepted doubt in one sentence: what, by whom and when. */
export function acceptedPhrase({ said: reason, decision: { by, date } }: AcceptedReason): Phrase {
  if (by !== undefined && date !== undefined) return say('accepted-by-on', { reason, by, date });
  if (by !== undefined) return say('accepted-by', { reason, by });
  if (date !== undefined) return say('accepted-on', { reason, date });
  return say('accepted-unnamed', { reason });
}
