import { boundsOf, distanceToSegment, meanPoint, type Point, signedArea } from '../../core/index.ts';
import { tuning } from '../tuning.ts';
import { floodOutside, maskEdges, squaredDistances, visitLine } from './masks.ts';

const { breakReachM, largestCellCount } = tuning.traceFloor;

/** A raster of cells, row by row. */
interface CellGrid {
  columns: number;
  cellM: number;
}

export interface TraceOptions {
  /** Things nearer to each other than twice this have floor between them. Default: half a lane and a little. */
  reachM?: number;
  /** Side of the raster's cells, as far as memory for it is bounded. */
  cellM?: number;
  /** How far the edge may be from what was traced: by default the steps of a cell. */
  toleranceM?: number;
  /** Rooms that a gap in their walls opens to the outside belong to the floor. They do not by default. */
  hasOpenRooms?: boolean;
}

/**
 * The edge of the floor around walls and what else stands on it (bays, columns), by their lines: what lies between them
 * belongs to it, as far as no gap is wider than `reachM` reaches. In the coordinates given; undefined where there is nothing.
 */
export function traceFloor(
  walls: readonly (readonly Point[])[],
  standing: readonly (readonly Point[])[],
  metresPerUnit: number,
  { reachM = 4.5, cellM = 0.2, toleranceM = 1.5 * cellM, hasOpenRooms = false }: TraceOptions = {},
): Point[] | undefined {
  const lines = [...walls, ...standing];
  const bounds = boundsOf(lines.flat());
  if (!Number.isFinite(bounds.minX)) return undefined;
  const marginUnits = (reachM + 1) / metresPerUnit;
  const spanX = bounds.maxX - bounds.minX + 2 * marginUnits;
  const spanY = bounds.maxY - bounds.minY + 2 * marginUnits;
  const cell = Math.max(cellM / metresPerUnit, Math.sqrt((spanX * spanY) / largestCellCount));
  const columns = Math.ceil(spanX / cell);
  const rows = Math.ceil(spanY / cell);
  const toCell = ([x, y]: Point): Point => [
    (x - bounds.minX + marginUnits) / cell,
    (y - bounds.minY + marginUnits) / cell,
  ];
  const mask = new Uint8Array(columns * rows);
  for (const line of lines) drawLine(line.map(toCell), mask, columns);
  const reachCells = reachM / metresPerUnit / cell;
  const grown = mapCells(squaredDistances(mask, columns, rows), (squared) => squared <= reachCells ** 2);
  const outside = floodOutside(grown, columns, rows);
  const floor = mapCells(squaredDistances(outside, columns, rows), (squared) => squared > reachCells ** 2);
  const wallMask = new Uint8Array(columns * rows);
  for (const line of walls) drawLine(line.map(toCell), wallMask, columns);
  const anchors = new Set(
    standing.map((line) => {
      const [x, y] = toCell(meanPoint(line));
      return Math.floor(y) * columns + Math.floor(x);
    }),
  );
  const wallGaps = squaredDistances(wallMask, columns, rows);
  if (!hasOpenRooms)
    dropPockets(floor, { walls: wallMask, wallGaps, anchors }, { columns, cellM: cell * metresPerUnit });
  const toUnits = ([x, y]: Point): Point => [
    x * cell + bounds.minX - marginUnits,
    y * cell + bounds.minY - marginUnits,
  ];
  return traceMask(floor, { columns, rows }, toUnits, toleranceM / metresPerUnit);
}

/** The longest edge around the cells that are 1, moved by `place`; its corners leave out less than `tolerance`. */
export function traceMask(
  mask: Uint8Array,
  { columns, rows }: { columns: number; rows: number },
  place: (corner: Point) => Point,
  tolerance: number,
): Point[] | undefined {
  const [ring] = tracedLoops(mask, columns, rows).sort(
    (p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)),
  );
  return ring && straighten(ring.map(place), tolerance);
}

/** The ring without corners that are less than `tolerance` from the line between those kept (Douglas and Peucker). */
function straighten(ring: readonly Point[], tolerance: number): Point[] {
  const half = ring.length >> 1;
  const retained = new Set([0, half]);
  const spans: [number, number][] = [
    [0, half],
    [half, ring.length],
  ];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let far = -1;
    let gap = tolerance;
    for (let i = from + 1; i < to; i++) {
      const away = distanceToSegment(ring[i], ring[from], ring[to % ring.length]);
      if (away <= gap) continue;
      gap = away;
      far = i;
    }
    if (far < 0) continue;
    retained.add(far);
    spans.push([from, far], [far, to]);
  }
  return [...retained].sort((a, b) => a - b).map((i) => ring[i]);
}

function mapCells(values: ArrayLike<number>, test: (value: number) => boolean): Uint8Array {
  const result = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) if (test(values[i])) result[i] = 1;
  return result;
}

function drawLine(line: readonly Point[], mask: Uint8Array, columns: number): void {
  visitLine(line, columns, (cell) => {
    mask[cell] = 1;
  });
}

/** Closed edges around the cells that are 1, which lie to their left. */
function tracedLoops(mask: Uint8Array, columns: number, rows: number): Point[][] {
  const wide = columns + 1;
  const next = maskEdges(mask, columns, rows);
  const loops: Point[][] = [];
  for (const start of next.keys()) {
    const loop: Point[] = [];
    let current = start;
    for (let to = next.get(current)?.pop(); to !== undefined; to = next.get(current)?.pop()) {
      loop.push([current % wide, Math.floor(current / wide)]);
      current = to;
    }
    if (loop.length > 3) loops.push(loop);
  }
  return loops;
}

/**
 * Takes out of a floor what lies outside of its walls, such as the corner between two wings: pieces that reach the
 * outside, are cut off by walls from the rest and hold none of `anchors` (cells of bays and columns).
 */
function dropPockets(
  floor: Uint8Array,
  {
    walls,
    wallGaps,
    anchors,
  }: { walls: Uint8Array; wallGaps: ArrayLike<number>; anchors: ReadonlySet<number> },
  { columns, cellM }: CellGrid,
): void {
  const reachCells = breakReachM / cellM;
  const isOpen = (cell: number) => floor[cell] === 1 && wallGaps[cell] > reachCells ** 2;
  const seen = new Uint8Array(floor.length);
  for (let first = 0; first < floor.length; first++) {
    if (seen[first] || !isOpen(first)) continue;
    const chain = [first];
    seen[first] = 1;
    let isOutside = false;
    let isHeld = false;
    for (let k = 0; k < chain.length; k++) {
      isHeld ||= anchors.has(chain[k]);
      for (const next of neighbours(chain[k], columns, floor.length)) {
        if (floor[next] === 0) isOutside = true;
        else if (!seen[next] && isOpen(next)) {
          seen[next] = 1;
          chain.push(next);
        }
      }
    }
    if (isOutside && !isHeld) clear(chain, floor, walls, columns, Math.ceil(reachCells) + 1);
  }
}

/** The piece, and what is left of the floor between it and its walls. */
function clear(
  chain: readonly number[],
  floor: Uint8Array,
  walls: Uint8Array,
  columns: number,
  steps: number,
): void {
  for (const cell of chain) floor[cell] = 0;
  let edge = chain;
  for (let step = 0; step < steps; step++) {
    const next: number[] = [];
    for (const cell of edge) {
      for (const near of neighbours(cell, columns, floor.length)) {
        if (floor[near] === 0 || walls[near]) continue;
        floor[near] = 0;
        next.push(near);
      }
    }
    edge = next;
  }
}

function neighbours(cell: number, columns: number, count: number): number[] {
  const found: number[] = [];
  const column = cell % columns;
  if (column > 0) found.push(cell - 1);
  if (column < columns - 1) found.push(cell + 1);
  if (cell >= columns) found.push(cell - columns);
  if (cell < count - columns) found.push(cell + columns);
  return found;
}
