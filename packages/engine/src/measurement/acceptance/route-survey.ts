import { roundMm } from '../../core/index.ts';
import { pointKindRows } from '../../plan/index.ts';
import { groupBy } from '../../radio/index.ts';
import type { SurveyPoint, SurveyRoute } from './survey.ts';
import { WalkSearch, walkFactor, walkLengths } from './walk-distances.ts';
import type { WalkingFloor } from './walking-floor.ts';

// Nearest neighbour and farthest insertion, each improved by 2-opt (G. A. Croes, Oper. Res. 6, 1958) and by moving short
// stretches (I. Or, Northwestern University, 1976). The path is open: it need not return.

/** Moves that are weighed at most; the same ones on every machine. */
const maxWeighed = 20_000_000;
/** Stops that are moved together at most. */
const longestStretch = 3;

/** Sums of lengths by cells are right to about this. */
const tolerance = 1.03;

/** A location to walk to. */
export interface Stop {
  floor: WalkingFloor;
  /** Cell of the grid, −1 outside it; a required point may be in a wall. */
  cell: number;
  kind: SurveyPoint['kind'];
  required: boolean;
  pointId?: string;
  name?: string;
  /** Exact location of a required point. */
  place?: [number, number];
}

/** A required point is measured from floor at most so far away, metres. */
const reachM = 2.5;

/** A short path through all stops, level by level, and the stops numbered along it. */
export function routeSurvey(
  floors: readonly WalkingFloor[],
  stops: readonly Stop[],
): { points: SurveyPoint[]; routes: SurveyRoute[]; unreachable: { level: string; pointId: string }[] } {
  const points: SurveyPoint[] = [];
  const routes: SurveyRoute[] = [];
  const unreachable: { level: string; pointId: string }[] = [];
  for (const floor of floors) {
    const level = floor.level.id;
    const placed = stops
      .filter((stop) => stop.floor === floor)
      .flatMap((stop) => {
        const cell = standingCell(floor, stop);
        if (cell >= 0) return [{ ...stop, cell }];
        unreachable.push({ level, pointId: stop.pointId ?? '' });
        return [];
      });
    const route: SurveyRoute = { level, lines: [], lengthM: 0 };
    if (placed.length === 0) {
      routes.push(route);
      continue;
    }
    const search = new WalkSearch(floor);
    // Parts that no path connects are walked one after the other, the largest first.
    const parts = groupBy(placed, ({ cell }) => floor.parts[cell]).sort((a, b) => b.length - a.length);
    for (const part of parts) {
      const lengths = walkLengths(
        search,
        part.map(({ cell }) => cell),
      );
      const ordered = orderStops(lengths, startOf(floor, part)).map((index) => part[index]);
      for (const stop of ordered) points.push(describe(stop, points.length + 1));
      route.lines.push(lineThrough(search, floor, ordered));
    }
    route.lengthM = route.lines.reduce((sum, line) => sum + lineLengthM(line), 0);
    routes.push(route);
  }
  return { points, routes, unreachable };
}

/** The nearest cell where a person can stand; −1 where there is none within reach. Random points stand where they are. */
function standingCell(floor: WalkingFloor, { cell, place: location }: Stop): number {
  if (cell >= 0 && floor.passable[cell] === 1) return cell;
  if (!location) return -1;
  const cells = Math.ceil(reachM / floor.cellM);
  let best = -1;
  let bestM = reachM;
  for (let dy = -cells; dy <= cells; dy += 1) {
    for (let dx = -cells; dx <= cells; dx += 1) {
      const next = floor.cellAt(location[0] + dx * floor.cellM, location[1] + dy * floor.cellM);
      if (next < 0 || floor.passable[next] === 0) continue;
      const distanceM = Math.hypot(floor.x(next) - location[0], floor.y(next) - location[1]);
      if (distanceM < bestM) {
        best = next;
        bestM = distanceM;
      }
    }
  }
  return best;
}

const entrances: ReadonlySet<string> = new Set(
  pointKindRows.filter(({ isEntrance }) => isEntrance).map(({ id }) => id),
);

/** A walk starts at a gate, else in the lower left corner. */
function startOf(floor: WalkingFloor, stops: readonly Stop[]): number {
  const gate = stops.findIndex(({ kind }) => entrances.has(kind));
  if (gate >= 0) return gate;
  let start = 0;
  const from = (cell: number) => floor.x(cell) + floor.y(cell);
  stops.forEach(({ cell }, index) => {
    if (from(cell) < from(stops[start].cell)) start = index;
  });
  return start;
}

function describe(
  { floor, cell, kind, required, pointId, name, place: location }: Stop,
  number: number,
): SurveyPoint {
  const [x, y] = location ?? [floor.x(cell), floor.y(cell)];
  return {
    number,
    level: floor.level.id,
    x: roundMm(x),
    y: roundMm(y),
    kind,
    required,
    ...(pointId ? { pointId } : {}),
    ...(name ? { name } : {}),
  };
}

function lineThrough(search: WalkSearch, floor: WalkingFloor, stops: readonly Stop[]): [number, number][] {
  const locationOf = (cell: number): [number, number] => [floor.x(cell), floor.y(cell)];
  const line = visit(floor, stops[0]);
  for (let index = 0; index + 1 < stops.length; index += 1) {
    const [from, to] = [stops[index].cell, stops[index + 1].cell];
    if (from !== to) {
      search.search(from, [to], () => false);
      line.push(...straightenPath(floor, search.pathTo(to)).slice(1, -1).map(locationOf));
    }
    line.push(...visit(floor, stops[index + 1]));
  }
  return line;
}

/** The middle of the stop's cell; of a location that lies beside it also the location itself, there and back within the cell. */
function visit(floor: WalkingFloor, { cell, place: location, required }: Stop): [number, number][] {
  const middle: [number, number] = [floor.x(cell), floor.y(cell)];
  const isAdjacent =
    !required && location && Math.hypot(location[0] - middle[0], location[1] - middle[1]) > 1e-6;
  return isAdjacent ? [middle, location, middle] : [middle];
}

function lineLengthM(line: readonly [number, number][]): number {
  let sum = 0;
  for (let index = 1; index < line.length; index += 1) {
    sum += Math.hypot(line[index][0] - line[index - 1][0], line[index][1] - line[index - 1][1]);
  }
  return sum;
}

/** An order of all stops that starts at `start` and is short by the costs between them. */
function orderStops(costs: readonly Float64Array[], start: number): number[] {
  const orders = [nearestOrder(costs, start), insertedOrder(costs, start)].map((order) =>
    improve(costs, order),
  );
  const [first, second] = orders.map((order) => costOf(costs, order));
  return first <= second ? orders[0] : orders[1];
}

function improve(costs: readonly Float64Array[], given: number[]): number[] {
  let order = given;
  let weighed = 0;
  for (let improved = true; improved && weighed < maxWeighed; ) {
    improved = turnStretches(costs, order);
    const moved = moveStretches(costs, order);
    if (moved) order = moved;
    improved ||= moved !== undefined;
    weighed += order.length ** 2 * (longestStretch + 1);
  }
  return order;
}

/** Returns the cost between stops; there is nothing to pay behind the last one. */
function costBetween(costs: readonly Float64Array[], from: number, to: number | undefined): number {
  return to === undefined ? 0 : costs[from][to];
}

/** Walks i+1 … j the other way round where that is shorter. */
function turnStretches(costs: readonly Float64Array[], order: number[]): boolean {
  let improved = false;
  for (let i = 0; i + 2 < order.length; i += 1) {
    for (let j = i + 2; j < order.length; j += 1) {
      const before = costs[order[i]][order[i + 1]] + costBetween(costs, order[j], order[j + 1]);
      const after = costs[order[i]][order[j]] + costBetween(costs, order[i + 1], order[j + 1]);
      if (after >= before - 1e-9) continue;
      for (let low = i + 1, high = j; low < high; low += 1, high -= 1) {
        [order[low], order[high]] = [order[high], order[low]];
      }
      improved = true;
    }
  }
  return improved;
}

/** Moves up to three stops between two others, either way round, where that is shorter; undefined where nothing is. */
function moveStretches(costs: readonly Float64Array[], given: readonly number[]): number[] | undefined {
  let order = [...given];
  let improved = false;
  for (let length = 1; length <= longestStretch; length += 1) {
    for (let first = 1; first + length <= order.length; first += 1) {
      const better = bestLocation(costs, order, first, length);
      if (!better) continue;
      order = better;
      improved = true;
    }
  }
  return improved ? order : undefined;
}

function bestLocation(
  costs: readonly Float64Array[],
  order: readonly number[],
  first: number,
  length: number,
): number[] | undefined {
  const stretch = order.slice(first, first + length);
  const [head, tail] = [stretch[0], stretch[length - 1]];
  const [before, after] = [order[first - 1], order[first + length]];
  const saved = costs[before][head] + costBetween(costs, tail, after) - costBetween(costs, before, after);
  let best = saved - 1e-9;
  let location = -1;
  let isTurned = false;
  for (let index = 0; index < order.length; index += 1) {
    if (index >= first - 1 && index < first + length) continue;
    const [from, to] = [order[index], order[index + 1]];
    const now = costBetween(costs, from, to);
    const straight = costs[from][head] + costBetween(costs, tail, to) - now;
    const turned = costs[from][tail] + costBetween(costs, head, to) - now;
    if (Math.min(straight, turned) >= best) continue;
    best = Math.min(straight, turned);
    location = from;
    isTurned = turned < straight;
  }
  if (location < 0) return undefined;
  const rest = [...order.slice(0, first), ...order.slice(first + length)];
  rest.splice(rest.indexOf(location) + 1, 0, ...(isTurned ? stretch.reverse() : stretch));
  return rest;
}

function nearestOrder(costs: readonly Float64Array[], start: number): number[] {
  const order = [start];
  const left = new Set(costs.map((_, index) => index));
  left.delete(start);
  while (left.size > 0) {
    const from = costs[order[order.length - 1]];
    let nearest = -1;
    for (const stop of left) if (nearest < 0 || from[stop] < from[nearest]) nearest = stop;
    order.push(nearest);
    left.delete(nearest);
  }
  return order;
}

/** The stop farthest from all that are in comes next, where it costs least. */
function insertedOrder(costs: readonly Float64Array[], start: number): number[] {
  const order = [start];
  const apart = Float64Array.from(costs[start]);
  const left = new Set(costs.map((_, index) => index));
  left.delete(start);
  while (left.size > 0) {
    let farthest = -1;
    for (const stop of left) if (farthest < 0 || apart[stop] > apart[farthest]) farthest = stop;
    left.delete(farthest);
    let location = 0;
    let min = Infinity;
    order.forEach((from, index) => {
      const to = order[index + 1];
      const added = costs[from][farthest] + costBetween(costs, farthest, to) - costBetween(costs, from, to);
      if (added < min) [location, min] = [index + 1, added];
    });
    order.splice(location, 0, farthest);
    for (const stop of left) apart[stop] = Math.min(apart[stop], costs[farthest][stop]);
  }
  return order;
}

function costOf(costs: readonly Float64Array[], order: readonly number[]): number {
  return order.reduce((sum, from, index) => sum + costBetween(costs, from, order[index + 1]), 0);
}

/**
 * The corners of a path from cell to cell: straight wherever the line between two of its cells stays on passable
 * floor, enters no bay but those of the two, and costs no more than the path itself.
 */
function straightenPath(floor: WalkingFloor, path: readonly number[]): number[] {
  const costs = [0];
  const { columns } = floor.grid;
  for (let index = 1; index < path.length; index += 1) {
    const step = Math.abs(path[index] - path[index - 1]);
    const length = step === 1 || step === columns ? 1 : Math.SQRT2;
    costs.push(costs[index - 1] + length * walkFactor(floor, path[index]));
  }
  const isStraight = (from: number, to: number) =>
    lineCost(floor, path[from], path[to]) <= tolerance * (costs[to] - costs[from]) + 1e-9;
  const corners = [path[0]];
  for (let from = 0; from < path.length - 1; ) {
    let to = from + 1;
    // Doubling, then back: paths have hundreds of cells, few of them corners.
    let step = 2;
    while (from + step < path.length && isStraight(from, from + step)) {
      to = from + step;
      step *= 2;
    }
    for (let end = Math.min(path.length - 1, from + step); end > to; end -= 1) {
      if (isStraight(from, end)) to = end;
    }
    corners.push(path[to]);
    from = to;
  }
  return corners;
}

/** Cost of the straight line between two cells, in cells of open floor; infinite where nobody can walk it. */
function lineCost(floor: WalkingFloor, from: number, to: number): number {
  const { passable, bays, grid } = floor;
  const { columns } = grid;
  let column = from % columns;
  let row = Math.floor(from / columns);
  const dx = Math.abs((to % columns) - column);
  const dy = Math.abs(Math.floor(to / columns) - row);
  const stepX = Math.sign((to % columns) - column);
  const stepY = Math.sign(Math.floor(to / columns) - row);
  let cost = 0;
  let count = 0;
  let last = from;
  // Every cell the line passes through; through a corner between four of them, both beside it must be free too.
  const isFree = (x: number, y: number) => passable[y * columns + x] === 1;
  const enters = (x: number, y: number) => {
    const cell = y * columns + x;
    if (passable[cell] === 0) return false;
    const bay = bays[cell];
    if (bay !== 0 && bay !== bays[from] && bay !== bays[to]) return false;
    if (bay !== 0 && bays[last] !== 0 && bay !== bays[last]) return false;
    cost += walkFactor(floor, cell);
    count += 1;
    last = cell;
    return true;
  };
  let error = dx - dy;
  for (let left = dx + dy; left > 0; ) {
    if (error > 0) {
      column += stepX;
      error -= 2 * dy;
      left -= 1;
    } else if (error < 0) {
      row += stepY;
      error += 2 * dx;
      left -= 1;
    } else {
      if (!isFree(column + stepX, row) || !isFree(column, row + stepY)) return Infinity;
      column += stepX;
      row += stepY;
      error += 2 * (dx - dy);
      left -= 2;
    }
    if (!enters(column, row)) return Infinity;
  }
  return (cost / Math.max(1, count)) * Math.hypot(dx, dy);
}
