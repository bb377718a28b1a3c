import type { OnProgress } from './worker-contract.ts';

/** A monitor that reports at most every 50 ms. */
export function watch(onProgress: OnProgress, cancelled = () => false) {
  let last = Number.NEGATIVE_INFINITY;
  return {
    cancelled,
    report(progress: Parameters<OnProgress>[0]) {
      const now = performance.now();
      if (now - last < 50) return;
      last = now;
      onProgress(progress);
    },
  };
}
