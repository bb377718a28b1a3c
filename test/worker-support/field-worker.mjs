// A real thread of the built engine. With `dieAfter` it kills itself on that many messages.
import { parentPort, workerData } from 'node:worker_threads';
import { serveWorker } from '../../packages/engine/dist/workers/serve-worker.js';

let messages = 0;
parentPort.on('message', () => {
  messages++;
  if (messages === workerData?.dieAfter) process.exit(9);
});
serveWorker({
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  addEventListener: (_, listener) => parentPort.on('message', (data) => listener({ data })),
  removeEventListener: () => {},
});
