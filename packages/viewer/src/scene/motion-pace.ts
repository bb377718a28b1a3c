/** Frames further apart than this are too slow to turn a view by, milliseconds. */
const slowMs = 30;
/** A first frame after a rest says nothing about the next ones. */
const restMs = 200;
/** So many slow frames in a row are no accident. */
const mostSlow = 2;

/** Tells from the times of its frames whether a view that moves comes too slowly to be drawn with all its pixels. */
export class MotionPace {
  #lastMs = Number.NEGATIVE_INFINITY;
  #slow = 0;
  #isCoarse = false;

  /** @param nowMs time of a frame of a view that moves @returns whether to draw it with fewer pixels */
  isCoarseAt(nowMs: number): boolean {
    const tookMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    if (tookMs < restMs) this.#slow = tookMs > slowMs ? this.#slow + 1 : 0;
    if (this.#slow >= mostSlow) this.#isCoarse = true;
    return this.#isCoarse;
  }

  /** The view rests. @returns whether what it shows is coarse */
  rest(): boolean {
    const wasCoarse = this.#isCoarse;
    this.#isCoarse = false;
    this.#slow = 0;
    return wasCoarse;
  }
}
