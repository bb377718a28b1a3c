// Simple kriging on the nodes around a place, D. G. Krige, J. Chem. Metall. Min. Soc. S. Afr. 52 (1951).
import type { Position } from '../../plan/index.ts';

/** Where nodes are from which fields are read, metres in the plan's frame. */
export interface NodeLattice {
  rows: number;
  columns: number;
  firstEastM: number;
  firstNorthM: number;
  stepM: number;
}

/**
 * Shadowing at places between the nodes of a field: what the nodes around each say of it, and what places have besides,
 * correlated so that any two places are correlated as they are apart.
 */
export class PointShadows {
  readonly #near: { nodes: { row: number; column: number }[]; weights: number[] }[];
  /** Lower factor of the covariance of what the nodes do not say, row by row. */
  readonly #factor: Float64Array;
  readonly #white: Float64Array;

  constructor(places: readonly Position[], lattice: NodeLattice, decorrelationM: number) {
    const correlation = ([ax, ay]: Position, [bx, by]: Position) =>
      Math.exp(-Math.hypot(ax - bx, ay - by) / decorrelationM);
    const around = places.map((place) => nodesAround(place, lattice));
    const at = around.map((nodes) => nodes.map((node) => nodePlace(node, lattice)));
    const weights = places.map((place, index) =>
      solve(
        at[index].map((first) => at[index].map((second) => correlation(first, second))),
        at[index].map((node) => correlation(node, place)),
      ),
    );
    this.#near = around.map((nodes, index) => ({ nodes, weights: weights[index] }));
    this.#factor = choleskyFactor(places.length, (first, second) => {
      let said = 0;
      at[first].forEach((a, i) => {
        at[second].forEach((b, j) => {
          said += weights[first][i] * weights[second][j] * correlation(a, b);
        });
      });
      return correlation(places[first], places[second]) - said;
    });
    this.#white = new Float64Array(places.length);
  }

  /** Writes the shadowing of a field at the places into `into`, from `first` on. */
  read(
    fieldAt: (row: number, column: number) => number,
    normal: () => number,
    into: Float32Array,
    first: number,
  ): void {
    const white = this.#white;
    for (let place = 0, at = 0; place < white.length; place += 1) {
      white[place] = normal();
      let sum = 0;
      for (let other = 0; other <= place; other += 1, at += 1) sum += this.#factor[at] * white[other];
      const { nodes, weights } = this.#near[place];
      for (let node = 0; node < nodes.length; node += 1) {
        sum += weights[node] * fieldAt(nodes[node].row, nodes[node].column);
      }
      into[first + place] = sum;
    }
  }
}

function nodePlace({ row, column }: { row: number; column: number }, lattice: NodeLattice): Position {
  return [lattice.firstEastM + column * lattice.stepM, lattice.firstNorthM + row * lattice.stepM];
}

/** The nodes at the corners of the square that a place is in; at the edges fewer. */
function nodesAround([x, y]: Position, lattice: NodeLattice): { row: number; column: number }[] {
  const pair = (metres: number, firstM: number, count: number) => {
    const low = Math.floor((metres - firstM) / lattice.stepM);
    const within = (node: number) => Math.max(0, Math.min(count - 1, node));
    return [...new Set([within(low), within(low + 1)])];
  };
  const columns = pair(x, lattice.firstEastM, lattice.columns);
  return pair(y, lattice.firstNorthM, lattice.rows).flatMap((row) =>
    columns.map((column) => ({ row, column })),
  );
}

/** Solves a small symmetric positive definite system by elimination. */
function solve(given: number[][], right: number[]): number[] {
  const rows = given.map((row, index) => [...row, right[index]]);
  for (let pivot = 0; pivot < rows.length; pivot += 1) {
    for (let row = 0; row < rows.length; row += 1) {
      if (row === pivot) continue;
      const ratio = rows[row][pivot] / rows[pivot][pivot];
      rows[row] = rows[row].map((value, column) => value - ratio * rows[pivot][column]);
    }
  }
  return rows.map((row, index) => row[rows.length] / row[index]);
}

function choleskyFactor(count: number, covariance: (first: number, second: number) => number): Float64Array {
  const factor = new Float64Array((count * (count + 1)) / 2);
  for (let row = 0; row < count; row += 1) {
    const from = (row * (row + 1)) / 2;
    for (let column = 0; column <= row; column += 1) {
      const other = (column * (column + 1)) / 2;
      let sum = covariance(row, column);
      for (let k = 0; k < column; k += 1) sum -= factor[from + k] * factor[other + k];
      // What nodes and places before say all of has nothing left.
      if (row === column) factor[from + column] = Math.sqrt(Math.max(0, sum));
      else factor[from + column] = factor[other + column] < 1e-6 ? 0 : sum / factor[other + column];
    }
  }
  return factor;
}
