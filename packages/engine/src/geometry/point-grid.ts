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
        if (cell) cell.push(item);
        else this.cells.set(key, [item]);
      }
    }
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
