// Circulant embedding: C. R. Dietrich and G. N. Newsam, SIAM J. Sci. Comput. 18 (1997).
// Correlation: M. Gudmundson, Electron. Lett. 27 (1991): ρ(Δ) = exp(−Δ/d_c).
import { transformGrid } from '../../core/index.ts';

/** A lattice of points, metres apart. */
export interface Lattice {
  rows: number;
  columns: number;
  rowStepM: number;
  columnStepM: number;
}

/** Beyond this many decorrelation lengths (ρ < 0.25 %) the torus that the field lives on may close. */
const reachInLengths = 6;

/** Nodes of the torus that a lattice's fields are made on: what a field costs. */
export function torusSize(lattice: Lattice, decorrelationM: number): number {
  return (
    torusLength(lattice.rows, lattice.rowStepM, decorrelationM) *
    torusLength(lattice.columns, lattice.columnStepM, decorrelationM)
  );
}

/**
 * A source of independent Gaussian fields on a lattice: mean 0, variance 1, correlation e^(−Δ/decorrelationM). Each call
 * hands two fields to `use`, [rows of the lattice and more, `columns`], of which the lattice's columns hold values.
 * @param normal independent standard normal values
 */
export function createFieldPairs(
  lattice: Lattice,
  decorrelationM: number,
  normal: () => number,
): (use: (first: Float64Array, second: Float64Array, columns: number) => void) => void {
  const rows = torusLength(lattice.rows, lattice.rowStepM, decorrelationM);
  const columns = torusLength(lattice.columns, lattice.columnStepM, decorrelationM);
  const amplitudes = torusAmplitudes(rows, columns, lattice, decorrelationM);
  const real = new Float64Array(rows * columns);
  const imaginary = new Float64Array(rows * columns);
  return (use) => {
    for (let node = 0; node < amplitudes.length; node += 1) {
      real[node] = amplitudes[node] * normal();
      imaginary[node] = amplitudes[node] * normal();
    }
    // Most of the torus is beyond the lattice.
    transformGrid(real, imaginary, rows, columns, lattice.columns);
    use(real, imaginary, columns);
  };
}

function torusLength(count: number, stepM: number, decorrelationM: number): number {
  const reach = Math.min(count, Math.ceil((reachInLengths * decorrelationM) / stepM));
  return 2 ** Math.ceil(Math.log2(count + reach));
}

/** Square roots of the torus' spectrum over its size; what is negative by rounding or closing is none. */
function torusAmplitudes(
  rows: number,
  columns: number,
  { rowStepM, columnStepM }: Lattice,
  decorrelationM: number,
): Float64Array {
  const spectrum = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const northM = Math.min(row, rows - row) * rowStepM;
    for (let column = 0; column < columns; column += 1) {
      const distanceM = Math.hypot(northM, Math.min(column, columns - column) * columnStepM);
      spectrum[row * columns + column] = distanceM === 0 ? 1 : Math.exp(-distanceM / decorrelationM);
    }
  }
  transformGrid(spectrum, new Float64Array(rows * columns), rows, columns);
  const total = spectrum.reduce((sum, value) => sum + Math.max(0, value), 0);
  return spectrum.map((value) => Math.sqrt(Math.max(0, value) / total));
}
