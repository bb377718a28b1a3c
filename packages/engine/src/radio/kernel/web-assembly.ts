/** The few WebAssembly signatures used here; the engine compiles without the DOM's types. */
interface WebAssemblyPlatform {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
}

export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; throws RangeError when the machine has none left. */
  grow(pages: number): number;
}

/** Compiles a module, synchronously: in browsers only workers may do this for more than 4 KiB. */
export function compileModule(bytes: Uint8Array): object {
  return new (platform().Module)(bytes);
}

/** A fresh instance of a module without imports; the caller names its exports. */
export function instantiate<Exports>(module: object): Exports {
  return new (platform().Instance)(module).exports as Exports;
}

function platform(): WebAssemblyPlatform {
  return (globalThis as unknown as { WebAssembly: WebAssemblyPlatform }).WebAssembly;
}
