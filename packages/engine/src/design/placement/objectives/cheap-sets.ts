/** The cheapest different sets of those that were added, ordered by cost. */
export class CheapSets {
  readonly #costsCny: Float64Array;
  readonly #fixedCount: number;
  readonly #most: number;
  sets: number[][] = [];

  /** @param costsCny [candidates]; the first `fixedCount` cost nothing */
  constructor(costsCny: Float64Array, fixedCount: number, most: number) {
    this.#costsCny = costsCny;
    this.#fixedCount = fixedCount;
    this.#most = most;
  }

  get best(): number[] | undefined {
    return this.sets[0];
  }

  /** Of a set, CNY. */
  costCny(set: readonly number[]): number {
    return set.reduce(
      (sum, candidate) => sum + (candidate < this.#fixedCount ? 0 : this.#costsCny[candidate]),
      0,
    );
  }

  add(set: readonly number[]): void {
    const ordered = [...set].sort((a, b) => a - b);
    if (this.sets.some((other) => other.join() === ordered.join())) return;
    this.sets = [...this.sets, ordered]
      .sort((a, b) => this.costCny(a) - this.costCny(b))
      .slice(0, this.#most);
  }
}
