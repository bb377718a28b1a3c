import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { LoadHighs } from '@diku/engine/core';
import highs from 'highs';

/** As much of WebAssembly as is used here; Node's types leave it to those of browsers. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<object>;
};
type Load = (options: {
  instantiateWasm(imports: object, instantiated: (instance: object, module: object) => void): void;
}) => ReturnType<LoadHighs>;

let compiling: Promise<object> | undefined;

/**
 * As `loadHighs`, for a process that has many jobs: the program is compiled once, which takes longer than most of its solves,
 * and each call gives an instance with memory of its own, which goes with it.
 */
export const loadSharedHighs: LoadHighs = async () => {
  const path = createRequire(import.meta.url).resolve('highs/runtime');
  compiling ??= readFile(path).then((bytes) => WebAssembly.compile(bytes));
  const module = await compiling;
  return (highs as unknown as Load)({
    instantiateWasm: (imports, instantiated) =>
      void WebAssembly.instantiate(module, imports).then((instance) => instantiated(instance, module)),
  });
};
