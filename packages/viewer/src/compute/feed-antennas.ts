import {
  designNetwork,
  InputError,
  type Monitor,
  type Plan,
  reportNetwork,
  say,
  withoutNetwork,
} from '@diku/engine';
import type { FedAntennas } from './propose.ts';

/**
 * The feeder network of a plan's antennas, designed anew; antennas that nothing leads to are left out and listed in its
 * evaluation. Throws `InputError` where none can be designed, with the places that prevent it.
 */
export function feedAntennas(plan: Plan, monitor: Monitor): FedAntennas {
  const { plan: fed, design } = designNetwork(withoutNetwork(plan), { partial: true, monitor });
  const report = reportNetwork(fed);
  if (!report)
    throw new InputError([{ at: 'network', found: say('no-network'), expected: say('with-network') }]);
  return { antennas: fed.antennas, network: fed.network, derived: fed.derived, design, report };
}
