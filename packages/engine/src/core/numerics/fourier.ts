/** Discrete Fourier transform of a complex array of [rows, columns], both powers of two, in place and without scale. */
export function transformGrid(
  real: Float64Array,
  imaginary: Float64Array,
  rows: number,
  columns: number,
): void {
  const alongRow = twiddles(columns);
  for (let row = 0; row < rows; row += 1) {
    const from = row * columns;
    transform(real.subarray(from, from + columns), imaginary.subarray(from, from + columns), alongRow);
  }
  const alongColumn = twiddles(rows);
  const columnReal = new Float64Array(rows);
  const columnImaginary = new Float64Array(rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      columnReal[row] = real[row * columns + column];
      columnImaginary[row] = imaginary[row * columns + column];
    }
    transform(columnReal, columnImaginary, alongColumn);
    for (let row = 0; row < rows; row += 1) {
      real[row * columns + column] = columnReal[row];
      imaginary[row * columns + column] = columnImaginary[row];
    }
  }
}

interface Twiddles {
  cosines: Float64Array;
  sines: Float64Array;
}

function twiddles(count: number): Twiddles {
  const angles = Float64Array.from({ length: count / 2 }, (_, index) => (-2 * Math.PI * index) / count);
  return { cosines: angles.map(Math.cos), sines: angles.map(Math.sin) };
}

/** Radix 2, decimation in time (Cooley & Tukey 1965). */
function transform(real: Float64Array, imaginary: Float64Array, { cosines, sines }: Twiddles): void {
  const count = real.length;
  for (let index = 1, reversed = 0; index < count; index += 1) {
    let bit = count >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
    if (index < reversed) {
      [real[index], real[reversed]] = [real[reversed], real[index]];
      [imaginary[index], imaginary[reversed]] = [imaginary[reversed], imaginary[index]];
    }
  }
  for (let span = 1; span < count; span *= 2) {
    const stride = count / (2 * span);
    for (let block = 0; block < count; block += 2 * span) {
      for (let offset = 0; offset < span; offset += 1) {
        const cosine = cosines[offset * stride];
        const sine = sines[offset * stride];
        const low = block + offset;
        const high = low + span;
        const turnedReal = real[high] * cosine - imaginary[high] * sine;
        const turnedImaginary = real[high] * sine + imaginary[high] * cosine;
        real[high] = real[low] - turnedReal;
        imaginary[high] = imaginary[low] - turnedImaginary;
        real[low] += turnedReal;
        imaginary[low] += turnedImaginary;
      }
    }
  }
}
