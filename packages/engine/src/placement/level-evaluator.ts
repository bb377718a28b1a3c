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

/** Power ratios of a set of candidates, and what they serve. */
export interface SetSums {
  /** [counted cells] */
  cells: Float32Array;
  /** [points] */
  points: Float64Array;
  /** Sum of the probability of service over all counted cells. */
  served: number;
}

/** Cells where a candidate adds less than this share of the needed power are passed over while searching. */
const leastRatio = 0.003;

/** Counts coverage of candidate sets on one level. A score touches only the cells that its candidate matters to. */
export class LevelEvaluator {
  readonly demand: LevelDemand;
  /** Points that some set of candidates serves. */
  readonly reachablePoints: number[];
  evaluations = 0;
  /** [candidates]: cells that the candidate matters to, those on foot first, and how many are. */
  readonly #reach: { cells: Int32Array; ratios: Float32Array; onFoot: number }[];
  readonly #value = new Float32Array(1);
  readonly #bits = new Uint32Array(this.#value.buffer);

  constructor(demand: LevelDemand) {
    this.demand = demand;
    this.#reach = demand.ratios.map((ratios) => reachOf(ratios, demand.cellKinds));
    this.reachablePoints = demand.pointIds.flatMap((_, point) =>
      demand.pointRatios.reduce((sum, ratios) => sum + ratios[point], 0) >= 1 ? [point] : [],
    );
  }

  /** Power ratios that a set gives: floor and points, added in the set's order. */
  sums(set: readonly number[], tables = this.demand.tables): SetSums {
    const empty: SetSums = {
      cells: new Float32Array(this.demand.cellIndices.length),
      points: new Float64Array(this.demand.pointIds.length),
      served: 0,
    };
    for (const candidate of set) this.#addTo(empty, candidate, 1);
    return { ...empty, served: this.#servedBy(empty.cells, tables) };
  }

  /** The sums of a set with one candidate appended: the same bits as `sums` of the longer set. */
  sumsWith(base: SetSums, added: number): SetSums {
    return this.#changed(base, added, 1);
  }

  /** The sums of a set less one of its candidates, up to rounding: to compare candidates, not to judge a set. */
  sumsWithout(base: SetSums, removed: number): SetSums {
    return this.#changed(base, removed, -1);
  }

  #changed(base: SetSums, candidate: number, sign: 1 | -1): SetSums {
    const sums = { cells: base.cells.slice(), points: base.points.slice(), served: 0 };
    this.#addTo(sums, candidate, sign);
    return { ...sums, served: this.#servedBy(sums.cells, this.demand.tables) };
  }

  #addTo({ cells, points }: SetSums, candidate: number, sign: 1 | -1): void {
    const ratios = this.demand.ratios[candidate];
    for (let cell = 0; cell < cells.length; cell += 1) {
      cells[cell] = Math.max(0, cells[cell] + sign * ratios[cell]);
    }
    const pointRatios = this.demand.pointRatios[candidate];
    for (let point = 0; point < points.length; point += 1) points[point] += sign * pointRatios[point];
  }

  #servedBy(cells: Float32Array, tables: readonly [Float32Array, Float32Array]): number {
    const bits = new Uint32Array(cells.buffer);
    const { cellKinds } = this.demand;
    let served = 0;
    for (let cell = 0; cell < cells.length; cell += 1) served += tables[cellKinds[cell]][bits[cell] >>> 16];
    return served;
  }

  /** Served sum of a base set with one candidate more, over every cell it reaches however weakly. */
  servedWith(base: SetSums, added: number, tables: readonly [Float32Array, Float32Array]): number {
    const ratios = this.demand.ratios[added];
    const { cellKinds } = this.demand;
    const value = this.#value;
    const bits = this.#bits;
    let served = 0;
    for (let cell = 0; cell < ratios.length; cell += 1) {
      value[0] = base.cells[cell] + ratios[cell];
      served += tables[cellKinds[cell]][bits[0] >>> 16];
    }
    return served;
  }

  /** Score of a base set (its sums) with one candidate more, or none (−1). */
  score(base: SetSums, added: number, targetRatio: number): SetScore {
    return this.#scoreChange(base, added, 1, targetRatio);
  }

  /** Score of a base set less one of its candidates, up to rounding and the weak cells that a search passes over. */
  scoreWithout(base: SetSums, removed: number, targetRatio: number): SetScore {
    return this.#scoreChange(base, removed, -1, targetRatio);
  }

  #scoreChange(base: SetSums, candidate: number, sign: 1 | -1, targetRatio: number): SetScore {
    this.evaluations += 1;
    const count = this.demand.cellIndices.length;
    const served = base.served + (candidate >= 0 ? this.#change(base.cells, candidate, sign) : 0);
    const coverageRatio = count === 0 ? 1 : served / count;
    const pointRatios = candidate >= 0 ? this.demand.pointRatios[candidate] : undefined;
    let pointsServed = 0;
    let pointCredit = 0;
    for (const point of this.reachablePoints) {
      const ratio = Math.max(0, base.points[point] + (pointRatios ? sign * pointRatios[point] : 0));
      if (ratio >= 1) pointsServed += 1;
      pointCredit += ratio >= 1 ? 1 : 0.5 * Math.sqrt(ratio);
    }
    const value =
      Math.min(coverageRatio, targetRatio) +
      excessWorth * Math.max(0, coverageRatio - targetRatio) +
      pointWorth * pointCredit;
    return { coverageRatio, pointsServed, value };
  }

  /** What one candidate more or less changes in the served sum, over the cells it matters to. */
  #change(base: Float32Array, candidate: number, sign: 1 | -1): number {
    const { cells, ratios, onFoot } = this.#reach[candidate];
    const value = this.#value;
    const bits = this.#bits;
    let gained = 0;
    let table = this.demand.tables[0];
    for (let index = 0; index < cells.length; index += 1) {
      if (index === onFoot) table = this.demand.tables[1];
      const before = base[cells[index]];
      value[0] = before;
      const from = bits[0] >>> 16;
      value[0] = Math.max(0, before + sign * ratios[index]);
      gained += table[bits[0] >>> 16] - table[from];
    }
    return gained;
  }

  /** True when the target and every reachable point are met. */
  meets(score: SetScore, targetRatio: number): boolean {
    return score.coverageRatio >= targetRatio && score.pointsServed === this.reachablePoints.length;
  }
}

function reachOf(
  ratios: Float32Array,
  cellKinds: Uint8Array,
): { cells: Int32Array; ratios: Float32Array; onFoot: number } {
  const cells: number[] = [];
  let onFoot = 0;
  for (const kind of [0, 1]) {
    for (let cell = 0; cell < ratios.length; cell += 1) {
      if (cellKinds[cell] === kind && ratios[cell] >= leastRatio) cells.push(cell);
    }
    if (kind === 0) onFoot = cells.length;
  }
  return { cells: Int32Array.from(cells), ratios: Float32Array.from(cells, (cell) => ratios[cell]), onFoot };
}
