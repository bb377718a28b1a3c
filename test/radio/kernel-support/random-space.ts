import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import type { Slab } from '../../../packages/engine/src/radio/index.ts';
import { type JobShape, jobArbitrary } from './random-job.ts';

/**
 * Jobs whose facets have edges of their own and whose links go through slabs with openings. Heights are few and
 * coarse, so that links often pass exactly at an edge, or start and end in a slab.
 */
export function spaceJobArbitrary(shape: JobShape): fc.Arbitrary<FieldJob> {
  const height = fc.integer({ min: -6, max: 6 }).map((value) => value * 500);
  return fc
    .tuple(
      jobArbitrary(shape),
      fc.oneof(height, fc.constant(1000)),
      fc.oneof(height, fc.constantFrom(-500, -1000, -2000)),
      fc.array(fc.tuple(height, fc.nat(9)), { minLength: shape.maxWalls, maxLength: shape.maxWalls }),
      fc.array(slabArbitrary(shape, height), { maxLength: 3 }),
    )
    .map(([job, transmitterZMm, receiverZMm, facets, slabs]) => ({
      ...job,
      transmitterZMm,
      receiverZMm,
      obstacles: {
        ...job.obstacles,
        heightsMm: Int32Array.from(
          facets.slice(0, job.obstacles.lossUnits.length).flatMap(([lowerMm, size]) => {
            // Now and then a facet of no height, and one beyond every link.
            if (size === 9) return [-(2 ** 18), 2 ** 18];
            return [lowerMm, lowerMm + size * 400];
          }),
        ),
        slabs,
      },
    }));
}

/** Openings in tiles of their own, so that no two overlap: each a box, a triangle or an L. */
function slabArbitrary(shape: JobShape, height: fc.Arbitrary<number>): fc.Arbitrary<Slab> {
  const tileMm = Math.max(2, Math.floor(shape.reach / 2)) * shape.snapMm;
  const corner = fc.integer({ min: -2, max: 1 }).map((value) => value * tileMm);
  const opening = fc.tuple(corner, corner, fc.nat(2)).map(([x, y, kind]): [string, Int32Array] => {
    const half = Math.floor(tileMm / 2);
    const rings = [
      [x, y, x + tileMm, y, x + tileMm, y + tileMm, x, y + tileMm],
      [x, y, x + tileMm, y + half, x, y + tileMm],
      [x, y, x + tileMm, y, x + tileMm, y + half, x + half, y + half, x + half, y + tileMm, x, y + tileMm],
    ];
    return [`${x},${y}`, Int32Array.from(rings[kind])];
  });
  return fc
    .tuple(
      fc.oneof(fc.constant(0), height),
      fc.integer({ min: 1, max: 6000 }),
      fc.array(opening, { maxLength: 14 }),
    )
    .map(([elevationMm, lossUnits, openings]) => ({
      elevationMm,
      lossUnits,
      openingsMm: [...new Map(openings).values()],
    }));
}
