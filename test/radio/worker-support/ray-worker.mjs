// A real thread of the built engine; it dies of the batch of `workerData.deadlySeed`.
import { parentPort, workerData } from 'node:worker_threads';
import { serveRayWorker } from '@diku/engine/ray-worker';

const { deadlySeed } = workerData ?? {};

parentPort.on('message', (message) => {
  if (message.argumentList?.[0].value.batch.seed === deadlySeed) process.exit(9);
});
serveRayWorker({
  postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
  addEventListener: (_, listener) => parentPort.on('message', (data) => listener({ data })),
  removeEventListener: () => {},
});
