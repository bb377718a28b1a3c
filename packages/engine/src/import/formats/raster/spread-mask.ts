import { floodOutside } from '../../drawing/masks.ts';
import type { Raster } from './raster.ts';

/** 1 where anything in the square of `reach` pixels around is 1. */
export function spread({ width, height, data }: Raster, reach: number): Raster {
  const rows = new Uint8Array(data.length);
  const both = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    spreadLine(data, rows, { start: y * width, stride: 1, count: width, reach });
  for (let x = 0; x < width; x++) spreadLine(rows, both, { start: x, stride: width, count: height, reach });
  return { width, height, data: both };
}

/** 1 where the square of `reach` pixels around is all 1, as far as it lies in the image. */
export function shrink(raster: Raster, reach: number): Raster {
  return inverted(spread(inverted(raster), reach));
}

/** 1 where the mask is 0. */
export function inverted({ width, height, data }: Raster): Raster {
  const other = new Uint8Array(data.length);
  for (let i = 0; i < other.length; i++) other[i] = 1 - data[i];
  return { width, height, data: other };
}

/** 1 where the border is reached over pixels that are 0. */
export function outsideOf({ width, height, data }: Raster): Raster {
  return { width, height, data: floodOutside(data, width, height) };
}

/** The largest connected piece (by sides) and its pixels; undefined of nothing. */
export function largestComponent({
  width,
  height,
  data,
}: Raster): { mask: Raster; pixels: number } | undefined {
  const labels = new Int32Array(data.length);
  let best = 0;
  let pixels = 0;
  let label = 0;
  for (let i = 0; i < data.length; i++) {
    if (!data[i] || labels[i]) continue;
    label++;
    let count = 0;
    const stack = [i];
    labels[i] = label;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count++;
      const x = at % width;
      for (let side = 0; side < 4; side++) {
        if ((side === 0 && x === 0) || (side === 1 && x + 1 === width)) continue;
        const next = side === 0 ? at - 1 : side === 1 ? at + 1 : side === 2 ? at - width : at + width;
        if (next < 0 || next >= data.length || !data[next] || labels[next]) continue;
        labels[next] = label;
        stack.push(next);
      }
    }
    if (count > pixels) [best, pixels] = [label, count];
  }
  if (pixels === 0) return undefined;
  const component = new Uint8Array(data.length);
  for (let i = 0; i < component.length; i++) if (labels[i] === best) component[i] = 1;
  return { mask: { width, height, data: component }, pixels };
}

interface Line {
  start: number;
  stride: number;
  count: number;
  reach: number;
}

function spreadLine(from: Uint8Array, to: Uint8Array, { start, stride, count, reach }: Line): void {
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (!from[start + i * stride]) continue;
    for (let k = Math.max(next, i - reach); k <= Math.min(count - 1, i + reach); k++)
      to[start + k * stride] = 1;
    next = i + reach + 1;
  }
}
