import type { Assessment, PlacedPlan, Plan } from '@diku/engine';
import type { Certificate, PlacementChanges } from '@diku/engine/design';
import type { LocalizedLine } from '../texts/localized-line.ts';

/** State of a placement that is under way. */
export interface PlacingState {
  stage: 'fields' | 'search' | 'check' | 'price' | 'bound';
  /** Fraction of this stage, 0–1. */
  doneRatio: number;
  /** The best set so far, which passes: where it hangs is for previews. None before anything passes. */
  antennas: readonly Plan['antennas'][number][];
  /** No plan has fewer, as far as is proved. */
  lowerBound: number | undefined;
  /** It was told to end with the best set so far. */
  isEnding: boolean;
}

/** Antennas as they could be: nothing changes until somebody takes them. */
export interface PlacementProposal {
  /** The plan that was asked about; for another one the proposal is out of date. */
  basis: Plan;
  /** The same with the antennas proposed, and without a network that fed others. */
  plan: Plan;
  /** Verdict of the plan asked about, where it was known; by the same prediction. */
  verdictBefore: Assessment | undefined;
  /**
   * Verdict of the plan proposed: the locations that fail are in `target.limiting.places`; none where it was cancelled
   * before it was checked.
   */
  verdictAfter: Assessment | undefined;
  /** Those locations by name. */
  locationNames: readonly LocalizedLine[];
  /** Why the search ended: what was cancelled is the best until then. */
  ended: 'complete' | 'time-limit' | 'cancelled';
  /** True when the search considers the target met. */
  isMet: boolean;
  /** No plan has fewer, with what is stated in `certificate`; none where it was cancelled before there was a bound. */
  lowerBound: number | undefined;
  certificate: Certificate | undefined;
  changes: PlacementChanges | undefined;
  /** Locations that no set of candidates serves, and what would. */
  unserved: PlacedPlan['placement']['unserved'];
  /** Power that the walk is short of where the target is missed, dB. */
  shortDb: number | undefined;
  /** Levels without counted floor. */
  emptyLevels: readonly string[];
  estimatedCostCny: number | undefined;
  /** The plan had a network, which feeds other antennas than these: it has to be designed anew. */
  losesNetwork: boolean;
}
