import { findStraightWalls } from './find-straight-walls.mjs';
import { dropDoubles } from './pair-faces.mjs';

/** What is drawn over the plan: points of the track and marks, so wide. */
const trackM = 0.55;
const minTrackPx = 5;
const markPx = 10;

/**
 * Walls of the image of a plan, in metres: `marks` are `{ pixel, point }`, places known in both, by which the image is
 * scaled, turned and moved. `legend` is a box of pixels that is no plan, `track` points in metres over which a line is
 * drawn; both may be missing. `shrink` times as many pixels are taken together, the darkest of them.
 */
export function readPlanImage(raster, { marks, legend, track, shrink = 1 }) {
  const image = shrink === 1 ? raster : shrinkRaster(raster, shrink);
  const scaledMarks = marks.map(({ pixel, point }) => ({
    pixel: pixel.map((value) => value / shrink),
    point,
  }));
  const { place, metresPerPixel } = fitFrame(scaledMarks);
  const isTrack = track && nearPoints(track, Math.max(trackM, minTrackPx * metresPerPixel));
  const isMark = nearPoints(
    marks.map(({ point }) => point),
    markPx * metresPerPixel,
  );
  const isMasked = (x, y) => {
    if (legend && x >= legend[0] && y >= legend[1] && x < legend[2] && y < legend[3]) return true;
    if (!track) return false;
    const point = place([x, y]);
    return isTrack(point) || isMark(point);
  };
  const walls = findStraightWalls(image, { metresPerPixel, isMasked });
  return dropDoubles(
    walls.map(({ start, end, ...rest }) => ({ start: place(start), end: place(end), ...rest })),
  );
}

/** The similarity from pixels (y downwards) to metres (y upwards) with the least squares. */
function fitFrame(marks) {
  const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x0, y0] = [0, 1].map((axis) => meanOf(marks.map(({ pixel }) => pixel[axis])));
  const [u0, v0] = [0, 1].map((axis) => meanOf(marks.map(({ point }) => point[axis])));
  let real = 0;
  let imaginary = 0;
  let norm = 0;
  for (const { pixel, point } of marks) {
    const [x, y, u, v] = [pixel[0] - x0, y0 - pixel[1], point[0] - u0, point[1] - v0];
    real += x * u + y * v;
    imaginary += x * v - y * u;
    norm += x * x + y * y;
  }
  const [a, b] = [real / norm, imaginary / norm];
  return {
    metresPerPixel: Math.hypot(a, b),
    place: ([x, y]) => [a * (x - x0) - b * (y0 - y) + u0, b * (x - x0) + a * (y0 - y) + v0],
  };
}

/** Says whether a point lies within a reach of one of many; by cells of the size of the reach. */
function nearPoints(points, reachM) {
  const cells = new Map();
  const cellOf = (value) => Math.floor(value / reachM);
  for (const [x, y] of points) {
    const key = `${cellOf(x)} ${cellOf(y)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push([x, y]);
  }
  return ([x, y]) => {
    for (const right of [-1, 0, 1]) {
      for (const up of [-1, 0, 1]) {
        const near = cells.get(`${cellOf(x) + right} ${cellOf(y) + up}`) ?? [];
        if (near.some(([px, py]) => Math.hypot(px - x, py - y) < reachM)) return true;
      }
    }
    return false;
  };
}

function shrinkRaster({ width, height, data }, factor) {
  const small = { width: Math.ceil(width / factor), height: Math.ceil(height / factor) };
  const darkest = new Uint8Array(small.width * small.height).fill(255);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / factor) * small.width;
    for (let x = 0; x < width; x++) {
      const at = row + Math.floor(x / factor);
      darkest[at] = Math.min(darkest[at], data[y * width + x]);
    }
  }
  return { ...small, data: darkest };
}
