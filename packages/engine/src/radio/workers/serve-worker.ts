import { expose } from 'comlink/dist/esm/comlink.mjs';
import type { FieldKernel } from '../kernel/field-kernel.ts';
import { createWorkerApi } from './worker-api.ts';
import type { WorkerEndpoint } from './worker-endpoint.ts';

/** A worker's whole program: answers a `WorkerPool` at the other end of `endpoint` until terminated. */
export function serveWorker(endpoint: WorkerEndpoint, kernel?: FieldKernel): void {
  expose(createWorkerApi(kernel), endpoint);
}
