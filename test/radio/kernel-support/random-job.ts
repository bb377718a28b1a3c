import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import type { Obstacles } from '../../../packages/engine/src/radio/index.ts';

export interface JobShape {
  /** Every coordinate is a multiple of this; equal to the cell size it makes ties the rule, 1 the exception. */
  snapMm: number;
  /** Coordinates lie within ± this many snaps. */
  reach: number;
  cellMm: number;
  maxWalls: number;
  maxColumns: number;
}

/** The grid's own lattice: walls along rows, coincident walls, transmitters and receivers on walls abound. */
export const snappedShape: JobShape = { snapMm: 500, reach: 8, cellMm: 500, maxWalls: 12, maxColumns: 11 };
/** Half a cell off in places. */
export const halfSnappedShape: JobShape = { ...snappedShape, snapMm: 250, reach: 16 };
export const looseShape: JobShape = { snapMm: 1, reach: 9000, cellMm: 700, maxWalls: 12, maxColumns: 13 };
/** Up to 500 cells from the transmitter, where the quick kernel finds the distance law in other ways than near it. */
export const distantShape: JobShape = {
  snapMm: 50,
  reach: 2000,
  cellMm: 400,
  maxWalls: 6,
  maxColumns: 40,
};
/** The whole coordinate range, where rounding would show. */
export const vastShape: JobShape = {
  snapMm: 1,
  reach: 2 ** 20,
  cellMm: 60_002,
  maxWalls: 12,
  maxColumns: 15,
};

export function jobArbitrary(shape: JobShape): fc.Arbitrary<FieldJob> {
  const coordinate = fc.integer({ min: -shape.reach, max: shape.reach }).map((value) => value * shape.snapMm);
  const size = fc.integer({ min: 1, max: shape.maxColumns });
  return fc
    .record({
      originXMm: coordinate,
      originYMm: coordinate,
      columns: size,
      rows: size,
      transmitterXMm: coordinate,
      transmitterYMm: coordinate,
      transmitterZMm: fc.integer({ min: -2000, max: 2000 }),
      slopeDbPerDecade: fc.constantFrom(20, 25.5, 40, 60),
      capDb: fc.constantFrom(20, 41.3, Number.POSITIVE_INFINITY),
      areSquares: fc.boolean(),
      walls: fc.array(wallArbitrary(coordinate), { maxLength: shape.maxWalls }),
    })
    .map((parts) => ({
      grid: {
        originXMm: parts.originXMm,
        originYMm: parts.originYMm,
        cellMm: shape.cellMm,
        columns: parts.columns,
        rows: parts.rows,
      },
      obstacles: {
        ...packObstacles(parts.walls),
        ...(parts.areSquares ? { areSquares: true as const } : {}),
      },
      transmitterXMm: parts.transmitterXMm,
      transmitterYMm: parts.transmitterYMm,
      transmitterZMm: parts.transmitterZMm,
      receiverZMm: 0,
      law: { interceptDb: 38.2, slopeDbPerDecade: parts.slopeDbPerDecade, minDistanceM: 0.5 },
      capDb: parts.capDb,
    }));
}

type Wall = readonly [ax: number, ay: number, bx: number, by: number, lossUnits: number];

/** Free walls, walls along a row or a column, and walls without length. */
function wallArbitrary(coordinate: fc.Arbitrary<number>): fc.Arbitrary<Wall> {
  return fc
    .tuple(coordinate, coordinate, coordinate, coordinate, fc.integer({ min: 0, max: 8000 }), fc.nat(5))
    .map(([ax, ay, bx, by, lossUnits, kind]) => {
      if (kind === 0) return [ax, ay, bx, ay, lossUnits];
      if (kind === 1) return [ax, ay, ax, by, lossUnits];
      if (kind === 2 && lossUnits % 4 === 0) return [ax, ay, ax, ay, lossUnits];
      return [ax, ay, bx, by, lossUnits];
    });
}

export function packObstacles(walls: readonly Wall[]): Obstacles {
  return {
    segmentsMm: Int32Array.from(walls.flatMap((wall) => wall.slice(0, 4))),
    lossUnits: Int32Array.from(walls, (wall) => wall[4]),
  };
}

export function unpackObstacles({ segmentsMm, lossUnits }: Obstacles): Wall[] {
  return Array.from(lossUnits, (units, index) => {
    const [ax, ay, bx, by] = segmentsMm.subarray(4 * index, 4 * index + 4);
    return [ax, ay, bx, by, units];
  });
}
