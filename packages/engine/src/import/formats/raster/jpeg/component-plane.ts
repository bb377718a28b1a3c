import { inverseDct } from './inverse-dct.ts';
import type { JpegComponent } from './jpeg-frame.ts';
import type { BlockTarget } from './jpeg-scan.ts';

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
