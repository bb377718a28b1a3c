import type { FieldJob } from '../kernel/field-kernel.ts';
import { allocateField } from './allocate-field.ts';
import { createSharedBytesCounter } from './count-shared-bytes.ts';
import { sharedParts } from './parts.ts';
import type { RecycledFields } from './recycled-fields.ts';
import { MAX_TILE_WORK, type Tile, tileAt, tileOf, workOf, workPerRow } from './tiles.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-api.ts';

export interface TaskTile extends Tile {
  jobIndex: number;
}

/** Tiles handed out together: to one worker, or with shared memory to several, which fraction them out. */
export interface Batch {
  readonly task: SolveTask;
  readonly tiles: readonly TaskTile[];
  /** 1 for the first try. */
  readonly attempt: number;
  /** Index of the tile that is next in each worker's part (parts.ts), with shared memory. */
  readonly next: Int32Array | undefined;
  /** Indices of the tiles that no worker has answered. */
  readonly waiting: Set<number>;
  /** Workers that have not answered. */
  holders: number;
  /** The orders of all its workers with shared memory, once the first is told. */
  packed?: Pick<WorkerRequest, 'jobs' | 'intoDb'>;
  /** Why a worker died that was at it. */
  failure?: Error;
}

/** A tile whose worker died is tried once more. */
const MAX_ATTEMPTS = 2;
/** Bounds a message. */
const MAX_BATCH_TILES = 64;
const MAX_SHARED_BATCH_TILES = 128;
/**
 * A batch that workers share out is at most some 80 ms long: they hear a cancel before each tile, and the longer it is, the
 * fewer messages this thread writes on a core that a worker needs, and the fewer obstacle sets a worker prepares.
 */
const SHARED_BATCH_WORK = 16 * MAX_TILE_WORK;
/** One that a worker has for itself: it hears a cancel only after those in hand. */
const LONE_BATCH_WORK = 1.5 * 2 ** 20;

export interface SolveTaskOptions {
  /** Fields lie in shared memory, where workers write them. */
  sharedMemory: boolean;
  recycled: RecycledFields;
  onDone?: (count: number) => void;
}

const countShared = createSharedBytesCounter();

/** One call of `solve`: which tiles wait, which are done, and the promise its caller holds. */
export class SolveTask {
  readonly promise: Promise<Float32Array[]>;
  readonly jobs: readonly FieldJob[];
  /** Signal in shared memory: [1], not 0 once the task has ended. */
  readonly stop: Int32Array | undefined;
  /** Settled: late results are ignored. */
  ended = false;
  readonly #onDone: ((count: number) => void) | undefined;
  readonly #recycled: RecycledFields;
  readonly #fieldsDb: (Float32Array | undefined)[];
  readonly #rowsLeft: number[];
  #workLeft = 0;
  #nextJob = 0;
  #nextRow = 0;
  #retries: Pick<Batch, 'tiles' | 'attempt'>[] = [];
  #wasRetried = false;
  #doneCount = 0;
  #resolve: (fields: Float32Array[]) => void = () => {};
  #reject: (reason: unknown) => void = () => {};

  constructor(jobs: readonly FieldJob[], { sharedMemory, recycled, onDone }: SolveTaskOptions) {
    this.jobs = jobs;
    this.stop = sharedMemory ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
    this.#onDone = onDone;
    this.#recycled = recycled;
    this.#fieldsDb = new Array(jobs.length);
    this.#rowsLeft = jobs.map((job) => job.grid.rows);
    for (const job of jobs) this.#workLeft += workOf(job);
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** The next tiles to do; undefined when none wait. */
  takeBatch(workerCount: number): Batch | undefined {
    const left = this.#retries.pop();
    if (left) return this.#createBatch(left.tiles, left.attempt, workerCount);
    if (this.ended || this.#nextJob === this.jobs.length) return undefined;
    // For one worker alone less work at a time towards the end.
    const batchWork = this.stop
      ? SHARED_BATCH_WORK * workerCount
      : Math.min(LONE_BATCH_WORK, this.#workLeft / (4 * workerCount));
    const maxTiles = this.stop ? MAX_SHARED_BATCH_TILES * workerCount : MAX_BATCH_TILES;
    const tiles: TaskTile[] = [];
    for (let work = 0; tiles.length < maxTiles && this.#nextJob < this.jobs.length; ) {
      const job = this.jobs[this.#nextJob];
      const tile = tileAt(job, this.#nextRow);
      const tileWork = tile.rows * workPerRow(job);
      work += tileWork;
      if (tiles.length > 0 && work > batchWork) break;
      this.#workLeft -= tileWork;
      tiles.push({ ...tile, jobIndex: this.#nextJob });
      this.#nextRow += tile.rows;
      if (this.#nextRow < job.grid.rows) continue;
      this.#nextJob++;
      this.#nextRow = 0;
    }
    return this.#createBatch(tiles, 1, workerCount);
  }

  /** Arrays for the tiles of a batch; undefined: one that the worker who takes the tile makes. */
  targets({ tiles }: Batch): (Float32Array | undefined)[] {
    return tiles.map((tile) => {
      const job = this.jobs[tile.jobIndex];
      const recycle = () => this.#recycled.take(job.grid.columns * tile.rows);
      if (!this.stop) return recycle();
      if (tile.rows < job.grid.rows) return tileOf(this.#fieldOf(tile), job, tile);
      // Cached here, so that the same array comes back and not another view of its memory.
      this.#fieldsDb[tile.jobIndex] ??= recycle();
      return this.#fieldsDb[tile.jobIndex];
    });
  }

  /** Takes note of what one worker did of a batch. */
  complete({ tiles, waiting }: Batch, { doneIndices, fieldsDb }: WorkerAnswer): void {
    if (this.ended) return;
    const doneBefore = this.#doneCount;
    try {
      doneIndices.forEach((tileIndex, index) => {
        const tile = tiles[tileIndex];
        waiting.delete(tileIndex);
        this.#keep(tile, fieldsDb[index]);
        this.#rowsLeft[tile.jobIndex] -= tile.rows;
        if (this.#rowsLeft[tile.jobIndex] === 0) this.#doneCount++;
      });
      if (this.#doneCount > doneBefore) this.#onDone?.(this.#doneCount);
    } catch (error) {
      this.fail(error);
    }
    if (this.ended || this.#doneCount < this.jobs.length) return;
    this.ended = true;
    const finishedDb = this.#fieldsDb as Float32Array[];
    if (this.#wasRetried) for (const fieldDb of finishedDb) this.#recycled.exclude(fieldDb);
    this.#resolve(finishedDb);
  }

  /** A worker has answered or died; what the last one leaves undone goes to others, or ends the task. */
  leave(batch: Batch): void {
    batch.holders--;
    if (this.ended || batch.holders > 0 || batch.waiting.size === 0) return;
    const { attempt, failure } = batch;
    if (failure && attempt === MAX_ATTEMPTS) {
      this.fail(new Error(`${failure.message}, twice on the same work`));
      return;
    }
    this.#wasRetried = true;
    const tiles = [...batch.waiting].map((index) => batch.tiles[index]);
    this.#retries.push({ tiles, attempt: failure ? attempt + 1 : attempt });
  }

  fail(reason: unknown): void {
    this.ended = true;
    this.#retries = [];
    if (this.stop) Atomics.store(this.stop, 0, 1);
    this.#reject(reason);
  }

  #createBatch(tiles: readonly TaskTile[], attempt: number, workerCount: number): Batch {
    const next = this.stop && sharedParts(tiles.length, Math.min(workerCount, tiles.length));
    return { task: this, tiles, attempt, next, waiting: new Set(tiles.keys()), holders: 0 };
  }

  /** `fieldDb` is undefined when the worker wrote where it was told. */
  #keep(tile: TaskTile, fieldDb: Float32Array | undefined): void {
    if (!fieldDb) return;
    const job = this.jobs[tile.jobIndex];
    if (tile.rows === job.grid.rows) {
      if (this.stop) countShared(fieldDb.byteLength);
      this.#fieldsDb[tile.jobIndex] = fieldDb;
    } else {
      tileOf(this.#fieldOf(tile), job, tile).set(fieldDb);
      this.#recycled.put(fieldDb);
    }
  }

  /** The field that several tiles make up; it begins to exist with the first. */
  #fieldOf({ jobIndex }: TaskTile): Float32Array {
    const { columns, rows } = this.jobs[jobIndex].grid;
    this.#fieldsDb[jobIndex] ??= this.#recycled.take(columns * rows) ?? this.#allocate(columns * rows);
    return this.#fieldsDb[jobIndex];
  }

  #allocate(cells: number): Float32Array {
    const sharedMemory = this.stop !== undefined;
    const fieldDb = allocateField(cells, { sharedMemory });
    if (sharedMemory) countShared(fieldDb.byteLength);
    return fieldDb;
  }
}
