import type { RoomLayer } from './garage-demand.ts';

/** Contribution of a set at the samples of rooms. */
export interface RoomSums {
  /** [layers] of [samples] each: sum, sum of squares and strongest of the ratios. */
  sums: Float64Array[];
  squares: Float64Array[];
  strongest: Float64Array[];
}

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
  return { sums: empty(), squares: empty(), strongest: empty() };
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
