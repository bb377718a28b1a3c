import type { Point } from './points.ts';

/** Twice the signed area of triangle a, b, c: positive when c is left of a→b. */
export function orientation(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** True when the open segments cross in one inner point of both. */
export function segmentsCross(
  a: readonly number[],
  b: readonly number[],
  c: readonly number[],
  d: readonly number[],
): boolean {
  const abc = orientation(a, b, c);
  const abd = orientation(a, b, d);
  const cda = orientation(c, d, a);
  const cdb = orientation(c, d, b);
  return ((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0));
}

/**
 * Parameters of the crossing of the two infinite lines: `a + t (b − a) = c + u (d − c)`.
 * Undefined when they are parallel (angle under about 1e-9 rad).
 */
export function lineIntersection(
  a: readonly number[],
  b: readonly number[],
  c: readonly number[],
  d: readonly number[],
): { t: number; u: number } | undefined {
  const rx = b[0] - a[0];
  const ry = b[1] - a[1];
  const sx = d[0] - c[0];
  const sy = d[1] - c[1];
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-9 * Math.hypot(rx, ry) * Math.hypot(sx, sy) || cross === 0) return undefined;
  const qx = c[0] - a[0];
  const qy = c[1] - a[1];
  return { t: (qx * sy - qy * sx) / cross, u: (qx * ry - qy * rx) / cross };
}

/** Parameter in [0, 1] of the point of the segment nearest to `point`; 0 for a segment without length. */
export function nearestParameter(
  point: readonly number[],
  a: readonly number[],
  b: readonly number[],
): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return 0;
  return Math.max(0, Math.min(1, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared));
}

export function distanceToSegment(
  point: readonly number[],
  a: readonly number[],
  b: readonly number[],
): number {
  const t = nearestParameter(point, a, b);
  return Math.hypot(point[0] - a[0] - t * (b[0] - a[0]), point[1] - a[1] - t * (b[1] - a[1]));
}

export function pointAlong(a: readonly number[], b: readonly number[], t: number): Point {
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/**
 * Buckets items by square cells for neighbour searches. Results come in the order of insertion, so that
 * whatever is built on them repeats.
 */
export class PointGrid {
  /** Cells by column, then row: keys of text would be made anew for every cell that is looked at. */
  private readonly columns = new Map<number, Map<number, number[]>>();

  constructor(private readonly cellM: number) {}

  /** Adds an item to every cell its box touches. */
  add(item: number, minX: number, minY: number, maxX = minX, maxY = minY): void {
    const { cellM, columns } = this;
    const [firstRow, lastRow] = [Math.floor(minY / cellM), Math.floor(maxY / cellM)];
    const lastColumn = Math.floor(maxX / cellM);
    for (let i = Math.floor(minX / cellM); i <= lastColumn; i++) {
      const column = columns.get(i) ?? new Map<number, number[]>();
      columns.set(i, column);
      for (let j = firstRow; j <= lastRow; j++) {
        const cell = column.get(j);
        if (!cell) column.set(j, [item]);
        else if (cell[cell.length - 1] !== item) cell.push(item);
      }
    }
  }

  /** Adds an item along a segment, in pieces, so that a slanted line fills few cells. */
  addAlong(item: number, a: readonly number[], b: readonly number[], padM = 0): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / this.cellM));
    for (let k = 0; k < steps; k++) this.add(item, ...segmentBox(a, b, k, steps, padM));
  }

  /** Items near a segment: in the cells touched by its pieces grown by `padM`. Each once, ascending. */
  nearAlong(a: readonly number[], b: readonly number[], padM = 0): number[] {
    const found: number[] = [];
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / this.cellM));
    for (let k = 0; k < steps; k++) this.collect(found, ...segmentBox(a, b, k, steps, padM));
    return onceAscending(found);
  }

  /** Items in the cells touched by the box, each once, ascending. */
  near(minX: number, minY: number, maxX: number, maxY: number): number[] {
    const found: number[] = [];
    this.collect(found, minX, minY, maxX, maxY);
    return onceAscending(found);
  }

  /** Items in the cell of a point, in the order in which they were added: not to be changed. */
  at([x, y]: readonly number[]): readonly number[] {
    return this.columns.get(Math.floor(x / this.cellM))?.get(Math.floor(y / this.cellM)) ?? noItems;
  }

  private collect(found: number[], minX: number, minY: number, maxX: number, maxY: number): void {
    const { cellM, columns } = this;
    const [firstRow, lastRow] = [Math.floor(minY / cellM), Math.floor(maxY / cellM)];
    const lastColumn = Math.floor(maxX / cellM);
    for (let i = Math.floor(minX / cellM); i <= lastColumn; i++) {
      const column = columns.get(i);
      if (!column) continue;
      for (let j = firstRow; j <= lastRow; j++) {
        const cell = column.get(j);
        if (cell) for (const item of cell) found.push(item);
      }
    }
  }
}

const noItems: readonly number[] = [];

/** Sorts in place; what stands there more than once stays once. */
function onceAscending(items: number[]): number[] {
  let sorted = 1;
  while (sorted < items.length && items[sorted - 1] < items[sorted]) sorted++;
  if (sorted >= items.length) return items;
  items.sort((a, b) => a - b);
  let count = 1;
  for (let at = 1; at < items.length; at++) if (items[at] !== items[at - 1]) items[count++] = items[at];
  items.length = count;
  return items;
}

function segmentBox(
  a: readonly number[],
  b: readonly number[],
  k: number,
  steps: number,
  padM: number,
): [number, number, number, number] {
  const x0 = a[0] + ((b[0] - a[0]) * k) / steps;
  const y0 = a[1] + ((b[1] - a[1]) * k) / steps;
  const x1 = a[0] + ((b[0] - a[0]) * (k + 1)) / steps;
  const y1 = a[1] + ((b[1] - a[1]) * (k + 1)) / steps;
  return [Math.min(x0, x1) - padM, Math.min(y0, y1) - padM, Math.max(x0, x1) + padM, Math.max(y0, y1) + padM];
}
