import { parentPort } from 'node:worker_threads';
import { createWorkerApi } from '@diku/engine';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

if (!parentPort) throw new Error('worker.ts runs in a worker thread only');
expose(createWorkerApi(), nodeEndpoint(parentPort));
