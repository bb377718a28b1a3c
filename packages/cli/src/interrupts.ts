/** Asks the work under way to end early; undefined where none can. */
let stopWork: (() => void) | undefined;
/** When it was asked to, on the clock of `performance.now`. */
let askedMs = Number.NEGATIVE_INFINITY;

/** A launcher (npx, timeout) passes on the signal that the terminal sends to both: one Ctrl+C arrives twice, milliseconds apart. */
const sameInterruptMs = 500;

/**
 * Runs work that ends early with what it has: the first Ctrl+C calls `stop` instead of ending the process, a second one ends
 * it.
 */
export async function endingEarly<Result>(stop: () => void, work: () => Promise<Result>): Promise<Result> {
  stopWork = stop;
  try {
    return await work();
  } finally {
    stopWork = undefined;
  }
}

/** Passes an interruption on to the work under way; false where nothing takes it, or has taken one before. */
export function stopEarly(): boolean {
  const stop = stopWork;
  if (!stop) return performance.now() - askedMs < sameInterruptMs;
  stopWork = undefined;
  askedMs = performance.now();
  stop();
  return true;
}
