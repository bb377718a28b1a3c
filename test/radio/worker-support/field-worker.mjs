// A real thread of the built engine that goes wrong as `workerData` says.
import { parentPort, workerData } from 'node:worker_threads';
import { createSimdKernel } from '../../../packages/engine/dist/radio/kernel/simd-kernel.js';
import { serveWorker } from '../../../packages/engine/dist/radio/workers/serve-worker.js';

const { dieAfter, death, dieAtTile, deadlyRows, gate } = workerData;

const deaths = {
  exit: () => process.exit(9),
  // Outside comlink's own listener, so that nothing catches it.
  throw: () => {
    throw new Error('struck');
  },
  memory: () => {
    for (const hoard = []; ; ) hoard.push(new Array(10_000).fill(hoard.length));
  },
};

let messages = 0;
parentPort.on('message', () => {
  messages++;
  if (messages === dieAfter) deaths[death]();
});
serveWorker(
  {
    postMessage: (message, transfer) => parentPort.postMessage(message, transfer),
    addEventListener: (_, listener) => parentPort.on('message', (data) => listener({ data })),
    removeEventListener: () => {},
  },
  gate ? createGatedKernel(gate) : createMortalKernel(),
);

function createMortalKernel() {
  const kernel = createSimdKernel();
  let tiles = 0;
  return {
    ...kernel,
    pathLossDb(job, into) {
      tiles++;
      if (tiles === dieAtTile || job.grid.rows === deadlyRows) deaths.exit();
      return kernel.pathLossDb(job, into);
    },
  };
}

/** Counts in gate[0] the tiles begun; each waits until gate[1] is not 0. */
function createGatedKernel(gate) {
  const kernel = createSimdKernel();
  return {
    ...kernel,
    pathLossDb(job, into) {
      Atomics.add(gate, 0, 1);
      Atomics.wait(gate, 1, 0);
      return kernel.pathLossDb(job, into);
    },
  };
}
