import type { FieldKernel, Grid, Obstacles } from '../field-kernel.ts';
import type { CornerGraph } from './corner-graph.ts';

/** The cells that a corner sees past all thick walls, in runs of one loss each, row by row. */
export interface CornerSight {
  /** [rows + 1]: first run of each row. */
  rowStarts: Int32Array;
  /** [run count, 3]: first and past-last column, loss in 1/256 dB of what a leg there crosses. */
  runs: Int32Array;
  /** Rows outside have no run. */
  firstRow: number;
  endRow: number;
}

/** Loss units that stand for a thick wall: 64 dB, more than any leg may lose that still matters. */
const wallUnits = 2 ** 14;
/** Of all sights of one kernel; the oldest go. */
const mostBytes = 2 ** 27;

/** Sights of one graph on one grid. */
interface KeptSights {
  sights: (CornerSight | undefined)[];
  bytes: number;
}

/** Finds what corners see, and keeps it while there is room. */
export class CornerSights {
  readonly #kernel: FieldKernel;
  readonly #kept = new Map<string, KeptSights>();
  readonly #numbers = new WeakMap<CornerGraph, number>();
  readonly #weighted = new WeakMap<CornerGraph, Obstacles>();
  #count = 0;
  #bytes = 0;

  constructor(kernel: FieldKernel) {
    this.#kernel = kernel;
  }

  /** Finds what a corner sees of a grid at one height, when first asked for it. */
  view(
    graph: CornerGraph,
    obstacles: Obstacles,
    grid: Grid,
    receiverZMm: number,
  ): (node: number) => CornerSight {
    const kept = this.#keptOf(graph, grid, receiverZMm);
    return (node) => {
      const known = kept.sights[node];
      if (known) return known;
      const sight = this.#see(graph, node, obstacles, grid, receiverZMm);
      kept.sights[node] = sight;
      const bytes = sight.rowStarts.byteLength + sight.runs.byteLength;
      kept.bytes += bytes;
      this.#bytes += bytes;
      return sight;
    };
  }

  #keptOf(graph: CornerGraph, grid: Grid, receiverZMm: number): KeptSights {
    let number = this.#numbers.get(graph);
    if (number === undefined) {
      number = this.#count++;
      this.#numbers.set(graph, number);
    }
    const { originXMm, originYMm, cellMm, columns, rows } = grid;
    const key = [number, originXMm, originYMm, cellMm, columns, rows, receiverZMm].join();
    const kept = this.#kept.get(key) ?? { sights: new Array(graph.nodes.length), bytes: 0 };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const [oldKey, old] of this.#kept) {
      if (this.#bytes <= mostBytes || oldKey === key) break;
      this.#kept.delete(oldKey);
      this.#bytes -= old.bytes;
    }
    return kept;
  }

  #see(graph: CornerGraph, node: number, obstacles: Obstacles, grid: Grid, receiverZMm: number): CornerSight {
    const { x, y } = graph.nodes[node];
    const units = this.#kernel.obstacleLossUnits({
      grid,
      obstacles: this.#weightedOf(graph, obstacles),
      transmitterXMm: x,
      transmitterYMm: y,
      transmitterZMm: graph.places[node].zMm,
      receiverZMm,
      law: { interceptDb: 0, slopeDbPerDecade: 20, minDistanceM: 1 },
      capDb: Number.POSITIVE_INFINITY,
    });
    return listRuns(units, grid, graph.insideUnits[node]);
  }

  /** The same panels, thick walls with a loss that none of the others together are worth reaching. */
  #weightedOf(graph: CornerGraph, obstacles: Obstacles): Obstacles {
    let weighted = this.#weighted.get(graph);
    if (!weighted) {
      const lossUnits = obstacles.lossUnits.slice();
      for (const index of graph.thick) lossUnits[index] = wallUnits;
      weighted = { segmentsMm: obstacles.segmentsMm, lossUnits, heightsMm: obstacles.heightsMm };
      this.#weighted.set(graph, weighted);
    }
    return weighted;
  }
}

let scratch = new Int32Array(3 * 4096);

function listRuns(units: Int32Array, { columns, rows }: Grid, insideUnits: number): CornerSight {
  const rowStarts = new Int32Array(rows + 1);
  let count = 0;
  let firstRow = rows;
  let endRow = 0;
  for (let row = 0; row < rows; row += 1) {
    if (scratch.length < 3 * (count + columns)) scratch = resized(scratch, 2 * scratch.length + 3 * columns);
    const first = row * columns;
    const end = first + columns;
    const before = count;
    for (let cell = first; cell < end; ) {
      const lossUnits = units[cell];
      const start = cell;
      do cell += 1;
      while (cell < end && units[cell] === lossUnits);
      if (lossUnits >= wallUnits) continue;
      scratch[3 * count] = start - first;
      scratch[3 * count + 1] = cell - first;
      scratch[3 * count + 2] = Math.max(0, lossUnits - insideUnits);
      count += 1;
    }
    rowStarts[row + 1] = count;
    if (count === before) continue;
    if (firstRow === rows) firstRow = row;
    endRow = row + 1;
  }
  return { rowStarts, runs: scratch.slice(0, 3 * count), firstRow, endRow };
}

function resized(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(values);
  return larger;
}
