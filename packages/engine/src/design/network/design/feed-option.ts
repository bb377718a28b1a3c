import type { CatalogPart, NetworkCable, NetworkDevice } from '../../../plan/index.ts';
import type { AttenuatorOption, CableOption, SplitOption } from './design-parts.ts';

/** Feeding of a node of the tree, down to its antennas. */
export type FeedPlan =
  | { kind: 'antenna'; antenna: number }
  /** Ends a port on purpose. */
  | { kind: 'load'; device: NetworkDevice; part: CatalogPart }
  | {
      kind: 'split';
      node: number;
      option: SplitOption;
      outputs: readonly FeedOption[];
      /** Present where it stays from the network before. */
      stays?: NetworkDevice;
    }
  | {
      kind: 'cable';
      run: CableRun;
      cable: CableOption;
      /** Attenuator at the cable's end, with a jumper to what follows. */
      attenuator?: AttenuatorOption;
      jumper: { cable: CableOption; lengthM: number };
      then: FeedOption;
      /** Present where it stays from the network before. */
      stays?: NetworkCable;
    };

/** A segment of cable to install: its length with slack and its course. */
export interface CableRun {
  lengthM: number;
  /** Nodes of the routing graph; one where both ends stand at one node. */
  nodes: readonly number[];
}

/**
 * One way to feed a part of the tree: the power it needs at its input, per carrier between `lowDbm` and `highDbm`, and what
 * it costs.
 */
export interface FeedOption {
  lowDbm: Float64Array;
  highDbm: Float64Array;
  costCny: number;
  /** Cost with what the rest of the network costs at least, as far as that is known, CNY. */
  wholeCny: number;
  /** Width of the narrowest carrier range, dB. */
  widthDb: number;
  plan: FeedPlan;
}

export interface OptionList {
  options: FeedOption[];
  /** True where options were left out that might have been part of the cheapest network. */
  isCut: boolean;
}

/** An option with what it is compared by. */
export function feedOption(
  lowDbm: Float64Array,
  highDbm: Float64Array,
  { costCny, wholeCny, plan }: Pick<FeedOption, 'costCny' | 'wholeCny' | 'plan'>,
): FeedOption {
  let minDb = Number.POSITIVE_INFINITY;
  for (let carrier = 0; carrier < lowDbm.length; carrier += 1) {
    const rangeDb = highDbm[carrier] - lowDbm[carrier];
    if (rangeDb < minDb) minDb = rangeDb;
  }
  return { lowDbm, highDbm, costCny, wholeCny, widthDb: minDb, plan };
}
