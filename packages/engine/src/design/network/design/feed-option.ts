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
      outputs: FeedOption[];
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

const comparedRatio = 3;

/** Rounding of losses added in another order, dB. */
const epsilonDb = 1e-9;

/**
 * The options that no other one beats by costing no more and accepting every power that it accepts: at most `max`, then
 * the cheapest and the widest of each half decibel, those that need little power first.
 */
export function pruneOptions(options: readonly FeedOption[], max: number): OptionList {
  // Comparing all with all is for as many as may stay; of far more most would be thinned out anyway.
  if (options.length > comparedRatio * max) {
    const { options: retained } = pruneOptions(
      sampleOptions([...options].sort(compareOptions), comparedRatio * max),
      max,
    );
    return { options: retained, isCut: true };
  }
  const sorted = [...options].sort(compareOptions);
  const retained: FeedOption[] = [];
  for (const option of sorted) {
    if (!retained.some((better) => accepts(better, option))) retained.push(option);
  }
  return retained.length <= max
    ? { options: retained, isCut: false }
    : { options: sampleOptions(retained, max), isCut: true };
}

function compareOptions(a: FeedOption, b: FeedOption): number {
  return a.costCny - b.costCny || b.widthDb - a.widthDb;
}

function accepts(wide: FeedOption, narrow: FeedOption): boolean {
  for (let carrier = 0; carrier < wide.lowDbm.length; carrier += 1) {
    if (wide.lowDbm[carrier] > narrow.lowDbm[carrier] + epsilonDb) return false;
    if (wide.highDbm[carrier] < narrow.highDbm[carrier] - epsilonDb) return false;
  }
  return true;
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

/**
 * Half of them those with the cheapest whole; the others by buckets of the accepted power's middle, from each in turn its
 * cheapest, its widest, then the next.
 */
function sampleOptions(sorted: readonly FeedOption[], max: number): FeedOption[] {
  const best = [...sorted]
    .sort((a, b) => a.wholeCny - b.wholeCny || compareOptions(a, b))
    .slice(0, Math.ceil(max / 2));
  const isBest = new Set(best);
  const others = sorted.filter((option) => !isBest.has(option));
  return [...best, ...spreadOptions(others, max - best.length)];
}

function spreadOptions(sorted: readonly FeedOption[], max: number): FeedOption[] {
  const buckets = new Map<number, FeedOption[]>();
  for (const option of sorted) {
    const key = Math.round(2 * middleDbm(option));
    const bucket = buckets.get(key);
    if (bucket) bucket.push(option);
    else buckets.set(key, [option]);
  }
  const queues = [...buckets].sort(([a], [b]) => a - b).map(([, bucket]) => alternate(bucket));
  const retained: FeedOption[] = [];
  const count = Math.min(max, sorted.length);
  for (let rank = 0; retained.length < count; rank += 1) {
    for (const queue of queues)
      if (rank < queue.length && retained.length < count) retained.push(queue[rank]);
  }
  return retained;
}

function middleDbm({ lowDbm, highDbm }: FeedOption): number {
  return (lowDbm[0] + highDbm[0]) / 2;
}

/** Cheapest and widest by turns. */
function alternate(byCost: readonly FeedOption[]): FeedOption[] {
  const byWidth = [...byCost].sort((a, b) => b.widthDb - a.widthDb || a.costCny - b.costCny);
  const taken = new Set<FeedOption>();
  const order: FeedOption[] = [];
  for (let rank = 0; rank < byCost.length; rank += 1) {
    for (const option of [byCost[rank], byWidth[rank]]) {
      if (taken.has(option)) continue;
      taken.add(option);
      order.push(option);
    }
  }
  return order;
}
