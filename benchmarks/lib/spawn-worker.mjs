import { Worker } from 'node:worker_threads';

/** A worker of the command line, for a pool: of fields, or `ray-worker`. */
export function spawnWorker(name = 'worker') {
  const worker = new Worker(new URL(`../../packages/cli/dist/${name}.js`, import.meta.url));
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
