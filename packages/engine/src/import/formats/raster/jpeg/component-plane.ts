import type { JpegComponent } from './jpeg-frame.ts';
import type { BlockTarget } from './jpeg-scan.ts';

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
function inverseDct(
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

/** The samples of one component, 0–255. */
export interface ComponentPlane {
  component: JpegComponent;
  data: Uint8Array; // [component.height, component.width]
  /** Takes the blocks of a scan; `steps` are the quantisation tables in force. */
  target: (steps: readonly Uint16Array[]) => BlockTarget;
  /** Makes the samples of a progressive picture, once all scans are read. */
  unpack: (steps: readonly Uint16Array[]) => void;
}

/** An empty plane. A progressive picture's coefficients, two bytes each, are kept until it is unpacked. */
export function createPlane(component: JpegComponent, progressive: boolean): ComponentPlane {
  const { width, height, blocksAcross, blocksDown } = component;
  const data = new Uint8Array(width * height);
  const samples = new Uint8ClampedArray(64);
  let coefficients = new Int16Array(progressive ? 64 * blocksAcross * blocksDown : 64);
  const write = (row: number, column: number): void => {
    const [left, top] = [8 * column, 8 * row];
    const across = Math.min(8, width - left);
    const down = Math.min(8, height - top);
    for (let y = 0; y < down; y++) {
      const to = (top + y) * width + left;
      for (let x = 0; x < across; x++) data[to + x] = samples[8 * y + x];
    }
  };
  return {
    component,
    data,
    target: (steps) => ({
      coefficients,
      keeps: progressive,
      finish: progressive
        ? undefined
        : (row, column) => {
            inverseDct(coefficients, 0, steps[component.steps], samples);
            write(row, column);
          },
    }),
    unpack: (steps) => {
      if (!progressive) return;
      for (let row = 0; row < blocksDown; row++) {
        for (let column = 0; column < blocksAcross; column++) {
          inverseDct(coefficients, 64 * (row * blocksAcross + column), steps[component.steps], samples);
          write(row, column);
        }
      }
      coefficients = new Int16Array(0);
    },
  };
}
