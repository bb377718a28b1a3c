import type { LevelDemand } from './level-demand.ts';

/** Share of the floor that one served point is worth in the search. */
const pointWorth = 0.05;
/** Coverage beyond the target counts this much: it breaks ties without costing antennas. */
const excessWorth = 0.02;

/** Coverage of one candidate set, and whether it is enough. */
export interface SetScore {
  coverageRatio: number;
  pointsServed: number;
  /** What the search raises: coverage clipped at the target, plus points with partial credit. */
  value: number;
}

/** Counts coverage of candidate sets on one level. Owns its buffers; nothing is allocated per evaluation. */
export class LevelEvaluator {
  readonly demand: LevelDemand;
  /** Points that some set of candidates serves. */
  readonly reachablePoints: number[];
  evaluations = 0;
  readonly #bits: Uint32Array;
  readonly #sum: Float32Array;

  constructor(demand: LevelDemand) {
    this.demand = demand;
    this.#sum = new Float32Array(demand.cellIndices.length);
    this.#bits = new Uint32Array(this.#sum.buffer);
    this.reachablePoints = demand.pointIds.flatMap((_, point) =>
      demand.pointRatios.reduce((sum, ratios) => sum + ratios[point], 0) >= 1 ? [point] : [],
    );
  }

  /** Power ratios that a set gives: floor and points, added in the set's order. */
  sums(set: readonly number[]): { cells: Float32Array; points: Float64Array } {
    const cells = new Float32Array(this.demand.cellIndices.length);
    const points = new Float64Array(this.demand.pointIds.length);
    for (const candidate of set) {
      const ratios = this.demand.ratios[candidate];
      for (let cell = 0; cell < cells.length; cell += 1) cells[cell] += ratios[cell];
      const pointRatios = this.demand.pointRatios[candidate];
      for (let point = 0; point < points.length; point += 1) points[point] += pointRatios[point];
    }
    return { cells, points };
  }

  /** Score of a base set (its sums) with one candidate more, or none (−1). */
  score(
    base: { cells: Float32Array; points: Float64Array },
    added: number,
    targetRatio: number,
    tables: readonly [Float32Array, Float32Array] = this.demand.tables,
  ): SetScore {
    this.evaluations += 1;
    const { cellKinds } = this.demand;
    const sum = this.#sum;
    const bits = this.#bits;
    const count = sum.length;
    if (added >= 0) {
      const ratios = this.demand.ratios[added];
      for (let cell = 0; cell < count; cell += 1) sum[cell] = base.cells[cell] + ratios[cell];
    } else sum.set(base.cells);
    const [onFoot, inBay] = tables;
    let served = 0;
    for (let cell = 0; cell < count; cell += 1) {
      served += cellKinds[cell] === 1 ? inBay[bits[cell] >>> 16] : onFoot[bits[cell] >>> 16];
    }
    const coverageRatio = count === 0 ? 1 : served / count;
    const pointRatios = added >= 0 ? this.demand.pointRatios[added] : undefined;
    let pointsServed = 0;
    let pointCredit = 0;
    for (const point of this.reachablePoints) {
      const ratio = base.points[point] + (pointRatios ? pointRatios[point] : 0);
      if (ratio >= 1) pointsServed += 1;
      pointCredit += ratio >= 1 ? 1 : 0.5 * Math.sqrt(ratio);
    }
    const value =
      Math.min(coverageRatio, targetRatio) +
      excessWorth * Math.max(0, coverageRatio - targetRatio) +
      pointWorth * pointCredit;
    return { coverageRatio, pointsServed, value };
  }

  /** True when the target and every reachable point are met. */
  meets(score: SetScore, targetRatio: number): boolean {
    return score.coverageRatio >= targetRatio && score.pointsServed === this.reachablePoints.length;
  }
}
