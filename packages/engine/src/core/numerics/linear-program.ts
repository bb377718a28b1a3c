import type { Highs, Model, Solution } from 'highs';

/** A program to be minimised. */
interface Program {
  rows: readonly Row[];
  /** [columns] */
  costs: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

/** Starts the solver of linear programs; each call gives one with memory of its own. */
export type LoadHighs = () => Promise<Highs>;

export interface LinearSolution {
  /** No solution has less, by the duals in exact order and double precision; Infinity where none exists; −Infinity unknown. */
  bound: number;
  isSolved: boolean;
  columns: Float64Array;
  reducedCosts: Float64Array;
}

/** Effort of solving a program and all narrower ones made from it. */
export interface LinearEffort {
  solves: number;
  iterations: number;
  /** Iterations times the nonzeros of the matrix. */
  work: number;
}

/** Simplex iterations of one solve, beyond which it counts as failed. */
const maxIterations = 20_000;
/** Nodes in a row that a cut may be slack in before it goes: programs of few rows are worth finding some cuts again. */
const maxIdle = 1;

/** A linear program, minimised, that lives on between solves: rows come and go, bounds change, the basis is kept. */
export class LinearProgram {
  readonly rows: Row[] = [];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly effort: LinearEffort;
  readonly #idle: number[] = [];
  readonly #costs: Float64Array;
  readonly #highs: Highs;
  readonly #isStopped: () => boolean;
  /** Columns that the solver has; the others are fixed at 0. */
  readonly #shown: Int32Array;
  /** [columns]: number among those shown, or −1. */
  readonly #placeOf: Int32Array;
  #model: Model;
  /** Nonzeros of the solver's matrix: what an iteration passes over. */
  #nonzeros = 0;
  /** Basis stored by `remember`. */
  #storedBasis: { colStatus: Int32Array; rowStatus: number[] } | undefined;
  /** Basis of the last solve, kept up to date with the rows. */
  #basis: { colStatus: Int32Array; rowStatus: number[] } | undefined;

  /**
   * @param isStopped asked at every iteration: once true, the solve under way ends unsolved
   * @param effort counted on
   */
  constructor(
    highs: Highs,
    costs: Float64Array,
    lower: Float64Array,
    upper: Float64Array,
    isStopped: () => boolean = () => false,
    effort: LinearEffort = { solves: 0, iterations: 0, work: 0 },
  ) {
    this.#highs = highs;
    this.#isStopped = isStopped;
    this.#costs = costs;
    this.lower = lower;
    this.upper = upper;
    this.effort = effort;
    const columns = Int32Array.from(costs.keys());
    this.#shown = columns.filter((column) => lower[column] !== 0 || upper[column] !== 0);
    this.#placeOf = new Int32Array(costs.length).fill(-1);
    this.#shown.forEach((column, index) => {
      this.#placeOf[column] = index;
    });
    this.#model = this.#createModel();
  }

  #createModel(): Model {
    const model = this.#highs.createModel();
    model.options.set({
      ...{ output_flag: false, presolve: 'off', simplex_iteration_limit: maxIterations },
      // Cuts are scaled to their block already: scaled once more, a solve takes twice the iterations.
      simplex_scale_strategy: 0,
    });
    const ofShown = (values: Float64Array) => Float64Array.from(this.#shown, (column) => values[column]);
    passColumns(model, ofShown(this.#costs), ofShown(this.lower), ofShown(this.upper));
    return model;
  }

  /** @param isRetained rows that are never purged */
  addRows(rows: readonly Row[], isRetained: boolean): void {
    if (rows.length === 0) return;
    this.#passRows(rows);
    for (const row of rows) {
      this.rows.push(row);
      this.#basis?.rowStatus.push(this.#highs.constants.basisStatus.basic);
      this.#idle.push(isRetained ? Number.NEGATIVE_INFINITY : 0);
    }
  }

  /**
   * The same program without the columns that are fixed at 0 now, which stay so: quicker to solve, of the same bound. It has
   * the rows in the same order, those that are kept as its own, and goes on from the same basis.
   */
  narrowed(): LinearProgram {
    const { lower, upper, effort } = this;
    const bounds = [lower.slice(), upper.slice()] as const;
    const narrow = new LinearProgram(this.#highs, this.#costs, ...bounds, this.#isStopped, effort);
    narrow.rows.push(...this.rows.map((row, index) => (this.#isKept(index) ? { ...row } : row)));
    narrow.#idle.push(...this.#idle);
    narrow.#passRows(narrow.rows);
    if (!this.#basis) return narrow;
    const { colStatus, rowStatus } = this.#basis;
    const { basic } = this.#highs.constants.basisStatus;
    const left = this.#shown.filter(
      (column, index) => narrow.#placeOf[column] < 0 && colStatus[index] === basic,
    );
    if (left.length > 0) return narrow;
    const basisStatus = Int32Array.from(narrow.#shown, (column) => colStatus[this.#placeOf[column]]);
    narrow.#model.setBasis({ colStatus: basisStatus, rowStatus: Int32Array.from(rowStatus) });
    return narrow;
  }

  /** Takes over cuts that a narrower program has found. */
  learn(narrow: LinearProgram): void {
    const known = new Set(this.rows);
    const found = narrow.rows.filter((row, index) => !narrow.#isKept(index) && !known.has(row));
    this.addRows(found, false);
  }

  #isKept(index: number): boolean {
    return this.#idle[index] === Number.NEGATIVE_INFINITY;
  }

  #passRows(rows: readonly Row[]): void {
    this.#nonzeros += passRows(this.#model, rows, this.#placeOf, this.#shown.length);
  }

  /** @throws RangeError for a column that the program does not have and that is not to stay at 0 */
  setColumn(column: number, lower: number, upper: number): void {
    if (this.lower[column] === lower && this.upper[column] === upper) return;
    if (this.#placeOf[column] < 0) throw new RangeError(`column ${column} is fixed at 0`);
    this.lower[column] = lower;
    this.upper[column] = upper;
    this.#model.changeColBounds(this.#placeOf[column], lower, upper);
  }

  setRow(row: Row, lower: number, upper: number): void {
    if (row.lower === lower && row.upper === upper) return;
    row.lower = lower;
    row.upper = upper;
    this.#model.changeRowBounds(this.rows.indexOf(row), lower, upper);
  }

  /** Keeps the basis of the last solve for `recall`. */
  remember(): void {
    this.#storedBasis = this.#basis && { ...this.#basis, rowStatus: [...this.#basis.rowStatus] };
  }

  /** Solves on from the basis that was kept; rows may have come since, none may have gone. */
  recall(): void {
    if (!this.#storedBasis) return;
    const { basic } = this.#highs.constants.basisStatus;
    const rowStatus = Int32Array.from(this.rows, (_, index) => this.#storedBasis?.rowStatus[index] ?? basic);
    this.#model.setBasis({ colStatus: this.#storedBasis.colStatus, rowStatus });
  }

  /** Solves from the last basis; once more from nothing where that fails. */
  solve(): LinearSolution {
    const first = this.#run();
    if (first.isSolved || this.#isStopped()) return first;
    this.#model.dispose();
    this.#model = this.#createModel();
    this.#nonzeros = 0;
    this.#passRows(this.rows);
    return this.#run();
  }

  #run(): LinearSolution {
    const { modelStatus, callbackType } = this.#highs.constants;
    this.effort.solves += 1;
    this.#basis = undefined;
    let solution: Solution;
    try {
      this.#model.run({
        [callbackType.simplexInterrupt]: (event) => {
          if (this.#isStopped()) event.interrupt();
          return undefined;
        },
      });
      const iterations = Math.max(0, Number(this.#model.info.get('simplex_iteration_count')));
      this.effort.iterations += iterations;
      this.effort.work += iterations * this.#nonzeros;
      solution = this.#model.getSolution();
    } catch {
      // The solver gave up on the numbers; the caller may try again from nothing.
      const nothing = new Float64Array(this.#costs.length);
      return { bound: Number.NEGATIVE_INFINITY, isSolved: false, columns: nothing, reducedCosts: nothing };
    }
    const status = this.#model.getModelStatus();
    const columns = new Float64Array(this.#costs.length);
    this.#shown.forEach((column, index) => {
      columns[column] = solution.colValue[index];
    });
    if (status === modelStatus.optimal) {
      const { colStatus, rowStatus } = this.#model.getBasis();
      this.#basis = { colStatus, rowStatus: [...rowStatus] };
      const { bound, reducedCosts } = this.#dualBound(solution.rowDual, 1);
      return { bound, isSolved: true, columns, reducedCosts };
    }
    const ray = status === modelStatus.infeasible ? this.#model.getDualRay() : undefined;
    // A ray proves that nothing is feasible where it makes a bound without costs positive.
    for (const sign of [1, -1]) {
      const multipliers = ray?.values.map((value) => sign * value);
      if (multipliers && this.#dualBound(multipliers, 0).bound > 1e-7) {
        return { bound: Number.POSITIVE_INFINITY, isSolved: true, columns, reducedCosts: columns };
      }
    }
    return { bound: Number.NEGATIVE_INFINITY, isSolved: false, columns, reducedCosts: columns };
  }

  #dualBound(multipliers: Float64Array, cost: number): { bound: number; reducedCosts: Float64Array } {
    const costs = cost === 0 ? new Float64Array(this.#costs.length) : this.#costs;
    return dualBound({ rows: this.rows, costs, lower: this.lower, upper: this.upper }, multipliers);
  }

  /** Drops cuts that were slack for long. */
  purge(): void {
    if (!this.#basis) return;
    const { rowStatus } = this.#basis;
    const { basic } = this.#highs.constants.basisStatus;
    const dropped: number[] = [];
    for (let index = 0; index < this.rows.length; index += 1) {
      this.#idle[index] = rowStatus[index] === basic ? this.#idle[index] + 1 : Math.min(this.#idle[index], 0);
      if (this.#idle[index] > maxIdle) dropped.push(index);
    }
    if (dropped.length < this.rows.length / 10) return;
    this.#model.deleteRows({ kind: 'set', indices: dropped });
    for (const index of dropped.reverse()) {
      this.#nonzeros -= countShown(this.rows[index], this.#placeOf);
      this.rows.splice(index, 1);
      this.#idle.splice(index, 1);
      rowStatus.splice(index, 1);
    }
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/**
 * Weak duality, with whatever multipliers: a bound that does not rest on the solver's tolerances.
 * @param multipliers [rows]
 */
function dualBound(
  { rows, costs, lower, upper }: Program,
  multipliers: Float64Array,
): { bound: number; reducedCosts: Float64Array } {
  const reducedCosts = costs.slice();
  let bound = 0;
  for (let index = 0; index < rows.length; index += 1) {
    const { columns, values, lower: min, upper: max } = rows[index];
    let multiplier = multipliers[index];
    if (multiplier > 0 ? min === Number.NEGATIVE_INFINITY : max === Number.POSITIVE_INFINITY) multiplier = 0;
    if (multiplier === 0) continue;
    bound += multiplier * (multiplier > 0 ? min : max);
    for (let at = 0; at < columns.length; at += 1) reducedCosts[columns[at]] -= multiplier * values[at];
  }
  for (let column = 0; column < reducedCosts.length; column += 1) {
    const reduced = reducedCosts[column];
    bound += reduced > 0 ? reduced * lower[column] : reduced * upper[column];
  }
  return { bound, reducedCosts };
}

/** `lower ≤ Σ values · columns ≤ upper` */
export interface Row {
  columns: Int32Array;
  values: Float64Array;
  lower: number;
  upper: number;
}

/** Gives the solver columns, and no rows yet. */
export function passColumns(
  model: Model,
  costs: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
): void {
  model.passModel({
    ...{ numCols: costs.length, numRows: 0, colCost: costs, colLower: lower, colUpper: upper },
    ...{ rowLower: [], rowUpper: [] },
    matrix: { format: 'csr', numRows: 0, numCols: costs.length, starts: [0], indices: [], values: [] },
  });
}

/**
 * Adds rows to the solver's.
 * @param locationOf [columns]: which of the solver's columns each is; what it does not have is 0
 * @param columnCount columns that the solver has
 * @returns the number of nonzeros
 */
export function passRows(
  model: Model,
  rows: readonly Row[],
  locationOf: Int32Array,
  columnCount: number,
): number {
  const starts = new Int32Array(rows.length + 1);
  const max = rows.reduce((sum, { columns }) => sum + columns.length, 0);
  const indices = new Int32Array(max);
  const values = new Float64Array(max);
  let end = 0;
  rows.forEach((row, index) => {
    for (let at = 0; at < row.columns.length; at += 1) {
      const position = locationOf[row.columns[at]];
      if (position < 0) continue;
      indices[end] = position;
      values[end] = row.values[at];
      end += 1;
    }
    starts[index + 1] = end;
  });
  model.addRows({
    lower: Float64Array.from(rows, ({ lower }) => lower),
    upper: Float64Array.from(rows, ({ upper }) => upper),
    matrix: {
      ...{ format: 'csr', numRows: rows.length, numCols: columnCount, starts },
      ...{ indices: indices.subarray(0, end), values: values.subarray(0, end) },
    },
  });
  return end;
}

/** Nonzeros of a row that the solver has. */
export function countShown({ columns }: Row, locationOf: Int32Array): number {
  return columns.reduce((count, column) => (locationOf[column] < 0 ? count : count + 1), 0);
}
