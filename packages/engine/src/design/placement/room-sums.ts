import type { RoomLayer } from './garage-demand.ts';

/** Contribution of a set at the samples of rooms. */
export interface RoomSums {
  /** [layers] of [samples] each: sum, sum of squares and strongest of the ratios. */
  sums: Float64Array[];
  squares: Float64Array[];
  strongest: Float64Array[];
  /** Chance to be served, 0–1; below 0 where it has not been looked up. */
  chances: Float64Array[];
}

/** A candidate that gives a sample less than this fraction of the sum changes nothing that counts: 0.004 dB. */
export const nothingRatio = 1e-3;

/** Contribution of a set to the rooms. */
export interface RoomState extends RoomSums {
  /** [rooms]: 1 where served as demanded by every operator, less where not. */
  credits: Float64Array;
  credit: number;
  served: number;
}

/** Sums over samples that nothing was added to yet. */
export function emptySums(layers: readonly RoomLayer[], sampleCount: number): RoomSums {
  const empty = () => layers.map(() => new Float64Array(sampleCount));
  return {
    sums: empty(),
    squares: empty(),
    strongest: empty(),
    chances: empty().map((each) => each.fill(-1)),
  };
}

/** Contribution of a set at the samples in [from, to), as arrays of `to` samples, or written over those of `into`. */
export function addUp(
  layers: readonly RoomLayer[],
  set: readonly number[],
  from: number,
  to: number,
  into = emptySums(layers, to),
): RoomSums {
  layers.forEach(({ ratios }, layer) => {
    const [sums, squares, strongest] = [into.sums[layer], into.squares[layer], into.strongest[layer]];
    for (const each of [sums, squares, strongest]) each.fill(0, from, to);
    into.chances[layer].fill(-1, from, to);
    for (const candidate of set) {
      const candidateRatios = ratios[candidate];
      for (let sample = from; sample < to; sample += 1) {
        sums[sample] += candidateRatios[sample];
        squares[sample] += candidateRatios[sample] ** 2;
        if (candidateRatios[sample] > strongest[sample]) strongest[sample] = candidateRatios[sample];
      }
    }
  });
  return into;
}

/** A set's contribution, and which of its members is taken out. */
interface Removal {
  sums: RoomSums;
  set: readonly number[];
  removed: number;
}

/** A member that gives nearly all of a sum leaves nothing but rounding if it is subtracted. */
const nearlyAllRatio = 1 - 1e-6;

/** Contribution of a set without one of its members at the samples in [from, to), written over those of `into`. */
export function takeOut(
  layers: readonly RoomLayer[],
  { sums: before, set, removed }: Removal,
  from: number,
  to: number,
  into: RoomSums,
): void {
  layers.forEach(({ ratios }, layer) => {
    const [sums, squares, strongest] = [into.sums[layer], into.squares[layer], into.strongest[layer]];
    const gone = ratios[removed];
    for (let sample = from; sample < to; sample += 1) {
      const ratio = gone[sample];
      sums[sample] = before.sums[layer][sample] - ratio;
      squares[sample] = before.squares[layer][sample] - ratio ** 2;
      strongest[sample] = before.strongest[layer][sample];
      const isNothing = ratio < nothingRatio * before.sums[layer][sample];
      into.chances[layer][sample] = isNothing ? before.chances[layer][sample] : -1;
      if (ratio < strongest[sample]) continue;
      const isNearlyAll = ratio >= nearlyAllRatio * before.sums[layer][sample];
      if (isNearlyAll) sums[sample] = squares[sample] = 0;
      strongest[sample] = 0;
      for (const candidate of set) {
        if (candidate === removed) continue;
        const other = ratios[candidate][sample];
        if (other > strongest[sample]) strongest[sample] = other;
        if (!isNearlyAll) continue;
        sums[sample] += other;
        squares[sample] += other ** 2;
      }
    }
  });
}
