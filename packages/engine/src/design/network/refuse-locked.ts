import { PlanError, say } from '../../core/index.ts';
import type { Plan } from '../../plan/index.ts';
import { networkPath } from './design/locked-problem.ts';

/**
 * Refuses a plan whose network has locked parts before its antennas are placed: that drops the network.
 * @throws PlanError naming each of them
 */
export function refuseLockedNetwork(plan: Plan): void {
  const { sources = [], devices = [], cables = [] } = plan.network ?? {};
  const locked = [...sources, ...devices, ...cables].filter((each) => each.locked === true);
  if (locked.length === 0) return;
  throw new PlanError(
    locked.map(({ id }) => ({
      at: networkPath(plan, id),
      found: say('locked-at-placing'),
      expected: say('locked-at-placing-expected'),
    })),
  );
}
