/** Cells along an edge of a block. */
const blockCells = 16;
/** So many cells around one that changed are drawn with it: what lies on its edges may be as broad. */
const reachCells = 2;

type CellRectangle = [column: number, row: number, endColumn: number, endRow: number];

/** Where a grid of classes differs from what was drawn last: blocks of cells, until they are drawn. */
export class ChangedBlocks {
  #columns = 0;
  #rows = 0;
  /** [block rows, block columns]: 1 where a cell changed. */
  #blocks = new Uint8Array(0);

  /** Another grid, of which nothing is drawn yet. */
  begin(columns: number, rows: number): void {
    this.#columns = columns;
    this.#rows = rows;
    this.#blocks = new Uint8Array(this.#blockColumns * Math.ceil(rows / blockCells));
  }

  /**
   * Takes classes over into those shown, and notes where they differ.
   * @param shown [rows, columns], overwritten
   * @param classes [rows, columns]
   */
  take(shown: Uint8Array, classes: Uint8Array): void {
    for (let cell = 0; cell < classes.length; cell++) {
      if (shown[cell] === classes[cell]) continue;
      shown[cell] = classes[cell];
      const row = Math.floor(cell / this.#columns);
      this.#mark(cell - row * this.#columns, row);
    }
  }

  #mark(column: number, row: number): void {
    const [west, east] = [
      this.#blockOf(column - reachCells, this.#columns),
      this.#blockOf(column + reachCells, this.#columns),
    ];
    const [south, north] = [
      this.#blockOf(row - reachCells, this.#rows),
      this.#blockOf(row + reachCells, this.#rows),
    ];
    for (const blockRow of [south, north]) {
      for (const blockColumn of [west, east]) this.#blocks[blockRow * this.#blockColumns + blockColumn] = 1;
    }
  }

  /** What was noted is drawn. */
  clear(): void {
    this.#blocks.fill(0);
  }

  /** First column and row, past-last column and row of rectangles that cover all that is noted. */
  rectangles(): CellRectangle[] {
    const rectangles: CellRectangle[] = [];
    const across = this.#blockColumns;
    for (let first = 0; first < this.#blocks.length; first += across) {
      const south = (first / across) * blockCells;
      for (let block = 0; block < across; block++) {
        if (this.#blocks[first + block] === 0) continue;
        const west = block;
        while (block < across && this.#blocks[first + block] === 1) block++;
        const east = Math.min(block * blockCells, this.#columns);
        rectangles.push([west * blockCells, south, east, Math.min(south + blockCells, this.#rows)]);
      }
    }
    return rectangles;
  }

  get #blockColumns(): number {
    return Math.ceil(this.#columns / blockCells);
  }

  #blockOf(place: number, count: number): number {
    return Math.floor(Math.min(Math.max(place, 0), count - 1) / blockCells);
  }
}
