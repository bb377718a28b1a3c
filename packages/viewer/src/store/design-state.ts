import type { NetworkReport, Plan, Progress, ScenarioId } from '@diku/engine';
import type { NetworkDesign } from '@diku/engine/design';
import type { StateDesign } from '@diku/engine/radio';
import type { LocalizedLine } from '../texts/localized-line.ts';
import type { PlacementProposal, PlacingState } from './proposal.ts';
import type { WorkFailure } from './work-failure.ts';

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
  /** The verdict with it, undefined where nobody can tell, and the port targets it has. */
  verdict: { met: boolean | undefined; sentence: LocalizedLine };
}

/** Figures of the plan's network as it is on screen, while an antenna is dragged too. */
export interface NetworkFigures {
  /** The plan that they were asked of. */
  asked: Plan;
  /** The same with feeders led to its antennas. */
  plan: Plan;
  report: NetworkReport;
  /** Feeders that were led to where antennas hang now. */
  led: readonly string[];
}

/** Antennas that a plan takes to pass in each state of shutters, cars and failures. */
export interface StatePrices {
  /** The plan that was asked about; for another one they are out of date. */
  basis: Plan;
  antennas: number;
  states: readonly {
    id: ScenarioId;
    /** Chance that all operators pass in it as the plan stands, 0–1. */
    passProbability: number;
    /** It passes as the plan stands. */
    isMet: boolean;
    /** Absent where it passes, or where nobody placed for it: a radio unit that fails. */
    design?: StateDesign;
  }[];
}

/** State of the designs, running and finished. */
export interface DesignState {
  placing: PlacingState | undefined;
  placement: PlacementProposal | undefined;
  /** The step of the network that is being designed, and how far that is. */
  feeding: Pick<Progress, 'stage' | 'doneRatio' | 'detail'> | undefined;
  network: NetworkProposal | undefined;
  figures: NetworkFigures | undefined;
  /** Why there are none: the network does not fit its plan, or what failed. */
  figuresFailure: 'unfit' | WorkFailure | undefined;
  /** The network is being designed anew around what a person changed, or why it could not be. */
  redesign: 'running' | WorkFailure | undefined;
  prices: StatePrices | undefined;
}

export const noDesign: DesignState = {
  placing: undefined,
  placement: undefined,
  feeding: undefined,
  network: undefined,
  figures: undefined,
  figuresFailure: undefined,
  redesign: undefined,
  prices: undefined,
};
