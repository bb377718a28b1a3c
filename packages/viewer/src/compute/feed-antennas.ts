import {
  designFeeder,
  type FieldSolver,
  InputError,
  type Monitor,
  type Plan,
  reportNetwork,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import { changeNetwork, followAntennas } from '@diku/engine/design';
import { feederSentence } from '@diku/engine/documents';
import { withFeederPaths } from '@diku/engine/plan';
import { localizedLine } from '../texts/localized-line.ts';
import type { FedAntennas, FollowedNetwork, RedesignedNetwork } from './propose.ts';
import { exactResolutionM } from './worker-contract.ts';

export { changeNetwork, reportNetwork };

/**
 * The feeder network of a plan's antennas, designed anew, with port targets that meet the plan's target where a
 * reserve does; antennas that nothing leads to are left out and listed in its evaluation. Throws `InputError` where
 * none can be designed, with the locations that prevent it.
 */
export async function feedAntennas(
  plan: Plan,
  { solver, monitor }: { solver: FieldSolver; monitor: Monitor },
): Promise<FedAntennas> {
  const paths = plan.choices?.paths;
  const given = paths === undefined ? plan : withFeederPaths(plan, paths);
  const designed = await designFeeder(given, {
    solver,
    monitor,
    partial: true,
    resolutionM: exactResolutionM,
  });
  const { antennas, network, derived } = designed.plan;
  const report = reportNetwork(designed.plan);
  if (!report)
    throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
  const { assessment } = designed;
  const met = assessment?.decidable ? assessment.target.met : undefined;
  const sentence = localizedLine((each) => feederSentence(designed, each));
  return { antennas, network, derived, design: designed.design, report, verdict: { met, sentence } };
}

/**
 * The network of a plan designed anew around what is locked in it, with ports as far over their targets as they were. Throws
 * `InputError` where none can be designed around that.
 */
export async function redesignNetwork(plan: Plan, solver: FieldSolver): Promise<RedesignedNetwork> {
  const reserve = plan.network?.portReserveDb ?? 0;
  const designed = await designFeeder(plan, { solver, partial: true, reserve });
  const { antennas, network, derived } = designed.plan;
  return { antennas, network, derived };
}

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
