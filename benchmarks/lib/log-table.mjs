/** Bits of a float32's fraction that lie between two entries: 512 entries to an octave, linear to 5·10^−7. */
export const BETWEEN_BITS = 14;
/** The bits of 1 as a float32. */
export const BITS_OF_ONE = 127 << 23;
/** Squares of distances in mm² lie in [1, 2^46). */
const OCTAVES = 46;

/** Natural logarithms of 1 to 2^46 by the upper bits of the float32: a third of the time of `Math.log`. */
export function createLogTable() {
  const number = new Float32Array(1);
  const bits = new Int32Array(number.buffer);
  const entries = OCTAVES * 2 ** (23 - BETWEEN_BITS) + 1;
  return Float64Array.from({ length: entries }, (_, index) => {
    bits[0] = BITS_OF_ONE + (index << BETWEEN_BITS);
    return Math.log(number[0]);
  });
}
