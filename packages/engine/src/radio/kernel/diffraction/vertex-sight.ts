import type { FieldKernel, Grid } from '../field-kernel.ts';
import type { Crossings } from './crossings.ts';

/** The cells that a vertex sees past all thick walls, in runs that cross the same, row by row. */
export interface VertexSight {
  /** [rows + 1]: first run of each row. */
  rowStarts: Int32Array;
  /** [run count, 3]: first and past-last column, code of what a leg there crosses. */
  runs: Int32Array;
  /** Rows outside have no run. */
  firstRow: number;
  endRow: number;
}

/** Size limit of all sights of one kernel; the oldest go. */
const maxBytes = 2 ** 27;

/** Sights of the vertices of some walls on one grid. */
interface CachedSights {
  sights: (VertexSight | undefined)[];
  bytes: number;
}

/** Finds what vertices see, and caches it while there is room. */
export class VertexSights {
  /** One per pass: each caches its obstacles at hand. */
  readonly #kernels: readonly FieldKernel[];
  readonly #cached = new Map<string, CachedSights>();
  readonly #numbers = new WeakMap<Crossings, number>();
  #count = 0;
  #bytes = 0;
  #sums: Int32Array[] = [];

  constructor(createKernel: () => FieldKernel) {
    this.#kernels = [createKernel(), createKernel()];
  }

  /** Finds what a vertex sees of a grid at one height, when first asked for it. */
  view(crossings: Crossings, grid: Grid, receiverZMm: number): (node: number) => VertexSight {
    const cached = this.#cachedOf(crossings, grid, receiverZMm);
    return (node) => {
      const known = cached.sights[node];
      if (known) return known;
      const sight = this.#see(crossings, node, grid, receiverZMm);
      cached.sights[node] = sight;
      const bytes = sight.rowStarts.byteLength + sight.runs.byteLength;
      cached.bytes += bytes;
      this.#bytes += bytes;
      return sight;
    };
  }

  #cachedOf(crossings: Crossings, grid: Grid, receiverZMm: number): CachedSights {
    let number = this.#numbers.get(crossings);
    if (number === undefined) {
      number = this.#count++;
      this.#numbers.set(crossings, number);
    }
    const { originXMm, originYMm, cellMm, columns, rows } = grid;
    const key = [number, originXMm, originYMm, cellMm, columns, rows, receiverZMm].join();
    const cached = this.#cached.get(key) ?? { sights: new Array(crossings.view.nodes.length), bytes: 0 };
    this.#cached.delete(key);
    this.#cached.set(key, cached);
    for (const [oldKey, old] of this.#cached) {
      if (this.#bytes <= maxBytes || oldKey === key) break;
      this.#cached.delete(oldKey);
      this.#bytes -= old.bytes;
    }
    return cached;
  }

  #see(crossings: Crossings, node: number, grid: Grid, receiverZMm: number): VertexSight {
    const { x, y } = crossings.view.nodes[node];
    this.#sums = crossings.weighed.map((obstacles, pass) =>
      this.#kernels[pass].obstacleLossUnits(
        {
          grid,
          obstacles,
          transmitterXMm: x,
          transmitterYMm: y,
          transmitterZMm: crossings.view.points[node].zMm,
          receiverZMm,
          law: { interceptDb: 0, slopeDbPerDecade: 20, minDistanceM: 1 },
          capDb: Number.POSITIVE_INFINITY,
        },
        fitting(this.#sums[pass], grid.columns * grid.rows),
      ),
    );
    return listRuns(this.#sums, grid, crossings);
  }
}

let scratch = new Int32Array(3 * 4096);
/** Codes found last, by a hash of the sums: a map is slower. */
const recentMask = 1023;
const recentSums = new Int32Array(2 * (recentMask + 1));
const recentCodes = new Int32Array(recentMask + 1);

function listRuns(sums: readonly Int32Array[], { columns, rows }: Grid, crossings: Crossings): VertexSight {
  const [first] = sums;
  const second = sums[1] ?? first;
  const { blockedFrom } = crossings;
  const hasSecond = sums.length > 1;
  recentCodes.fill(-1);
  const rowStarts = new Int32Array(rows + 1);
  let count = 0;
  let firstRow = rows;
  let endRow = 0;
  for (let row = 0; row < rows; row += 1) {
    if (scratch.length < 3 * (count + columns)) scratch = resized(scratch, 2 * scratch.length + 3 * columns);
    const base = row * columns;
    const end = base + columns;
    const before = count;
    for (let cell = base; cell < end; ) {
      const a = first[cell];
      if (a >= blockedFrom) {
        cell += 1;
        continue;
      }
      const b = second[cell];
      const start = cell;
      do cell += 1;
      while (cell < end && first[cell] === a && second[cell] === b);
      const index = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 22;
      if (recentCodes[index] < 0 || recentSums[2 * index] !== a || recentSums[2 * index + 1] !== b) {
        recentSums[2 * index] = a;
        recentSums[2 * index + 1] = b;
        recentCodes[index] = crossings.codeOf(a, hasSecond ? b : 0);
      }
      scratch[3 * count] = start - base;
      scratch[3 * count + 1] = cell - base;
      scratch[3 * count + 2] = recentCodes[index];
      count += 1;
    }
    rowStarts[row + 1] = count;
    if (count === before) continue;
    if (firstRow === rows) firstRow = row;
    endRow = row + 1;
  }
  return { rowStarts, runs: scratch.slice(0, 3 * count), firstRow, endRow };
}

/** An array of that length: the one at hand, where it is. */
function fitting(values: Int32Array | undefined, length: number): Int32Array {
  return values?.length === length ? values : new Int32Array(length);
}

function resized(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}
