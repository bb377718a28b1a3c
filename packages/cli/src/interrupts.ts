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

/** Signals that end a run. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs work that may block the thread for as long as another program likes, a pipe that is read: nothing would hear a signal
 * meanwhile, so that one ends the process by itself. Nothing half written may be there.
 */
export function endingAtOnce<Result>(work: () => Result): Result {
  const listenAgain = stopListening();
  try {
    return work();
  } finally {
    listenAgain();
  }
}

/** The same of work in several steps, each of which may block the thread for seconds: a large drawing that is read. */
export async function endingAtOnceThroughout<Result>(work: () => Promise<Result>): Promise<Result> {
  const listenAgain = stopListening();
  try {
    return await work();
  } finally {
    listenAgain();
  }
}

/** Leaves signals to the system, and returns what takes them up again. */
function stopListening(): () => void {
  const listeners = endingSignals.map((signal) => [signal, process.listeners(signal)] as const);
  for (const [signal] of listeners) process.removeAllListeners(signal);
  return () => {
    for (const [signal, list] of listeners) for (const listener of list) process.on(signal, listener);
  };
}

/** Lets a signal take effect that came while the thread was busy: one ends the process before anything is written. */
export function answerSignals(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
