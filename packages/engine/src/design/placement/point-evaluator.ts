import { dbToRatio, normalQuantile, ratioToDb } from '../../core/index.ts';
import type { RequirementProfile } from '../../plan/index.ts';
import {
  independentSigmaDb,
  lookUpSpread,
  maxSpreadGainDb,
  type SpreadTable,
  spreadTable,
} from '../../radio/index.ts';
import { type GarageDemand, isAtPoint } from './garage-demand.ts';

/** Points need this much more than the threshold so that rounding never decides, dB. */
const safetyDb = 0.02;
/** Sums that lack less than this are looked at closely, dB. */
const roundingDb = 1e-6;
/** Fraction of a served point's credit that one gets which is almost served. */
const maxPartialCredit = 0.5;
/** Weaker candidates do not change a point's credit, as a fraction of what it needs. */
const minRatio = 0.003;

/** Step by which the requirement at a point is raised while other cells disturb it, dB. */
const reserveStepDb = 1;

/** Contribution of a set at the points. */
export interface PointSums {
  /** [layers] of [points] each: sum, sum of squares and strongest of the ratios. */
  sums: Float64Array[];
  squares: Float64Array[];
  strongest: Float64Array[];
}

/** The same with what it serves. */
export interface PointState extends PointSums {
  /** [points]: 1 where served by every operator, less where not. */
  credits: Float64Array;
  credit: number;
  served: number;
}

/** Counts served points: phones and devices, by every operator, in every state, the best of an operator's carriers counting. */
export class PointEvaluator {
  /** Points that all candidates together serve. */
  readonly reachable: number[];
  readonly #demand: GarageDemand;
  readonly #spreads: SpreadTable;
  readonly #quantile: number;
  readonly #isReachable: Uint8Array;
  /** [points]: what more than the threshold is asked for, and the most that all candidates together have over it, dB. */
  readonly #reservesDb: Float64Array;
  readonly #maxReservesDb: Float64Array;
  /** [points]: no smaller sum serves it, as a ratio. */
  readonly #minSums: Float64Array;
  /** [candidates]: points that it matters to. */
  readonly #reach: number[][];
  readonly #spread = new Float64Array(2);
  /** [layers] of one point: what a set gives it. */
  readonly #one: PointSums;

  constructor(demand: GarageDemand, profile: RequirementProfile) {
    this.#demand = demand;
    this.#spreads = spreadTable(independentSigmaDb(profile));
    this.#quantile = normalQuantile(profile.pointProbability);
    const ofOne = () => demand.pointLayers.map(() => new Float64Array(1));
    this.#one = { sums: ofOne(), squares: ofOne(), strongest: ofOne() };
    this.#isReachable = new Uint8Array(demand.points.length).fill(1);
    this.#reservesDb = new Float64Array(demand.points.length);
    this.#minSums = Float64Array.from(demand.points, (_, point) => this.#minSum(point));
    const everything = this.stateOf(demand.candidates.map((_, candidate) => candidate));
    const { credits } = everything;
    this.#maxReservesDb = Float64Array.from(demand.points, (_, point) => -this.shortDb(everything, point));
    this.reachable = demand.points.flatMap((_, point) => (credits[point] >= 1 ? [point] : []));
    this.#isReachable = Uint8Array.from(credits, (credit) => (credit >= 1 ? 1 : 0));
    this.#reach = demand.candidates.map((_, candidate) =>
      this.reachable.filter((point) =>
        demand.pointLayers.some(({ ratios }) => ratios[candidate][point] >= minRatio),
      ),
    );
  }

  /** Shortfall of a state at a point for every operator, dB; infinite where nothing is detectable. */
  shortDb({ sums, squares, strongest }: PointSums, point: number): number {
    return this.#demand.pointGroups.reduce((max, group) => {
      if (!isAtPoint(group, point)) return max;
      const spares = group.layers.map((layer) =>
        this.#spareDb(layer, point, sums[layer][point], squares[layer][point], strongest[layer][point]),
      );
      return Math.max(max, safetyDb - Math.max(...spares));
    }, Number.NEGATIVE_INFINITY);
  }

  /** Asks for a decibel more at a point that something disturbs; false where no candidates have as much. */
  askForMore(point: number): boolean {
    if (this.#reservesDb[point] + reserveStepDb > this.#maxReservesDb[point]) return false;
    this.#reservesDb[point] += reserveStepDb;
    this.#minSums[point] = this.#minSum(point);
    return true;
  }

  stateOf(set: readonly number[]): PointState {
    const { points } = this.#demand;
    const contribution = this.sumsOf(set);
    const { sums, squares, strongest } = contribution;
    const credits = new Float64Array(points.length);
    let credit = 0;
    let served = 0;
    for (let point = 0; point < points.length; point += 1) {
      if (this.#isReachable[point] === 0) continue;
      credits[point] = this.#credit(point, sums, squares, strongest, -1);
      credit += credits[point];
      if (credits[point] >= 1) served += 1;
    }
    return { ...contribution, credits, credit, served };
  }

  /** Points that a candidate matters to. */
  reachOf(candidate: number): readonly number[] {
    return this.#reach[candidate];
  }

  /** The most that a candidate gives a point on any carrier: received over needed power, as a ratio. */
  strengthAt(candidate: number, point: number): number {
    const { pointLayers } = this.#demand;
    return pointLayers.reduce((max, { ratios }) => Math.max(max, ratios[candidate][point]), 0);
  }

  /** Locations that have to have an antenna near and have none of a set. */
  missingNear(set: readonly number[]): number {
    const missing = (point: number) => set.every((candidate) => this.strengthAt(candidate, point) < 1);
    return this.#demand.points.filter(({ isNear }, point) => isNear && missing(point)).length;
  }

  /** Contribution of a set to all points, for `creditWith` and `creditWithout`. */
  sumsOf(set: readonly number[]): PointSums {
    const { pointLayers, points } = this.#demand;
    const empty = () => pointLayers.map(() => new Float64Array(points.length));
    const sums = { sums: empty(), squares: empty(), strongest: empty() };
    for (let point = 0; point < points.length; point += 1) this.addUpAgain(point, set, sums);
    return sums;
  }

  /** Finds the contribution of a set to one point anew. */
  addUpAgain(point: number, set: readonly number[], sums: PointSums): void {
    this.#addUp(point, set, sums, point);
  }

  #addUp(point: number, set: readonly number[], into: PointSums, at: number): void {
    this.#demand.pointLayers.forEach(({ outside, ratios }, layer) => {
      let sum = outside?.[point] ?? 0;
      let square = sum * sum;
      let strongest = sum;
      for (const candidate of set) {
        const ratio = ratios[candidate][point];
        sum += ratio;
        square += ratio * ratio;
        if (ratio > strongest) strongest = ratio;
      }
      into.sums[layer][at] = sum;
      into.squares[layer][at] = square;
      into.strongest[layer][at] = strongest;
    });
  }

  /** Credit that a set with those sums gives one point with one candidate more, or without any (−1). */
  creditWith(point: number, { sums, squares, strongest }: PointSums, added: number): number {
    return this.#credit(point, sums, squares, strongest, added);
  }

  /** The same without one of the set. */
  creditWithout(point: number, before: PointSums, set: readonly number[], removed: number): number {
    const { sums, squares, strongest } = this.#one;
    const isLeft = this.#demand.pointLayers.every(({ ratios }, layer) => {
      const ratio = ratios[removed][point];
      sums[layer][0] = before.sums[layer][point] - ratio;
      squares[layer][0] = before.squares[layer][point] - ratio * ratio;
      strongest[layer][0] = before.strongest[layer][point];
      return ratio < strongest[layer][0];
    });
    if (!isLeft) {
      const rest = set.filter((candidate) => candidate !== removed);
      this.#addUp(point, rest, this.#one, 0);
    }
    return this.#credit(point, sums, squares, strongest, -1, 0);
  }

  /** Credit and served points with one candidate more; undefined where the credit cannot be `minCredit`. */
  with(
    base: PointState,
    added: number,
    minCredit = Number.NEGATIVE_INFINITY,
  ): { credit: number; served: number } | undefined {
    let { credit, served } = base;
    let max = credit;
    for (const point of this.#reach[added]) {
      if (base.credits[point] >= 1) continue;
      const after = this.#mayServe(point, base.sums, added) ? 1 : maxPartialCredit;
      max += Math.max(0, after - base.credits[point]);
    }
    for (const point of this.#reach[added]) {
      if (max < minCredit) return undefined;
      const before = base.credits[point];
      if (before >= 1) continue;
      const after = this.#credit(point, base.sums, base.squares, base.strongest, added);
      credit += after - before;
      const expected = this.#mayServe(point, base.sums, added) ? 1 : maxPartialCredit;
      max -= Math.max(0, expected - before) - (after - before);
      if (after >= 1) served += 1;
    }
    return max < minCredit ? undefined : { credit, served };
  }

  /** False where the sum is too little to serve every operator at a point, however it is made up. */
  #mayServe(point: number, sums: readonly Float64Array[], added: number): boolean {
    const { pointGroups, pointLayers } = this.#demand;
    const min = this.#minSums[point];
    return pointGroups.every(
      (group) =>
        !isAtPoint(group, point) ||
        group.layers.some((layer) => sums[layer][point] + pointLayers[layer].ratios[added][point] >= min),
    );
  }

  /** The least sum that could serve a point, as a ratio. */
  #minSum(point: number): number {
    const variancesDb2 = new Set(
      this.#demand.pointLayers.map(({ services }) => services[point].commonVarianceDb2),
    );
    const gainsDb = [...variancesDb2].map((varianceDb2) =>
      maxSpreadGainDb(this.#spreads, this.#quantile, varianceDb2),
    );
    return dbToRatio(safetyDb - roundingDb + this.#reservesDb[point] - Math.max(...gainsDb));
  }

  /**
   * The least over the groups of the most over their layers.
   * @param at where the sums have the point
   */
  #credit(
    point: number,
    sums: readonly Float64Array[],
    squares: readonly Float64Array[],
    strongest: readonly Float64Array[],
    added: number,
    at = point,
  ): number {
    let min = 1;
    for (const group of this.#demand.pointGroups) {
      if (!isAtPoint(group, point)) continue;
      let max = 0;
      for (const layer of group.layers) {
        const ratio = added < 0 ? 0 : this.#demand.pointLayers[layer].ratios[added][point];
        const spareDb = this.#spareDb(
          layer,
          point,
          sums[layer][at] + ratio,
          squares[layer][at] + ratio * ratio,
          Math.max(strongest[layer][at], ratio),
        );
        const credit = spareDb >= safetyDb ? 1 : maxPartialCredit * Math.sqrt(dbToRatio(spareDb - safetyDb));
        if (credit > max) max = credit;
      }
      if (max < min) min = max;
    }
    return min;
  }

  /** Median of the power sum over what the point probability needs, dB. */
  #spareDb(layer: number, point: number, sum: number, square: number, strongest: number): number {
    if (!(sum > 0)) return Number.NEGATIVE_INFINITY;
    lookUpSpread(this.#spreads, square / (sum * sum), strongest / sum, this.#spread);
    const { commonVarianceDb2 } = this.#demand.pointLayers[layer].services[point];
    const sigmaDb = Math.sqrt(this.#spread[1] + commonVarianceDb2);
    return ratioToDb(sum) + this.#spread[0] - this.#quantile * sigmaDb - this.#reservesDb[point];
  }
}
