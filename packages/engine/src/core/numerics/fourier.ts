/**
 * Discrete Fourier transform of a complex array of [rows, columns], both powers of two, in place and without scale.
 * @param usedColumns columns whose result is wanted, from the first on; what the others hold means nothing
 */
export function transformGrid(
  real: Float64Array,
  imaginary: Float64Array,
  rows: number,
  columns: number,
  usedColumns = columns,
): void {
  const alongRow = stepsFor(columns);
  for (let row = 0; row < rows; row += 1) transformRow(real, imaginary, row * columns, alongRow);
  transformColumns(real, imaginary, columns, usedColumns, stepsFor(rows));
}

/** Tables that transforms of one length share. */
interface Steps {
  count: number;
  cosines: Float64Array;
  sines: Float64Array;
  /** Pairs of indices to be exchanged first: one after the other. */
  swaps: Int32Array;
}

/** Lengths are few: powers of two. */
const knownSteps = new Map<number, Steps>();

function stepsFor(count: number): Steps {
  const known = knownSteps.get(count);
  if (known) return known;
  const angles = Float64Array.from({ length: count / 2 }, (_, index) => (-2 * Math.PI * index) / count);
  const swaps: number[] = [];
  for (let index = 1, reversed = 0; index < count; index += 1) {
    let bit = count >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) swaps.push(index, reversed);
  }
  const steps: Steps = {
    count,
    cosines: angles.map(Math.cos),
    sines: angles.map(Math.sin),
    swaps: Int32Array.from(swaps),
  };
  knownSteps.set(count, steps);
  return steps;
}

/** Radix 2, decimation in time (Cooley & Tukey 1965), of the values from `from` on. */
function transformRow(real: Float64Array, imaginary: Float64Array, from: number, steps: Steps): void {
  const { count, cosines, sines, swaps } = steps;
  for (let pair = 0; pair < swaps.length; pair += 2)
    swap(real, imaginary, from + swaps[pair], from + swaps[pair + 1], 1);
  for (let span = 1; span < count; span *= 2) {
    const stride = count / (2 * span);
    for (let offset = 0; offset < span; offset += 1) {
      const cosine = cosines[offset * stride];
      const sine = sines[offset * stride];
      for (let low = from + offset; low < from + count; low += 2 * span) {
        const high = low + span;
        const highReal = real[high];
        const highImaginary = imaginary[high];
        const turnedReal = highReal * cosine - highImaginary * sine;
        const turnedImaginary = highReal * sine + highImaginary * cosine;
        const lowReal = real[low];
        const lowImaginary = imaginary[low];
        real[high] = lowReal - turnedReal;
        imaginary[high] = lowImaginary - turnedImaginary;
        real[low] = lowReal + turnedReal;
        imaginary[low] = lowImaginary + turnedImaginary;
      }
    }
  }
}

/** The same of columns, side by side: each step goes through two rows as they lie in memory. */
function transformColumns(
  real: Float64Array,
  imaginary: Float64Array,
  columns: number,
  usedColumns: number,
  steps: Steps,
): void {
  const { count, cosines, sines, swaps } = steps;
  for (let pair = 0; pair < swaps.length; pair += 2) {
    swap(real, imaginary, swaps[pair] * columns, swaps[pair + 1] * columns, usedColumns);
  }
  for (let span = 1; span < count; span *= 2) {
    const stride = count / (2 * span);
    for (let block = 0; block < count; block += 2 * span) {
      for (let offset = 0; offset < span; offset += 1) {
        const cosine = cosines[offset * stride];
        const sine = sines[offset * stride];
        const lowRow = (block + offset) * columns;
        const apart = span * columns;
        for (let low = lowRow; low < lowRow + usedColumns; low += 1) {
          const high = low + apart;
          const highReal = real[high];
          const highImaginary = imaginary[high];
          const turnedReal = highReal * cosine - highImaginary * sine;
          const turnedImaginary = highReal * sine + highImaginary * cosine;
          const lowReal = real[low];
          const lowImaginary = imaginary[low];
          real[high] = lowReal - turnedReal;
          imaginary[high] = lowImaginary - turnedImaginary;
          real[low] = lowReal + turnedReal;
          imaginary[low] = lowImaginary + turnedImaginary;
        }
      }
    }
  }
}

/** Exchanges `count` values from `first` on with those from `second` on. */
function swap(
  real: Float64Array,
  imaginary: Float64Array,
  first: number,
  second: number,
  count: number,
): void {
  for (let index = 0; index < count; index += 1) {
    const firstReal = real[first + index];
    const firstImaginary = imaginary[first + index];
    real[first + index] = real[second + index];
    imaginary[first + index] = imaginary[second + index];
    real[second + index] = firstReal;
    imaginary[second + index] = firstImaginary;
  }
}
