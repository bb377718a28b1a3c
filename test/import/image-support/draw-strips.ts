import type { DrawnImage } from './draw-plan.ts';

/** A straight stroke of ink, m from the lower left corner of the image. */
export interface Strip {
  from: readonly [number, number];
  to: readonly [number, number];
  widthM: number;
}

export interface Sheet {
  widthM: number;
  heightM: number;
  metresPerPixel: number;
}

/** Strips along a line of corners. */
export function stripsAlong(widthM: number, ...corners: (readonly [number, number])[]): Strip[] {
  return corners.slice(1).map((to, i) => ({ from: corners[i], to, widthM }));
}

/** Draws strips in black with soft edges, square at their ends and drawn on by half their width, as corners are. */
export function drawStrips({ widthM, heightM, metresPerPixel }: Sheet, strips: readonly Strip[]): DrawnImage {
  const width = Math.round(widthM / metresPerPixel);
  const height = Math.round(heightM / metresPerPixel);
  const data = new Uint8Array(width * height).fill(255);
  for (const { from, to, widthM: thick } of strips) {
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const u = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    const reach = length + thick + metresPerPixel;
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const clip = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)));
    const left = clip((middle[0] - reach) / metresPerPixel, width);
    const right = clip((middle[0] + reach) / metresPerPixel, width);
    const top = clip((heightM - middle[1] - reach) / metresPerPixel, height);
    const bottom = clip((heightM - middle[1] + reach) / metresPerPixel, height);
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const x = (column + 0.5) * metresPerPixel - middle[0];
        const y = heightM - (row + 0.5) * metresPerPixel - middle[1];
        const along = (length + thick) / 2 - Math.abs(x * u[0] + y * u[1]);
        const across = thick / 2 - Math.abs(y * u[0] - x * u[1]);
        const ink = Math.max(0, Math.min(1, 0.5 + Math.min(along, across) / metresPerPixel));
        const at = row * width + column;
        data[at] = Math.min(data[at], Math.round(255 * (1 - ink)));
      }
    }
  }
  return { width, height, data };
}
