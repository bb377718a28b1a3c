import type { PlanResult, Step } from './programme-community.ts';

/** What the last step with a plan kept of it; undefined where there was none. */
export function lastPlan(history: readonly Step[]): PlanResult | undefined {
  return history.flatMap(({ plan }) => plan ?? []).at(-1);
}

/** Whether a plan is the one that was kept last: read from a file of the same bytes. */
export function isLastPlan(history: readonly Step[], { source }: PlanResult): boolean {
  return source !== undefined && source.sha256 === lastPlan(history)?.source?.sha256;
}
