/** The part of comlink 4 used here; its own types need the DOM's. */
declare module 'comlink/dist/esm/comlink.mjs' {
  export function expose(api: object, endpoint: object): void;
  export function wrap(endpoint: object): unknown;
  export function proxy<Value extends object>(value: Value): Value;
  export function transfer<Value>(value: Value, transferables: ArrayBufferLike[]): Value;
}
