import { createSimdKernel, InputError } from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossesFacet, referenceKernel } from '../../packages/engine/src/radio/index.ts';
import { crossesLiteralFacet, paysLiteralSlab } from './kernel-support/literal-space.ts';
import {
  distantShape,
  halfSnappedShape,
  looseShape,
  snappedShape,
  vastShape,
} from './kernel-support/random-job.ts';
import { spaceJobArbitrary } from './kernel-support/random-space.ts';
import { sceneCount } from './kernel-support/scene-count.ts';

const SEED = 618;
const anyJob = fc.oneof(
  spaceJobArbitrary(snappedShape),
  spaceJobArbitrary(halfSnappedShape),
  spaceJobArbitrary(looseShape),
  spaceJobArbitrary(distantShape),
  spaceJobArbitrary(vastShape),
);
const kernels = [referenceKernel, createSimdKernel()];

describe.each(kernels)('panels with heights and slabs: $name', (kernel) => {
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
        const grid = {
          ...job.grid,
          originXMm: job.transmitterXMm,
          originYMm: job.transmitterYMm,
          columns: 1,
          rows: 1,
        };
        const back = {
          ...job,
          grid,
          transmitterXMm: x,
          transmitterYMm: y,
          transmitterZMm: job.receiverZMm,
          receiverZMm: job.transmitterZMm,
        };
        expect(kernel.obstacleLossUnits(back)[0]).toBe(units[units.length - 1]);
      }),
      { seed: SEED, numRuns: sceneCount },
    );
  });

  test(`any part of a grid has the bits it has in the whole (seed ${SEED}, ${sceneCount} scenes)`, () => {
    const part = fc.tuple(
      fc.nat(7),
      fc.nat(7),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(anyJob, part, (job, [left, bottom, width, height]) => {
        const whole = kernel.pathLossDb(job);
        const column = Math.min(left, job.grid.columns - 1);
        const row = Math.min(bottom, job.grid.rows - 1);
        const grid = {
          ...job.grid,
          originXMm: job.grid.originXMm + column * job.grid.cellMm,
          originYMm: job.grid.originYMm + row * job.grid.cellMm,
          columns: Math.min(width, job.grid.columns - column),
          rows: Math.min(height, job.grid.rows - row),
        };
        const field = kernel.pathLossDb({ ...job, grid });
        for (let y = 0; y < grid.rows; y++) {
          const start = (row + y) * job.grid.columns + column;
          const expected = whole.subarray(start, start + grid.columns);
          expect(field.subarray(y * grid.columns, (y + 1) * grid.columns)).toEqual(expected);
        }
      }),
      { seed: SEED, numRuns: sceneCount },
    );
  });

  test('a beam over an aisle costs only the links that pass above its lower edge', () => {
    // From 3 m down to 1 m over 10 m: at 3 m the link is at 2.4 m for the cell at 10 m.
    const job: FieldJob = {
      grid: { originXMm: 4000, originYMm: 0, cellMm: 2000, columns: 4, rows: 1 },
      obstacles: {
        segmentsMm: Int32Array.from([3000, -5000, 3000, 5000]),
        lossUnits: Int32Array.from([256]),
        heightsMm: Int32Array.from([2300, 9000]),
      },
      transmitterXMm: 0,
      transmitterYMm: 0,
      transmitterZMm: 3000,
      receiverZMm: 1000,
      law: { interceptDb: 40, slopeDbPerDecade: 20, minDistanceM: 1 },
      capDb: Number.POSITIVE_INFINITY,
    };
    // Heights over the beam: 1.5, 2.0, 2.25, 2.4 m.
    expect(Array.from(kernel.obstacleLossUnits(job))).toEqual([0, 0, 0, 256]);
    expect(Array.from(kernel.obstacleLossUnits({ ...job, receiverZMm: 3000 }))).toEqual([256, 256, 256, 256]);
  });

  test.each([
    ['obstacles.heightsMm.length', { heightsMm: new Int32Array(3) }],
    ['obstacles.heightsMm[1]', { heightsMm: Int32Array.from([0, 2 ** 18 + 1]) }],
    ['obstacles.slabs[0].elevationMm', { slabs: [{ elevationMm: 0.5, lossUnits: 1, openingsMm: [] }] }],
    ['obstacles.slabs[0].lossUnits', { slabs: [{ elevationMm: 0, lossUnits: -1, openingsMm: [] }] }],
    [
      'obstacles.slabs[0].openingsMm[0].length',
      { slabs: [{ elevationMm: 0, lossUnits: 1, openingsMm: [new Int32Array(4)] }] },
    ],
  ])('refuses a bad %s', (at, change) => {
    const job: FieldJob = {
      grid: { originXMm: 0, originYMm: 0, cellMm: 2, columns: 1, rows: 1 },
      obstacles: { segmentsMm: new Int32Array(4), lossUnits: new Int32Array(1), ...change },
      transmitterXMm: 0,
      transmitterYMm: 0,
      transmitterZMm: 0,
      receiverZMm: 0,
      law: { interceptDb: 40, slopeDbPerDecade: 20, minDistanceM: 1 },
      capDb: 40,
    };
    expect(() => kernel.pathLossDb(job)).toThrow(InputError);
    expect(() => kernel.pathLossDb(job)).toThrow(at);
  });
});

test('a panel and the one above it count once together at every height', () => {
  for (let zMm = -3; zMm <= 9; zMm++) {
    const [t, p] = [-4, 4].map((x) => ({ at: [x, 1] as const, zMm: x < 0 ? zMm : 3 }));
    const counted = [
      [-10, 3],
      [3, 10],
    ].filter(([lower, upper]) => crossesFacet(t, p, [0, -5], [0, 5], lower, upper));
    expect(counted).toHaveLength(1);
  }
});

function centreOf({ grid }: FieldJob, index: number): [number, number] {
  return [
    grid.originXMm + (index % grid.columns) * grid.cellMm,
    grid.originYMm + Math.floor(index / grid.columns) * grid.cellMm,
  ];
}

function countLiterally(job: FieldJob): number[] {
  const { segmentsMm, lossUnits, heightsMm = new Int32Array(0), slabs = [] } = job.obstacles;
  const t = [job.transmitterXMm, job.transmitterYMm, job.transmitterZMm] as const;
  return Array.from({ length: job.grid.columns * job.grid.rows }, (_, index) => {
    const p = [...centreOf(job, index), job.receiverZMm] as const;
    let sumUnits = 0;
    lossUnits.forEach((units, wall) => {
      const [ax, ay, bx, by] = segmentsMm.subarray(4 * wall, 4 * wall + 4);
      const heights = [heightsMm[2 * wall], heightsMm[2 * wall + 1]] as const;
      if (crossesLiteralFacet(t, p, [ax, ay], [bx, by], heights)) sumUnits += units;
    });
    for (const slab of slabs) {
      if (paysLiteralSlab(t, p, slab.elevationMm, slab.openingsMm)) sumUnits += slab.lossUnits;
    }
    return sumUnits;
  });
}
