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
