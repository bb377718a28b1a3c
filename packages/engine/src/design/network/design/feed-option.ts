import type { CatalogPart, NetworkCable, NetworkDevice, NetworkSource } from '../../../plan/index.ts';
import type { ChosenUnit } from './choose-units.ts';
import type { AttenuatorOption, CableOption, SplitOption } from './design-parts.ts';

/** Feeding of a node of the tree, down to its antennas. */
export type FeedPlan =
  | { kind: 'antenna'; antenna: number }
  /** Ends a port on purpose. */
  | { kind: 'load'; device: NetworkDevice; part: CatalogPart }
  | { kind: 'source'; joined: JoinedSource }
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

/** Radio units that send some carriers into the middle of a tree, through a combiner that passes on the others. */
export interface Joining {
  /** [carrier] true of what they send. */
  sends: readonly boolean[];
  units: readonly ChosenUnit[];
  combiner: CatalogPart;
  /** [carrier] of the combiner, dB. */
  lossDb: Float64Array;
  /** [carrier] most at the combiner's output, dBm. */
  maxDbm: Float64Array;
  /** Cost of units and combiner, CNY. */
  costCny: number;
  /** Sources of a tree that are joined to its own, at most. */
  countAtMost: number;
  /** Cost of a node as a site, CNY: Infinity where no radio units can hang. */
  siteCny(node: number): number;
}

/** A source within a tree, and what it feeds. */
export interface JoinedSource {
  joining: Joining;
  node: number;
  /** Present where it stays from the network before. */
  stays?: NetworkSource;
  /** Feeding of what is behind its output. */
  option: FeedOption;
}

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
  /** Sources within it besides that of the tree. */
  joinedCount: number;
  /** Diameter of the thickest cable whose trunk is before it, mm: thinner ones do not lead there. */
  thickMm: number;
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
  rest: Omit<FeedOption, 'lowDbm' | 'highDbm' | 'widthDb'>,
): FeedOption {
  let minDb = Number.POSITIVE_INFINITY;
  for (let carrier = 0; carrier < lowDbm.length; carrier += 1) {
    const rangeDb = highDbm[carrier] - lowDbm[carrier];
    if (rangeDb < minDb) minDb = rangeDb;
  }
  return { lowDbm, highDbm, ...rest, widthDb: minDb };
}
