import type { Assessment, NetworkReport, Plan } from '@diku/engine';
import type { NetworkDesign } from '@diku/engine/design';
import { withoutNetwork } from '@diku/engine/plan';
import type { NetworkProposal } from '../store/design-state.ts';
import type { PlacementProposal } from '../store/proposal.ts';

/** A placement as it leaves the worker: without the plan's levels, which the page has. */
export interface PlacedAntennas
  extends Omit<PlacementProposal, 'basis' | 'plan' | 'verdictBefore' | 'losesNetwork'> {
  antennas: Plan['antennas'];
  /** The plan's own rules of where to mount, with what is refused from now on. */
  rules: Plan['placement'];
  retainsNetwork: boolean;
}

/** Result of a placement that was stopped from outside: the best set reported. */
export function placedSoFar(antennas: Plan['antennas'], lowerBound: number | undefined): PlacedAntennas {
  const nothing = { certificate: undefined, changes: undefined, shortDb: undefined };
  return {
    ...{ antennas, lowerBound, ...nothing, rules: undefined, retainsNetwork: false },
    ...{ verdictAfter: undefined, locationNames: [], unserved: [], emptyLevels: [] },
    ...{ ended: 'cancelled', isMet: true, estimatedCostCny: undefined },
  };
}

/** The proposal to a plan. */
export function proposePlacement(
  basis: Plan,
  { antennas, rules, retainsNetwork, ...result }: PlacedAntennas,
  verdictBefore: Assessment | undefined,
): PlacementProposal {
  const isFed = basis.network !== undefined;
  return {
    ...{ ...result, basis, verdictBefore },
    plan: {
      ...(isFed && retainsNetwork ? basis : withoutNetwork(basis)),
      antennas,
      ...(rules === undefined ? {} : { placement: rules }),
    },
    losesNetwork: isFed && !retainsNetwork,
  };
}

/** A network as it leaves the worker: without the plan's levels, which the page has. */
export interface FedAntennas {
  /** Antennas with the powers that the network brings to their ports. */
  antennas: Plan['antennas'];
  network: Plan['network'];
  /** Derived parts with what both were computed from. */
  derived: Plan['derived'];
  design: NetworkDesign;
  report: NetworkReport;
  verdict: NetworkProposal['verdict'];
}

/** The proposal to a plan. */
export function proposeNetwork(
  basis: Plan,
  { antennas, network, derived, ...proposed }: FedAntennas,
): NetworkProposal {
  return { ...proposed, basis, plan: { ...basis, antennas, network, derived } };
}
