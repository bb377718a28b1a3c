import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { serveProver } from '@diku/engine/prover-thread';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { loadHighs } from './load-highs.ts';

if (!parentPort) throw new Error('this module runs in a worker thread only');
// The thread ends with its proof, and with it the memory, which never shrinks.
serveProver(nodeEndpoint(parentPort), { loadHighs, pause: () => setImmediate() });
