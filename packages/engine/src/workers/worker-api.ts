import { transfer } from 'comlink/dist/esm/comlink.mjs';
import { InputError, type Problem } from '../errors.ts';
import type { FieldJob, FieldKernel, Obstacles } from '../kernel/field-kernel.ts';
import { createSimdKernel } from '../kernel/simd-kernel.ts';
import { allocateField } from './allocate-field.ts';
import { createSharedBytesCounter } from './count-shared-bytes.ts';

/** A field job whose obstacles were sent before, or come along, under an id. */
export interface WorkerJob extends Omit<FieldJob, 'obstacles'> {
  obstaclesId: number;
}

export interface WorkerRequest {
  /** Obstacle sets this worker has not seen yet. */
  obstacles: { id: number; obstacles: Obstacles }[];
  /** Obstacle sets it need not keep any longer. */
  forgottenIds: number[];
  jobs: WorkerJob[];
  /** Where the fields go, one per job; undefined: this worker makes an array for the field. */
  intoDb: (Float32Array | undefined)[];
  /** With shared memory: [1], not 0 once nobody wants the fields any more; read before each job. */
  stop?: Int32Array;
}

export interface WorkerAnswer {
  /** Path loss in dB per job done, [rows, columns] each; without shared memory the arrays move to the caller. */
  fieldsDb: Float32Array[];
  /** Why a job was refused: an `InputError` would lose its places on the way. */
  problems?: readonly Problem[];
}

export interface WorkerApi {
  solveJobs(request: WorkerRequest): WorkerAnswer;
}

/** What a worker exposes through comlink. Keeps obstacle sets between requests, so that each crosses once. */
export function createWorkerApi(kernel: FieldKernel = createSimdKernel()): WorkerApi {
  const obstaclesById = new Map<number, Obstacles>();
  const countShared = createSharedBytesCounter();

  function solve({ obstaclesId, ...job }: WorkerJob, into: Float32Array): Float32Array {
    const obstacles = obstaclesById.get(obstaclesId);
    if (!obstacles) throw new Error(`worker: obstacle set ${obstaclesId} was never sent`);
    return kernel.pathLossDb({ ...job, obstacles }, into);
  }

  return {
    solveJobs({ obstacles, forgottenIds, jobs, intoDb, stop }) {
      for (const id of forgottenIds) obstaclesById.delete(id);
      for (const { id, obstacles: set } of obstacles) obstaclesById.set(id, set);
      const sharedMemory = stop !== undefined;
      const fieldsDb: Float32Array[] = [];
      try {
        for (const job of jobs) {
          if (stop && Atomics.load(stop, 0) !== 0) break;
          const cells = job.grid.columns * job.grid.rows;
          const into = intoDb[fieldsDb.length] ?? allocateField(cells, { sharedMemory });
          if (sharedMemory) countShared(into.buffer.byteLength);
          fieldsDb.push(solve(job, into));
        }
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return { fieldsDb: [], problems: error.problems };
      }
      if (sharedMemory) return { fieldsDb };
      return transfer(
        { fieldsDb },
        fieldsDb.map((fieldDb) => fieldDb.buffer),
      );
    },
  };
}
