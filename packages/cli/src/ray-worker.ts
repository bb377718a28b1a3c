import { parentPort } from 'node:worker_threads';
import { serveRayWorker } from '@diku/engine/ray-worker';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

if (!parentPort) throw new Error('this module runs in a worker thread only');
serveRayWorker(nodeEndpoint(parentPort));
