import { transfer } from 'comlink/dist/esm/comlink.mjs';
import type { FieldJob, Obstacles } from '../kernel/field-kernel.ts';
import { createSimdKernel } from '../kernel/simd-kernel.ts';

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
}

export interface WorkerApi {
  /** Path loss in dB per job, [rows, columns] each, in the order of the jobs; the arrays move to the caller. */
  solveJobs(request: WorkerRequest): Float32Array[];
}

/** What a worker exposes through comlink. Keeps obstacle sets between requests, so that each crosses once. */
export function createWorkerApi(): WorkerApi {
  const kernel = createSimdKernel();
  const obstaclesById = new Map<number, Obstacles>();
  return {
    solveJobs(request) {
      for (const id of request.forgottenIds) obstaclesById.delete(id);
      for (const { id, obstacles } of request.obstacles) obstaclesById.set(id, obstacles);
      const fields = request.jobs.map(({ obstaclesId, ...job }) => {
        const obstacles = obstaclesById.get(obstaclesId);
        if (!obstacles) throw new Error(`worker: obstacle set ${obstaclesId} was never sent`);
        return kernel.pathLossDb({ ...job, obstacles });
      });
      return transfer(
        fields,
        fields.map((field) => field.buffer),
      );
    },
  };
}
