import type { FieldKernel, Grid, Obstacles } from '../field-kernel.ts';
import type { SpaceMm } from '../obstacle-crossings.ts';
import {
  type DiffractionVertex,
  findCrossed,
  findDiffractionVertices,
  listLegFacets,
  sideOfWalls,
  sumCrossed,
} from './vertex-graph.ts';

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

/** A leg from one vertex to another that a stretched string can take: at both ends the walls lie on one side. */
export interface VertexEdge {
  to: number;
  /** Direction from vertex to vertex, mm. */
  x: number;
  y: number;
  lengthMm: number;
  /** On which side the walls lie at either end: 1 left, −1 right. */
  sideBehind: number;
  sideAhead: number;
}

/** Vertices of thick walls and which see each other past these: the same on every band on which they are thick. */
export interface VertexView {
  nodes: readonly DiffractionVertex[];
  /** [nodes]: at the height where vertices are passed. */
  points: readonly SpaceMm[];
  /** Found when first asked for. */
  edges(node: number): readonly VertexEdge[];
  /** [nodes]: 1 where a path between the vertex and a point can bend and no thick wall stops it. Never write to it. */
  seenFrom(point: SpaceMm): Uint8Array;
}

interface PersistedView {
  obstacles: Obstacles;
  thick: readonly number[];
  view: VertexView;
}

/** The views used last, whatever obstacle sets they were made for. */
const maxViews = 16;
let cachedViews: PersistedView[] = [];
/** Points that a view remembers. */
const maxLocations = 256;

/** The view of an obstacle set; sets that differ in losses alone share one. */
export function vertexView(obstacles: Obstacles, thick: readonly number[]): VertexView {
  const known = cachedViews.find((cached) => isSame(cached, obstacles, thick));
  const cached = known ?? { obstacles, thick, view: createView(obstacles, thick) };
  cachedViews = [cached, ...cachedViews.filter((other) => other !== cached)].slice(0, maxViews);
  return cached.view;
}

function isSame(
  cached: PersistedView,
  { segmentsMm, heightsMm, walls }: Obstacles,
  thick: readonly number[],
): boolean {
  return (
    cached.obstacles.walls?.vertexZMm === walls?.vertexZMm &&
    hasSameValues(cached.thick, thick) &&
    hasSameValues(cached.obstacles.segmentsMm, segmentsMm) &&
    hasSameValues(cached.obstacles.heightsMm ?? [], heightsMm ?? []) &&
    hasSameValues(cached.obstacles.walls?.columns ?? [], walls?.columns ?? [])
  );
}

function hasSameValues(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index += 1) if (left[index] !== right[index]) return false;
  return true;
}

function createView(obstacles: Obstacles, thick: readonly number[]): VertexView {
  const { segmentsMm } = obstacles;
  const nodes = findDiffractionVertices(obstacles, thick);
  const zMm = obstacles.walls?.vertexZMm ?? 0;
  const points = nodes.map(({ x, y }): SpaceMm => ({ at: [x, y], zMm }));
  const square = (index: number) =>
    (segmentsMm[4 * index] - segmentsMm[4 * index + 2]) ** 2 +
    (segmentsMm[4 * index + 1] - segmentsMm[4 * index + 3]) ** 2;
  // Long walls stop most.
  const walls = listLegFacets(
    obstacles,
    [...thick].sort((a, b) => square(b) - square(a)),
  );
  const edges: (VertexEdge[] | undefined)[] = new Array(nodes.length);
  const seen = new Map<string, Uint8Array>();
  // The wall that stopped a leg often stops the next.
  let stop = -1;
  const isOpen = (from: SpaceMm, to: SpaceMm): boolean => {
    const found = findCrossed(walls, from, to, stop);
    if (found >= 0) stop = found;
    return found < 0;
  };

  function findEdges(from: number): VertexEdge[] {
    const behind = nodes[from];
    return nodes.flatMap((ahead, to): VertexEdge[] => {
      const x = ahead.x - behind.x;
      const y = ahead.y - behind.y;
      const sideBehind = sideOfWalls(behind, x, y);
      if (to === from || sideBehind === 0) return [];
      const sideAhead = sideOfWalls(ahead, x, y);
      if (sideAhead === 0 || !isOpen(points[from], points[to])) return [];
      return [{ to, x, y, lengthMm: Math.sqrt(x * x + y * y), sideBehind, sideAhead }];
    });
  }

  return {
    nodes,
    points,
    edges(node) {
      edges[node] ??= findEdges(node);
      return edges[node];
    },
    seenFrom(point) {
      const key = `${point.at},${point.zMm}`;
      const known = seen.get(key);
      if (known) return known;
      const found = Uint8Array.from(nodes, (node, index) => {
        const canBend = sideOfWalls(node, node.x - point.at[0], node.y - point.at[1]) !== 0;
        return canBend && isOpen(point, points[index]) ? 1 : 0;
      });
      seen.set(key, found);
      if (seen.size > maxLocations) seen.delete(seen.keys().next().value as string);
      return found;
    },
  };
}

/**
 * What legs cross, without saying what it costs: how many obstacles of each kind. Those of a kind cost the same, so bands
 * and states of cars that differ in losses alone share what is found here.
 */
export interface Crossings {
  view: VertexView;
  /** [1 or 2] of obstacles that cost what they weigh: the sums of these tell how many of each kind a leg crosses. */
  weighed: readonly Obstacles[];
  /** From this sum of the first on, a leg crosses a thick wall. */
  blockedFrom: number;
  /** Codes given so far. */
  count: number;
  /** A small number for the sums of a leg, always the same one. */
  codeOf(first: number, second: number): number;
  /** Code of a leg that no thick wall stops. */
  codeBetween(from: SpaceMm, to: SpaceMm): number;
  /** Loss units of a code where the obstacles cost so much. */
  unitsOf(code: number, lossUnits: Int32Array): number;
}

/** One kind of obstacles in the sums. */
interface Digit {
  pass: number;
  weight: number;
  radix: number;
  /** An obstacle of the kind; undefined where the sum is in loss units itself. */
  obstacle: number | undefined;
}

interface Weights {
  /** Each obstacle's kind or, where kinds are too many, its loss: what two sets must share. −1 or −2 for a thick wall. */
  key: Int32Array;
  digits: readonly Digit[];
  passes: readonly Int32Array[];
  blockedFrom: number;
}

/** Sums of the kernel stay below; both together are exact in a double. */
const maxSums = [2 ** 29, 2 ** 24];
/** Where kinds are too many: loss units that stand for a thick wall, 64 dB, more than any leg may lose that counts. */
const wallUnits = 2 ** 14;
/** Sets of kinds that a view remembers. */
const maxCached = 4;

const cached = new WeakMap<VertexView, { key: Int32Array; crossings: Crossings }[]>();

/** The crossings of an obstacle set; sets of one view share them where their obstacles are of the same kinds. */
export function crossingsOf(obstacles: Obstacles, view: VertexView, thick: ReadonlySet<number>): Crossings {
  const weights = weighByKind(obstacles, thick) ?? weighByLoss(obstacles, thick);
  const list = cached.get(view) ?? [];
  let found = list.find(({ key }) => key.every((value, index) => value === weights.key[index]));
  found ??= { key: weights.key, crossings: createCrossings(obstacles, view, thick, weights) };
  cached.set(view, [found, ...list.filter((other) => other !== found)].slice(0, maxCached));
  return found.crossings;
}

/** Obstacles that cost the same are of a kind; a mixed number tells how many of each. Undefined where it has no room. */
function weighByKind({ lossUnits }: Obstacles, thick: ReadonlySet<number>): Weights | undefined {
  const kinds = new Map<number, number[]>();
  lossUnits.forEach((units, index) => {
    if (units === 0 || thick.has(index)) return;
    const kind = kinds.get(units);
    if (kind) kind.push(index);
    else kinds.set(units, [index]);
  });
  const passes = [new Int32Array(lossUnits.length)];
  const room = [Math.floor(maxSums[0] / (thick.size + 1)), maxSums[1]];
  const key = new Int32Array(lossUnits.length).fill(-1);
  const weights = [1, 1];
  const digits: Digit[] = [];
  for (const indices of kinds.values()) {
    const radix = indices.length + 1;
    const pass = weights[0] * radix <= room[0] ? 0 : 1;
    if (weights[pass] * radix > room[pass]) return undefined;
    passes[pass] ??= new Int32Array(lossUnits.length);
    for (const index of indices) {
      passes[pass][index] = weights[pass];
      key[index] = digits.length;
    }
    digits.push({ pass, weight: weights[pass], radix, obstacle: indices[0] });
    weights[pass] *= radix;
  }
  for (const index of thick) passes[0][index] = weights[0];
  return { key, digits, passes, blockedFrom: weights[0] };
}

function weighByLoss({ lossUnits }: Obstacles, thick: ReadonlySet<number>): Weights {
  const weights = lossUnits.slice();
  const key = lossUnits.slice();
  for (const index of thick) {
    weights[index] = wallUnits;
    key[index] = -2;
  }
  const digits = [{ pass: 0, weight: 1, radix: maxSums[0], obstacle: undefined }];
  return { key, digits, passes: [weights], blockedFrom: wallUnits };
}

function createCrossings(
  obstacles: Obstacles,
  view: VertexView,
  thick: ReadonlySet<number>,
  { digits, passes, blockedFrom }: Weights,
): Crossings {
  const { segmentsMm, heightsMm, lossUnits } = obstacles;
  const weighed = passes.map((weights) => ({ segmentsMm, lossUnits: weights, heightsMm }));
  const thin = [...lossUnits.keys()].filter((index) => !thick.has(index) && lossUnits[index] > 0);
  const facets = passes.map((weights) =>
    listLegFacets(
      { segmentsMm, heightsMm, lossUnits: weights },
      thin.filter((index) => weights[index] > 0),
    ),
  );
  const codes = new Map<number, number>();
  const sums: number[][] = [];
  return {
    view,
    weighed,
    blockedFrom,
    get count() {
      return sums.length;
    },
    codeOf(first, second) {
      const key = second * maxSums[0] + first;
      let code = codes.get(key);
      if (code === undefined) {
        code = sums.length;
        codes.set(key, code);
        sums.push([first, second]);
      }
      return code;
    },
    codeBetween(from, to) {
      return this.codeOf(sumCrossed(facets[0], from, to), facets[1] ? sumCrossed(facets[1], from, to) : 0);
    },
    unitsOf(code, units) {
      return digits.reduce((sum, { pass, weight, radix, obstacle }) => {
        const crossed = Math.floor(sums[code][pass] / weight) % radix;
        return sum + crossed * (obstacle === undefined ? 1 : units[obstacle]);
      }, 0);
    },
  };
}
