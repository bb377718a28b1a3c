/** Draws a level of a known garage as the image of a plan, the way offices print it: no outline, no layer, only ink. */
import type { GarageTruth, TruthLevel, TruthPoint } from '../garage-truth.ts';
import type { DrawnImage } from './draw-plan.ts';

export interface GarageScan {
  image: DrawnImage;
  /** The garage's truth, its transform to pixels from the lower left corner instead of to its DXF. */
  truth: GarageTruth;
}

export interface DrawOptions {
  metresPerPixel: number;
  /** Turned counter-clockwise about its middle. */
  rotationDeg: number;
}

const marginM = 6;
const document = 250;
/** Pen of a wall's two faces, of a door, of a bay's line, m; of lettering as a fraction of its height. */
const pensM = { face: 0.05, door: 0.05, bay: 0.05 } as const;
const penOfLetter = 0.1;
/** Fraction of the paper's light that is lost in the ink of each. */
const inks = { wall: 0.7, face: 0.8, column: 1, door: 0.6, bay: 0.4, letter: 0.9 } as const;
/** Lettering is at most this high, and smaller where a room is. */
const largestLetterM = 1.1;

/** A stroke with square ends. */
interface Stroke {
  a: TruthPoint;
  b: TruthPoint;
  widthM: number;
  ink: number;
}

/** Draws the first level. */
export function drawGarage(truth: GarageTruth, { metresPerPixel, rotationDeg }: DrawOptions): GarageScan {
  const [level] = truth.levels;
  const corners = level.walls.flatMap(({ a, b }) => [a, b]);
  const low = [0, 1].map((k) => Math.min(...corners.map((point) => point[k])) - marginM);
  const high = [0, 1].map((k) => Math.max(...corners.map((point) => point[k])) + marginM);
  const rad = (rotationDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(rad), Math.sin(rad)];
  const [spanX, spanY] = [high[0] - low[0], high[1] - low[1]];
  const width = Math.round((spanX * cos + spanY * Math.abs(sin)) / metresPerPixel);
  const height = Math.round((spanY * cos + spanX * Math.abs(sin)) / metresPerPixel);
  const middle = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  const point = ([x, y]: TruthPoint): TruthPoint => [
    (cos * (x - middle[0]) - sin * (y - middle[1])) / metresPerPixel + width / 2,
    height / 2 - (sin * (x - middle[0]) + cos * (y - middle[1])) / metresPerPixel,
  ];
  const light = new Float32Array(width * height).fill(1);
  for (const { a, b, widthM, ink } of strokesOf(level)) {
    addStroke({ width, height, light }, point(a), point(b), widthM / metresPerPixel, ink);
  }
  return {
    image: { width, height, data: Uint8Array.from(light, (value) => Math.round(document * value)) },
    truth: {
      dxf: {
        transform: {
          rotation_deg: rotationDeg,
          units_per_metre: 1 / metresPerPixel,
          offset: [width / 2, height / 2],
          level_offset: { [level.name]: [-middle[0], -middle[1]] },
        },
      },
      levels: [level],
    },
  };
}

function strokesOf(level: TruthLevel): Stroke[] {
  const line = (a: TruthPoint, b: TruthPoint, kind: keyof typeof pensM): Stroke => ({
    a,
    b,
    widthM: pensM[kind],
    ink: inks[kind],
  });
  const [bayLengthM, bayWidthM] = level.bay_size;
  return [
    ...level.walls.flatMap(({ a, b, thickness, material }): Stroke[] => {
      // Pens run along the faces, half of them outside; concrete is filled.
      const ring = boxAround(a, b, thickness);
      const faces = ring.map((corner, i) => line(corner, ring[(i + 1) % 4], 'face'));
      return material === 'concrete_rc' ? [...faces, { a, b, widthM: thickness, ink: inks.wall }] : faces;
    }),
    ...level.columns.map(({ x, y, w, d, rot }): Stroke => {
      const half = along(rot, w / 2);
      return { a: [x - half[0], y - half[1]], b: [x + half[0], y + half[1]], widthM: d, ink: inks.column };
    }),
    ...level.doors.map(({ a, b }) => line(a, b, 'door')),
    ...level.bays.flatMap(({ x, y, rot }) => {
      const half = along(rot, bayLengthM / 2);
      const ring = boxAround([x - half[0], y - half[1]], [x + half[0], y + half[1]], bayWidthM);
      return ring.map((corner, i) => line(corner, ring[(i + 1) % 4], 'bay'));
    }),
    ...level.rooms.flatMap(lettering),
  ];
}

/** A room's name in strokes as dense as those of Chinese letters, the same for the same letter. */
function lettering({ name, polygon }: TruthLevel['rooms'][number]): Stroke[] {
  const [x, y] = meanOf(polygon);
  const widthM =
    Math.max(...polygon.map((point) => point[0])) - Math.min(...polygon.map((point) => point[0]));
  const letterM = Math.min(largestLetterM, (0.7 * widthM) / (1.2 * name.length));
  return [...name].flatMap((letter, i) => {
    const left = x + (i - name.length / 2) * 1.2 * letterM;
    const bits = letter.codePointAt(0) ?? 0;
    return Array.from({ length: 5 }, (_, k): Stroke => {
      const at = (((bits >> k) & 3) + k) / 7;
      const isUpright = (bits >> (k + 3)) & 1;
      const a: TruthPoint = isUpright ? [left + at * letterM, y] : [left, y + at * letterM];
      const b: TruthPoint = isUpright ? [a[0], y + letterM] : [left + letterM, a[1]];
      return { a, b, widthM: letterM * penOfLetter, ink: inks.letter };
    });
  });
}

/** Darkens the pixels under a stroke by the fraction of them that it covers; the darkest ink wins. */
function addStroke(
  { width, height, light }: { width: number; height: number; light: Float32Array },
  [ax, ay]: TruthPoint,
  [bx, by]: TruthPoint,
  pen: number,
  ink: number,
): void {
  const length = Math.hypot(bx - ax, by - ay) || 1e-9;
  const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
  const reach = pen / 2 + 1;
  const clamp = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)));
  const covered = (gap: number, half: number) =>
    Math.max(0, Math.min(1, half + 0.5 - gap)) - Math.max(0, Math.min(1, 0.5 - half - gap));
  for (
    let row = clamp(Math.min(ay, by) - reach, height);
    row < clamp(Math.max(ay, by) + reach, height);
    row++
  ) {
    const from = clamp(Math.min(ax, bx) - reach, width);
    const to = clamp(Math.max(ax, bx) + reach, width);
    for (let column = from; column < to; column++) {
      const [x, y] = [column + 0.5 - (ax + bx) / 2, row + 0.5 - (ay + by) / 2];
      const fraction =
        covered(Math.abs(x * dx + y * dy), length / 2) * covered(Math.abs(y * dx - x * dy), pen / 2);
      const at = row * width + column;
      if (fraction > 0) light[at] = Math.min(light[at], 1 - ink * fraction);
    }
  }
}

function along(angleDeg: number, lengthM: number): TruthPoint {
  const rad = (angleDeg * Math.PI) / 180;
  return [lengthM * Math.cos(rad), lengthM * Math.sin(rad)];
}

function boxAround(a: TruthPoint, b: TruthPoint, widthM: number): TruthPoint[] {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1e-9;
  const [nx, ny] = [((a[1] - b[1]) / length) * (widthM / 2), ((b[0] - a[0]) / length) * (widthM / 2)];
  return [
    [a[0] + nx, a[1] + ny],
    [b[0] + nx, b[1] + ny],
    [b[0] - nx, b[1] - ny],
    [a[0] - nx, a[1] - ny],
  ];
}

function meanOf(points: readonly TruthPoint[]): TruthPoint {
  const sum = points.reduce((total, [x, y]) => [total[0] + x, total[1] + y], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
