// M. Frank, P. Wolfe, An algorithm for quadratic programming, Naval Res. Logist. Q. 3 (1956): the linear majorant at a point
// bounds the most that any K candidates serve; moving towards the K best by it makes it sharper.
import type { BoundProblem } from './bound-problem.ts';
import { majorantsOf } from './cached-majorants.ts';
import { CoverageCuts } from './coverage-cuts.ts';

const rounds = 16;

/**
 * The fewest candidates that may serve what each layer asks for by itself, without linear programs: weaker than with them.
 * @param start a good set to begin with
 * @param isStopped whether to end with what is proved by then
 */
export function boundByMajorants(
  problem: BoundProblem,
  start: readonly number[],
  isStopped: () => boolean = () => false,
): number {
  const fixedCount = problem.fixed.length;
  let min = fixedCount;
  for (const layer of problem.layers) {
    if (isStopped()) break;
    const cuts = new CoverageCuts(
      layer,
      layer.served.map((served) => majorantsOf(served)),
      problem.positions.length,
      problem.knownCount,
    );
    while (min < problem.knownCount && !isStopped()) {
      if (maxServed(problem, cuts, start, min) >= cuts.neededLocations - 1e-6) break;
      min += 1;
    }
  }
  return min;
}

/** No set of `count` candidates serves more locations. */
function maxServed(
  { positions, fixed }: BoundProblem,
  cuts: CoverageCuts,
  start: readonly number[],
  count: number,
): number {
  const columns = new Float64Array(positions.length + cuts.weights.length).fill(1, positions.length);
  for (const candidate of start) columns[candidate] = Math.min(1, count / Math.max(1, start.length));
  for (const candidate of fixed) columns[candidate] = 1;
  let min = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds && min >= cuts.neededLocations - 1e-6; round += 1) {
    const { constant, gains } = totalMajorant(cuts, columns, positions.length);
    const isFixed = new Set(fixed);
    const best = [...gains.keys()]
      .filter((candidate) => !isFixed.has(candidate))
      .sort((a, b) => gains[b] - gains[a] || a - b)
      .slice(0, count - fixed.length);
    const chosen = [...fixed, ...best];
    min = Math.min(
      min,
      chosen.reduce((sum, candidate) => sum + gains[candidate], constant),
    );
    const step = 2 / (round + 3);
    for (let candidate = 0; candidate < positions.length; candidate += 1) columns[candidate] *= 1 - step;
    for (const candidate of chosen) columns[candidate] += step;
  }
  return min;
}

function totalMajorant(
  cuts: CoverageCuts,
  columns: Float64Array,
  count: number,
): { constant: number; gains: Float64Array } {
  const gains = new Float64Array(count);
  let constant = cuts.weights.reduce((sum, weight) => sum + weight, 0);
  for (const { columns: cutColumns, values, upper } of cuts.separate(columns, 0).cuts) {
    const weight = cuts.weights[cutColumns[cutColumns.length - 1] - count];
    constant += weight * (upper - 1);
    for (let at = 0; at < cutColumns.length - 1; at += 1) gains[cutColumns[at]] -= weight * values[at];
  }
  return { constant, gains };
}
