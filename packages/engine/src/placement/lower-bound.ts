// G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, An analysis of approximations for maximizing submodular set
// functions, Math. Programming 14 (1978): F(S) ≤ F(T) + sum of the |S| largest marginals given T.
import type { LevelEvaluator } from './level-evaluator.ts';
import { concaveEnvelope } from './served-table.ts';

/** More than rounding, and clipping the power at 30 dB over what is needed, can take from a bound. */
const roundingSlack = 1e-5;
/** Below this confidence a chance to pass does not imply that the expected coverage reaches the target. */
const leastConfidence = 0.76;

/**
 * Most of a level that K of its candidates can cover, K = 0, 1, … [largestCount + 1]. Coverage under the concave
 * envelope of the served probability is submodular, so the bound holds for every set of candidates.
 */
export function coverageUpperBounds(
  evaluator: LevelEvaluator,
  set: readonly number[],
  largestCount: number,
): number[] {
  const { demand } = evaluator;
  const tables: [Float32Array, Float32Array] = [
    concaveEnvelope(demand.boundTables[0]),
    concaveEnvelope(demand.boundTables[1]),
  ];
  const bounds = Array.from({ length: largestCount + 1 }, () => 1);
  for (const base of [
    [],
    set.slice(0, Math.ceil(set.length / 3)),
    set.slice(0, Math.ceil((2 * set.length) / 3)),
  ]) {
    const count = demand.cellIndices.length;
    // Whole sets are summed here: passing over weak cells, as the search does, would void the bound.
    const sums = evaluator.sums(base, tables);
    const have = sums.served / count;
    const marginals = demand.candidates
      .map((_, candidate) => Math.max(0, evaluator.servedWith(sums, candidate, tables) / count - have))
      .sort((a, b) => b - a);
    let bound = have;
    for (let size = 0; size <= largestCount; size += 1) {
      bounds[size] = Math.min(bounds[size], Math.min(1, bound));
      bound += marginals[size] ?? 0;
    }
  }
  return bounds;
}

/**
 * Least total count whose bounds together reach the target over all levels. A plan that passes with the
 * confidence has at least the target as its expected coverage; below 76 % confidence that does not follow.
 */
export function leastAntennas(
  levels: readonly { bounds: readonly number[]; weight: number }[],
  coverageRatio: number,
  confidence: number,
): number {
  if (confidence < leastConfidence) return 1;
  const totalWeight = levels.reduce((sum, level) => sum + level.weight, 0);
  let best: number[] = [0];
  for (const { bounds, weight } of levels) {
    const next: number[] = [];
    best.forEach((covered, count) => {
      bounds.forEach((bound, added) => {
        const value = covered + (weight / totalWeight) * bound;
        next[count + added] = Math.max(next[count + added] ?? 0, value);
      });
    });
    best = next;
  }
  const least = best.findIndex((covered) => covered >= coverageRatio - roundingSlack);
  return least < 0 ? best.length : least;
}
