import type { App } from '../app/app.ts';

/** A page that never rests does it after so long. */
const longestWaitMs = 2000;
const restMs = 300;

/** A visitor who clicks at once does so before this. */
const visitorsRestMs = 1500;

/** A page that opens or predicts a plan for longer is not waited for. */
const longestWorkMs = 30_000;

/** While something is dragged panels follow at this pace: nobody reads figures that change with every frame. */
const dragPaceMs = 100;

/** Draws what changed at most once per frame: the view first, then every panel that follows. */
export class Frames {
  readonly #draw: () => void;
  readonly #isDragging: () => boolean;
  readonly #listeners = new Set<() => void>();
  #handle = 0;
  #timer = 0;
  #toldMs = Number.NEGATIVE_INFINITY;

  /** @param isDragging whether all but the view may wait */
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

/** Does something once the page has nothing else to do, for the first time after it was opened. */
export function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if (typeof window.requestIdleCallback === 'function')
    window.requestIdleCallback(work, { timeout: longestWaitMs });
  else window.setTimeout(work, restMs);
}

/** Does what no visitor waits for once the page is idle and neither opens nor predicts a plan: both processors are for that. */
export function whenRested({ page, results }: App, work: () => void): void {
  let isDone = false;
  const isBusy = () => page.value.notice?.kind === 'progress' || results.value.status === 'computing';
  const settle = () => {
    if (isDone || isBusy()) return;
    isDone = true;
    whenIdle(work);
  };
  const begin = () => {
    settle();
    page.subscribe(settle);
    results.subscribe(settle);
  };
  window.setTimeout(begin, visitorsRestMs);
  window.setTimeout(() => {
    if (isDone) return;
    isDone = true;
    work();
  }, longestWorkMs);
}
