import {
  boundsOf,
  counterClockwise,
  cutGrid,
  distance,
  type GridCosts,
  midpoint,
  neverCut,
  type Point,
  PointGrid,
  ringContains,
  signedArea,
} from '../../../core/index.ts';
import { squaredDistances, visitFilling, visitLine } from '../../drawing/masks.ts';
import { traceMask } from '../../drawing/trace-floor.ts';
import { tuning } from '../../tuning.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { cornersOf, type StandingThings } from './choose-outline.ts';
import { isOuter } from './close-ramp-gaps.ts';
import type { FoundOutline } from './recognise-outline.ts';
import { squareRing } from './square-ring.ts';

const {
  finestM,
  maxCells,
  marginM,
  maxSteps,
  freeCost,
  aheadCost,
  drawnCost,
  innerCost,
  bayAheadM,
  longestPassageM,
  halfPassageM,
  shortestOuterM,
  aheadM,
  wallWorth,
  emptyCost,
  emptyReachM,
  toleranceCells,
  minSquaredRatio,
} = tuning.roomsMinimumClosure;
const { fewestThings, nearThingsM } = tuning.roomsOutlineCandidates;

/** Raster over a level, m. */
interface Raster {
  columns: number;
  rows: number;
  cellM: number;
  toCell: (point: Readonly<Point>) => Point;
  toPoint: (corner: Point) => Point;
}

/**
 * The cheapest closed edge with all bays and columns inside, however wide the gaps of the outer wall are: along outer walls,
 * windows and openings it costs next to nothing, along inner walls some of what it costs where nothing is drawn, ahead of a
 * wall's end and of the ends of bays half of that; walls that it leaves out cost something, and so does floor on which nothing
 * stands. Undefined where nothing can be enclosed.
 */
export function minimumClosure(things: StandingThings, inside: readonly Point[]): FoundOutline | undefined {
  const walls = things.walls.filter(({ layerClass }) => layerClass !== 'ramp-wall');
  const { windows, openings, columns, bays } = things;
  const solid = [...[...walls, ...windows].map(cornersOf), ...columns];
  if (walls.length === 0) return undefined;
  const raster = rasterAround([...solid, ...bays, ...openings.map(({ start, end }) => [start, end])].flat());
  const part = cheapestPart({ ...things, walls }, inside, raster);
  const toleranceM = Math.max(0.35, toleranceCells * raster.cellM);
  const traced = part && traceMask(part, raster, raster.toPoint, toleranceM);
  const squared = traced ? squareRing(traced, solid.flat(), toleranceM) : [];
  if (!traced || squared.length < 4) return undefined;
  // A narrow passage may be closed where its sides are moved: then the edge stays as it was traced.
  const isWhole = Math.abs(signedArea(squared)) > minSquaredRatio * Math.abs(signedArea(traced));
  const outline = isWhole ? squared : counterClockwise(traced);
  const held = inside.filter((point) => ringContains(outline, point)).length;
  const heldRatio = inside.length > 0 ? held / inside.length : 1;
  return { outline, holes: [], by: 'assumed', heldRatio, isAssumed: true, isCheapest: true };
}

/** Cells of the floor (1): parts of a garage that a passage links are one. */
function cheapestPart(
  things: StandingThings,
  points: readonly Point[],
  raster: Raster,
): Uint8Array | undefined {
  const costs = closureCosts(things, points, raster);
  const part = cutGrid(costs);
  if (!part) return undefined;
  const passage = passageCells(
    part,
    points.map((point) => cellAt(point, raster)),
    things,
    raster,
  );
  if (passage.length === 0) return part;
  for (const cell of passage) costs.inside[cell] = neverCut;
  return cutGrid(costs) ?? part;
}

function rasterAround(points: readonly Point[]): Raster {
  const { minX, minY, maxX, maxY } = boundsOf(points);
  const [widthM, depthM] = [maxX - minX + 2 * marginM, maxY - minY + 2 * marginM];
  const cellM = Math.max(
    finestM,
    Math.sqrt((widthM * depthM) / maxCells),
    Math.max(widthM, depthM) / maxCells,
  );
  return {
    columns: Math.ceil(widthM / cellM),
    rows: Math.ceil(depthM / cellM),
    cellM,
    toCell: ([x, y]) => [(x - minX + marginM) / cellM, (y - minY + marginM) / cellM],
    toPoint: ([x, y]) => [x * cellM + minX - marginM, y * cellM + minY - marginM],
  };
}

/** Costs of the edge through each side of a cell, and of leaving a cell on the wrong side of it. */
function closureCosts(things: StandingThings, points: readonly Point[], raster: Raster): GridCosts {
  const { columns, rows, cellM } = raster;
  const walls = floorWalls(things.walls, points);
  const sideCosts = costsOfSides({ ...things, walls }, things.walls, raster);
  const inside = insideCosts({ ...things, walls }, points, raster);
  const outside = new Int32Array(columns * rows);
  if (points.length >= fewestThings) {
    const far = squaredDistances(Uint8Array.from(inside, Math.sign), columns, rows);
    const cost = Math.round(freeCost * emptyCost * cellM);
    far.forEach((squared, cell) => {
      if (squared > (emptyReachM / cellM) ** 2) outside[cell] = cost;
    });
  }
  for (let cell = 0; cell < outside.length; cell++) {
    const column = cell % columns;
    const isBorder =
      column === 0 || column === columns - 1 || cell < columns || cell >= outside.length - columns;
    if (isBorder) outside[cell] = neverCut;
  }
  const between = (step: number) =>
    Int32Array.from(sideCosts, (cost, cell) => Math.min(cost, sideCosts[cell + step] ?? cost));
  return { columns, right: between(1), below: between(columns), inside, outside, maxSteps };
}

/** Cost of an edge through a side of each cell: the lowest of all that is drawn there. */
function costsOfSides(
  { walls, windows, openings, bays }: StandingThings,
  all: readonly WallLine[],
  raster: Raster,
): Uint16Array {
  const costs = new Uint16Array(raster.columns * raster.rows).fill(freeCost);
  const drawn = wallCells([...all, ...windows], raster);
  const lower = (cost: number) => (cell: number) => {
    costs[cell] = Math.min(costs[cell], cost);
  };
  const ahead = (tail: Point, tip: Point, { fromM, toM }: { fromM: number; toM: number }) => {
    for (const cell of cellsAhead(tail, tip, { fromM, toM, drawn, raster })) lower(aheadCost)(cell);
  };
  for (const { a, b, thicknessM, ...wall } of walls) {
    if (!isOuter({ a, b, thicknessM, ...wall }) || distance(a, b) < shortestOuterM) continue;
    const reach = { fromM: thicknessM, toM: aheadM };
    ahead(a, b, reach);
    ahead(b, a, reach);
  }
  for (const bay of bays) {
    for (const [a, b] of shortSides(bay)) {
      ahead(a, b, { fromM: -distance(a, b), toM: bayAheadM });
      ahead(b, a, { fromM: 0, toM: bayAheadM });
    }
  }
  const hasOuter = all.some(isOuter);
  for (const wall of all) {
    visitShape(cornersOf(wall), raster, lower(isOuter(wall) || !hasOuter ? drawnCost : innerCost));
  }
  for (const window of windows) visitShape(cornersOf(window), raster, lower(drawnCost));
  for (const { start, end } of openings)
    visitLine([start, end].map(raster.toCell), raster.columns, lower(drawnCost));
  return costs;
}

/** The two short sides of a bay. */
function shortSides(bay: readonly Point[]): [Point, Point][] {
  const sides = bay.map((a, i): [Point, Point] => [a, bay[(i + 1) % bay.length]]);
  return sides.sort((p, q) => distance(...p) - distance(...q)).slice(0, 2);
}

function wallCells(walls: readonly WallLine[], raster: Raster): Uint8Array {
  const cells = new Uint8Array(raster.columns * raster.rows);
  for (const wall of walls) {
    visitShape(cornersOf(wall), raster, (cell) => {
      cells[cell] = 1;
    });
  }
  return cells;
}

/** The outline of a shape and what is in it. */
function visitShape(
  ring: readonly Point[],
  { columns, toCell }: Raster,
  visit: (cell: number) => void,
): void {
  const cells = ring.map(toCell);
  visitLine([...cells, cells[0]], columns, visit);
  visitFilling(cells, columns, visit);
}

/** Bays and columns are inside; a wall of the floor is worth its length. */
function insideCosts(
  { walls, bays, columns }: StandingThings,
  points: readonly Point[],
  raster: Raster,
): Int32Array {
  const costs = new Int32Array(raster.columns * raster.rows);
  for (const wall of walls) {
    const cells = new Set<number>();
    visitShape(cornersOf(wall), raster, (cell) => cells.add(cell));
    const cost = Math.ceil((freeCost * wallWorth * distance(wall.a, wall.b)) / raster.cellM / cells.size);
    for (const cell of cells) costs[cell] = Math.max(costs[cell], cost);
  }
  const hold = (cell: number) => {
    costs[cell] = neverCut;
  };
  for (const ring of [...bays, ...columns]) visitFilling(ring.map(raster.toCell), raster.columns, hold);
  for (const point of points) visitLine([raster.toCell(point)], raster.columns, hold);
  return costs;
}

/** Cells that a line runs through if it goes on behind its tip, up to the next wall. */
function cellsAhead(
  tail: Point,
  tip: Point,
  {
    fromM,
    toM,
    drawn,
    raster: { columns, rows, cellM, toCell },
  }: { fromM: number; toM: number; drawn: Uint8Array; raster: Raster },
): number[] {
  const lengthM = distance(tail, tip);
  const [dx, dy] = [(tip[0] - tail[0]) / lengthM, (tip[1] - tail[1]) / lengthM];
  const ahead: number[] = [];
  for (let farM = fromM + cellM; farM < toM; farM += cellM / 2) {
    const [x, y] = toCell([tip[0] + farM * dx, tip[1] + farM * dy]).map(Math.floor);
    if (x < 0 || y < 0 || x >= columns || y >= rows || drawn[y * columns + x] === 1) break;
    ahead.push(y * columns + x);
  }
  return ahead;
}

function cellAt(point: Readonly<Point>, { columns, toCell }: Raster): number {
  const [x, y] = toCell(point).map(Math.floor);
  return y * columns + x;
}

/**
 * Cells of the shortest ways from the part with most bays and columns to the others, around walls and through openings:
 * `held` are the cells of bays and columns. None is longer than a passage between two garages.
 */
function passageCells(
  part: Uint8Array,
  held: readonly number[],
  { walls, windows, openings }: StandingThings,
  raster: Raster,
): number[] {
  const { columns, cellM } = raster;
  const islandOf = islands(part, columns);
  const counts = new Map<number, number>();
  for (const cell of held) counts.set(islandOf[cell], (counts.get(islandOf[cell]) ?? 0) + 1);
  counts.delete(0);
  const [[largest] = [0], ...others] = [...counts].sort((p, q) => q[1] - p[1]);
  const wanted = new Set(others.flatMap(([island, count]) => (count >= fewestThings ? [island] : [])));
  if (wanted.size === 0) return [];
  const barred = wallCells([...walls, ...windows], raster);
  for (const { start, end } of openings) {
    visitLine([start, end].map(raster.toCell), columns, (cell) => {
      for (const near of [cell, cell - 1, cell + 1, cell - columns, cell + columns]) barred[near] = 0;
    });
  }
  // The border is outside.
  for (let cell = 0; cell < part.length; cell += columns) barred[cell] = barred[cell + columns - 1] = 1;
  const from = new Int32Array(part.length).fill(-1);
  const steps = new Uint16Array(part.length);
  const queue: number[] = [];
  islandOf.forEach((island, cell) => {
    if (island !== largest) return;
    from[cell] = cell;
    queue.push(cell);
  });
  const passage: number[] = [];
  const reach = Math.ceil(halfPassageM / cellM);
  const around = (cell: number) => {
    const cells: number[] = [];
    for (let up = -reach; up <= reach; up++) {
      for (let aside = -reach; aside <= reach; aside++) {
        const near = cell + up * columns + aside;
        const isWithin = near >= columns && near < part.length - columns && barred[near] === 0;
        if (isWithin) cells.push(near);
      }
    }
    return cells;
  };
  for (const cell of queue) {
    const island = islandOf[cell];
    if (wanted.delete(island))
      for (let at = cell; from[at] !== at; at = from[at]) passage.push(...around(at));
    if (steps[cell] * cellM > longestPassageM) break;
    for (const next of [cell - 1, cell + 1, cell - columns, cell + columns]) {
      if (next < columns || next >= part.length - columns || from[next] !== -1 || barred[next] === 1)
        continue;
      from[next] = cell;
      steps[next] = islandOf[next] === 0 ? steps[cell] + 1 : steps[cell];
      queue.push(next);
    }
  }
  return passage;
}

/** Numbers, from 1, of the connected parts of cells that are 1. */
function islands(part: Uint8Array, columns: number): Int32Array {
  const islandOf = new Int32Array(part.length);
  let count = 0;
  part.forEach((isPart, first) => {
    if (!isPart || islandOf[first] > 0) return;
    islandOf[first] = ++count;
    const stack = [first];
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      for (const next of [cell - 1, cell + 1, cell - columns, cell + columns]) {
        if (part[next] !== 1 || islandOf[next] > 0) continue;
        islandOf[next] = count;
        stack.push(next);
      }
    }
  });
  return islandOf;
}

/** Walls that are to stand on the floor: not those of ramps, which lead away from all bays and columns. */
export function floorWalls(walls: readonly WallLine[], inside: readonly Point[]): WallLine[] {
  const named = walls.filter(({ layerClass }) => layerClass !== 'ramp-wall');
  if (inside.length < fewestThings) return named;
  const grid = new PointGrid(nearThingsM);
  inside.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  return named.filter(({ a, b }) => {
    const [x, y] = midpoint(a, b);
    return grid
      .near(x - nearThingsM, y - nearThingsM, x + nearThingsM, y + nearThingsM)
      .some((i) => distance(inside[i], [x, y]) <= nearThingsM);
  });
}
