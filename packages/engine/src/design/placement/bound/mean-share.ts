import { dbToRatio } from '../../../core/index.ts';
import type { BoundFloor, BoundLayer, ServedBy } from './bound-problem.ts';

/** By how much a set exceeds (or, negative, misses) the share that every layer asks for on the mean; 1 where none asks. */
export function meanShareExcess(layers: readonly BoundLayer[], set: readonly number[]): number {
  return layers.reduce((least, { floors, served, biasDb, neededRatio }) => {
    const places = floors.reduce((sum, { kinds }) => sum + kinds.length, 0);
    if (places === 0) return least;
    const total = floors.reduce((sum, floor) => sum + servedOn(floor, served, dbToRatio(-biasDb), set), 0);
    return Math.min(least, total / places - neededRatio);
  }, 1);
}

/** Places of a floor served, on the mean, by what is left of power. Where one of several carriers is enough their probabilities add up, to 1 at most. */
function servedOn(
  floor: BoundFloor,
  served: readonly ServedBy[],
  leftRatio: number,
  set: readonly number[],
): number {
  const { candidates, carriers, kinds } = floor;
  const indexOf = new Map(Array.from(candidates, (candidate, index) => [candidate, index]));
  const members = [...new Set(set)].flatMap((candidate) => indexOf.get(candidate) ?? []);
  let total = 0;
  for (let place = 0; place < kinds.length; place += 1) {
    let probability = 0;
    for (const { ratios, outside } of carriers) {
      let sum = outside?.[place] ?? 0;
      let squares = sum * sum;
      let strongest = sum;
      for (const member of members) {
        const ratio = ratios[member][place];
        sum += ratio;
        squares += ratio * ratio;
        if (ratio > strongest) strongest = ratio;
      }
      if (sum > 0)
        probability += served[kinds[place]](leftRatio * sum, squares / (sum * sum), strongest / sum);
    }
    total += Math.min(1, probability);
  }
  return total;
}
