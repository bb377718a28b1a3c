import { closedLoops, type Point, signedArea, simplifyRing } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Mesh } from './ifc-model.ts';

const { sameCornerM, smallestAreaM2, offsetM } = tuning.ifcCutMesh;

/** Describes what a horizontal plane leaves of a mesh. */
export interface Section {
  /** Closed rings, even-odd: outer ones and holes. */
  rings: Point[][];
  /** Ends of every edge met, two by two, for meshes that are not closed. */
  points: Point[];
}

/** The section of a mesh at a height, body by body: bodies that touch share edges. */
export function cutMesh(mesh: Mesh, heightM: number): Section {
  const section: Section = { rings: [], points: [] };
  let from = 0;
  for (const to of mesh.bodyEnds) {
    const segments = cutBody(mesh, from, to, heightM + offsetM);
    section.rings.push(...ringsOf(segments));
    for (const segment of segments) section.points.push(...segment);
    from = to;
  }
  return section;
}

function cutBody({ vertices, corners }: Mesh, from: number, to: number, zM: number): [Point, Point][] {
  const segments: [Point, Point][] = [];
  for (let k = from; k < to; k += 3) {
    const crossing: Point[] = [];
    for (let side = 0; side < 3; side++) {
      const point = crossEdge(vertices, corners[k + side], corners[k + ((side + 1) % 3)], zM);
      if (point) crossing.push(point);
    }
    if (crossing.length === 2) segments.push([crossing[0], crossing[1]]);
  }
  return segments;
}

/** Rings along the edge of everything a mesh shows from above: for floors too sloped to be cut. */
export function outlineFromAbove({ vertices, corners }: Mesh): { rings: Point[][]; areaM2: number } {
  const at = (corner: number): Point => [vertices[3 * corner], vertices[3 * corner + 1]];
  const segments: [Point, Point][] = [];
  let areaM2 = 0;
  for (let k = 0; k < corners.length; k += 3) {
    const triangle = [at(corners[k]), at(corners[k + 1]), at(corners[k + 2])];
    const triangleM2 = signedArea(triangle);
    if (triangleM2 < 1e-6) continue;
    areaM2 += triangleM2;
    triangle.forEach((point, i) => {
      segments.push([point, triangle[(i + 1) % 3]]);
    });
  }
  return { rings: ringsOf(dropTwins(segments)), areaM2 };
}

function ringsOf(segments: readonly [Point, Point][]): Point[][] {
  return closedLoops(segments, sameCornerM)
    .map((ring) => simplifyRing(ring, 0.001))
    .filter((ring) => ring.length >= 3 && Math.abs(signedArea(ring)) > smallestAreaM2);
}

/** Always from the lower end, so that both triangles at an edge give the same point to the last digit. */
function crossEdge(vertices: Float64Array, p: number, q: number, zM: number): Point | undefined {
  const [low, high] = vertices[3 * p + 2] < vertices[3 * q + 2] ? [p, q] : [q, p];
  const lowM = vertices[3 * low + 2];
  const highM = vertices[3 * high + 2];
  if (lowM > zM || highM <= zM) return undefined;
  const t = (zM - lowM) / (highM - lowM);
  const mix = (axis: number) =>
    vertices[3 * low + axis] + t * (vertices[3 * high + axis] - vertices[3 * low + axis]);
  return [mix(0), mix(1)];
}

/** Edges that occur once: those between two triangles occur twice. */
function dropTwins(segments: readonly [Point, Point][]): [Point, Point][] {
  const counts = new Map<string, number>();
  const keyOf = ([a, b]: [Point, Point]): string => {
    const keys = [a, b].map(([x, y]) => `${Math.round(x / sameCornerM)},${Math.round(y / sameCornerM)}`);
    return keys.sort().join(' ');
  };
  for (const segment of segments) counts.set(keyOf(segment), (counts.get(keyOf(segment)) ?? 0) + 1);
  return segments.filter((segment) => counts.get(keyOf(segment)) === 1);
}
