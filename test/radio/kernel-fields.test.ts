import { createSimdKernel, InputError } from '@diku/engine';
import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldKernel, referenceKernel } from '../../packages/engine/src/radio/index.ts';
import {
  distantShape,
  halfSnappedShape,
  jobArbitrary,
  looseShape,
  packObstacles,
  snappedShape,
  unpackObstacles,
  vastShape,
} from './kernel-support/random-job.ts';
import { sceneCount } from './kernel-support/scene-count.ts';
import { crossesShiftedWall } from './kernel-support/shifted-crossing.ts';

const SEED = 4021;
const anyJob = fc.oneof(
  jobArbitrary(snappedShape),
  jobArbitrary(halfSnappedShape),
  jobArbitrary(looseShape),
  jobArbitrary(distantShape),
  jobArbitrary(vastShape),
);

const kernels: FieldKernel[] = [referenceKernel, createSimdKernel()];

describe.each(kernels)('$name', (kernel) => {
  test(`counts what a literal shift of every wall counts (seed ${SEED}, ${sceneCount} scenes)`, () => {
    check(anyJob, (job) => {
      expect(Array.from(kernel.obstacleLossUnits(job))).toEqual(countByShift(job));
    });
  });

  test(`adds distance law and leakage to within 0.001 dB (seed ${SEED}, ${sceneCount} scenes)`, () => {
    check(anyJob, (job) => {
      const units = referenceKernel.obstacleLossUnits(job);
      const fieldDb = kernel.pathLossDb(job);
      expect(fieldDb.length).toBe(units.length);
      centresOf(job).forEach(([x, y], index) => {
        const expectedDb = lawDb(job, x, y) + leakDb(obstaclesDb(units[index], job), job.capDb);
        expect(Math.abs(fieldDb[index] - expectedDb)).toBeLessThan(0.001);
      });
    });
  });

  test(`is reciprocal: transmitter and receiver may swap (seed ${SEED}, ${sceneCount} scenes)`, () => {
    check(anyJob, (job) => {
      const units = kernel.obstacleLossUnits(job);
      const [x, y] = centresOf(job)[units.length - 1];
      const grid = {
        ...job.grid,
        originXMm: job.transmitterXMm,
        originYMm: job.transmitterYMm,
        columns: 1,
        rows: 1,
      };
      const back = kernel.obstacleLossUnits({ ...job, grid, transmitterXMm: x, transmitterYMm: y });
      expect(back[0]).toBe(units[units.length - 1]);
    });
  });

  test(`another wall never lowers a loss, the order of walls never matters (seed ${SEED}, ${sceneCount} scenes)`, () => {
    check(anyJob, (job) => {
      const walls = unpackObstacles(job.obstacles);
      const units = kernel.obstacleLossUnits(job);
      const reversed = kernel.obstacleLossUnits({ ...job, obstacles: packObstacles([...walls].reverse()) });
      expect(reversed).toEqual(units);
      const fewer = kernel.obstacleLossUnits({ ...job, obstacles: packObstacles(walls.slice(1)) });
      expect(fewer.every((value, index) => value <= units[index])).toBe(true);
    });
  });

  test(`moving the whole scene changes no crossing, and no bit by whole groups of cells (seed ${SEED}, ${sceneCount} scenes)`, () => {
    const shift = fc.integer({ min: -400_000, max: 400_000 });
    const nearJob = fc.oneof(
      jobArbitrary(snappedShape),
      jobArbitrary(looseShape),
      jobArbitrary(distantShape),
    );
    check(fc.tuple(nearJob, shift, shift), ([job, dx, dy]) => {
      expect(kernel.obstacleLossUnits(translate(job, dx, dy))).toEqual(kernel.obstacleLossUnits(job));
      const groupMm = 4 * job.grid.cellMm;
      const [groupsX, groupsY] = [dx, dy].map((mm) => groupMm * Math.round(mm / groupMm));
      expect(kernel.pathLossDb(translate(job, groupsX, groupsY))).toEqual(kernel.pathLossDb(job));
    });
  });

  test(`turning the whole scene by 90° turns the field, off ties (seed ${SEED}, ${sceneCount} scenes)`, () => {
    check(jobArbitrary(looseShape), (job) => {
      const quarter = turn(job);
      const units = kernel.obstacleLossUnits(job);
      const turned = kernel.obstacleLossUnits(quarter);
      const { columns, rows } = job.grid;
      centresOf(job).forEach((cell, index) => {
        if (touches(job, cell)) return;
        const [column, row] = [index % columns, Math.floor(index / columns)];
        expect(turned[column * rows + (rows - 1 - row)]).toBe(units[index]);
      });
    });
  });

  test(`no cell receives more than was sent (seed ${SEED}, ${sceneCount} scenes)`, () => {
    // Free space at 700 MHz: 29.35 dB at 1 m; the law starts at 0.5 m.
    const law = { interceptDb: 29.35, slopeDbPerDecade: 20, minDistanceM: 0.5 };
    check(anyJob, (job) => {
      const free = kernel.pathLossDb({ ...job, law, obstacles: packObstacles([]) });
      const behindWalls = kernel.pathLossDb({ ...job, law });
      expect(free.every((lossDb) => lossDb > 0)).toBe(true);
      expect(behindWalls.every((lossDb, index) => lossDb >= free[index])).toBe(true);
    });
  });

  test('one wall across an aisle: its loss behind it, nothing before it or on it', () => {
    const job: FieldJob = {
      grid: { originXMm: 0, originYMm: 0, cellMm: 1000, columns: 6, rows: 1 },
      obstacles: packObstacles([[3000, -5000, 3000, 5000, 12 * 256]]),
      transmitterXMm: 0,
      transmitterYMm: 0,
      transmitterZMm: 0,
      receiverZMm: 0,
      law: { interceptDb: 40, slopeDbPerDecade: 20, minDistanceM: 1 },
      capDb: Number.POSITIVE_INFINITY,
    };
    expect(Array.from(kernel.obstacleLossUnits(job))).toEqual([0, 0, 0, 0, 3072, 3072]);
    const expectedDb = [40, 40, 46.0206, 49.5424, 64.0412, 65.9794];
    kernel.pathLossDb(job).forEach((lossDb, column) => {
      expect(lossDb).toBeCloseTo(expectedDb[column], 3);
    });
  });

  test.each([
    ['grid.cellMm', { grid: { originXMm: 0, originYMm: 0, cellMm: 501, columns: 2, rows: 2 } }],
    [
      'grid: found 100000 × 100000 cells',
      { grid: { originXMm: 0, originYMm: 0, cellMm: 2, columns: 1e5, rows: 1e5 } },
    ],
    ['grid.rows', { grid: { originXMm: 0, originYMm: 0, cellMm: 2, columns: 1, rows: Number.NaN } }],
    [
      'grid (east end)',
      { grid: { originXMm: 2_000_000, originYMm: 0, cellMm: 1000, columns: 100, rows: 1 } },
    ],
    ['transmitterXMm', { transmitterXMm: 0.5 }],
    ['transmitterYMm', { transmitterYMm: 2 ** 21 }],
    ['law.minDistanceM', { law: { interceptDb: 0, slopeDbPerDecade: 20, minDistanceM: 0 } }],
    ['law.interceptDb', { law: { interceptDb: Number.NaN, slopeDbPerDecade: 20, minDistanceM: 1 } }],
    ['capDb', { capDb: 0 }],
    [
      'obstacles.segmentsMm.length',
      { obstacles: { segmentsMm: new Int32Array(3), lossUnits: new Int32Array(1) } },
    ],
    ['obstacles.segmentsMm[2]', { obstacles: packObstacles([[0, 0, -(2 ** 21), 0, 1]]) }],
    ['obstacles.lossUnits[0]', { obstacles: packObstacles([[0, 0, 1, 1, -1]]) }],
    [
      'obstacles.lossUnits (sum)',
      { obstacles: packObstacles([1, 2].map(() => [0, 0, 1, 1, 2 ** 30] as const)) },
    ],
  ])('refuses a bad %s', (at, change) => {
    const [job] = fc.sample(jobArbitrary(snappedShape), { seed: SEED, numRuns: 1 });
    const solve = () => kernel.pathLossDb({ ...job, ...change });
    expect(solve).toThrow(InputError);
    expect(solve).toThrow(at);
  });
});

describe('the two kernels', () => {
  const kernel = createSimdKernel();

  test.each([
    ['on the lattice of the grid', { ...snappedShape, maxWalls: 60, maxColumns: 40, reach: 20 }],
    ['on half the lattice', { ...halfSnappedShape, maxWalls: 60, maxColumns: 40, reach: 40 }],
    ['anywhere', { ...looseShape, maxWalls: 60, maxColumns: 40 }],
    ['over the whole coordinate range', { ...vastShape, maxWalls: 60, cellMm: 25_000, maxColumns: 40 }],
    ['with cells of 2 mm', { ...looseShape, cellMm: 2, reach: 40, maxWalls: 60, maxColumns: 40 }],
  ])(`differ in no cell, walls %s (seed ${SEED}, ${sceneCount} scenes)`, (_, shape) => {
    let differing = 0;
    let cells = 0;
    check(jobArbitrary(shape), (job) => {
      const expected = referenceKernel.obstacleLossUnits(job);
      kernel.obstacleLossUnits(job).forEach((units, index) => {
        if (units !== expected[index]) differing++;
      });
      cells += expected.length;
    });
    expect({ differing, enough: cells > 200 * sceneCount }).toEqual({ differing: 0, enough: true });
  });

  test('a large job between small ones leaves no trace', () => {
    const [small, other] = fc.sample(jobArbitrary(snappedShape), { seed: SEED, numRuns: 2 });
    const first = kernel.pathLossDb(small);
    const large = { ...other, grid: { originXMm: 0, originYMm: 0, cellMm: 10, columns: 6000, rows: 6000 } };
    expect(kernel.pathLossDb(large).length).toBe(36_000_000);
    expect(kernel.pathLossDb(small)).toEqual(first);
  });
});

function check<Value>(arbitrary: fc.Arbitrary<Value>, property: (value: Value) => void): void {
  fc.assert(fc.property(arbitrary, property), { seed: SEED, numRuns: sceneCount });
}

function centresOf({ grid }: FieldJob): [number, number][] {
  return Array.from({ length: grid.columns * grid.rows }, (_, index) => [
    grid.originXMm + (index % grid.columns) * grid.cellMm,
    grid.originYMm + Math.floor(index / grid.columns) * grid.cellMm,
  ]);
}

function countByShift(job: FieldJob): number[] {
  const walls = unpackObstacles(job.obstacles);
  return centresOf(job).map((cell) => {
    let sumUnits = 0;
    for (const [ax, ay, bx, by, units] of walls) {
      const crossed = crossesShiftedWall([job.transmitterXMm, job.transmitterYMm], cell, [ax, ay], [bx, by]);
      if (crossed) sumUnits += units;
    }
    return sumUnits;
  });
}

function lawDb({ law, ...job }: FieldJob, x: number, y: number): number {
  const squaredMm2 =
    (x - job.transmitterXMm) ** 2 +
    (y - job.transmitterYMm) ** 2 +
    (job.transmitterZMm - job.receiverZMm) ** 2;
  const distanceM = Math.max(law.minDistanceM, Math.sqrt(squaredMm2) / 1000);
  return law.interceptDb + (law.slopeDbPerDecade * Math.log(distanceM)) / Math.LN10;
}

/** As the units are defined: 1/256 dB each, or 1/16 dB² of a square. */
function obstaclesDb(units: number, { obstacles }: FieldJob): number {
  return obstacles.areSquares ? Math.sqrt(units / 16) : units / 256;
}

function leakDb(lossDb: number, capDb: number): number {
  const leaked = 10 ** (-capDb / 10);
  return (-10 * Math.log((1 - leaked) * 10 ** (-lossDb / 10) + leaked)) / Math.LN10;
}

function translate(job: FieldJob, dx: number, dy: number): FieldJob {
  const { grid } = job;
  return {
    ...job,
    grid: { ...grid, originXMm: grid.originXMm + dx, originYMm: grid.originYMm + dy },
    obstacles: {
      ...job.obstacles,
      ...packObstacles(
        unpackObstacles(job.obstacles).map(([ax, ay, bx, by, units]) => [
          ax + dx,
          ay + dy,
          bx + dx,
          by + dy,
          units,
        ]),
      ),
    },
    transmitterXMm: job.transmitterXMm + dx,
    transmitterYMm: job.transmitterYMm + dy,
  };
}

/** (x, y) → (−y, x): the old north row becomes the new west column. */
function turn(job: FieldJob): FieldJob {
  const { grid } = job;
  return {
    ...job,
    grid: {
      ...grid,
      originXMm: -(grid.originYMm + (grid.rows - 1) * grid.cellMm),
      originYMm: grid.originXMm,
      columns: grid.rows,
      rows: grid.columns,
    },
    obstacles: packObstacles(
      unpackObstacles(job.obstacles).map(([ax, ay, bx, by, units]) => [-ay, ax, -by, bx, units]),
    ),
    transmitterXMm: -job.transmitterYMm,
    transmitterYMm: job.transmitterXMm,
  };
}

/** True when some orientation of the link and a wall is zero: the shift rule prefers a direction there. */
function touches(job: FieldJob, [px, py]: [number, number]): boolean {
  const { transmitterXMm: tx, transmitterYMm: ty } = job;
  return unpackObstacles(job.obstacles).some(([ax, ay, bx, by]) => {
    const ends = [
      (px - tx) * (ay - ty) - (py - ty) * (ax - tx),
      (px - tx) * (by - ty) - (py - ty) * (bx - tx),
      (bx - ax) * (ty - ay) - (by - ay) * (tx - ax),
      (bx - ax) * (py - ay) - (by - ay) * (px - ax),
    ];
    return ends.includes(0);
  });
}
