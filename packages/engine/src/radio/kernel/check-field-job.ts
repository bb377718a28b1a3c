import { InputError, type Problem } from '../../core/index.ts';
import {
  type DiffractionLaw,
  type DistanceTable,
  type FieldJob,
  type Grid,
  OBLIQUE_FIELDS,
  type Obstacles,
  type Slab,
} from './field-kernel.ts';
import { squaredMmToM } from './path-loss-law.ts';

/** Coordinates stay below this (2 km), so that every orientation is an exact integer in a double. */
const COORDINATE_LIMIT_MM = 2 ** 21;
/** Heights: with rises below 2^17 mm the product of a rise and an orientation stays below 2^63. */
const HEIGHT_LIMIT_MM = 2 ** 18;
const RISE_LIMIT_MM = 2 ** 17;
/** Directions of oblique steps: a component times an orientation stays below 2^61. */
const DIRECTION_LIMIT = 2 ** 14;
/** Largest grid of one job: 2^26 cells, 256 MB of result. */
const CELL_LIMIT = 2 ** 26;
/** Largest sum of obstacle losses: four times it still fits a signed 32-bit cell. */
const LOSS_SUM_LIMIT = 2 ** 29 - 1;

/** Obstacle sets already found good; they are shared by many jobs and never change. */
const goodObstacles = new WeakSet<Obstacles>();
const goodTables = new WeakSet<DistanceTable>();

/** Throws `InputError` unless every kernel can solve the job exactly. */
export function checkFieldJob(job: FieldJob): void {
  checkGrid(job.grid);
  checkCoordinate('transmitterXMm', job.transmitterXMm);
  checkCoordinate('transmitterYMm', job.transmitterYMm);
  checkHeight('transmitterZMm', job.transmitterZMm);
  checkHeight('receiverZMm', job.receiverZMm);
  const riseMm = Math.abs(job.transmitterZMm - job.receiverZMm);
  expect('transmitterZMm − receiverZMm', riseMm, riseMm < RISE_LIMIT_MM, `below ${RISE_LIMIT_MM} mm in size`);
  const { law } = job;
  expect('law.interceptDb', law.interceptDb, Number.isFinite(law.interceptDb), 'a finite number of dB');
  expect(
    'law.slopeDbPerDecade',
    law.slopeDbPerDecade,
    Number.isFinite(law.slopeDbPerDecade),
    'a finite number',
  );
  const nearM = law.minDistanceM;
  expect('law.minDistanceM', nearM, nearM >= 0.001 && Number.isFinite(nearM), 'at least 0.001 m');
  if (law.table) checkTable(law.table, law.minDistanceM, farthestM(job));
  expect('capDb', job.capDb, job.capDb > 0, 'more than 0 dB, or Infinity for none');
  if (law.diffraction) {
    const straight = law.table === undefined && law.slopeDbPerDecade > 0;
    expect(
      'law.diffraction',
      'beside a table or no slope',
      straight,
      'a law that rises with the logarithm of distance',
    );
    checkDiffractionLaw(law.diffraction);
  }
  if (goodObstacles.has(job.obstacles)) return;
  checkObstacles(job.obstacles);
  goodObstacles.add(job.obstacles);
}

/** Throws `InputError` unless a target array, if given, holds exactly the job's cells. */
export function checkTarget({ grid }: FieldJob, into: Float32Array | Int32Array | undefined): void {
  const cells = grid.columns * grid.rows;
  if (into) expect('into.length', into.length, into.length === cells, `${cells}, one per cell`);
}

function checkDiffractionLaw(law: DiffractionLaw): void {
  const { thickWallUnits, offsetDb, greatestDb, breakpointRad, mostCorners } = law;
  const at = 'law.diffraction';
  const isWhole = Number.isInteger(thickWallUnits) && thickWallUnits > 0;
  expect(`${at}.thickWallUnits`, thickWallUnits, isWhole, 'an integer above 0');
  const goodOffset = offsetDb >= 0.5 && offsetDb <= greatestDb && Number.isFinite(greatestDb);
  expect(`${at}.offsetDb`, `${offsetDb}, ${greatestDb}`, goodOffset, '0.5 dB to greatestDb');
  const goodAngle = breakpointRad > 0 && breakpointRad <= Math.PI / 2;
  expect(`${at}.breakpointRad`, breakpointRad, goodAngle, 'above 0, at most π/2');
  expect(`${at}.mostCorners`, mostCorners, [1, 2, 3].includes(mostCorners), '1, 2 or 3');
}

function checkGrid(grid: Grid): void {
  const { originXMm, originYMm, cellMm, columns, rows } = grid;
  expect(
    'grid.cellMm',
    cellMm,
    Number.isInteger(cellMm) && cellMm > 0 && cellMm % 2 === 0,
    'even millimetres',
  );
  expect('grid.columns', columns, Number.isInteger(columns) && columns > 0, 'a positive integer');
  expect('grid.rows', rows, Number.isInteger(rows) && rows > 0, 'a positive integer');
  const cells = columns * rows;
  expect('grid', `${columns} × ${rows} cells`, cells <= CELL_LIMIT, `at most ${CELL_LIMIT} cells`);
  checkCoordinate('grid.originXMm', originXMm);
  checkCoordinate('grid.originYMm', originYMm);
  checkCoordinate('grid (east end)', originXMm + columns * cellMm);
  checkCoordinate('grid (north end)', originYMm + rows * cellMm);
}

function checkTable(table: DistanceTable, nearestM: number, farthestCellM: number): void {
  const { distancesM, lossesDb } = table;
  const count = distancesM.length;
  expect('law.table', count, count >= 2 && lossesDb.length === count, 'two or more knots with a loss each');
  const lastM = distancesM[count - 1];
  expect('law.table.distancesM[0]', distancesM[0], distancesM[0] <= nearestM, `at most ${nearestM} m`);
  expect('law.table.distancesM (last)', lastM, lastM >= farthestCellM, `at least ${farthestCellM} m`);
  if (goodTables.has(table)) return;
  for (let knot = 0; knot < count; knot++) {
    const rises = knot === 0 || distancesM[knot] > distancesM[knot - 1];
    expect(`law.table.distancesM[${knot}]`, distancesM[knot], rises, 'more than the one before');
    const lossDb = lossesDb[knot];
    expect(`law.table.lossesDb[${knot}]`, lossDb, Number.isFinite(lossDb), 'a finite number of dB');
  }
  goodTables.add(table);
}

/** Distance to the farthest corner of the grid, rounded as a cell's. */
function farthestM({ grid, ...job }: FieldJob): number {
  const span = (originMm: number, count: number, atMm: number) =>
    Math.max(Math.abs(originMm - atMm), Math.abs(originMm + (count - 1) * grid.cellMm - atMm));
  const dxMm = span(grid.originXMm, grid.columns, job.transmitterXMm);
  const dyMm = span(grid.originYMm, grid.rows, job.transmitterYMm);
  const riseMm = job.transmitterZMm - job.receiverZMm;
  return squaredMmToM(dxMm * dxMm + dyMm * dyMm + riseMm * riseMm);
}

function checkObstacles(obstacles: Obstacles): void {
  const { segmentsMm, lossUnits, heightsMm, slabs = [] } = obstacles;
  const count = lossUnits.length;
  expect('obstacles.segmentsMm.length', segmentsMm.length, segmentsMm.length === 4 * count, `${4 * count}`);
  for (let index = 0; index < segmentsMm.length; index++) {
    if (Math.abs(segmentsMm[index]) < COORDINATE_LIMIT_MM) continue;
    checkCoordinate(`obstacles.segmentsMm[${index}]`, segmentsMm[index]);
  }
  if (heightsMm) {
    const length = heightsMm.length;
    expect('obstacles.heightsMm.length', length, length === 2 * count, `${2 * count}`);
    heightsMm.forEach((heightMm, index) => {
      const at = `obstacles.heightsMm[${index}]`;
      if (Math.abs(heightMm) > HEIGHT_LIMIT_MM) checkHeight(at, heightMm);
      const lowerMm = heightsMm[index - 1];
      if (index % 2 === 1 && heightMm < lowerMm)
        expect(at, heightMm, false, `at least its lower edge, ${lowerMm}`);
    });
  }
  let sumUnits = 0;
  slabs.forEach((slab, index) => {
    checkSlab(slab, `obstacles.slabs[${index}]`);
    sumUnits += slab.lossUnits;
  });
  for (let index = 0; index < count; index++) {
    if (lossUnits[index] < 0) expect(`obstacles.lossUnits[${index}]`, lossUnits[index], false, 'at least 0');
    sumUnits += lossUnits[index];
  }
  sumUnits += checkObliqueSteps(obstacles);
  checkWalls(obstacles);
  expect('obstacles.lossUnits (sum)', sumUnits, sumUnits <= LOSS_SUM_LIMIT, `at most ${LOSS_SUM_LIMIT}`);
}

function checkWalls({ walls, lossUnits, slabs = [] }: Obstacles): void {
  if (!walls) return;
  expect('obstacles.walls', `${slabs.length} slabs`, slabs.length === 0, 'no slab: both ends on one level');
  checkHeight('obstacles.walls.cornerZMm', walls.vertexZMm);
  const count = lossUnits.length;
  for (const [name, list, max] of [
    ['indices', walls.indices, count - 1],
    ['columns', walls.columns, count],
  ] as const) {
    const wrong = list.find((index) => !(index >= 0 && index <= max));
    if (wrong !== undefined) expect(`obstacles.walls.${name}`, wrong, false, `0 to ${max}`);
  }
}

/** Returns the sum of the steps' losses. */
function checkObliqueSteps({ segmentsMm, lossUnits, heightsMm, obliqueSteps: steps }: Obstacles): number {
  if (!steps) return 0;
  const whole = steps.length % OBLIQUE_FIELDS === 0;
  expect('obstacles.obliqueSteps.length', steps.length, whole, `a multiple of ${OBLIQUE_FIELDS}`);
  let sumUnits = 0;
  let lastObstacle = 0;
  for (let at = 0; at < steps.length; at += OBLIQUE_FIELDS) {
    const [obstacle, x, y, stepUnits] = steps.subarray(at, at + OBLIQUE_FIELDS);
    const where = `obstacles.obliqueSteps[${at}]`;
    const known = obstacle >= lastObstacle && obstacle < lossUnits.length;
    expect(where, obstacle, known, `an obstacle below ${lossUnits.length}, in rising order`);
    const isHigh =
      !heightsMm ||
      (heightsMm[2 * obstacle] <= -HEIGHT_LIMIT_MM && heightsMm[2 * obstacle + 1] >= HEIGHT_LIMIT_MM);
    expect(where, obstacle, isHigh, 'an obstacle as high as any link');
    const ux = segmentsMm[4 * obstacle + 2] - segmentsMm[4 * obstacle];
    const uy = segmentsMm[4 * obstacle + 3] - segmentsMm[4 * obstacle + 1];
    const short = Math.max(Math.abs(x), Math.abs(y)) < DIRECTION_LIMIT;
    const hasLength = ux !== 0 || uy !== 0;
    const good = short && (!hasLength || (uy * x - ux * y > 0 && ux * x + uy * y !== 0));
    expect(`${where}, direction`, `${x}, ${y}`, good, `from left to right, below ${DIRECTION_LIMIT} in size`);
    expect(`${where}, loss`, stepUnits, stepUnits >= 0, 'at least 0');
    lastObstacle = obstacle;
    sumUnits += stepUnits;
  }
  return sumUnits;
}

function checkSlab({ elevationMm, lossUnits, openingsMm }: Slab, at: string): void {
  checkHeight(`${at}.elevationMm`, elevationMm);
  const goodLoss = Number.isInteger(lossUnits) && lossUnits >= 0;
  expect(`${at}.lossUnits`, lossUnits, goodLoss, 'an integer, at least 0');
  openingsMm.forEach((ring, index) => {
    const ringAt = `${at}.openingsMm[${index}]`;
    expect(
      `${ringAt}.length`,
      ring.length,
      ring.length >= 6 && ring.length % 2 === 0,
      'three or more points',
    );
    for (const valueMm of ring) {
      if (Math.abs(valueMm) >= COORDINATE_LIMIT_MM) checkCoordinate(ringAt, valueMm);
    }
  });
}

function checkHeight(at: string, valueMm: number): void {
  const good = Number.isInteger(valueMm) && Math.abs(valueMm) <= HEIGHT_LIMIT_MM;
  expect(at, valueMm, good, `integer millimetres, at most ${HEIGHT_LIMIT_MM} in size`);
}

function checkCoordinate(at: string, valueMm: number): void {
  const good = Number.isInteger(valueMm) && Math.abs(valueMm) < COORDINATE_LIMIT_MM;
  expect(at, valueMm, good, `integer millimetres below ${COORDINATE_LIMIT_MM} in size`);
}

function expect(at: string, found: unknown, good: boolean, expected: string): void {
  if (good) return;
  const problem: Problem = { at, found: String(found), expected };
  throw new InputError([problem]);
}
