import { type Plan, reportNetwork } from '@diku/engine';
import { followAntennas } from '@diku/engine/design';
import type { FollowedNetwork } from './propose.ts';

/** The network report and what people set in networks, as a module of its own, apart from the worker's first load. */
export { changeNetwork } from '@diku/engine/design';
export { reportNetwork };

/** The network of a plan with its feeders led to its antennas, as far as it became another one, and its report. */
export function followNetwork(plan: Plan): FollowedNetwork | undefined {
  const followed = followAntennas(plan);
  const report = reportNetwork(followed);
  if (!report) return undefined;
  const changed = <Item>(items: readonly Item[] = [], before: readonly Item[] = []) =>
    items.filter((item, index) => item !== before[index]);
  return {
    report,
    cables: changed(followed.network?.cables, plan.network?.cables),
    antennas: changed(followed.antennas, plan.antennas),
    derived: followed.derived,
  };
}
