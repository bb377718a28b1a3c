// G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, An analysis of approximations for maximizing submodular set
// functions, Math. Programming 14 (1978): F(S) ≤ F(T) + sum of the |S| largest marginals given T.
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import { commonVarianceDb2 } from '../signal/phone-loss.ts';
import type { GarageDemand } from './garage-demand.ts';
import { concaveEnvelope, mostServedTable } from './served-table.ts';

/** More than rounding can take from a bound. */
const roundingSlack = 1e-5;
/** Below this confidence a chance to pass does not imply that the expected coverage reaches the target. */
const leastConfidence = 0.76;

/**
 * No fewer candidates pass: a walk that passes with the confidence has at least the target as its expected coverage (below
 * 76 % confidence that does not follow), and coverage under the concave envelope of the served probability is submodular.
 * @param set any set, the better the sharper
 */
export function leastAntennas(
  demand: GarageDemand,
  profile: RequirementProfile,
  set: readonly number[],
  { coverageRatio, confidence }: { coverageRatio: number; confidence: number },
): number {
  if (confidence < leastConfidence || demand.walks[0].placeCount === 0) return Math.min(1, set.length);
  const tables = (['open', 'bay'] as const).map((place) =>
    concaveEnvelope(mostServedTable(profile, commonVarianceDb2(profile, place))),
  );
  let least = 1;
  for (const { layers, combine } of demand.groups) {
    if (combine === 'best' && layers.length > 1) continue;
    for (const layer of layers) {
      least = Math.max(least, leastForLayer(demand, layer, tables, set, coverageRatio));
    }
  }
  return least;
}

function leastForLayer(
  { layers, placeKinds, walks, fixedCount }: GarageDemand,
  layer: number,
  tables: readonly Float32Array[],
  set: readonly number[],
  coverageRatio: number,
): number {
  // What candidates give is exact at the places of the first walk.
  const [{ placeCount }] = walks;
  const { ratios, outside } = layers[layer];
  const value = new Float32Array(1);
  const bits = new Uint32Array(value.buffer);
  const served = (sums: Float32Array, added?: Float32Array) => {
    let total = 0;
    for (let place = 0; place < placeCount; place += 1) {
      value[0] = sums[place] + (added ? added[place] : 0);
      total += tables[placeKinds[place]][bits[0] >>> 16];
    }
    return total / placeCount;
  };
  const counts = [0, 1 / 3, 2 / 3].map((part) => {
    const base = set.slice(0, Math.max(fixedCount, Math.ceil(part * set.length)));
    const sums = outside?.slice(0, placeCount) ?? new Float32Array(placeCount);
    for (const candidate of base) {
      for (let place = 0; place < placeCount; place += 1) sums[place] += ratios[candidate][place];
    }
    const have = served(sums);
    const marginals = ratios.map((added) => Math.max(0, served(sums, added) - have)).sort((a, b) => b - a);
    let bound = have;
    let count = 0;
    while (bound < coverageRatio - roundingSlack && count < marginals.length) {
      bound += marginals[count];
      count += 1;
    }
    return count;
  });
  return Math.max(...counts);
}
