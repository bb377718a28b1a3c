/**
 * Logarithm, power and arc tangent by additions, multiplications, divisions and bits alone: those of `Math` may differ
 * in the last bit from one engine to the next, and fields must not.
 */
const value = new Float64Array(1);
const words = new Uint32Array(value.buffer);
/** Which half of a double holds its exponent, by the machine's byte order. */
const highWord = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;
const exponentBias = 1023;
const partBits = 8;
const partCount = 2 ** partBits;
/** [256] middles of the parts of 1 to 2: their reciprocals and their logarithms. */
const reciprocals = Float64Array.from({ length: partCount }, (_, part) => 1 / (1 + (part + 0.5) / partCount));
const logarithms = Float64Array.from(reciprocals, (reciprocal) => -seriesLog2(reciprocal));
/** [256] 2^(part/256) */
const powers = Float64Array.from({ length: partCount }, (_, part) => seriesExp2(part / partCount));

/** The tables of logarithm and power one behind another, as the kernel's own words have them. */
export const steadyTables: readonly Float64Array[] = [reciprocals, logarithms, powers];

/** log2(x), error below 1e-11; x a normal number above 0. */
export function steadyLog2(x: number): number {
  value[0] = x;
  const word = words[highWord];
  words[highWord] = (word & 0xfffff) | 0x3ff00000;
  const part = (word >>> (20 - partBits)) & (partCount - 1);
  const rest = value[0] * reciprocals[part] - 1;
  const nepers = rest * (1 - rest * (0.5 - rest * (1 / 3 - rest * 0.25)));
  return (word >>> 20) - exponentBias + logarithms[part] + nepers * Math.LOG2E;
}

/** 2^x, relative error below 1e-12; −1000 ≤ x ≤ 1000. */
export function steadyExp2(x: number): number {
  const steps = Math.floor(x * partCount + 0.5);
  const y = (x - steps / partCount) * Math.LN2;
  words[1 - highWord] = 0;
  words[highWord] = ((steps >> partBits) + exponentBias) << 20;
  return value[0] * powers[steps & (partCount - 1)] * (1 + y * (1 + y * (0.5 + y * (1 / 6))));
}

/** log2 of 0.5 to 1 by its series. */
function seriesLog2(x: number): number {
  const s = (x - 1) / (x + 1);
  let sum = 0;
  for (let odd = 39; odd > 0; odd -= 2) sum = 1 / odd + s * s * sum;
  return 2 * Math.LOG2E * s * sum;
}

/** 2^x of 0 to 1 by its series. */
function seriesExp2(x: number): number {
  let sum = 1;
  for (let term = 20; term > 0; term -= 1) sum = 1 + (sum * x * Math.LN2) / term;
  return sum;
}

/** 10^(x/10); −3000 ≤ x ≤ 3000. */
export function steadyRatio(valueDb: number): number {
  return steadyExp2(valueDb * octavesPerDb);
}

/** 10·log10(ratio). */
export function steadyDb(ratio: number): number {
  return steadyLog2(ratio) / octavesPerDb;
}

/** log2(10)/10 */
export const octavesPerDb = Math.log2(10) / 10;

/** atan(1/2) */
const halfRad = 0.4636476090008061;

/** atan(t) for 0 ≤ t ≤ 1, error below 1e-15. */
export function steadyAtan(t: number): number {
  // About 1/2: what is left is at most 1/2 below and 1/3 above, where the series is short.
  const x = t < 0.25 ? t : (t - 0.5) / (1 + t / 2);
  const q = -x * x;
  let sum = 0;
  for (let odd = 27; odd > 0; odd -= 2) sum = 1 / odd + q * sum;
  return (t < 0.25 ? 0 : halfRad) + x * sum;
}
