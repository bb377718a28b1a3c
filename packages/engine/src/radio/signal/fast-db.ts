import { ratioToDb } from '../../core/index.ts';

const partBits = 8;
const partCount = 2 ** partBits;
const exponentBias = 1023;
const highestExponent = 1000;
const dbPerOctave = 10 * Math.log10(2);
const dbPerNeper = 10 / Math.LN10;

// [2 × 1000 + 1] 2^−e, and [256] middles of the parts of 1 to 2: their reciprocal, and their dB.
const scales = Float64Array.from(
  { length: 2 * highestExponent + 1 },
  (_, index) => 2 ** (highestExponent - index),
);
const reciprocals = Float64Array.from({ length: partCount }, (_, part) => 1 / (1 + (part + 0.5) / partCount));
const partsDb = Float64Array.from(reciprocals, (reciprocal) => -ratioToDb(reciprocal));

const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
/** Which half of a double holds its exponent, by the machine's byte order. */
const highWord = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * `10·log10(ratio)`, about three times as fast: exponent and leading 8 bits of the number by table, the rest by a
 * cubic. The error is below 2e-11 dB; for 0, what is negative or beyond 2^±1000 it is the direct formula.
 */
export function fastDb(ratio: number): number {
  value[0] = ratio;
  const word = words[highWord];
  const exponent = (word >>> 20) - exponentBias;
  // A sign makes the exponent large too.
  if (!(exponent >= -highestExponent && exponent <= highestExponent)) return ratioToDb(ratio);
  const part = (word >>> (20 - partBits)) & (partCount - 1);
  const rest = ratio * scales[exponent + highestExponent] * reciprocals[part] - 1;
  const nepers = rest * (1 - rest * (0.5 - rest * (1 / 3)));
  return exponent * dbPerOctave + partsDb[part] + dbPerNeper * nepers;
}
