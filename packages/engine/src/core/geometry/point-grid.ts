/**
 * Buckets items by square cells for neighbour searches. Results come in the order of insertion, so that
 * whatever is built on them repeats.
 */
export class PointGrid {
  private readonly cells = new Map<string, number[]>();

  constructor(private readonly cellM: number) {}

  /** Adds an item to every cell its box touches. */
  add(item: number, minX: number, minY: number, maxX = minX, maxY = minY): void {
    const { cellM } = this;
    for (let i = Math.floor(minX / cellM); i <= Math.floor(maxX / cellM); i++) {
      for (let j = Math.floor(minY / cellM); j <= Math.floor(maxY / cellM); j++) {
        const key = `${i},${j}`;
        const cell = this.cells.get(key);
        if (cell?.[cell.length - 1] === item) continue;
        if (cell) cell.push(item);
        else this.cells.set(key, [item]);
      }
    }
  }

  /** Adds an item along a segment, in pieces, so that a slanted line fills few cells. */
  addAlong(item: number, a: readonly number[], b: readonly number[], padM = 0): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / this.cellM));
    for (let k = 0; k < steps; k++) this.add(item, ...pieceBox(a, b, k, steps, padM));
  }

  /** Items near a segment: in the cells touched by its pieces grown by `padM`. Each once, ascending. */
  nearAlong(a: readonly number[], b: readonly number[], padM = 0): number[] {
    const found = new Set<number>();
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / this.cellM));
    for (let k = 0; k < steps; k++) {
      for (const item of this.near(...pieceBox(a, b, k, steps, padM))) found.add(item);
    }
    return [...found].sort((p, q) => p - q);
  }

  /** Items in the cells touched by the box, each once, ascending. */
  near(minX: number, minY: number, maxX: number, maxY: number): number[] {
    const { cellM } = this;
    const found = new Set<number>();
    for (let i = Math.floor(minX / cellM); i <= Math.floor(maxX / cellM); i++) {
      for (let j = Math.floor(minY / cellM); j <= Math.floor(maxY / cellM); j++) {
        for (const item of this.cells.get(`${i},${j}`) ?? []) found.add(item);
      }
    }
    return [...found].sort((a, b) => a - b);
  }
}

function pieceBox(
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
