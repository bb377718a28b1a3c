/** Draws what changed at most once per frame: the picture first, then every panel that follows. */
export class Frames {
  readonly #draw: () => void;
  readonly #listeners = new Set<() => void>();
  #handle = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  readonly request = (): void => {
    this.#handle ||= requestAnimationFrame(() => {
      this.#handle = 0;
      this.#draw();
      for (const listener of [...this.#listeners]) listener();
    });
  };

  /** @returns ends it */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
