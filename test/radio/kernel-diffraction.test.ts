import { createSimdKernel } from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FieldKernel, referenceKernel } from '../../packages/engine/src/radio/index.ts';
import {
  diffractionJobArbitrary,
  freeShape,
  latticeShape,
  packLevel,
  type RandomWall,
} from './kernel-support/random-diffraction.ts';
import { sceneCount } from './kernel-support/scene-count.ts';

const kernel = createSimdKernel();
/** Fields are single precision, 8e-6 dB at 100 dB; the tables of diffraction losses add less. */
const toleranceDb = 5e-5;

/** Returns what diffracted paths take off the loss of the direct path, [rows, columns]. */
function gainOf(solver: FieldKernel, job: FieldJob): Float32Array {
  const fieldDb = solver.pathLossDb(job);
  return solver.pathLossDb(withoutDiffraction(job)).map((directDb, cell) => directDb - fieldDb[cell]);
}

function withoutDiffraction(job: FieldJob): FieldJob {
  const { diffraction: _, ...law } = job.law;
  return { ...job, law };
}

function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((max, value, cell) => Math.max(max, Math.abs(value - right[cell])), 0);
}

describe.each([
  ['on a lattice', latticeShape],
  ['anywhere', freeShape],
])('paths diffracted at walls %s', (_, shape) => {
  it(`the kernel finds what trying every sequence of vertices finds, ${sceneCount} scenes, seed 5`, () => {
    let counted = 0;
    fc.assert(
      fc.property(diffractionJobArbitrary(shape), (job) => {
        const expected = gainOf(referenceKernel, job);
        const found = gainOf(kernel, job);
        expect(largestDifference(found, expected)).toBeLessThan(toleranceDb);
        counted += found.some((gainDb) => gainDb > 0) ? 1 : 0;
      }),
      { numRuns: sceneCount, seed: 5 },
    );
    expect(counted).toBeGreaterThan(sceneCount / 4);
  });
});

describe('walls that are dragged', () => {
  it(`paths bend as they did before, ${sceneCount / 5} scenes, seed 7`, () => {
    fc.assert(
      fc.property(diffractionJobArbitrary(freeShape), diffractionJobArbitrary(freeShape), (job, resting) => {
        const { obstacles } = job;
        // What rests is of the same level, and counts alike.
        const bendsAs = { ...resting.obstacles, areSquares: obstacles.areSquares };
        const walls = obstacles.walls && { ...obstacles.walls, bendsAs };
        const passing = { ...job, obstacles: { ...obstacles, walls } };
        expect(largestDifference(gainOf(kernel, passing), gainOf(referenceKernel, passing))).toBeLessThan(
          toleranceDb,
        );
        expect(kernel.pathLossDb(job)).toEqual(createSimdKernel().pathLossDb(job));
      }),
      { numRuns: sceneCount / 5, seed: 7 },
    );
  });
});

describe('what bands share', () => {
  it(`a band with other losses on the same walls has its own paths, ${sceneCount / 5} scenes, seed 6`, () => {
    fc.assert(
      fc.property(diffractionJobArbitrary(freeShape), fc.constantFrom(1, 57, 400), (job, addedUnits) => {
        kernel.pathLossDb(job);
        const other = withThinLosses(job, (units) => units + addedUnits);
        const found = gainOf(kernel, other);
        expect(largestDifference(found, gainOf(referenceKernel, other))).toBeLessThan(toleranceDb);
        expect(kernel.pathLossDb(moved(other, 3))).toEqual(kernel.pathLossDb(other));
      }),
      { numRuns: sceneCount / 5, seed: 6 },
    );
  });

  // So many kinds are told apart by one sum, by two, and not at all.
  it.each([[8], [35], [70]])('thin walls of %i losses, on two bands', (kindCount) => {
    const thin = Array.from(
      { length: kindCount },
      (_, index): RandomWall => [4000 + 170 * index, 2000, 4300 + 170 * index, 9000, 20 + 3 * index],
    );
    const thick: RandomWall = [2000, 10_000, 14_000, 10_000, 7936];
    const grid = { originXMm: 500, originYMm: 500, cellMm: 1500, columns: 12, rows: 14 };
    const job: FieldJob = {
      grid,
      obstacles: packLevel([...thin, thick], [9000, 14_000], null),
      transmitterXMm: 7000,
      transmitterYMm: 6000,
      transmitterZMm: 2400,
      receiverZMm: 1500,
      law: {
        interceptDb: 38.2,
        slopeDbPerDecade: 22,
        minDistanceM: 0.3,
        diffraction: {
          thickWallUnits: 2560,
          offsetDb: 3,
          greatestDb: 17,
          breakpointRad: (80 * Math.PI) / 180,
          mostCorners: 3,
        },
      },
      capDb: 40,
    };
    for (const band of [job, withThinLosses(job, (units) => 2 * units)]) {
      const gainDb = gainOf(kernel, band);
      expect(Math.max(...gainDb)).toBeGreaterThan(3);
      expect(largestDifference(gainDb, gainOf(referenceKernel, band))).toBeLessThan(toleranceDb);
    }
  });
});

/** The same walls where those that are not thick cost something else, and stay thin. */
function withThinLosses(job: FieldJob, change: (lossUnits: number) => number): FieldJob {
  const { obstacles, law } = job;
  const thickUnits = law.diffraction?.thickWallUnits ?? 0;
  const lossUnits = obstacles.lossUnits.map((units) =>
    units < thickUnits ? Math.min(change(units), thickUnits - 1) : units,
  );
  return { ...job, obstacles: { ...obstacles, lossUnits } };
}

/** The same scene elsewhere: a field of the same bits, of which nothing is known yet. */
function moved(job: FieldJob, byMm: number): FieldJob {
  const { obstacles, grid } = job;
  return {
    ...job,
    obstacles: { ...obstacles, segmentsMm: obstacles.segmentsMm.map((valueMm) => valueMm + byMm) },
    grid: { ...grid, originXMm: grid.originXMm + byMm, originYMm: grid.originYMm + byMm },
    transmitterXMm: job.transmitterXMm + byMm,
    transmitterYMm: job.transmitterYMm + byMm,
  };
}
