import { parentPort } from 'node:worker_threads';
import { serveWorker } from '@diku/engine/field-worker';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

if (!parentPort) throw new Error('this module runs in a worker thread only');
serveWorker(nodeEndpoint(parentPort));
