import { existsSync } from 'node:fs';
import { createSimdKernel, WorkerPool } from '@diku/engine';
import type { FieldJob, SpawnedWorker } from '@diku/engine/radio';
import { afterEach } from 'vitest';

/** Real threads run the built engine; without it their tests are skipped. */
export const isBuilt = existsSync('packages/engine/dist/radio/workers/serve-worker.js');

const open: WorkerPool[] = [];

/** A pool that ends with its test; `afterEach` is set up where this is imported. */
export function createPool(
  spawn: () => SpawnedWorker,
  workerCount: number,
  sharedMemory = false,
): WorkerPool {
  const pool = new WorkerPool({ spawn, workerCount, sharedMemory });
  open.push(pool);
  return pool;
}

afterEach(() => {
  for (const pool of open.splice(0)) pool.dispose();
});

/** Returns what the kernel gives on one thread, in one piece. */
export function solveHere(jobs: readonly FieldJob[]): Float32Array[] {
  const kernel = createSimdKernel();
  return jobs.map((job) => kernel.pathLossDb(job));
}

/** Bit by bit; `toEqual` takes a second for a million numbers. */
export function sameBytes(left: readonly Float32Array[], right: readonly Float32Array[]): boolean {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return (
    left.length === right.length &&
    left.every((field, index) => !Buffer.compare(bytes(field), bytes(right[index])))
  );
}

export function retain<Value>(list: Value[], value: Value): Value {
  list.push(value);
  return value;
}
