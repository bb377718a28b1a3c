import { expose } from 'comlink/dist/esm/comlink.mjs';
import { createRayWorkerApi } from './ray-worker-api.ts';
import type { WorkerEndpoint } from './worker-endpoint.ts';

/** A worker's whole program: answers a `RayPool` at the other end of `endpoint` until terminated. */
export function serveRayWorker(endpoint: WorkerEndpoint): void {
  expose(createRayWorkerApi(), endpoint);
}
