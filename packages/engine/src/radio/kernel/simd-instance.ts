import { decodeBase64 } from '../../core/index.ts';
import { simdModuleBase64 } from './simd-module.generated.ts';

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

export const PAGE_BYTES = 65_536;

let compiled: object | undefined;

/** A fresh instance of the module of packages/engine/assembly, with a memory of its own; the caller names its exports. */
export function instantiateSimd<Exports>(): Exports {
  compiled ??= compileModule(decodeBase64(simdModuleBase64));
  return new (platform().Instance)(compiled).exports as Exports;
}

/** Compiles a module, synchronously: in browsers only workers may do this for more than 4 KiB. */
function compileModule(bytes: Uint8Array): object {
  return new (platform().Module)(bytes);
}

function platform(): WebAssemblyPlatform {
  return (globalThis as unknown as { WebAssembly: WebAssemblyPlatform }).WebAssembly;
}
