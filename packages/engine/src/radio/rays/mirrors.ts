import { distance, type Point } from '../../core/index.ts';
import type { RayFace } from './ray-scene.ts';

/** Nearer to a face's line than this, metres, a place is on it and sees nothing in it. */
const onLineM = 1e-6;

/** A mirror ends this much before its ends, metres: what hits an end exactly misses it from either side. */
const endM = 1e-6;

/** Faces as mirrors, by columns: many pairs are tried. */
export interface Mirrors {
  /** [mirrors] indices of the faces. */
  faces: Int32Array;
  /** [mirrors × 5] start x and y, direction x and y, length. */
  lines: Float64Array;
  /** [mirrors] 1 where only the right side of the line mirrors. */
  oneSided: Uint8Array;
}

export function packMirrors(faces: readonly RayFace[], indices: readonly number[]): Mirrors {
  const lines = new Float64Array(5 * indices.length);
  for (const [place, index] of indices.entries()) {
    const { start, end } = faces[index];
    const lengthM = distance(start, end);
    lines.set(
      [start[0], start[1], (end[0] - start[0]) / lengthM, (end[1] - start[1]) / lengthM, lengthM],
      5 * place,
    );
  }
  const oneSided = Uint8Array.from(indices, (index) => Number(faces[index].reflects === 'outside'));
  return { faces: Int32Array.from(indices), lines, oneSided };
}

/** Calls back with each mirror in which the two places see each other, and where. */
export function forEachMirror(
  { faces, lines, oneSided }: Mirrors,
  from: Point,
  to: Point,
  found: (face: number, at: Point) => void,
): void {
  for (let mirror = 0; mirror < faces.length; mirror += 1) {
    const fromM = sideM(lines, mirror, from[0], from[1]);
    const toM = sideM(lines, mirror, to[0], to[1]);
    if (!facesBoth(fromM, toM, oneSided[mirror])) continue;
    const part = fromM / (fromM + toM);
    const at = imageCrossing(lines, mirror, from, to, toM, part);
    if (at) found(faces[mirror], at);
  }
}

/** Calls back with each pair of mirrors by which the two places see each other, and where. */
export function forEachMirrorPair(
  { faces, lines, oneSided }: Mirrors,
  from: Point,
  to: Point,
  found: (first: number, at: Point, second: number, then: Point) => void,
): void {
  const count = faces.length;
  const toM = new Float64Array(count);
  for (let mirror = 0; mirror < count; mirror += 1) toM[mirror] = sideM(lines, mirror, to[0], to[1]);
  const image: Point = [0, 0];
  for (let first = 0; first < count; first += 1) {
    const fromM = sideM(lines, first, from[0], from[1]);
    if (Math.abs(fromM) < onLineM || (oneSided[first] === 1 && fromM > 0)) continue;
    image[0] = from[0] + 2 * fromM * lines[5 * first + 3];
    image[1] = from[1] - 2 * fromM * lines[5 * first + 2];
    for (let second = 0; second < count; second += 1) {
      if (second === first) continue;
      const imageM = sideM(lines, second, image[0], image[1]);
      if (!facesBoth(imageM, toM[second], oneSided[second])) continue;
      const then = imageCrossing(lines, second, image, to, toM[second], imageM / (imageM + toM[second]));
      if (!then) continue;
      const thenM = sideM(lines, first, then[0], then[1]);
      if (!facesBoth(fromM, thenM, oneSided[first])) continue;
      const part = fromM / (fromM + thenM);
      const at: Point = [image[0] + part * (then[0] - image[0]), image[1] + part * (then[1] - image[1])];
      if (isWithin(lines, first, at)) found(faces[first], at, faces[second], then);
    }
  }
}

/** How far left of the mirror's line, metres. */
function sideM(lines: Float64Array, mirror: number, x: number, y: number): number {
  const at = 5 * mirror;
  return lines[at + 2] * (y - lines[at + 1]) - lines[at + 3] * (x - lines[at]);
}

function facesBoth(oneM: number, otherM: number, oneSided: number): boolean {
  return (oneSided === 0 && oneM > onLineM && otherM > onLineM) || (oneM < -onLineM && otherM < -onLineM);
}

/** Where the way from a place to the image of `to` meets the mirror, `part` of it along; undefined beside it. */
function imageCrossing(
  lines: Float64Array,
  mirror: number,
  from: Point,
  to: Point,
  toM: number,
  part: number,
): Point | undefined {
  const imageX = to[0] + 2 * toM * lines[5 * mirror + 3];
  const imageY = to[1] - 2 * toM * lines[5 * mirror + 2];
  const at: Point = [from[0] + part * (imageX - from[0]), from[1] + part * (imageY - from[1])];
  return isWithin(lines, mirror, at) ? at : undefined;
}

function isWithin(lines: Float64Array, mirror: number, [x, y]: Point): boolean {
  const at = 5 * mirror;
  const alongM = lines[at + 2] * (x - lines[at]) + lines[at + 3] * (y - lines[at + 1]);
  return alongM > endM && alongM < lines[at + 4] - endM;
}
