import { transfer } from 'comlink/dist/esm/comlink.mjs';
import { InputError, type LocalizedProblem } from '../../core/index.ts';
import type { FieldKernel, Obstacles } from '../kernel/field-kernel.ts';
import { createSimdKernel } from '../kernel/simd-kernel.ts';
import { allocateField } from './allocate-field.ts';
import { createSharedBytesCounter } from './count-shared-bytes.ts';
import { countPackedJobs, type PackedJobs, unpackJob } from './packed-jobs.ts';
import { takeFromParts } from './parts.ts';

export interface WorkerRequest {
  /** Obstacle sets this worker has not seen yet. */
  obstacles: { id: number; obstacles: Obstacles }[];
  /** Obstacle sets it need not cache any longer. */
  forgottenIds: number[];
  jobs: PackedJobs;
  /**
   * Arrays for the fields, one per job; undefined: the worker that does the job makes an array for the field.
   */
  intoDb: (Float32Array | undefined)[];
  /**
   * The job to do next in each part of the jobs (parts.ts) with shared memory, for all the workers that have this
   * request; each job is done by one. A worker begins with its own part, so that it seldom needs the obstacle sets of
   * the others.
   */
  next?: Int32Array;
  part?: number;
  /** Signal in shared memory: [1], not 0 once nobody wants the fields any more; read before each job. */
  stop?: Int32Array;
}

export interface WorkerAnswer {
  /** Which of the jobs this worker did. */
  doneIndices: number[];
  /** Path loss in dB per job done, [rows, columns] each; undefined where it lies in shared memory the caller knows. */
  fieldsDb: (Float32Array | undefined)[];
  /** Why a job was refused: an `InputError` would lose its positions on the way. */
  problems?: readonly LocalizedProblem[];
}

export interface WorkerApi {
  solveJobs(request: WorkerRequest): WorkerAnswer;
}

/**
 * Interface that a worker exposes through comlink. It caches obstacle sets between requests, so that each
 * crosses once.
 */
export function createWorkerApi(kernel: FieldKernel = createSimdKernel()): WorkerApi {
  const obstaclesById = new Map<number, Obstacles>();
  const countShared = createSharedBytesCounter();

  function obstaclesOf(id: number): Obstacles {
    const obstacles = obstaclesById.get(id);
    if (!obstacles) throw new Error(`worker: obstacle set ${id} was never sent`);
    return obstacles;
  }

  return {
    solveJobs({ obstacles, forgottenIds, jobs, intoDb, next, part = 0, stop }) {
      for (const id of forgottenIds) obstaclesById.delete(id);
      for (const { id, obstacles: set } of obstacles) obstaclesById.set(id, set);
      const sharedMemory = stop !== undefined;
      const answer: WorkerAnswer = { doneIndices: [], fieldsDb: [] };
      const moved: ArrayBufferLike[] = [];
      const count = countPackedJobs(jobs);
      const take = next ? takeFromParts(next, part, count) : createCounter();
      try {
        for (let index = take(); index < count; index = take()) {
          if (stop && Atomics.load(stop, 0) !== 0) break;
          const job = unpackJob(jobs, index, obstaclesOf);
          const { grid } = job;
          const known = intoDb[index];
          const into = known ?? allocateField(grid.columns * grid.rows, { sharedMemory });
          // A whole field that is known was given back: it was counted when it was made.
          const isCounted = known?.byteLength === known?.buffer.byteLength;
          if (sharedMemory && !(known && isCounted)) countShared(into.buffer.byteLength);
          kernel.pathLossDb(job, into);
          answer.doneIndices.push(index);
          answer.fieldsDb.push(sharedMemory && known ? undefined : into);
          if (!sharedMemory) moved.push(into.buffer);
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return { doneIndices: [], fieldsDb: [], problems: error.said };
      }
      return transfer(answer, moved);
    },
  };
}

function createCounter(): () => number {
  let index = 0;
  return () => index++;
}
