import { MessageChannel, Worker } from 'node:worker_threads';
import type { SpawnedWorker, WorkerEndpoint } from '@diku/engine/radio';
import { type FieldKernel, serveWorker } from '../../../packages/engine/src/radio/index.ts';

type NodePort = Worker | MessageChannel['port1'];

/** Returns what comlink's Node adapter does, in four lines. */
function endpointOf(port: NodePort): WorkerEndpoint {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer as never),
    addEventListener: (_, listener) =>
      port.on('message', (data) => (listener as (e: object) => void)({ data })),
    removeEventListener: () => {},
    start: () => {},
  };
}

export interface ThreadOptions {
  /** The message it dies of, counted from 1, and how. */
  dieAfter?: number;
  death?: 'exit' | 'throw' | 'memory';
  /** It ends as it begins this tile, counted from 1. */
  dieAtTile?: number;
  /** It ends as it begins a tile of so many rows. */
  deadlyRows?: number;
  /** [2], shared: tiles begun; not 0 to let them go on. */
  gate?: Int32Array;
  /** Program; default: one of the built engine. */
  program?: URL;
  /** Seed of the batch of rays it dies of. */
  deadlySeed?: number;
}

/** A thread running the built engine. */
export function spawnThread({ program, ...workerData }: ThreadOptions = {}): SpawnedWorker {
  const worker = new Worker(program ?? new URL('field-worker.mjs', import.meta.url), {
    workerData,
    resourceLimits: workerData.death === 'memory' ? { maxOldGenerationSizeMb: 24 } : {},
  });
  return {
    endpoint: endpointOf(worker),
    terminate: () => void worker.terminate(),
    onFailure: (callback) => {
      worker.on('error', callback);
      worker.on('exit', (code) => callback(new Error(`exit code ${code}`)));
    },
  };
}

export interface FakeRequest {
  intoDb: unknown[];
  obstacles: { id: number; obstacles: { segmentsMm: Int32Array } }[];
  forgottenIds: number[];
}

export interface FakeWorker extends SpawnedWorker {
  /** Requests posted to it. */
  requests: FakeRequest[];
  terminated: boolean;
}

export interface FakeOptions {
  /** Whether it dies, unanswered, of its n-th request. */
  dies?: (request: number) => boolean;
  kernel?: FieldKernel;
}

/** A worker on this thread: a real message channel, so everything is cloned, moved or shared as between threads. */
export function createFakeWorker({ dies = () => false, kernel }: FakeOptions = {}): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  let fail: (reason: unknown) => void = () => {};
  const outer = endpointOf(port1);
  const fake: FakeWorker = {
    requests: [],
    terminated: false,
    endpoint: {
      ...outer,
      postMessage: (message, transfer) => {
        const call = message as { argumentList?: { value: FakeRequest }[] };
        if (call.argumentList) fake.requests.push(call.argumentList[0].value);
        if (dies(fake.requests.length)) queueMicrotask(() => fail(new Error('lost')));
        else outer.postMessage(message, transfer);
      },
    },
    terminate: () => {
      fake.terminated = true;
      port1.close();
    },
    onFailure: (callback) => {
      fail = callback;
    },
  };
  serveWorker(endpointOf(port2), kernel);
  return fake;
}
