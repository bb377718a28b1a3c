/** Comlink ships this module without a declaration that the package's entry points reach. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { MessagePort, Worker } from 'node:worker_threads';
  import type { Endpoint } from 'comlink';

  /** A Node worker or port as Comlink knows browser ones. */
  export default function nodeEndpoint(port: MessagePort | Worker): Endpoint;
}
