import { PlanError, say } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { lockable, networkPath } from './design/locked-problem.ts';

/**
 * Refuses a plan whose network has locked parts before its antennas are placed: that drops the network.
 * @throws PlanError naming each of them
 */
export function refuseLockedNetwork(plan: Plan): void {
  const locked = lockable(plan.network ?? {}).filter((each) => each.locked === true);
  if (locked.length === 0) return;
  throw new PlanError(
    locked.map(({ id }) => ({
      at: networkPath(plan, id),
      found: say('locked-at-placing'),
      expected: say('locked-at-placing-expected'),
    })),
  );
}
