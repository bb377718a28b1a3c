const halfBits = 16;
const halfCount = 1 << halfBits;
const highHalves = new Uint32Array(halfCount);
const lowHalves = new Uint32Array(halfCount);

/** The 5th, 50th and 95th percentile of the values that are numbers (nearest rank); −Infinity counts as lowest. NaN where there are none. */
export function percentiles(values: readonly Float32Array[]): { p5: number; p50: number; p95: number } {
  // By the upper halves of their bits, in the order of the numbers, then by the lower halves within the one that the rank lies in.
  const bits = values.map((list) => new Int32Array(list.buffer, list.byteOffset, list.length));
  highHalves.fill(0);
  let count = 0;
  for (const [order, list] of values.entries()) {
    const ofList = bits[order];
    for (let index = 0; index < list.length; index += 1) {
      if (Number.isNaN(list[index])) continue;
      highHalves[highHalf(ofList[index])] += 1;
      count += 1;
    }
  }
  const ranked = (ratio: number) => {
    if (count === 0) return Number.NaN;
    const rank = rankOf(count, ratio);
    const { half, below } = halfOf(highHalves, rank, 0);
    const low = lowHalvesWithin(values, bits, half);
    const { half: lowHalf } = halfOf(low, rank, below);
    return numberOf(half, lowHalf);
  };
  return { p5: ranked(0.05), p50: ranked(0.5), p95: ranked(0.95) };
}

/** The half that a rank lies in, and how many values lie below that half. */
function halfOf(counts: Uint32Array, rank: number, before: number): { half: number; below: number } {
  let below = before;
  let half = 0;
  while (below + counts[half] <= rank) {
    below += counts[half];
    half += 1;
  }
  return { half, below };
}

/** A number's bits, in the order of the numbers. */
function orderedBits(bits: number): number {
  return bits < 0 ? ~bits : bits ^ -0x80000000;
}

/** Upper half of a number's bits, in the order of the numbers. */
function highHalf(bits: number): number {
  return orderedBits(bits) >>> halfBits;
}

/** The number of both halves of such bits. */
function numberOf(high: number, low: number): number {
  const ordered = (high << halfBits) | low;
  const bits = ordered < 0 ? ordered ^ -0x80000000 : ~ordered;
  return new Float32Array(Int32Array.of(bits).buffer)[0];
}

/** How often each lower half occurs among the values of an upper half; overwritten by the next call. */
function lowHalvesWithin(
  values: readonly Float32Array[],
  bits: readonly Int32Array[],
  half: number,
): Uint32Array {
  lowHalves.fill(0);
  for (const [order, list] of values.entries()) {
    const ofList = bits[order];
    for (let index = 0; index < list.length; index += 1) {
      if (highHalf(ofList[index]) !== half || Number.isNaN(list[index])) continue;
      lowHalves[orderedBits(ofList[index]) & (halfCount - 1)] += 1;
    }
  }
  return lowHalves;
}

/** The arithmetic mean; NaN of an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value in the middle of a list, of two in the middle the higher one; undefined of an empty list, which callers keep out. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * The least of some sorted values that at least that fraction of them does not exceed: none between two of them.
 * `ratio` 0–1.
 */
export function nearestRank(sorted: Float32Array | Float64Array, ratio: number): number {
  return sorted[rankOf(sorted.length, ratio)];
}

function rankOf(count: number, ratio: number): number {
  return Math.min(count - 1, Math.max(0, Math.ceil(ratio * count) - 1));
}

// Normal distribution and error functions, to about 1e-14 relative (Abramowitz & Stegun 7.1.5, 7.1.14).

/** `exp(x²)·erfc(x)` for x ≥ 0: does not underflow. */
export function scaledErfc(x: number): number {
  if (x < 2) return Math.exp(x * x) * (1 - erfSeries(x));
  // Continued fraction from the tail; 120 terms are enough at x = 2.
  let tail = 0;
  for (let k = 120; k >= 1; k--) tail = k / 2 / (x + tail);
  return 1 / (Math.sqrt(Math.PI) * (x + tail));
}

/** Complementary error function. */
export function erfc(x: number): number {
  return x >= 0 ? Math.exp(-x * x) * scaledErfc(x) : 2 - erfc(-x);
}

/** Probability that a standard normal value is below z. */
export function normalCdf(z: number): number {
  return erfc(-z / Math.SQRT2) / 2;
}

/** z with `normalCdf(z) = probability`, for 0 < probability < 1; ±Infinity at the ends. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  // Bisection on a bracket that holds every double, then Newton: no fitted constants to trust.
  let low = -39;
  let high = 0;
  for (let k = 0; k < 24; k++) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < probability) low = middle;
    else high = middle;
  }
  let z = (low + high) / 2;
  for (let k = 0; k < 3; k++) {
    const density = normalDensity(z);
    if (density > 0) z -= (normalCdf(z) - probability) / density;
  }
  return z;
}

function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 1; k < 100 && Math.abs(term) > 1e-18 * Math.abs(sum); k++) {
    term *= (2 * x * x) / (2 * k + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Standard normal density φ(z). */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
