import { boundsOf, distance, meanPoint, type Point, pointInMetres, ringContains } from '../core/index.ts';
import { zoneKindRow } from './floor-kinds.ts';
import { levelWalls } from './level-walls.ts';
import type { Level } from './schema.ts';

/** Side of the squares that cars are let through, m: a door for people lets them through too, which errs towards no finding. */
const sideM = 0.4;
/** Larger levels are looked at in larger squares. */
const maxSquares = 1_000_000;
/** A square that a wall runs through; others have the number of their part of the floor, from 1. */
const blocked = -1;

/**
 * Bays, by their index, that no car reaches because walls close them in: from ramps and entrances, or where none is drawn from
 * where most bays are. Openings of any state let cars through.
 */
export function walledInBays(level: Level): number[] {
  const { bays = [], zones = [] } = level;
  if (bays.length === 0) return [];
  const floor = new FloorSquares(level);
  for (const { startMm, endMm } of levelWalls(level).segments)
    floor.block(pointInMetres(startMm), pointInMetres(endMm));
  floor.number();
  const parts = bays.map(({ polygon }) => floor.partAt(meanPoint(polygon)));
  const exits = zones.filter(({ kind }) => zoneKindRow(kind).isExit);
  const reached = new Set(exits.flatMap(({ polygon }) => floor.partsIn(polygon)));
  if (reached.size === 0) reached.add(commonest(parts));
  return parts.flatMap((part, index) => (part > 0 && !reached.has(part) ? [index] : []));
}

/** The part that most bays are in; 0 where none is in any. */
function commonest(parts: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const part of parts) if (part > 0) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  return [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

/** The floor in squares, parted by walls. */
class FloorSquares {
  readonly #minX: number;
  readonly #minY: number;
  readonly #stepM: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #parts: Int32Array;

  constructor({ outline }: Level) {
    const { minX, minY, maxX, maxY } = boundsOf(outline);
    this.#minX = minX;
    this.#minY = minY;
    this.#stepM = Math.max(sideM, Math.sqrt(((maxX - minX) * (maxY - minY)) / maxSquares));
    this.#columns = Math.ceil((maxX - minX) / this.#stepM) + 2;
    this.#rows = Math.ceil((maxY - minY) / this.#stepM) + 2;
    this.#parts = new Int32Array(this.#columns * this.#rows);
  }

  /** Marks the squares along a wall, without a gap at steps to the next row or column. */
  block(start: Point, end: Point): void {
    const steps = Math.ceil((4 * distance(start, end)) / this.#stepM) + 1;
    for (let step = 0; step <= steps; step += 1) {
      const ratio = step / steps;
      const square = this.#squareAt([
        start[0] + ratio * (end[0] - start[0]),
        start[1] + ratio * (end[1] - start[1]),
      ]);
      if (square !== undefined) this.#parts[square] = blocked;
    }
  }

  /** Numbers the parts that walls leave. */
  number(): void {
    let count = 0;
    for (let first = 0; first < this.#parts.length; first += 1) {
      if (this.#parts[first] !== 0) continue;
      count += 1;
      this.#fill(first, count);
    }
  }

  /** Number of the part that a place is in; 0 off the squares, below 0 in a wall. */
  partAt(place: Point): number {
    const square = this.#squareAt(place);
    return square === undefined ? 0 : this.#parts[square];
  }

  /** Parts that a ring holds something of. */
  partsIn(ring: readonly Point[]): number[] {
    const { minX, minY, maxX, maxY } = boundsOf(ring);
    const found = new Set<number>();
    for (let x = minX; x <= maxX; x += this.#stepM) {
      for (let y = minY; y <= maxY; y += this.#stepM) {
        const part = this.partAt([x, y]);
        if (part > 0 && !found.has(part) && ringContains(ring, [x, y])) found.add(part);
      }
    }
    return [...found];
  }

  #squareAt([x, y]: Point): number | undefined {
    const column = Math.floor((x - this.#minX) / this.#stepM) + 1;
    const row = Math.floor((y - this.#minY) / this.#stepM) + 1;
    const isInside = column >= 0 && row >= 0 && column < this.#columns && row < this.#rows;
    return isInside ? row * this.#columns + column : undefined;
  }

  #fill(first: number, part: number): void {
    const parts = this.#parts;
    const columns = this.#columns;
    parts[first] = part;
    const queue = [first];
    for (let square = queue.pop(); square !== undefined; square = queue.pop()) {
      const column = square % columns;
      const neighbours = [square - columns, square + columns];
      if (column > 0) neighbours.push(square - 1);
      if (column < columns - 1) neighbours.push(square + 1);
      for (const next of neighbours) {
        if (parts[next] !== 0) continue;
        parts[next] = part;
        queue.push(next);
      }
    }
  }
}
