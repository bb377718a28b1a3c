// A real thread of the built engine. With `dieAfter` it kills itself on that many messages.
import { parentPort, workerData } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { serveWorker } from '../../packages/engine/dist/index.js';

let messages = 0;
parentPort.on('message', () => {
  messages++;
  if (messages === workerData?.dieAfter) process.exit(9);
});
serveWorker(nodeEndpoint(parentPort));
