import { encode } from 'fast-png';
import jpeg from 'jpeg-js';

/** A grey image, 0 black to 255 white, row by row from the top. */
export interface DrawnImage {
  width: number;
  height: number;
  data: Uint8Array;
}

export interface PlanScan {
  metresPerPixel: number;
  /** Turned counter-clockwise about its middle. */
  rotationDeg?: number;
  /** Largest change of a pixel's brightness, seeded. */
  grain?: number;
  seed?: number;
  /** Brightness of paper, and of ink as a fraction of the paper's. */
  background?: number;
  inkRatio?: number;
  /** Brightness lost from the left edge to the right. */
  shade?: number;
}

type Box = readonly [number, number, number, number];

/** The small garage that is drawn: 48.6 × 32.4 m between the outer faces of its walls. */
export const drawnGarage = {
  areaM2: 48.6 * 32.4,
  /** Centre lines of the walls, m, without the doors. */
  wallM: 2 * (48.3 + 32.1) + 2 * 8 + 12 - 1.5,
  columns: 15,
  bays: 12,
  doors: 1,
} as const;

const wallM = 0.3;
const marginM = 6;

/** Dark shapes (x, y, width, depth in metres from the lower left of the garage) and how dark each is. */
function shapes(): { box: Box; ink: number }[] {
  const walls: Box[] = [
    [0, 0, 48.6, wallM],
    [0, 32.4 - wallM, 48.6, wallM],
    [0, 0, wallM, 32.4],
    [48.6 - wallM, 0, wallM, 32.4],
    // A room of 12 × 8 m in the upper right with a door of 1.5 m in its lower wall.
    [36.3, 24, 0.2, 8.2],
    [36.3, 24, 4, 0.2],
    [41.8, 24, 6.6, 0.2],
    // A wall from above into the hall.
    [24, 24, 0.2, 8.2],
  ];
  const doors: Box[] = [[40.3, 24.08, 1.5, 0.05]];
  const columns: Box[] = [];
  for (let i = 0; i < 5; i++)
    for (let j = 0; j < 3; j++) columns.push([7.8 + 8.1 * i, 7.8 + 7 * j, 0.6, 0.6]);
  const lines: Box[] = [];
  for (let group = 0; group < 4; group++) {
    const x = 8.9 + 8.1 * group;
    for (let k = 0; k <= 3; k++) lines.push([x + 2.4 * k, 0.5, 0.06, 5.3]);
    lines.push([x, 5.74, 7.2, 0.06]);
  }
  return [
    ...walls.map((box) => ({ box, ink: 0.75 })),
    ...doors.map((box) => ({ box, ink: 0.5 })),
    ...columns.map((box) => ({ box, ink: 1 })),
    ...lines.map((box) => ({ box, ink: 0.35 })),
  ];
}

/** Draws the small garage with soft edges, as a scanner sees it. */
export function drawPlan(options: PlanScan): DrawnImage {
  const {
    metresPerPixel,
    rotationDeg = 0,
    grain = 0,
    background: document = 250,
    inkRatio = 1,
    shade = 0,
  } = options;
  const width = Math.round((48.6 + 2 * marginM) / metresPerPixel);
  const height = Math.round((32.4 + 2 * marginM) / metresPerPixel);
  const data = new Uint8Array(width * height);
  const cos = Math.cos((rotationDeg * Math.PI) / 180);
  const sin = Math.sin((rotationDeg * Math.PI) / 180);
  const random = randomOf(options.seed ?? 1);
  const dark = shapes();
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5 - width / 2) * metresPerPixel;
      const v = (height / 2 - row - 0.5) * metresPerPixel;
      const x = cos * u + sin * v + 24.3;
      const y = cos * v - sin * u + 16.2;
      let ink = 0;
      for (const { box, ink: boxInk } of dark) ink = Math.max(ink, boxInk * cover(box, x, y, metresPerPixel));
      const level = document - (shade * column) / width;
      const value = level * (1 - ink * inkRatio) + grain * (2 * random() - 1);
      data[row * width + column] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return { width, height, data };
}

/** Fraction of a pixel around a point that a box covers. */
function cover([left, bottom, width, depth]: Box, x: number, y: number, pixelM: number): number {
  const along = Math.min(x + pixelM / 2, left + width) - Math.max(x - pixelM / 2, left);
  const up = Math.min(y + pixelM / 2, bottom + depth) - Math.max(y - pixelM / 2, bottom);
  return along > 0 && up > 0 ? (along * up) / pixelM ** 2 : 0;
}

/** Turned by 90° counter-clockwise. */
export function quarterTurn({ width, height, data }: DrawnImage): DrawnImage {
  const turned = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned[(width - 1 - x) * height + y] = data[y * width + x];
  }
  return { width: height, height: width, data: turned };
}

export function pngOf({ width, height, data }: DrawnImage): Uint8Array {
  return encode({ width, height, data, channels: 1, depth: 8 });
}

/** Encodes in colour, quality 1–100. */
export function jpegOf({ width, height, data: grey }: DrawnImage, quality: number): Uint8Array {
  const rgba = new Uint8Array(4 * grey.length).fill(255);
  grey.forEach((value, i) => {
    rgba.fill(value, 4 * i, 4 * i + 3);
  });
  return Uint8Array.from(jpeg.encode({ width, height, data: rgba }, quality).data);
}

/** Uniform in [0, 1): mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
