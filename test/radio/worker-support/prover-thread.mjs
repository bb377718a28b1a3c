// A real thread of the built engine that proves lower bounds, or dies at its n-th message.
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import loadHighs from 'highs';
import { serveProver } from '../../../packages/engine/dist/design/placement/bound/worker-prover/serve-prover.js';

let messages = 0;
parentPort.on('message', () => {
  messages++;
  if (messages === workerData.dieAfter) process.exit(9);
});
serveProver(
  {
    postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
    addEventListener: (_, listener) => parentPort.on('message', (data) => listener({ data })),
    removeEventListener: () => {},
  },
  { loadHighs, pause: () => setImmediate() },
);
