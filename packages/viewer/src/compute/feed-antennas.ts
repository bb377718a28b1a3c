import {
  designFeeder,
  type FieldSolver,
  InputError,
  type Monitor,
  type Plan,
  reportNetwork,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import { feederSentence } from '@diku/engine/documents';
import { localizedLine } from '../texts/localized-line.ts';
import type { FedAntennas } from './propose.ts';
import { exactResolutionM } from './worker-contract.ts';

/**
 * The feeder network of a plan's antennas, designed anew, with port targets that meet the plan's target where a
 * reserve does; antennas that nothing leads to are left out and listed in its evaluation. Throws `InputError` where
 * none can be designed, with the locations that prevent it.
 */
export async function feedAntennas(
  plan: Plan,
  { solver, monitor }: { solver: FieldSolver; monitor: Monitor },
): Promise<FedAntennas> {
  const fed = await designFeeder(plan, { solver, monitor, partial: true, resolutionM: exactResolutionM });
  const { antennas, network, derived } = fed.plan;
  const report = reportNetwork(fed.plan);
  if (!report)
    throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
  const { assessment } = fed;
  const met = assessment?.decidable ? assessment.target.met : undefined;
  const sentence = localizedLine((each) => feederSentence(fed, each));
  return { antennas, network, derived, design: fed.design, report, verdict: { met, sentence } };
}
