import type { RayReport } from '@diku/engine/radio';
import type { RayCheck } from './worker-contract.ts';

/** So many ways of a link by rays are shown. */
const mostWays = 5;

/** The strongest rays that differ as seen from above. */
export function waysApart(paths: readonly RayReport[]): RayCheck['paths'] {
  const apart = new Map<string, RayCheck['paths'][number]>();
  for (const { kind, lossDb, points } of paths) {
    const key = points.join(' ');
    if (!apart.has(key)) apart.set(key, { kind, lossDb, points });
  }
  return [...apart.values()].slice(0, mostWays);
}
