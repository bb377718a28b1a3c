import type { FeedOption, FeedPlan } from './feed-option.ts';

/** Makes the plan of an option from the options behind it. */
export type PlanOf = (behind: readonly FeedOption[]) => FeedPlan;

const comparedRatio = 3;
/** More than half decibels between powers: keys of buckets by two figures are as good as pairs. */
const bucketRows = 1e5;

/** Rounding of losses added in another order, dB. */
const epsilonDb = 1e-9;

/** Options in columns: most are compared and left out, and only those that stay become objects. */
export class OptionTable {
  readonly #carrierCount: number;
  readonly #capacity: number;
  /** [row × carriers] dBm. */
  #lowDbm = new Float64Array(0);
  #highDbm = new Float64Array(0);
  /** [row] CNY, CNY, dB. */
  #costCny = new Float64Array(0);
  #wholeCny = new Float64Array(0);
  #widthDb = new Float64Array(0);
  /** [row] sources within. */
  #joinedCount = new Float64Array(0);
  /** [row] mm. */
  #thickMm = new Float64Array(0);
  #plans: PlanOf[] = [];
  #behind: (readonly FeedOption[])[] = [];
  #count = 0;

  /** @param capacity no more rows are added before the table is pruned */
  constructor(carrierCount: number, capacity: number) {
    this.#carrierCount = carrierCount;
    this.#capacity = capacity;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a copy of the powers. */
  add(
    lowDbm: Float64Array,
    highDbm: Float64Array,
    { costCny, wholeCny, joinedCount, thickMm, plan, behind }: OptionFigures & OptionMake,
  ): void {
    const row = this.#count;
    if (row === this.#costCny.length) this.#grow();
    let minDb = Number.POSITIVE_INFINITY;
    for (
      let carrier = 0, at = row * this.#carrierCount;
      carrier < this.#carrierCount;
      carrier += 1, at += 1
    ) {
      this.#lowDbm[at] = lowDbm[carrier];
      this.#highDbm[at] = highDbm[carrier];
      minDb = Math.min(minDb, highDbm[carrier] - lowDbm[carrier]);
    }
    this.#costCny[row] = costCny;
    this.#wholeCny[row] = wholeCny;
    this.#widthDb[row] = minDb;
    this.#joinedCount[row] = joinedCount;
    this.#thickMm[row] = thickMm;
    this.#plans[row] = plan;
    this.#behind[row] = behind;
    this.#count += 1;
  }

  /**
   * Leaves the options that no other one beats by costing no more and accepting every power that it accepts: at most `max`,
   * then the cheapest and the widest of each half decibel, those that need little power first.
   * @returns true where options were left out that might have been part of the cheapest network
   */
  prune(max: number): boolean {
    let rows = Array.from({ length: this.#count }, (_, row) => row).sort(this.#compare);
    // Comparing all with all is for as many as may stay; of far more most would be thinned out anyway.
    const isThinned = rows.length > comparedRatio * max;
    if (isThinned) rows = this.#sample(rows, comparedRatio * max).sort(this.#compare);
    const retained: number[] = [];
    for (const row of rows) if (!retained.some((better) => this.#accepts(better, row))) retained.push(row);
    const isSampled = retained.length > max;
    this.#retain(isSampled ? this.#sample(retained, max) : retained);
    return isThinned || isSampled;
  }

  /** The options as objects. */
  options(): FeedOption[] {
    return Array.from({ length: this.#count }, (_, row) => {
      const [from, to] = [row * this.#carrierCount, (row + 1) * this.#carrierCount];
      return {
        lowDbm: this.#lowDbm.slice(from, to),
        highDbm: this.#highDbm.slice(from, to),
        costCny: this.#costCny[row],
        wholeCny: this.#wholeCny[row],
        widthDb: this.#widthDb[row],
        joinedCount: this.#joinedCount[row],
        thickMm: this.#thickMm[row],
        plan: this.#plans[row](this.#behind[row]),
      };
    });
  }

  #grow(): void {
    const rows = Math.min(this.#capacity, Math.max(64, 4 * this.#count));
    const larger = (column: Float64Array, length: number) => {
      const grown = new Float64Array(length);
      grown.set(column);
      return grown;
    };
    this.#lowDbm = larger(this.#lowDbm, rows * this.#carrierCount);
    this.#highDbm = larger(this.#highDbm, rows * this.#carrierCount);
    this.#costCny = larger(this.#costCny, rows);
    this.#wholeCny = larger(this.#wholeCny, rows);
    this.#widthDb = larger(this.#widthDb, rows);
    this.#joinedCount = larger(this.#joinedCount, rows);
    this.#thickMm = larger(this.#thickMm, rows);
  }

  /** Leaves these rows, in this order. */
  #retain(rows: readonly number[]): void {
    const count = this.#carrierCount;
    const inOrder = (column: Float64Array, size: number) => {
      const moved = new Float64Array(rows.length * size);
      rows.forEach((row, at) => {
        moved.set(column.subarray(row * size, (row + 1) * size), at * size);
      });
      column.set(moved);
    };
    inOrder(this.#lowDbm, count);
    inOrder(this.#highDbm, count);
    const columns = [this.#costCny, this.#wholeCny, this.#widthDb, this.#joinedCount, this.#thickMm];
    for (const column of columns) inOrder(column, 1);
    this.#plans = rows.map((row) => this.#plans[row]);
    this.#behind = rows.map((row) => this.#behind[row]);
    this.#count = rows.length;
  }

  readonly #compare = (a: number, b: number): number =>
    this.#costCny[a] - this.#costCny[b] || this.#widthDb[b] - this.#widthDb[a];

  #accepts(wide: number, narrow: number): boolean {
    if (this.#joinedCount[wide] > this.#joinedCount[narrow]) return false;
    if (this.#thickMm[wide] > this.#thickMm[narrow]) return false;
    const count = this.#carrierCount;
    for (let carrier = 0; carrier < count; carrier += 1) {
      const [a, b] = [wide * count + carrier, narrow * count + carrier];
      if (this.#lowDbm[a] > this.#lowDbm[b] + epsilonDb) return false;
      if (this.#highDbm[a] < this.#highDbm[b] - epsilonDb) return false;
    }
    return true;
  }

  /** Options with every number of sources within, equally many as far as there are. */
  #sample(sorted: readonly number[], max: number): number[] {
    const groups = new Map<number, number[]>();
    for (const row of sorted) {
      const count = this.#joinedCount[row];
      const group = groups.get(count);
      if (group) group.push(row);
      else groups.set(count, [row]);
    }
    if (groups.size === 1) return this.#sampleAlike(sorted, max);
    let left = max;
    const bySize = [...groups.values()].sort((a, b) => a.length - b.length);
    return bySize.flatMap((rows, index) => {
      const taken = Math.min(rows.length, Math.floor(left / (bySize.length - index)));
      left -= taken;
      return this.#sampleAlike(rows, taken);
    });
  }

  /**
   * Half of them those with the cheapest whole; the others by buckets of the accepted power's middle, from each in turn its
   * cheapest, its widest, then the next.
   */
  #sampleAlike(sorted: readonly number[], max: number): number[] {
    const best = [...sorted]
      .sort((a, b) => this.#wholeCny[a] - this.#wholeCny[b] || this.#compare(a, b))
      .slice(0, Math.ceil(max / 2));
    const isBest = new Set(best);
    const others = sorted.filter((row) => !isBest.has(row));
    return [...best, ...this.#spread(others, max - best.length)];
  }

  #spread(sorted: readonly number[], max: number): number[] {
    const buckets = new Map<number, number[]>();
    const carrier = this.#farthestCarrier(sorted);
    for (const row of sorted) {
      const near = this.#twiceMiddleDbm(row, 0);
      const apart = this.#twiceMiddleDbm(row, carrier) - near;
      const key = Math.round(near) + bucketRows * Math.round(apart / 2);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(row);
      else buckets.set(key, [row]);
    }
    const queues = [...buckets].sort(([a], [b]) => a - b).map(([, bucket]) => this.#alternate(bucket));
    const retained: number[] = [];
    const count = Math.min(max, sorted.length);
    for (let rank = 0; retained.length < count; rank += 1) {
      for (const queue of queues)
        if (rank < queue.length && retained.length < count) retained.push(queue[rank]);
    }
    return retained;
  }

  /** The carrier whose accepted powers are the most different from those of the first, over these rows. */
  #farthestCarrier(rows: readonly number[]): number {
    let farthest = 0;
    let widestDb = 0;
    for (let carrier = 1; carrier < this.#carrierCount; carrier += 1) {
      let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const row of rows) {
        const apart = this.#twiceMiddleDbm(row, carrier) - this.#twiceMiddleDbm(row, 0);
        min = Math.min(min, apart);
        max = Math.max(max, apart);
      }
      if (max - min <= widestDb) continue;
      widestDb = max - min;
      farthest = carrier;
    }
    return farthest;
  }

  #twiceMiddleDbm(row: number, carrier: number): number {
    const at = row * this.#carrierCount + carrier;
    return this.#lowDbm[at] + this.#highDbm[at];
  }

  /** Cheapest and widest by turns. */
  #alternate(byCost: readonly number[]): number[] {
    const byWidth = [...byCost].sort(
      (a, b) => this.#widthDb[b] - this.#widthDb[a] || this.#costCny[a] - this.#costCny[b],
    );
    const taken = new Set<number>();
    const order: number[] = [];
    for (let rank = 0; rank < byCost.length; rank += 1) {
      for (const row of [byCost[rank], byWidth[rank]]) {
        if (taken.has(row)) continue;
        taken.add(row);
        order.push(row);
      }
    }
    return order;
  }
}

/** Makes an option, with what is behind it. */
interface OptionMake {
  plan: PlanOf;
  behind: readonly FeedOption[];
}

type OptionFigures = Pick<FeedOption, 'costCny' | 'wholeCny' | 'joinedCount' | 'thickMm'>;
