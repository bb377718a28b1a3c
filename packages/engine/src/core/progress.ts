import { CancelledError } from './errors.ts';

/** One step of long work: `doneRatio` in [0, 1] of this stage. */
export interface Progress {
  stage: 'import' | 'fields' | 'place' | 'network' | 'predict' | 'check' | 'report' | 'rays';
  doneRatio: number;
  detail?: string;
  /** Progress of placing, once something passes. */
  placing?: PlacingProgress;
}

/** State of a placement so far. */
export interface PlacingProgress<Antenna = { level: string; position: readonly [number, number] }> {
  /**
   * The step under way: searching for fewer antennas, checking by a prediction, pricing, proving the lower
   * bound.
   */
  step: 'search' | 'check' | 'price' | 'bound';
  /** The best set so far, which passes, as it would stand in the plan. */
  antennas: readonly Antenna[];
  /** No plan has fewer, as far as is proved. */
  lowerBound?: number;
}

/** Watches long work and may stop it. All members are optional; the engine never reads a clock by itself. */
export interface Monitor {
  report?(progress: Progress): void;
  /** True once the work should stop; the engine then throws `CancelledError`. */
  cancelled?(): boolean;
  /** True once the emergency time limit is over: searches stop improving and say so in their result. */
  expired?(): boolean;
}

/** Reports and throws `CancelledError` when the monitor asks for it. */
export function reportProgress(
  monitor: Monitor | undefined,
  stage: Progress['stage'],
  doneRatio: number,
  detail?: string,
): void {
  if (monitor?.cancelled?.()) throw new CancelledError();
  monitor?.report?.(detail === undefined ? { stage, doneRatio } : { stage, doneRatio, detail });
}

/** Result of the work; undefined where it was cancelled. */
export async function unlessCancelled<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    throw error;
  }
}
