import { InputError, type Problem } from '../errors.ts';
import type { FieldJob, Grid, Obstacles } from './field-kernel.ts';

/** Coordinates stay below this (2 km), so that every orientation is an exact integer in a double. */
const COORDINATE_LIMIT_MM = 2 ** 21;
/** Largest grid of one job: 2^26 cells, 256 MB of result. */
const CELL_LIMIT = 2 ** 26;
/** Largest sum of obstacle losses that a signed 32-bit cell holds. */
const LOSS_SUM_LIMIT = 2 ** 31 - 1;

/** Obstacle sets already found good; they are shared by many jobs and never change. */
const goodObstacles = new WeakSet<Obstacles>();

/** Throws `InputError` unless every kernel can solve the job exactly. */
export function checkFieldJob(job: FieldJob): void {
  checkGrid(job.grid);
  checkCoordinate('transmitterXMm', job.transmitterXMm);
  checkCoordinate('transmitterYMm', job.transmitterYMm);
  checkCoordinate('heightDifferenceMm', job.heightDifferenceMm);
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
  expect('capDb', job.capDb, job.capDb > 0, 'more than 0 dB, or Infinity for none');
  if (goodObstacles.has(job.obstacles)) return;
  checkObstacles(job.obstacles);
  goodObstacles.add(job.obstacles);
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

function checkObstacles({ segmentsMm, lossUnits }: Obstacles): void {
  const count = lossUnits.length;
  expect('obstacles.segmentsMm.length', segmentsMm.length, segmentsMm.length === 4 * count, `${4 * count}`);
  for (let index = 0; index < segmentsMm.length; index++) {
    if (Math.abs(segmentsMm[index]) < COORDINATE_LIMIT_MM) continue;
    checkCoordinate(`obstacles.segmentsMm[${index}]`, segmentsMm[index]);
  }
  let sumUnits = 0;
  for (let index = 0; index < count; index++) {
    if (lossUnits[index] < 0) expect(`obstacles.lossUnits[${index}]`, lossUnits[index], false, 'at least 0');
    sumUnits += lossUnits[index];
  }
  expect('obstacles.lossUnits (sum)', sumUnits, sumUnits <= LOSS_SUM_LIMIT, `at most ${LOSS_SUM_LIMIT}`);
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
