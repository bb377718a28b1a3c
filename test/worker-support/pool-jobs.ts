import { existsSync } from 'node:fs';
import {
  createRandom,
  createSimdKernel,
  type FieldJob,
  type Obstacles,
  type SpawnedWorker,
  WorkerPool,
} from '@diku/engine';
import { afterEach } from 'vitest';
import { packObstacles } from '../kernel-support/random-job.ts';

export const SEED = 12;
/** Real threads run the built engine; without it their tests are skipped. */
export const isBuilt = existsSync('packages/engine/dist/workers/serve-worker.js');

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

/** Jobs of different size and place, over two shared obstacle sets. */
export function createJobs(count: number): FieldJob[] {
  const random = createRandom(SEED);
  const sets = [createObstacles(random), createObstacles(random)];
  return Array.from({ length: count }, (_, index) => ({
    grid: { originXMm: 250, originYMm: 250, cellMm: 500, columns: 20 + (index % 7), rows: 30 - (index % 5) },
    obstacles: sets[index % 2],
    transmitterXMm: Math.round(random() * 10_000),
    transmitterYMm: Math.round(random() * 15_000),
    transmitterZMm: 2400,
    receiverZMm: 1500,
    law: { interceptDb: 40, slopeDbPerDecade: 22, minDistanceM: 0.5 },
    capDb: 40,
  }));
}

/** One job of 700 × 800 cells: more than two tiles hold. */
export function createLargeJob(): FieldJob {
  const [job] = createJobs(1);
  return { ...job, grid: { originXMm: 11, originYMm: 7, cellMm: 22, columns: 700, rows: 800 } };
}

function createObstacles(random: () => number): Obstacles {
  const place = () => Math.round(random() * 15_000);
  return packObstacles(Array.from({ length: 9 }, () => [place(), place(), place(), place(), 2560] as const));
}

/** What the kernel gives on one thread, in one piece. */
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

export function keep<Value>(list: Value[], value: Value): Value {
  list.push(value);
  return value;
}
