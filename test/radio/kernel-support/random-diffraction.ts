import type { FieldJob } from '@diku/engine/radio';
import fc from 'fast-check';
import type { Obstacles } from '../../../packages/engine/src/radio/index.ts';

/** A wall of a random scene: mm, and the loss per crossing in 1/256 dB. */
export type RandomWall = readonly [ax: number, ay: number, bx: number, by: number, lossUnits: number];

export interface VertexShape {
  /** Every coordinate is a multiple of this. */
  snapMm: number;
  /** Side of the scene, in snaps. */
  reach: number;
  cellMm: number;
  maxWalls: number;
  maxCells: number;
}

/** Walls on a lattice meet in corners, crossings and along each other; receivers and transmitters stand on walls. */
export const latticeShape: VertexShape = { snapMm: 1000, reach: 9, cellMm: 1100, maxWalls: 8, maxCells: 8 };
export const freeShape: VertexShape = { snapMm: 1, reach: 20_000, cellMm: 2500, maxWalls: 8, maxCells: 8 };

/** Jobs with diffracted paths: thick and thin walls, a column, cars below the height of the link. */
export function diffractionJobArbitrary(shape: VertexShape): fc.Arbitrary<FieldJob> {
  const coordinate = fc.integer({ min: 0, max: shape.reach }).map((value) => value * shape.snapMm);
  const wall = fc
    .tuple(coordinate, coordinate, coordinate, coordinate, fc.nat(3), fc.constantFrom(1400, 2559, 2560, 7936))
    .map(([ax, ay, bx, by, kind, lossUnits]): RandomWall => {
      if (kind === 0) return [ax, ay, bx, ay, lossUnits];
      if (kind === 1) return [ax, ay, ax, by, lossUnits];
      return [ax, ay, bx, by, lossUnits];
    });
  return fc
    .record({
      walls: fc.array(wall, { minLength: 1, maxLength: shape.maxWalls }),
      column: fc.option(fc.tuple(coordinate, coordinate)),
      cars: fc.option(wall),
      columns: fc.integer({ min: 2, max: shape.maxCells }),
      rows: fc.integer({ min: 2, max: shape.maxCells }),
      transmitterXMm: coordinate,
      transmitterYMm: coordinate,
      transmitterZMm: fc.constantFrom(2400, 1500, 2000),
      slopeDbPerDecade: fc.constantFrom(20, 22, 30),
      capDb: fc.constantFrom(40, 25, Number.POSITIVE_INFINITY),
      areSquares: fc.boolean(),
      offsetDb: fc.constantFrom(0.5, 3),
      greatestDb: fc.constantFrom(3, 17, 22),
      breakpointDeg: fc.constantFrom(80, 90, 40),
      mostCorners: fc.constantFrom(1, 2, 3, 3),
    })
    .map((parts) => ({
      grid: {
        originXMm: 0,
        originYMm: 0,
        cellMm: shape.cellMm,
        columns: parts.columns,
        rows: parts.rows,
      },
      obstacles: {
        ...packLevel(parts.walls, parts.column, parts.cars),
        ...(parts.areSquares ? { areSquares: true as const } : {}),
      },
      transmitterXMm: parts.transmitterXMm,
      transmitterYMm: parts.transmitterYMm,
      transmitterZMm: parts.transmitterZMm,
      receiverZMm: 1500,
      law: {
        interceptDb: 38.2,
        slopeDbPerDecade: parts.slopeDbPerDecade,
        minDistanceM: 0.3,
        diffraction: {
          thickWallUnits: 2560,
          offsetDb: parts.offsetDb,
          greatestDb: parts.greatestDb,
          breakpointRad: (parts.breakpointDeg * Math.PI) / 180,
          mostCorners: parts.mostCorners,
        },
      },
      capDb: parts.capDb,
    }));
}

/** Walls, then the four edges of a square column, then a facet as high as cars; heights only where there are cars. */
export function packLevel(
  walls: readonly RandomWall[],
  column: readonly [number, number] | null,
  cars: RandomWall | null,
): Obstacles {
  const ring = column ? columnRing(column) : [];
  const facets = [...walls, ...ring, ...(cars ? [cars] : [])];
  const obstacles: Obstacles = {
    segmentsMm: Int32Array.from(facets.flatMap((facet) => facet.slice(0, 4))),
    lossUnits: Int32Array.from(facets, (facet) => facet[4]),
    walls: {
      indices: Int32Array.from(walls.keys()),
      columns: Int32Array.from(column ? [walls.length, walls.length + ring.length] : []),
      vertexZMm: 2000,
    },
  };
  if (!cars) return obstacles;
  const heights = facets.flatMap((facet) => (facet === cars ? [0, 1700] : [-262_144, 262_144]));
  return { ...obstacles, heightsMm: Int32Array.from(heights) };
}

function columnRing([x, y]: readonly [number, number]): RandomWall[] {
  const corners = [
    [x - 300, y - 300],
    [x + 300, y - 300],
    [x + 300, y + 300],
    [x - 300, y + 300],
  ];
  return corners.map(([ax, ay], index): RandomWall => {
    const [bx, by] = corners[(index + 1) % 4];
    return [ax, ay, bx, by, 1152];
  });
}
