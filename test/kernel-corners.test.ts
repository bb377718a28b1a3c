import { createSimdKernel, type FieldJob, type FieldKernel, referenceKernel } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornerJobArbitrary, freeShape, latticeShape } from './kernel-support/random-corners.ts';
import { sceneCount } from './kernel-support/scene-count.ts';

const kernel = createSimdKernel();
/** Fields are single precision, 8e-6 dB at 100 dB; the tables of turns add less. */
const toleranceDb = 5e-5;

/** What paths around corners take off the loss of the direct path, [rows, columns]. */
function gainOf(solver: FieldKernel, job: FieldJob): Float32Array {
  const fieldDb = solver.pathLossDb(job);
  return solver.pathLossDb(withoutCorners(job)).map((directDb, cell) => directDb - fieldDb[cell]);
}

function withoutCorners(job: FieldJob): FieldJob {
  const { corners: _, ...law } = job.law;
  return { ...job, law };
}

function largestDifference(left: Float32Array, right: Float32Array): number {
  return left.reduce((most, value, cell) => Math.max(most, Math.abs(value - right[cell])), 0);
}

describe.each([
  ['on a lattice', latticeShape],
  ['anywhere', freeShape],
])('paths around corners of walls %s', (_, shape) => {
  it(`the kernel finds what trying every sequence of corners finds, ${sceneCount} scenes, seed 5`, () => {
    let counted = 0;
    fc.assert(
      fc.property(cornerJobArbitrary(shape), (job) => {
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
