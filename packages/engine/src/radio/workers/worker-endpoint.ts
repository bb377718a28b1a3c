/** One end of a message channel as comlink needs it: a browser Worker, its `self`, or comlink's adapter of a Node port. */
export interface WorkerEndpoint {
  postMessage(message: unknown, transfer?: unknown[]): void;
  addEventListener(type: string, listener: unknown, options?: object): void;
  removeEventListener(type: string, listener: unknown, options?: object): void;
  start?(): void;
}

/** A worker that just started; it serves the engine by calling `serveWorker`. */
export interface SpawnedWorker {
  endpoint: WorkerEndpoint;
  /** Stops it at once, work and all. */
  terminate(): void;
  /** Asks to be told once when the worker dies by itself. Without it a dead worker is never noticed. */
  onFailure?(callback: (reason: unknown) => void): void;
}
