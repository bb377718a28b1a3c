import type { Monitor } from '../../core/index.ts';

/** When a placement stops improving, and when it has to end with whatever it has. */
export interface Stops {
  isCancelled(): boolean;
  /** The time is over, or it was cancelled: nothing is improved any more. */
  stopped(): boolean;
  /**
   * Returns whether it must end: at once where it was cancelled; after the time limit once a little more work has found
   * nothing that passes.
   */
  mustEnd(): boolean;
}

/** Locations looked at after the time limit for the sake of a first set that passes: seconds, whatever the garage. */
const graceWork = 2e8;

/** @param work locations looked at so far */
export function watchStops(monitor: Monitor | undefined, work: () => number): Stops {
  let lastWork: number | undefined;
  const isCancelled = () => monitor?.cancelled?.() === true;
  const isExpired = () => monitor?.expired?.() === true;
  return {
    isCancelled,
    stopped: () => isCancelled() || isExpired(),
    mustEnd() {
      if (isCancelled()) return true;
      if (lastWork === undefined) {
        if (!isExpired()) return false;
        lastWork = work() + graceWork;
      }
      return work() > lastWork;
    },
  };
}
