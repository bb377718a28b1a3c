/** Inverse discrete cosine transform of 8 × 8 coefficients (ITU-T T.81, A.3.3), by rows and columns. */

/** cos((2x + 1) u π / 16) · C(u) / 2 */
const basis = new Float64Array(64); // [u, x]
for (let u = 0; u < 8; u++) {
  for (let x = 0; x < 8; x++) {
    basis[8 * u + x] = (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
  }
}

const half = new Float64Array(64);

/** Writes 64 samples, 0–255, from the coefficients of a block times its quantisation steps, both in rows. */
export function inverseDct(
  coefficients: Int16Array | Int32Array,
  from: number,
  steps: Uint16Array,
  samples: Uint8ClampedArray,
): void {
  let rows = 0;
  for (let v = 0; v < 8; v++) {
    const at = 8 * v;
    let isEmpty = true;
    for (let u = 0; u < 8 && isEmpty; u++) isEmpty = coefficients[from + at + u] === 0;
    if (isEmpty) continue;
    rows |= 1 << v;
    half.fill(0, at, at + 8);
    for (let u = 0; u < 8; u++) {
      const value = coefficients[from + at + u] * steps[at + u];
      if (value === 0) continue;
      const to = 8 * u;
      for (let x = 0; x < 8; x++) half[at + x] += value * basis[to + x];
    }
  }
  if (rows <= 1) {
    // Nothing changes downwards: paper, mostly.
    for (let x = 0; x < 8; x++) {
      const value = (rows === 0 ? 0 : half[x] * basis[0]) + 128;
      for (let y = 0; y < 8; y++) samples[8 * y + x] = value;
    }
    return;
  }
  for (let x = 0; x < 8; x++) {
    for (let y = 0; y < 8; y++) {
      let sum = 128;
      for (let v = 0; v < 8; v++) if (rows & (1 << v)) sum += half[8 * v + x] * basis[8 * v + y];
      samples[8 * y + x] = sum;
    }
  }
}
