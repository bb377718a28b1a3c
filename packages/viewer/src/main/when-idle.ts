import type { App } from '../app/app.ts';

/** A page that never rests does it after so long. */
const longestWaitMs = 2000;
const restMs = 300;

/** Does something once the page has nothing else to do, for the first time after it was opened. */
export function whenIdle(work: () => void): void {
  // Safari has no idle callbacks.
  if (typeof window.requestIdleCallback === 'function')
    window.requestIdleCallback(work, { timeout: longestWaitMs });
  else window.setTimeout(work, restMs);
}

/** As above, but a page that opens or predicts a plan does that first; after so long it happens all the same. */
const longestWorkMs = 30_000;
const visitorsRestMs = 1500;

/** What a visitor does not wait for: whoever clicks at once has both processors for it. */
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
