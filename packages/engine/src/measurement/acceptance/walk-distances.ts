// E. W. Dijkstra, Numer. Math. 1 (1959), with buckets by cost (R. B. Dial, Commun. ACM 12, 1969): costs are small whole numbers.
import type { WalkingFloor } from './walking-floor.ts';

/** Costs of a straight and of a diagonal step on open floor; 5/7 is √2 to 1 %. */
const straight = 5;
const diagonal = 7;
/** Nobody walks longer than needed beside walls and cars, and in the bay of a stop. */
const [nearObstacleFactor, bayFactor] = [1.6, 3];
/**
 * Cars stand in bays: a path leads into one for a stop there, out of the one where it starts, and never from bay to
 * bay. Where it must, each such step costs as much as a kilometre of open floor, so that no path around on it is
 * longer.
 */
const throughCar = 20_000;
const buckets = diagonal * bayFactor + throughCar + 1;

/** Costs from one cell, and where each was reached from. Reused from call to call: nothing is cleared but what was touched. */
export class WalkSearch {
  readonly #floor: WalkingFloor;
  readonly #cost: Int32Array;
  /** Lengths are as the cost, all floor being open: what is walked, in steps' cost. */
  readonly #length: Int32Array;
  readonly #from: Int32Array;
  readonly #touched: number[] = [];
  readonly #queue: number[][] = Array.from({ length: buckets }, () => []);
  readonly #filled: number[] = [];

  constructor(floor: WalkingFloor) {
    this.#floor = floor;
    this.#cost = new Int32Array(floor.passable.length).fill(-1);
    this.#length = new Int32Array(floor.passable.length);
    this.#from = new Int32Array(floor.passable.length);
  }

  /**
   * Calls back with each target as it is settled and the length of its path in steps' cost, until the callback returns
   * false or all is searched.
   */
  search(
    start: number,
    targets: readonly number[],
    settled: (cell: number, length: number) => boolean,
  ): void {
    const { passable, bays, grid } = this.#floor;
    const isTarget = new Set(targets);
    const targetBays = new Set(targets.map((cell) => bays[cell]));
    for (const cell of this.#touched) this.#cost[cell] = -1;
    this.#touched.length = 0;
    for (const bucket of this.#filled) this.#queue[bucket].length = 0;
    this.#filled.length = 0;
    const { columns, rows } = grid;
    const startBay = bays[start];
    const isThroughCar = (from: number, to: number) =>
      from !== to && ((from !== 0 && (from !== startBay || to !== 0)) || (to !== 0 && !targetBays.has(to)));
    this.#reach(start, 0, -1, 0);
    let waiting = 1;
    for (let cost = 0; waiting > 0; cost += 1) {
      const bucket = this.#queue[cost % buckets];
      for (let cell = bucket.pop(); cell !== undefined; cell = bucket.pop()) {
        waiting -= 1;
        if (this.#cost[cell] !== cost) continue;
        if (isTarget.has(cell) && !settled(cell, this.#length[cell])) return;
        const row = Math.floor(cell / columns);
        const column = cell - row * columns;
        for (let dy = -1; dy <= 1; dy += 1) {
          if (row + dy < 0 || row + dy >= rows) continue;
          for (let dx = -1; dx <= 1; dx += 1) {
            if ((dx === 0 && dy === 0) || column + dx < 0 || column + dx >= columns) continue;
            const next = cell + dy * columns + dx;
            if (passable[next] === 0) continue;
            const step = dx !== 0 && dy !== 0 ? diagonal : straight;
            const extra = isThroughCar(bays[cell], bays[next]) ? throughCar : 0;
            const reached = cost + Math.round(walkFactor(this.#floor, next) * step) + extra;
            const known = this.#cost[next];
            if (known !== -1 && known <= reached) continue;
            this.#reach(next, reached, cell, this.#length[cell] + step + extra);
            waiting += 1;
          }
        }
      }
    }
  }

  /** The cells from the last search's start to a cell it settled, both included. */
  pathTo(cell: number): number[] {
    const path: number[] = [];
    for (let at = cell; at !== -1; at = this.#from[at]) path.push(at);
    return path.reverse();
  }

  #reach(cell: number, cost: number, from: number, length: number): void {
    if (this.#cost[cell] === -1) this.#touched.push(cell);
    this.#cost[cell] = cost;
    this.#from[cell] = from;
    this.#length[cell] = length;
    const bucket = this.#queue[cost % buckets];
    if (bucket.length === 0) this.#filled.push(cost % buckets);
    bucket.push(cell);
  }
}

/** Cost of a step onto a cell, relative to one on open floor. */
export function walkFactor({ bays, clear }: WalkingFloor, cell: number): number {
  if (bays[cell] !== 0) return bayFactor;
  return clear[cell] === 1 ? 1 : nearObstacleFactor;
}

/** Nearest others that each stop is linked with before distances go along the links. */
const nearestLinks = 12;

/**
 * Lengths of paths between stops of one part of a floor: [from][to], in steps' cost, a kilometre more for each car on
 * it. Far pairs go through stops between them, which lie close to the shortest path.
 */
export function walkLengths(search: WalkSearch, stops: readonly number[]): Float64Array[] {
  const indexOf = new Map<number, number[]>();
  stops.forEach((cell, index) => {
    const found = indexOf.get(cell);
    if (found) found.push(index);
    else indexOf.set(cell, [index]);
  });
  const count = stops.length;
  for (let links = nearestLinks; ; links *= 4) {
    const lengths = Array.from({ length: count }, (_, index) => {
      const row = new Float64Array(count).fill(Infinity);
      row[index] = 0;
      return row;
    });
    for (const [cell, node] of indexOf) {
      let found = 0;
      search.search(cell, stops, (other, length) => {
        for (const from of node) {
          for (const to of indexOf.get(other) ?? []) {
            lengths[from][to] = Math.min(lengths[from][to], length);
            lengths[to][from] = lengths[from][to];
          }
        }
        found += 1;
        return found <= links;
      });
    }
    closeOver(lengths);
    if (links >= count || lengths[0].every(Number.isFinite)) return lengths;
  }
}

/** Shortest paths along links: Floyd–Warshall. */
function closeOver(lengths: Float64Array[]): void {
  for (let through = 0; through < lengths.length; through += 1) {
    const second = lengths[through];
    for (const row of lengths) {
      const first = row[through];
      if (first === Infinity) continue;
      for (let to = 0; to < row.length; to += 1) {
        const reached = first + second[to];
        if (reached < row[to]) row[to] = reached;
      }
    }
  }
}
