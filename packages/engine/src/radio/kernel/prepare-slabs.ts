import type { Obstacles } from './field-kernel.ts';

export const SLAB_FIELDS = 4;

/** Slabs and the rings of their openings as the assembly wants them. */
export function prepareSlabs({ slabs = [] }: Obstacles) {
  const edges: number[] = [];
  const table = new Int32Array(SLAB_FIELDS * slabs.length);
  slabs.forEach(({ elevationMm, lossUnits, openingsMm }, index) => {
    const first = edges.length / 4;
    for (const ring of openingsMm) {
      for (let at = 0; at < ring.length; at += 2) {
        const next = (at + 2) % ring.length;
        edges.push(ring[at], ring[at + 1], ring[next], ring[next + 1]);
      }
    }
    table.set([elevationMm, lossUnits, first, edges.length / 4], SLAB_FIELDS * index);
  });
  return { slabs: table, slabEdges: Float64Array.from(edges) };
}
