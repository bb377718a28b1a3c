import type { Assessment, NetworkReport, Plan } from '@diku/engine';
import type { NetworkDesign } from '@diku/engine/design';
import { withoutNetwork } from '@diku/engine/plan';
import type { NetworkFigures, NetworkProposal } from '../store/design-state.ts';
import type { RecordChange } from '../store/plan-change.ts';
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

/** A network whose feeders follow its antennas as it leaves the worker: what became another of it, and its report. */
export interface FollowedNetwork {
  report: NetworkReport;
  cables: NonNullable<NonNullable<Plan['network']>['cables']>;
  antennas: Plan['antennas'];
  derived: Plan['derived'];
}

/** A network that was designed anew, with the powers that it brings. */
export type RedesignedNetwork = Pick<Plan, 'antennas' | 'network' | 'derived'>;

/** Figures of a plan's network, of the plan with what became another. */
export function figuresOf(
  asked: Plan,
  { report, cables, antennas, derived }: FollowedNetwork,
): NetworkFigures {
  const led = cables.map(({ id }) => id);
  if (led.length === 0) return { asked, plan: asked, report, led };
  const network = asked.network && { ...asked.network, cables: replaced(asked.network.cables ?? [], cables) };
  return {
    ...{ asked, report, led },
    plan: { ...asked, antennas: replaced(asked.antennas, antennas), network, derived },
  };
}

function replaced<Item extends { id: string }>(items: readonly Item[], changed: readonly Item[]): Item[] {
  const byId = new Map(changed.map((item) => [item.id, item]));
  return items.map((item) => byId.get(item.id) ?? item);
}

/** Changes of a plan's network, powers and derived parts that followed from a step of it, as records of the same step. */
export function followingRecords(before: Plan, after: RedesignedNetwork): RecordChange[] {
  const antennas = before.antennas.flatMap((antenna, index): RecordChange[] => {
    const next = after.antennas[index];
    const isSame = JSON.stringify(antenna) === JSON.stringify(next);
    if (isSame) return [];
    return [{ kind: 'antenna', id: antenna.id, index, before: antenna, after: next, follows: true }];
  });
  // Other derived parts are of what they were of.
  const { network, portPowers } = after.derived ?? {};
  const derived = { ...before.derived, network, portPowers };
  return [
    ...antennas,
    { kind: 'part', part: 'network', before: before.network, after: after.network },
    { kind: 'part', part: 'derived', before: before.derived, after: derived },
  ];
}
