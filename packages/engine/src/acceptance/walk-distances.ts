// E. W. Dijkstra, Numer. Math. 1 (1959), with buckets by cost (R. B. Dial, Commun. ACM 12, 1969): costs are small whole numbers.
import { cellKind } from '../scene/scene.ts';
import type { WalkingFloor } from './walking-floor.ts';

/** Costs of a straight and of a diagonal step on open floor; 5/7 is √2 to 1 %. */
const straight = 5;
const diagonal = 7;
/** A way through bays costs so much more: cars stand there. */
const bayFactor = 3;
const buckets = diagonal * bayFactor + 1;

/** Costs from one cell, and where each was reached from. Reused from call to call: nothing is cleared but what was touched. */
export class WalkSearch {
  readonly #floor: WalkingFloor;
  readonly #cost: Int32Array;
  readonly #from: Int32Array;
  readonly #touched: number[] = [];
  readonly #queue: number[][] = Array.from({ length: buckets }, () => []);

  constructor(floor: WalkingFloor) {
    this.#floor = floor;
    this.#cost = new Int32Array(floor.passable.length).fill(-1);
    this.#from = new Int32Array(floor.passable.length);
  }

  /** Calls back with each target as it is settled and its cost, until the callback returns false or all is searched. */
  search(start: number, isTarget: Uint8Array, settled: (cell: number, cost: number) => boolean): void {
    for (const cell of this.#touched) this.#cost[cell] = -1;
    this.#touched.length = 0;
    for (const bucket of this.#queue) bucket.length = 0;
    const { passable, kinds, grid } = this.#floor;
    const { columns, rows } = grid;
    this.#reach(start, 0, -1);
    let waiting = 1;
    for (let cost = 0; waiting > 0; cost += 1) {
      const bucket = this.#queue[cost % buckets];
      for (let cell = bucket.pop(); cell !== undefined; cell = bucket.pop()) {
        waiting -= 1;
        if (this.#cost[cell] !== cost) continue;
        if (isTarget[cell] === 1 && !settled(cell, cost)) return;
        const row = Math.floor(cell / columns);
        const column = cell - row * columns;
        for (let dy = -1; dy <= 1; dy += 1) {
          if (row + dy < 0 || row + dy >= rows) continue;
          for (let dx = -1; dx <= 1; dx += 1) {
            if ((dx === 0 && dy === 0) || column + dx < 0 || column + dx >= columns) continue;
            const next = cell + dy * columns + dx;
            if (passable[next] === 0) continue;
            const factor = kinds[next] === cellKind.inBay ? bayFactor : 1;
            const reached = cost + factor * (dx !== 0 && dy !== 0 ? diagonal : straight);
            const known = this.#cost[next];
            if (known !== -1 && known <= reached) continue;
            this.#reach(next, reached, cell);
            waiting += 1;
          }
        }
      }
    }
  }

  /** The cells from the last search's start to a cell it settled, both included. */
  wayTo(cell: number): number[] {
    const way: number[] = [];
    for (let at = cell; at !== -1; at = this.#from[at]) way.push(at);
    return way.reverse();
  }

  #reach(cell: number, cost: number, from: number): void {
    if (this.#cost[cell] === -1) this.#touched.push(cell);
    this.#cost[cell] = cost;
    this.#from[cell] = from;
    this.#queue[cost % buckets].push(cell);
  }
}

/** Nearest others that each stop is linked with before distances go along the links. */
const nearestLinks = 12;

/**
 * Walking costs between stops of one part of a floor: [from][to], in steps' cost. Far pairs go through stops between
 * them, which lie close to the shortest way.
 */
export function walkCosts(search: WalkSearch, floor: WalkingFloor, stops: readonly number[]): Float64Array[] {
  const isTarget = new Uint8Array(floor.passable.length);
  const indexOf = new Map<number, number[]>();
  stops.forEach((cell, index) => {
    isTarget[cell] = 1;
    const own = indexOf.get(cell);
    if (own) own.push(index);
    else indexOf.set(cell, [index]);
  });
  const count = stops.length;
  for (let links = nearestLinks; ; links *= 4) {
    const costs = Array.from({ length: count }, (_, index) => {
      const row = new Float64Array(count).fill(Infinity);
      row[index] = 0;
      return row;
    });
    for (const [cell, own] of indexOf) {
      let found = 0;
      search.search(cell, isTarget, (other, cost) => {
        for (const from of own) {
          for (const to of indexOf.get(other) ?? []) {
            costs[from][to] = Math.min(costs[from][to], cost);
            costs[to][from] = costs[from][to];
          }
        }
        found += 1;
        return found <= links;
      });
    }
    closeOver(costs);
    if (links >= count || costs[0].every(Number.isFinite)) return costs;
  }
}

/** Shortest ways along links: Floyd–Warshall. */
function closeOver(costs: Float64Array[]): void {
  for (let through = 0; through < costs.length; through += 1) {
    const second = costs[through];
    for (const row of costs) {
      const first = row[through];
      if (first === Infinity) continue;
      for (let to = 0; to < row.length; to += 1) {
        const reached = first + second[to];
        if (reached < row[to]) row[to] = reached;
      }
    }
  }
}
