/**
 * Lower bounds on a cost, CNY, by the power of one carrier at the input: one value for each cell of a grid,
 * not above the cost at any power within the cell. Infinity where no power within it will do.
 */
export type CostByPower = Float64Array;

/** Cells of equal width over powers, cell k from `lowestDbm + k · stepDb` on. */
export interface PowerGrid {
  lowestDbm: number;
  stepDb: number;
  count: number;
  /** Present where losses are rounded to whole cells: costs are near what they are, and no bounds. */
  isNearest?: true;
}

const roundingCells = 1e-7;

export function noCost(grid: PowerGrid): CostByPower {
  return new Float64Array(grid.count).fill(Number.POSITIVE_INFINITY);
}

/** Nothing to pay where the power is between two values, of cells all that touch them. */
export function costWithin(grid: PowerGrid, lowDbm: number, highDbm: number): CostByPower {
  const cost = noCost(grid);
  const [low, high] = [lowDbm, highDbm].map((powerDbm) => (powerDbm - grid.lowestDbm) / grid.stepDb);
  const from = grid.isNearest ? Math.round(low) : Math.floor(low - roundingCells);
  const to = grid.isNearest ? Math.round(high) : Math.floor(high + roundingCells);
  for (let cell = Math.max(0, from); cell <= Math.min(grid.count - 1, to); cell += 1) cost[cell] = 0;
  return cost;
}

/**
 * Lowers `into` to what `behind` costs when its power is that of the cell less a loss, up to a power at the loss's own input.
 */
export function seeThrough(
  grid: PowerGrid,
  behind: CostByPower,
  { lossDb, addCny, maxDbm = Number.POSITIVE_INFINITY }: { lossDb: number; addCny: number; maxDbm?: number },
  into: CostByPower,
): void {
  const cells = grid.isNearest ? Math.round(lossDb / grid.stepDb) : lossDb / grid.stepDb;
  const whole = Math.ceil(cells - roundingCells);
  const isWhole = Math.abs(cells - whole) <= roundingCells;
  const end = cellsUpTo(grid, maxDbm);
  for (let cell = Math.max(0, isWhole ? whole : whole - 1); cell < end; cell += 1) {
    const low = cell >= whole ? behind[cell - whole] : Number.POSITIVE_INFINITY;
    const high = isWhole ? low : behind[cell - whole + 1];
    const cost = Math.min(low, high) + addCny;
    if (cost < into[cell]) into[cell] = cost;
  }
}

/** Lowers `into`, by the power behind a loss, to what `before` costs at the power before it, up to a power there. */
export function seeBack(
  grid: PowerGrid,
  before: CostByPower,
  { lossDb, addCny, maxDbm = Number.POSITIVE_INFINITY }: { lossDb: number; addCny: number; maxDbm?: number },
  into: CostByPower,
): void {
  const cells = lossDb / grid.stepDb;
  const whole = Math.floor(cells + roundingCells);
  const isWhole = Math.abs(cells - whole) <= roundingCells;
  const end = cellsUpTo(grid, maxDbm);
  for (let cell = 0; cell + whole < end; cell += 1) {
    const low = before[cell + whole];
    const high = isWhole || cell + whole + 1 >= end ? low : before[cell + whole + 1];
    const cost = Math.min(low, high) + addCny;
    if (cost < into[cell]) into[cell] = cost;
  }
}

/** So often a range is looked through before minima of whole ranges are worth their making. */
const fewAnswers = 24;

/** Answers again and again what a cost is at least over all powers between two values. */
export class RangeMinimum {
  readonly #grid: PowerGrid;
  /** Least of 2^level cells from each on, made as they are asked for. */
  readonly #levels: CostByPower[];
  #answers = 0;

  constructor(grid: PowerGrid, cost: CostByPower) {
    this.#grid = grid;
    this.#levels = [cost];
  }

  within(lowDbm: number, highDbm: number): number {
    const { lowestDbm, stepDb, count } = this.#grid;
    const from = Math.max(0, Math.floor((lowDbm - lowestDbm) / stepDb - roundingCells));
    const to = Math.min(count - 1, Math.floor((highDbm - lowestDbm) / stepDb + roundingCells));
    if (to < from) return Number.POSITIVE_INFINITY;
    if (this.#answers < fewAnswers) {
      this.#answers += 1;
      return minOf(this.#levels[0].subarray(from, to + 1));
    }
    const level = 31 - Math.clz32(to - from + 1);
    const cost = this.#level(level);
    return Math.min(cost[from], cost[to + 1 - 2 ** level]);
  }

  #level(level: number): CostByPower {
    for (let next = this.#levels.length; next <= level; next += 1) {
      const finer = this.#levels[next - 1];
      const step = 2 ** (next - 1);
      const coarser = finer.slice();
      for (let cell = 0; cell + step < finer.length; cell += 1) {
        if (finer[cell + step] < coarser[cell]) coarser[cell] = finer[cell + step];
      }
      this.#levels[next] = coarser;
    }
    return this.#levels[level];
  }
}

export function minOf(cost: CostByPower): number {
  let min = Number.POSITIVE_INFINITY;
  for (const each of cost) if (each < min) min = each;
  return min;
}

function cellsUpTo({ lowestDbm, stepDb, count }: PowerGrid, maxDbm: number): number {
  if (maxDbm === Number.POSITIVE_INFINITY) return count;
  return Math.min(count, Math.max(0, Math.floor((maxDbm - lowestDbm) / stepDb + roundingCells) + 1));
}

/** The lower of each cell and the next: what a power that lies in either of them costs at least. */
export function eitherCell(cost: CostByPower): CostByPower {
  const either = cost.slice();
  for (let cell = 0; cell + 1 < cost.length; cell += 1) {
    if (cost[cell + 1] < either[cell]) either[cell] = cost[cell + 1];
  }
  return either;
}

/** So many cells below that of a power, or in the one above it, lies the power behind a loss. */
export function cellsBelow({ stepDb, isNearest }: PowerGrid, lossDb: number): number {
  return isNearest ? Math.round(lossDb / stepDb) : Math.ceil(lossDb / stepDb - roundingCells);
}
