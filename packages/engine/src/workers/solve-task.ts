import type { FieldJob } from '../kernel/field-kernel.ts';

/** Jobs handed to a worker together, by index. */
export interface Batch {
  task: SolveTask;
  indices: readonly number[];
  /** 1 for the first try. */
  attempt: number;
}

const LARGEST_BATCH = 8;

/** One call of `solve`: which jobs wait, which are done, and the promise its caller holds. */
export class SolveTask {
  readonly promise: Promise<Float32Array[]>;
  /** Settled: late results are ignored. */
  ended = false;
  readonly #jobs: readonly FieldJob[];
  readonly #fields: Float32Array[];
  readonly #onDone: ((count: number) => void) | undefined;
  #nextIndex = 0;
  #retries: Batch[] = [];
  #doneCount = 0;
  #resolve: (fields: Float32Array[]) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(jobs: readonly FieldJob[], onDone?: (count: number) => void) {
    this.#jobs = jobs;
    this.#fields = new Array(jobs.length);
    this.#onDone = onDone;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** The next jobs to do, fewer at a time towards the end; undefined when none wait. */
  takeBatch(workerCount: number): Batch | undefined {
    const retry = this.#retries.pop();
    if (retry) return retry;
    const left = this.#jobs.length - this.#nextIndex;
    if (this.ended || left === 0) return undefined;
    const size = Math.min(LARGEST_BATCH, Math.ceil(left / (4 * workerCount)));
    const indices = Array.from({ length: size }, (_, offset) => this.#nextIndex + offset);
    this.#nextIndex += size;
    return { task: this, indices, attempt: 1 };
  }

  jobsOf(batch: Batch): FieldJob[] {
    return batch.indices.map((index) => this.#jobs[index]);
  }

  complete(batch: Batch, fields: readonly Float32Array[]): void {
    if (this.ended) return;
    batch.indices.forEach((index, position) => {
      this.#fields[index] = fields[position];
    });
    this.#doneCount += fields.length;
    try {
      this.#onDone?.(this.#doneCount);
    } catch (error) {
      this.fail(error);
      return;
    }
    if (this.#doneCount < this.#jobs.length) return;
    this.ended = true;
    this.#resolve(this.#fields);
  }

  retry(batch: Batch): void {
    if (!this.ended) this.#retries.push({ ...batch, attempt: batch.attempt + 1 });
  }

  fail(reason: unknown): void {
    this.ended = true;
    this.#retries = [];
    this.#reject(reason);
  }
}
