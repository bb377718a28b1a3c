import type { Obstacles } from '../kernel/field-kernel.ts';

/** The same obstacles in shared memory: sending them to a worker copies nothing. */
export function shareObstacles({ segmentsMm, lossUnits, heightsMm, slabs }: Obstacles): Obstacles {
  return {
    segmentsMm: share(segmentsMm),
    lossUnits: share(lossUnits),
    ...(heightsMm && { heightsMm: share(heightsMm) }),
    ...(slabs && { slabs: slabs.map((slab) => ({ ...slab, openingsMm: slab.openingsMm.map(share) })) }),
  };
}

function share(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
