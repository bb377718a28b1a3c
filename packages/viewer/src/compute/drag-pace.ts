/**
 * Time that one heatmap may take in the worker: with the messages to and from it, it is drawn in the next
 * frame.
 */
const maxRasterMs = 9;
/** So many that were later are no accident, where one in so many others is forgiven. */
const maxSlow = 3;
const forgivenBy = 8;
/** Finer cells are tried after so many in a row that leave room for what they cost; once they were too slow, after many more. */
const maxQuick = 3;
const maxQuickAgain = 60;
const finerCosts = 3;

/**
 * Chooses the grid of a drag, from several with the coarsest first: a coarser one while heatmaps come too
 * slowly.
 */
export class DragPace {
  readonly #finest: number;
  #at: number;
  #slow = 0;
  #quick = 0;
  #wasSlow = false;

  constructor(at: number, finest: number) {
    this.#at = at;
    this.#finest = finest;
  }

  /** Index of the grid of the next heatmap. */
  get at(): number {
    return this.#at;
  }

  /** @returns whether the next heatmap is on another grid */
  took(drawMs: number): boolean {
    this.#slow = Math.max(0, this.#slow + (drawMs > maxRasterMs ? 1 : -1 / forgivenBy));
    this.#quick = drawMs * finerCosts < maxRasterMs ? this.#quick + 1 : 0;
    if (this.#slow >= maxSlow && this.#at > 0) return this.#step(-1);
    if (this.#quick >= (this.#wasSlow ? maxQuickAgain : maxQuick) && this.#at < this.#finest)
      return this.#step(1);
    return false;
  }

  #step(by: 1 | -1): true {
    this.#at += by;
    this.#wasSlow ||= by < 0;
    this.#slow = this.#quick = 0;
    return true;
  }
}
