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

/** A visitor who clicks at once does so before this. */
const visitorsRestMs = 1500;
/** A page that opens or predicts a plan for longer is not waited for. */
const longestWorkMs = 30_000;

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
