/** Comlink ships this module, but its own declaration needs the DOM's types. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { MessagePort, Worker } from 'node:worker_threads';
  import type { WorkerEndpoint } from '@diku/engine/radio';

  /** A Node worker or port as Comlink knows browser ones. */
  export default function nodeEndpoint(port: MessagePort | Worker): WorkerEndpoint;
}
