import { MessageChannel, Worker } from 'node:worker_threads';
import { type SpawnedWorker, serveWorker, type WorkerEndpoint } from '@diku/engine';

type NodePort = Worker | MessageChannel['port1'];

/** What comlink's Node adapter does, in four lines. */
function endpointOf(port: NodePort): WorkerEndpoint {
  return {
    postMessage: (message, transfer) => port.postMessage(message, transfer as never),
    addEventListener: (_, listener) =>
      port.on('message', (data) => (listener as (e: object) => void)({ data })),
    removeEventListener: () => {},
    start: () => {},
  };
}

/** A thread running the built engine. */
export function spawnThread(dieAfter?: number): SpawnedWorker {
  const worker = new Worker(new URL('field-worker.mjs', import.meta.url), { workerData: { dieAfter } });
  return {
    endpoint: endpointOf(worker),
    terminate: () => void worker.terminate(),
    onFailure: (callback) => {
      worker.on('error', callback);
      worker.on('exit', (code) => callback(new Error(`exit code ${code}`)));
    },
  };
}

export interface FakeWorker extends SpawnedWorker {
  /** Requests posted to it. */
  requests: { jobs: object[]; obstacles: { id: number }[]; forgottenIds: number[] }[];
  terminated: boolean;
}

/**
 * A worker on this thread: a real message channel, so everything is cloned or moved as between threads.
 * `dies(n)` says whether it dies, unanswered, of its n-th request.
 */
export function createFakeWorker(dies: (request: number) => boolean = () => false): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  let fail: (reason: unknown) => void = () => {};
  const outer = endpointOf(port1);
  const fake: FakeWorker = {
    requests: [],
    terminated: false,
    endpoint: {
      ...outer,
      postMessage: (message, transfer) => {
        const call = message as { argumentList?: { value: FakeWorker['requests'][number] }[] };
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
  serveWorker(endpointOf(port2));
  return fake;
}
