import { createNormalSource, createRandom, mmToMetres, type Point, ringContains } from '../../core/index.ts';
import {
  judgesPoint,
  type Plan,
  type PointKind,
  planAcceptance,
  planProfile,
  requiredPointKinds,
} from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';
import { cellKind } from '../scene/build-grid.ts';
import {
  drawLocations,
  levelOfSquare,
  listSquares,
  listStrata,
  type SquareStratum,
  type TestSquares,
  type WalkedFloor,
} from './draw-locations.ts';
import { effectiveLocations } from './effective-locations.ts';
import { createFieldPairs, torusSize } from './gaussian-fields.ts';
import { locationsOf, neededServed, type TestRule, testLocations, usualSeed } from './size-test.ts';

// Simple kriging on the nodes around a point, D. G. Krige, J. Chem. Metall. Min. Soc. S. Afr. 52 (1951).
/** Nodes at which fields are read, metres in the plan's frame. */
interface NodeLattice {
  rows: number;
  columns: number;
  firstEastM: number;
  firstNorthM: number;
  stepM: number;
}

export type { WalkedFloor } from './draw-locations.ts';

/** Locations of one test, as its survey may draw them. */
export interface TestDraw {
  /** [locations]: numbers of the squares. */
  squares: Int32Array;
  /** Locations that must be served to pass; one more than there are where no number would do. */
  needed: number;
}

/**
 * The acceptance test of a garage before its locations are drawn: the squares of floor that they are drawn from, draws of
 * locations, and draws of the shadowing there. The same for every operator, carrier, antenna and scenario, so that they
 * can be compared.
 */
export interface AcceptanceWalk {
  /** [levels]: grids whose cells the middles of squares are. */
  grids: Grid[];
  /** [levels] of [squares]: cells of the level's grid. */
  levelCells: Int32Array[];
  /** [squares] of `cellKind`. */
  kinds: Uint8Array;
  /** Squares of all levels, level by level. */
  sampleCount: number;
  /** [squares]: number of the car from 1; 0 on open floor. */
  cars: Int32Array;
  /** Locations of a test. */
  locationCount: number;
  /** Chargers, gates and payment points of all levels. */
  pointCount: number;
  draws: TestDraw[];
  /**
   * [draws of locations] of [fields] of [locations, then points]: unit shadowing, correlated within a level, independent
   * between levels.
   */
  shadows: Float32Array[][];
  /** Independent standard normal values, for cars and readings; more than locations, points or cars. */
  noise: Float32Array;
}

/** Every test is drawn with the same seed: the same plan has the same chance. */
const seed = 20230931;
const maxFields = 2048;
const minFields = 64;
/** Field count times locations, and times nodes of the torus: bound the time on large garages, whose chance needs fewer. */
const maxFieldLocations = 1 << 19;
const maxFieldNodes = 1 << 23;
/** Draws of locations. Each has as many fields that a carrier has always another one to itself. */
const maxDraws = 64;
const minFieldsPerDraw = 16;
const minNoiseValues = 1 << 16;

/**
 * Draws the tests that may be ordered, and the shadowing that they may meet.
 * @param points [levels]: chargers, gates and payment points
 */
export function createAcceptanceWalk(
  floors: readonly WalkedFloor[],
  rule: TestRule,
  points: readonly (readonly Point[])[] = [],
): AcceptanceWalk {
  const squares = listSquares(floors);
  const strata = listStrata(squares);
  const locations = testLocations(squares, strata, rule);
  const pointCount = points.reduce((sum, levelPoints) => sum + levelPoints.length, 0);
  const nodes = squares.lattices.reduce((sum, lattice) => sum + torusSize(lattice, rule.decorrelationM), 0);
  const max = Math.min(maxFieldLocations / Math.max(1, locations + pointCount), maxFieldNodes / nodes);
  const fieldCount = Math.max(minFields, Math.min(max, maxFields));
  const drawCount = Math.min(maxDraws, Math.floor(fieldCount / minFieldsPerDraw));
  const normal = createNormalSource(createRandom(seed));
  const draws = drawTests(squares, strata, { ...rule, locations }, drawCount);
  const locationCount = draws[0].squares.length;
  const fieldsPerDraw = 2 * Math.floor(fieldCount / drawCount / 2);
  const shadows = draws.map(() =>
    Array.from({ length: fieldsPerDraw }, () => new Float32Array(locationCount + pointCount)),
  );
  drawShadows(shadows, squares, draws, points, rule.decorrelationM, normal);
  const noiseCount = Math.max(minNoiseValues, 4 * (squares.kinds.length + pointCount));
  return {
    grids: squares.grids,
    levelCells: squares.levelCells,
    kinds: squares.kinds,
    sampleCount: squares.kinds.length,
    cars: findCars(floors, squares),
    locationCount,
    pointCount,
    draws,
    shadows,
    noise: Float32Array.from({ length: noiseCount }, normal),
  };
}

/** The least fraction of locations that passes, of all draws. */
export function neededRatio({ draws, locationCount }: AcceptanceWalk): number {
  return draws.reduce((min, { needed }) => Math.min(min, needed), Infinity) / Math.max(1, locationCount);
}

/** Tests of the rule over the squares, the ordered one first. */
function drawTests(
  squares: TestSquares,
  strata: readonly SquareStratum[],
  rule: TestRule & { locations: number },
  drawCount: number,
): TestDraw[] {
  const countedM2 = strata.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  return Array.from({ length: drawCount }, (_, draw) => {
    const { decorrelationM, coverageRatio } = rule;
    const drawn = drawLocations(strata, squares, {
      count: rule.locations,
      spacingM: decorrelationM,
      seed: draw === 0 ? usualSeed : seed + draw,
    });
    const visitedM2 = drawn.reduce((sum, square) => sum + squares.visitedM2[square], 0);
    const isProof = rule.rule === 'confidence';
    const needed = neededServed(
      {
        count: drawn.length,
        effective: isProof
          ? effectiveLocations(locationsOf(squares, drawn), decorrelationM, coverageRatio)
          : drawn.length,
        visitedRatio: countedM2 === 0 ? 0 : visitedM2 / countedM2,
      },
      rule,
    );
    return { squares: drawn, needed };
  });
}

/** Fields of all levels, read at the locations and points of the draw that each field is for. */
function drawShadows(
  shadows: readonly (readonly Float32Array[])[],
  squares: TestSquares,
  draws: readonly TestDraw[],
  points: readonly (readonly Point[])[],
  decorrelationM: number,
  normal: () => number,
): void {
  const { lattices, levelCells, firstOf, grids } = squares;
  let firstPoint = draws[0].squares.length;
  lattices.forEach((lattice, level) => {
    const { firstRow, firstColumn, stepCells } = lattice;
    const { columns } = grids[level];
    const rowOf = (cell: number) => (Math.floor(cell / columns) - firstRow) / stepCells;
    const columnOf = (cell: number) => ((cell % columns) - firstColumn) / stepCells;
    const pointShadows = new PointShadows(
      points[level] ?? [],
      {
        rows: lattice.rows,
        columns: lattice.columns,
        stepM: lattice.columnStepM,
        firstEastM: mmToMetres(grids[level].originXMm + firstColumn * grids[level].cellMm),
        firstNorthM: mmToMetres(grids[level].originYMm + firstRow * grids[level].cellMm),
      },
      decorrelationM,
    );
    const locations = draws.map((draw) =>
      Array.from(draw.squares).flatMap((square, location) => {
        if (levelOfSquare(squares, square) !== level) return [];
        const cell = levelCells[level][square - firstOf[level]];
        return [{ at: location, row: rowOf(cell), column: columnOf(cell) }];
      }),
    );
    const drawPair = createFieldPairs(lattice, decorrelationM, normal);
    const first = firstPoint;
    shadows.forEach((fields, draw) => {
      for (let field = 0; field < fields.length; field += 2) {
        drawPair((real, imaginary, torusColumns) => {
          for (const [values, into] of [
            [real, fields[field]],
            [imaginary, fields[field + 1]],
          ] as const) {
            for (const { at, row, column } of locations[draw]) into[at] = values[row * torusColumns + column];
            pointShadows.read((row, column) => values[row * torusColumns + column], normal, into, first);
          }
        });
      }
    });
    firstPoint += points[level]?.length ?? 0;
  });
}

function findCars(floors: readonly WalkedFloor[], squares: TestSquares): Int32Array {
  const { kinds, eastM, northM, firstOf } = squares;
  const cars = new Int32Array(kinds.length);
  let found = 0;
  floors.forEach(({ bays = [] }, level) => {
    const carOfBay = new Map<number, number>();
    for (let square = firstOf[level]; square < firstOf[level + 1]; square += 1) {
      if (kinds[square] !== cellKind.inBay) continue;
      const bay = bays.findIndex(({ polygon }) => ringContains(polygon, [eastM[square], northM[square]]));
      const car = carOfBay.get(bay) ?? found + 1;
      found = Math.max(found, car);
      if (bay >= 0) carOfBay.set(bay, car);
      cars[square] = car;
    }
  });
  return cars;
}

/**
 * Shadowing at points between the nodes of a field: what the nodes around each say of it, and what points have besides,
 * correlated so that any two points are correlated as they are apart.
 */
class PointShadows {
  readonly #near: { nodes: { row: number; column: number }[]; weights: number[] }[];
  /** Lower factor of the covariance of what the nodes do not say, row by row. */
  readonly #factor: Float64Array;
  readonly #white: Float64Array;

  constructor(points: readonly Point[], lattice: NodeLattice, decorrelationM: number) {
    const correlation = ([ax, ay]: Point, [bx, by]: Point) =>
      Math.exp(-Math.hypot(ax - bx, ay - by) / decorrelationM);
    const around = points.map((point) => nodesAround(point, lattice));
    const at = around.map((nodes) => nodes.map((node) => nodeLocation(node, lattice)));
    const weights = points.map((point, index) =>
      solve(
        at[index].map((first) => at[index].map((second) => correlation(first, second))),
        at[index].map((node) => correlation(node, point)),
      ),
    );
    this.#near = around.map((nodes, index) => ({ nodes, weights: weights[index] }));
    this.#factor = choleskyFactor(points.length, (first, second) => {
      let stated = 0;
      at[first].forEach((a, i) => {
        at[second].forEach((b, j) => {
          stated += weights[first][i] * weights[second][j] * correlation(a, b);
        });
      });
      return correlation(points[first], points[second]) - stated;
    });
    this.#white = new Float64Array(points.length);
  }

  /** Writes the shadowing of a field at the points into `into`, from `first` on. */
  read(
    fieldAt: (row: number, column: number) => number,
    normal: () => number,
    into: Float32Array,
    first: number,
  ): void {
    const white = this.#white;
    for (let point = 0, at = 0; point < white.length; point += 1) {
      white[point] = normal();
      let sum = 0;
      for (let other = 0; other <= point; other += 1, at += 1) sum += this.#factor[at] * white[other];
      const { nodes, weights } = this.#near[point];
      for (let node = 0; node < nodes.length; node += 1) {
        sum += weights[node] * fieldAt(nodes[node].row, nodes[node].column);
      }
      into[first + point] = sum;
    }
  }
}

function nodeLocation({ row, column }: { row: number; column: number }, lattice: NodeLattice): Point {
  return [lattice.firstEastM + column * lattice.stepM, lattice.firstNorthM + row * lattice.stepM];
}

/** The nodes at the corners of the square that a point is in; at the edges fewer. */
function nodesAround([x, y]: Point, lattice: NodeLattice): { row: number; column: number }[] {
  const pair = (metres: number, firstM: number, count: number) => {
    const low = Math.floor((metres - firstM) / lattice.stepM);
    const within = (node: number) => Math.max(0, Math.min(count - 1, node));
    return [...new Set([within(low), within(low + 1)])];
  };
  const columns = pair(x, lattice.firstEastM, lattice.columns);
  return pair(y, lattice.firstNorthM, lattice.rows).flatMap((row) =>
    columns.map((column) => ({ row, column })),
  );
}

/** Solves a small symmetric positive definite system by elimination. */
function solve(given: number[][], right: number[]): number[] {
  const rows = given.map((row, index) => [...row, right[index]]);
  for (let pivot = 0; pivot < rows.length; pivot += 1) {
    for (let row = 0; row < rows.length; row += 1) {
      if (row === pivot) continue;
      const ratio = rows[row][pivot] / rows[pivot][pivot];
      rows[row] = rows[row].map((value, column) => value - ratio * rows[pivot][column]);
    }
  }
  return rows.map((row, index) => row[rows.length] / row[index]);
}

function choleskyFactor(count: number, covariance: (first: number, second: number) => number): Float64Array {
  const factor = new Float64Array((count * (count + 1)) / 2);
  for (let row = 0; row < count; row += 1) {
    const from = (row * (row + 1)) / 2;
    for (let column = 0; column <= row; column += 1) {
      const other = (column * (column + 1)) / 2;
      let sum = covariance(row, column);
      for (let k = 0; k < column; k += 1) sum -= factor[from + k] * factor[other + k];
      // What nodes and points before say all of has nothing left.
      if (row === column) factor[from + column] = Math.sqrt(Math.max(0, sum));
      else factor[from + column] = factor[other + column] < 1e-6 ? 0 : sum / factor[other + column];
    }
  }
  return factor;
}

/** A variant beside the plan it came from. */
const maxCached = 2;
let cached: { floors: readonly WalkedFloor[]; key: string; walk: AcceptanceWalk }[] = [];

/** Kinds of points where a code must be scanned. */
export const requiredKinds: ReadonlySet<PointKind> = new Set<PointKind>(requiredPointKinds);

/** The acceptance test that a plan orders, in numbers. */
export function planTest(plan: Plan, locations?: number): TestRule {
  const { coverageRatio, confidence } = plan.requirements;
  const { walkSpacingM, decorrelationM } = planProfile(plan);
  return {
    rule: planAcceptance(plan).rule,
    coverageRatio,
    confidence,
    locationSpacingM: walkSpacingM,
    decorrelationM,
    ...(locations === undefined ? {} : { locations }),
  };
}

/** Points that the verdict looks at: where a code must scan or a modem be served. [levels] of [points] */
export function requiredLocations(plan: Plan): Point[][] {
  const profile = planProfile(plan);
  return plan.levels.map(({ points = [] }) =>
    points.filter(({ kind }) => judgesPoint(plan, kind, profile)).map(({ position }) => position),
  );
}

/**
 * The acceptance test that a plan orders, over these floors: one of the last, where floors, rule and points are alike.
 * @param locations number of them, where it is not the test's own
 */
export function cachedWalk(floors: readonly WalkedFloor[], plan: Plan, locations?: number): AcceptanceWalk {
  const rule = planTest(plan, locations);
  const points = requiredLocations(plan);
  const key = JSON.stringify([
    rule,
    points,
    ...floors.map(({ grid }) => [grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows]),
  ]);
  const found = cached.find((before) => before.key === key && sameFloors(before.floors, floors)) ?? {
    floors,
    key,
    walk: createAcceptanceWalk(floors, rule, points),
  };
  cached = [found, ...cached.filter((other) => other !== found)].slice(0, maxCached);
  return found.walk;
}

function sameFloors(before: readonly WalkedFloor[], floors: readonly WalkedFloor[]): boolean {
  return before.every(({ cells, reachable, bays, zones }, level) => {
    const now = floors[level];
    return (
      sameCells(cells, now.cells) &&
      sameCells(reachable, now.reachable) &&
      (bays === now.bays || JSON.stringify(bays) === JSON.stringify(now.bays)) &&
      (zones === now.zones || JSON.stringify(zones) === JSON.stringify(now.zones))
    );
  });
}

function sameCells(before?: Uint8Array, now?: Uint8Array): boolean {
  if (before === now) return true;
  return before?.length === now?.length && before?.every((value, cell) => value === now?.[cell]) === true;
}
