import type { NetworkDesign, NetworkReport, Plan } from '@diku/engine';
import type { PlacementProposal, PlacingState } from './proposal.ts';

/** A network as it could be: nothing changes until somebody takes it. */
export interface NetworkProposal {
  /** The plan that was asked about; for another one the proposal is out of date. */
  basis: Plan;
  /** The same with the network, and with the powers that it brings to the ports. */
  plan: Plan;
  /** How it came about: trees, sources, what it rests on. */
  design: NetworkDesign;
  /** Powers at every port, rules, bill. */
  report: NetworkReport;
}

/** What is being designed, and what was. */
export interface DesignState {
  placing: PlacingState | undefined;
  placement: PlacementProposal | undefined;
  /** How far the network is that is being designed, 0–1. */
  feedingRatio: number | undefined;
  network: NetworkProposal | undefined;
}

export const noDesign: DesignState = {
  placing: undefined,
  placement: undefined,
  feedingRatio: undefined,
  network: undefined,
};
