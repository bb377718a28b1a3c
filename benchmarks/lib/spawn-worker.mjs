import { Worker } from 'node:worker_threads';

const fieldWorker = new URL('../../packages/cli/dist/worker.js', import.meta.url);

/** A worker of the command line, for a pool. */
export function spawnWorker() {
  const worker = new Worker(fieldWorker);
  return {
    endpoint: endpointOf(worker),
    terminate: () => void worker.terminate(),
    onFailure: (callback) => {
      worker.once('error', callback);
      worker.once('exit', (code) => callback(new Error(`exit code ${code}`)));
    },
  };
}

/** Returns what comlink's Node adapter does. */
function endpointOf(worker) {
  return {
    postMessage: (message, transfer) => worker.postMessage(message, transfer),
    addEventListener: (_, listener) => worker.on('message', (data) => listener({ data })),
    removeEventListener: () => {},
    start: () => {},
  };
}
