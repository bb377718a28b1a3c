import { createSimdKernel, InputError } from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OBLIQUE_FIELDS, referenceKernel } from '../../packages/engine/src/radio/index.ts';
import {
  halfSnappedShape,
  type JobShape,
  jobArbitrary,
  looseShape,
  packObstacles,
  snappedShape,
  vastShape,
} from './kernel-support/random-job.ts';
import { sceneCount } from './kernel-support/scene-count.ts';
import { crossesShiftedWall } from './kernel-support/shifted-crossing.ts';

const SEED = 947;
const anyJob = fc.oneof(
  obliqueJobArbitrary(snappedShape, 3),
  obliqueJobArbitrary(halfSnappedShape, 2),
  obliqueJobArbitrary(looseShape, 2 ** 14 - 1),
  obliqueJobArbitrary(vastShape, 2 ** 14 - 1),
);
const kernels = [referenceKernel, createSimdKernel()];

describe.each(kernels)('loss by angle of incidence: $name', (kernel) => {
  test(`counts what literal geometry counts (seed ${SEED}, ${sceneCount} scenes)`, () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        expect(Array.from(kernel.obstacleLossUnits(job))).toEqual(countLiterally(job));
      }),
      { seed: SEED, numRuns: sceneCount },
    );
  });

  test(`is reciprocal (seed ${SEED}, ${sceneCount} scenes)`, () => {
    fc.assert(
      fc.property(anyJob, (job) => {
        const units = kernel.obstacleLossUnits(job);
        const [x, y] = centreOf(job, units.length - 1);
        const { transmitterXMm: originXMm, transmitterYMm: originYMm } = job;
        const grid = { ...job.grid, originXMm, originYMm, columns: 1, rows: 1 };
        const back = kernel.obstacleLossUnits({ ...job, grid, transmitterXMm: x, transmitterYMm: y });
        expect(back[0]).toBe(units[units.length - 1]);
      }),
      { seed: SEED, numRuns: sceneCount },
    );
  });

  test('one wall, a step at 45°: links steeper than that pay the wall alone', () => {
    const job: FieldJob = {
      grid: { originXMm: -3000, originYMm: 2000, cellMm: 1000, columns: 7, rows: 1 },
      // Seen from a to b (eastwards) the south is on the right: the directions lead from north to south.
      obstacles: {
        ...packObstacles([[-9000, 1000, 9000, 1000, 100]]),
        obliqueSteps: Int32Array.from([0, 1, -1, 7, 0, -1, -1, 7]),
      },
      transmitterXMm: 0,
      transmitterYMm: 0,
      transmitterZMm: 0,
      receiverZMm: 0,
      law: { interceptDb: 40, slopeDbPerDecade: 20, minDistanceM: 1 },
      capDb: Number.POSITIVE_INFINITY,
    };
    expect(Array.from(kernel.obstacleLossUnits(job))).toEqual([107, 100, 100, 100, 100, 100, 107]);
  });

  test.each([
    ['length', [0, 1, 1]],
    ['[0]: found 1', [1, 1, 1, 5]],
    ['direction', [0, 1, 1, 5]],
    ['direction', [0, 0, -1, 5]],
    ['direction', [0, 2 ** 14, -1, 5]],
    ['loss', [0, 1, -1, -5]],
  ])('refuses a bad %s', (at, steps) => {
    const [job] = fc.sample(jobArbitrary(snappedShape), { seed: SEED, numRuns: 1 });
    const obstacles = { ...packObstacles([[0, 0, 1000, 0, 1]]), obliqueSteps: Int32Array.from(steps) };
    expect(() => kernel.pathLossDb({ ...job, obstacles })).toThrow(InputError);
    expect(() => kernel.pathLossDb({ ...job, obstacles })).toThrow(at);
  });
});

/** Up to three steps for each obstacle, their directions of small whole numbers where links run along them often. */
function obliqueJobArbitrary(shape: JobShape, reach: number): fc.Arbitrary<FieldJob> {
  const component = fc.integer({ min: -reach, max: reach });
  const step = fc.tuple(component, component, fc.nat(3000));
  return fc
    .tuple(
      jobArbitrary(shape),
      fc.array(fc.array(step, { maxLength: 3 }), { minLength: shape.maxWalls, maxLength: shape.maxWalls }),
    )
    .map(([job, stepsOfWall]) => {
      const { segmentsMm, lossUnits } = job.obstacles;
      const obliqueSteps = Array.from(lossUnits).flatMap((_, wall) => {
        const [ax, ay, bx, by] = segmentsMm.subarray(4 * wall, 4 * wall + 4);
        return stepsOfWall[wall].flatMap(([x, y, units]) => {
          const across = (by - ay) * x - (bx - ax) * y;
          const along = (bx - ax) * x + (by - ay) * y;
          if (across === 0 || along === 0) return [];
          return [wall, x * Math.sign(across), y * Math.sign(across), units];
        });
      });
      return { ...job, obstacles: { ...job.obstacles, obliqueSteps: Int32Array.from(obliqueSteps) } };
    });
}

function centreOf({ grid }: FieldJob, index: number): [number, number] {
  return [
    grid.originXMm + (index % grid.columns) * grid.cellMm,
    grid.originYMm + Math.floor(index / grid.columns) * grid.cellMm,
  ];
}

/** Crossings of really shifted walls; a step is paid where the link's tangent of incidence is the larger one. */
function countLiterally(job: FieldJob): number[] {
  const { segmentsMm, lossUnits, obliqueSteps = new Int32Array(0) } = job.obstacles;
  const t = [job.transmitterXMm, job.transmitterYMm] as const;
  return Array.from({ length: job.grid.columns * job.grid.rows }, (_, index) => {
    const p = centreOf(job, index);
    let sumUnits = 0;
    lossUnits.forEach((units, wall) => {
      const [ax, ay, bx, by] = segmentsMm.subarray(4 * wall, 4 * wall + 4);
      if (!crossesShiftedWall(t, p, [ax, ay], [bx, by])) return;
      sumUnits += units;
      const u = [BigInt(bx - ax), BigInt(by - ay)];
      const tangent = (x: bigint, y: bigint) => {
        // [along, across], turned so that it leads across.
        const [along, across] = [x * u[0] + y * u[1], x * u[1] - y * u[0]];
        return across < 0n ? [-along, -across] : [along, across];
      };
      const [along, across] = tangent(BigInt(p[0] - t[0]), BigInt(p[1] - t[1]));
      for (let at = 0; at < obliqueSteps.length; at += OBLIQUE_FIELDS) {
        if (obliqueSteps[at] !== wall) continue;
        const [stepAlong, stepAcross] = tangent(BigInt(obliqueSteps[at + 1]), BigInt(obliqueSteps[at + 2]));
        const sameSide = along > 0n === stepAlong > 0n;
        const [size, stepSize] = [along, stepAlong].map((value) => (value < 0n ? -value : value));
        if (sameSide && size * stepAcross > stepSize * across) sumUnits += obliqueSteps[at + 3];
      }
    });
    return sumUnits;
  });
}
