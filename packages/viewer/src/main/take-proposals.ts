import type { NetworkChange } from '@diku/engine/design';
import { withoutNetwork } from '@diku/engine/plan';
import type { App } from '../app/app.ts';
import type { NetworkFollower } from '../compute/design-runner.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { isFeedStale } from '../store/derived-states.ts';
import type { PlacementProposal } from '../store/proposal.ts';
import type { PlacementSummary } from '../store/result-state.ts';
import { text } from '../texts/language.ts';

/** Takes the placement that is proposed over into the plan, as one step; not where the plan is another one by now. */
export function takePlacement({ store, results, design }: App): void {
  const { placement } = design.value;
  const { plan } = store;
  if (!placement || !plan || plan.levels !== placement.basis.levels) return;
  const { antennas, network, placement: rules } = placement.plan;
  store.replacePlan('place', {
    ...(network ? plan : withoutNetwork(plan)),
    ...{ antennas, ...(network ? { network } : {}), ...(rules ? { placement: rules } : {}) },
  });
  results.patch({ placement: summariseProposal(placement) });
  design.patch({ placement: undefined });
}

/** Takes the network that is proposed over into the plan, as one step; not where its antennas are others by now. */
export function takeNetwork({ store, design }: App): void {
  const { network } = design.value;
  const { plan } = store;
  if (!network || !plan || plan.antennas !== network.basis.antennas) return;
  const { antennas, network: feeder, derived } = network.plan;
  // What the proposal does not know of may have been edited since: then its fingerprints say so.
  const { network: basis, portPowers } = derived ?? {};
  store.replacePlan('network', {
    ...{ ...plan, antennas, network: feeder },
    derived: { ...plan.derived, network: basis, portPowers },
  });
  design.patch({ network: undefined });
}

/** Summary that the page keeps of a placement that was taken. */
export function summariseProposal(proposal: PlacementProposal): PlacementSummary {
  const { plan, lowerBound, unserved, isMet, emptyLevels } = proposal;
  return { antennas: plan.antennas.length, lowerBound, unserved: unserved.length, isMet, emptyLevels };
}

/** Sets things in the plan's network as one step; the rest is designed around them as part of it, and what cannot be is said. */
export async function changeNetwork(
  { store, page, design }: App,
  follower: NetworkFollower,
  changes: NetworkChange[],
): Promise<void> {
  const plan = store.committed;
  if (!plan?.network || store.isReadOnly) return;
  const outcome = await follower.change(plan, changes);
  if (plan !== store.committed) return;
  if (!outcome.ok) {
    const lines = describeFailure(outcome.failure);
    page.patch({ notice: { kind: 'error', title: text('networkChangeRefused'), lines } });
    return;
  }
  const { network, derived } = outcome.value;
  store.apply({
    name: 'network',
    records: [
      { kind: 'part', part: 'network', before: plan.network, after: network },
      { kind: 'part', part: 'derived', before: plan.derived, after: derived },
    ],
  });
  const changed = store.committed;
  if (!changed || !isFeedStale(changed)) return;
  await follower.redesign(changed);
  const { redesign } = design.value;
  if (!redesign || redesign === 'running' || redesign.name === 'CancelledError') return;
  const lines = [...describeFailure(redesign), text('networkChangeUndo')];
  page.patch({ notice: { kind: 'error', title: text('networkAroundFailed'), lines } });
}
