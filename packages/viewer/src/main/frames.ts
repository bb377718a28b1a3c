/** While something is dragged panels follow at this pace: nobody reads figures that change with every frame. */
const dragPaceMs = 100;

/** Draws what changed at most once per frame: the picture first, then every panel that follows. */
export class Frames {
  readonly #draw: () => void;
  readonly #isDragging: () => boolean;
  readonly #listeners = new Set<() => void>();
  #handle = 0;
  #timer = 0;
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param isDragging whether all but the picture may wait */
  constructor(draw: () => void, isDragging: () => boolean) {
    this.#draw = draw;
    this.#isDragging = isDragging;
  }

  readonly request = (): void => {
    this.#handle ||= requestAnimationFrame((nowMs) => {
      this.#handle = 0;
      this.#draw();
      const waitMs = this.#toldMs + dragPaceMs - nowMs;
      if (this.#isDragging() && waitMs > 0) this.#timer ||= window.setTimeout(this.#tellLater, waitMs);
      else this.#tell(nowMs);
    });
  };

  /** @returns ends it */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly #tellLater = (): void => {
    this.#timer = 0;
    this.request();
  };

  #tell(nowMs: number): void {
    this.#toldMs = nowMs;
    for (const listener of [...this.#listeners]) listener();
  }
}
