import type { Obstacles } from '../kernel/field-kernel.ts';

/** The same obstacles in shared memory, every array of them: sending them to a worker copies nothing. */
export function shareObstacles(obstacles: Obstacles): Obstacles {
  return share(obstacles) as Obstacles;
}

function share(value: unknown): unknown {
  if (value instanceof Int32Array) return shareArray(value);
  if (Array.isArray(value)) return value.map(share);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, share(member)]));
}

function shareArray(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
