import type { Highs, Model, Solution } from 'highs';

/** Starts the solver of linear programs; each call gives one with memory of its own. */
export type LoadHighs = () => Promise<Highs>;

/** `lower ≤ Σ values · columns ≤ upper` */
export interface Row {
  columns: Int32Array;
  values: Float64Array;
  lower: number;
  upper: number;
}

export interface LinearSolution {
  /** No solution has less, by the duals in exact order and double precision; Infinity where none exists; −Infinity unknown. */
  bound: number;
  isSolved: boolean;
  columns: Float64Array;
  reducedCosts: Float64Array;
}

/** Simplex iterations of one solve, beyond which it counts as failed. */
const mostIterations = 20_000;
/** Nodes in a row that a cut may be slack in before it goes: programs of few rows are worth finding some cuts again. */
const mostIdle = 1;

/** A linear program, minimised, that lives on between solves: rows come and go, bounds change, the basis is kept. */
export class LinearProgram {
  readonly rows: Row[] = [];
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  solves = 0;
  iterations = 0;
  /** Iterations times rows and columns. */
  work = 0;
  readonly #idle: number[] = [];
  readonly #costs: Float64Array;
  readonly #highs: Highs;
  readonly #isStopped: () => boolean;
  #model: Model;
  /** Whether the basis is that of all rows. */
  #hasBasis = false;

  /** @param isStopped asked at every iteration: once true, the solve under way ends unsolved */
  constructor(
    highs: Highs,
    costs: Float64Array,
    lower: Float64Array,
    upper: Float64Array,
    isStopped: () => boolean = () => false,
  ) {
    this.#highs = highs;
    this.#isStopped = isStopped;
    this.#costs = costs;
    this.lower = lower;
    this.upper = upper;
    this.#model = this.#createModel();
  }

  #createModel(): Model {
    const model = this.#highs.createModel();
    model.options.set({ output_flag: false, presolve: 'off', simplex_iteration_limit: mostIterations });
    model.passModel({
      numCols: this.#costs.length,
      numRows: 0,
      colCost: this.#costs,
      colLower: this.lower,
      colUpper: this.upper,
      rowLower: [],
      rowUpper: [],
      matrix: {
        format: 'csr',
        numRows: 0,
        numCols: this.#costs.length,
        starts: [0],
        indices: [],
        values: [],
      },
    });
    return model;
  }

  /** @param isKept rows that are never purged */
  addRows(rows: readonly Row[], isKept: boolean): void {
    if (rows.length === 0) return;
    this.#hasBasis = false;
    this.#passRows(rows);
    for (const row of rows) {
      this.rows.push(row);
      this.#idle.push(isKept ? Number.NEGATIVE_INFINITY : 0);
    }
  }

  #passRows(rows: readonly Row[]): void {
    const starts = new Int32Array(rows.length + 1);
    rows.forEach((row, index) => {
      starts[index + 1] = starts[index] + row.columns.length;
    });
    const indices = new Int32Array(starts[rows.length]);
    const values = new Float64Array(starts[rows.length]);
    rows.forEach((row, index) => {
      indices.set(row.columns, starts[index]);
      values.set(row.values, starts[index]);
    });
    this.#model.addRows({
      lower: Float64Array.from(rows, ({ lower }) => lower),
      upper: Float64Array.from(rows, ({ upper }) => upper),
      matrix: {
        format: 'csr',
        numRows: rows.length,
        numCols: this.#costs.length,
        starts,
        indices,
        values,
      },
    });
  }

  setColumn(column: number, lower: number, upper: number): void {
    if (this.lower[column] === lower && this.upper[column] === upper) return;
    this.lower[column] = lower;
    this.upper[column] = upper;
    this.#model.changeColBounds(column, lower, upper);
  }

  setRow(row: Row, lower: number, upper: number): void {
    if (row.lower === lower && row.upper === upper) return;
    row.lower = lower;
    row.upper = upper;
    this.#model.changeRowBounds(this.rows.indexOf(row), lower, upper);
  }

  /** Solves from the last basis; once more from nothing where that fails. */
  solve(): LinearSolution {
    const first = this.#run();
    if (first.isSolved || this.#isStopped()) return first;
    this.#model.dispose();
    this.#model = this.#createModel();
    this.#passRows(this.rows);
    return this.#run();
  }

  #run(): LinearSolution {
    const { modelStatus, callbackType } = this.#highs.constants;
    this.solves += 1;
    this.#hasBasis = false;
    let solution: Solution;
    try {
      this.#model.run({
        [callbackType.simplexInterrupt]: (event) => {
          if (this.#isStopped()) event.interrupt();
          return undefined;
        },
      });
      const iterations = Math.max(0, Number(this.#model.info.get('simplex_iteration_count')));
      this.iterations += iterations;
      this.work += iterations * (this.rows.length + this.#costs.length);
      solution = this.#model.getSolution();
    } catch {
      // The solver gave up on the numbers; the caller may try again from nothing.
      const nothing = new Float64Array(this.#costs.length);
      return { bound: Number.NEGATIVE_INFINITY, isSolved: false, columns: nothing, reducedCosts: nothing };
    }
    const status = this.#model.getModelStatus();
    const columns = solution.colValue;
    if (status === modelStatus.optimal) {
      this.#hasBasis = true;
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

  /** Weak duality, with whatever multipliers: a bound that does not rest on the solver's tolerances. */
  #dualBound(multipliers: Float64Array, cost: number): { bound: number; reducedCosts: Float64Array } {
    const reducedCosts = this.#costs.map((value) => cost * value);
    let bound = 0;
    for (let index = 0; index < this.rows.length; index += 1) {
      const { columns, values, lower, upper } = this.rows[index];
      let multiplier = multipliers[index];
      if (multiplier > 0 ? lower === Number.NEGATIVE_INFINITY : upper === Number.POSITIVE_INFINITY)
        multiplier = 0;
      if (multiplier === 0) continue;
      bound += multiplier * (multiplier > 0 ? lower : upper);
      for (let at = 0; at < columns.length; at += 1) reducedCosts[columns[at]] -= multiplier * values[at];
    }
    for (let column = 0; column < reducedCosts.length; column += 1) {
      const reduced = reducedCosts[column];
      bound += reduced > 0 ? reduced * this.lower[column] : reduced * this.upper[column];
    }
    return { bound, reducedCosts };
  }

  /** Drops cuts that were slack for long. */
  purge(): void {
    if (!this.#hasBasis) return;
    const { rowStatus } = this.#model.getBasis();
    const dropped: number[] = [];
    for (let index = 0; index < this.rows.length; index += 1) {
      this.#idle[index] = rowStatus[index] === 1 ? this.#idle[index] + 1 : Math.min(this.#idle[index], 0);
      if (this.#idle[index] > mostIdle) dropped.push(index);
    }
    if (dropped.length < this.rows.length / 10) return;
    this.#model.deleteRows({ kind: 'set', indices: dropped });
    for (const index of dropped.reverse()) {
      this.rows.splice(index, 1);
      this.#idle.splice(index, 1);
    }
  }

  dispose(): void {
    this.#model.dispose();
  }
}
