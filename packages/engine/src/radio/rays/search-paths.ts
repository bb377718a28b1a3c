import { distance, lineIntersection, type Point, pointAlong } from '../../core/index.ts';
import { bodyPaths, mirroredBodyPaths } from './body-paths.ts';
import type { Interaction, PlanPath } from './plan-path.ts';
import type { RayEdge, RayFace, RayScene } from './ray-scene.ts';

/** Nearer to a face's line than this, metres, a point is on it and sees nothing in it. */
const onLineM = 1e-6;

/** A mirror ends this much before its ends, metres: what hits an end exactly misses it from either side. */
const endM = 1e-6;

/** Faces as mirrors, by columns: many pairs are tried. */
interface Mirrors {
  /** [mirrors] indices of the faces. */
  faces: Int32Array;
  /** [mirrors × 5] start x and y, direction x and y, length. */
  lines: Float64Array;
  /** [mirrors] 1 where only the right side of the line mirrors. */
  oneSided: Uint8Array;
}

/** How much of a scene is tried; where it has more, what lies nearest to the path is. */
const limits = {
  /** Mirrors for two reflections: pairs of them are tried. */
  pairMirrors: 2000,
  /** Edges and mirrors for a reflection and a diffraction. */
  edges: 500,
  edgeMirrors: 2000,
  /** Limits for two reflections and a diffraction. */
  bothEdges: 40,
  bothMirrors: 200,
} as const;

/** A kind of path for which not everything was tried. */
export interface SearchCut {
  paths: 'two-reflections' | 'reflection-and-diffraction' | 'two-reflections-and-diffraction';
  mirrors: { tried: number; all: number };
  edges?: { tried: number; all: number };
}

/** Calls back with every path of at most two reflections and one diffraction between two points. */
export function searchPaths(
  scene: RayScene,
  from: Point,
  to: Point,
  found: (path: PlanPath) => void,
): SearchCut[] {
  const mirrorFaces = scene.faces.flatMap(({ reflects }, index) => (reflects === 'none' ? [] : [index]));
  const nearMirrors = byDetour(mirrorFaces, (index) => faceDetourM(from, to, scene.faces[index]));
  const edgeIndices = scene.edges.map((_, index) => index);
  const nearEdges = byDetour(edgeIndices, (index) => edgeDetourM(from, to, scene.edges[index]));
  const mirrors = (count: number) => packMirrors(scene.faces, nearMirrors(count));
  const reflection = (face: number): Interaction => ({ kind: 'reflection', face });

  found({ points: [from, to], interactions: [] });
  forEachMirror(mirrors(mirrorFaces.length), from, to, (face, at) => {
    const path: PlanPath = { points: [from, at, to], interactions: [reflection(face)] };
    found(path);
    mirroredBodyPaths(scene, path, found);
  });
  bodyPaths(scene, from, to, found);
  for (const index of edgeIndices) {
    const { at } = scene.edges[index];
    const turned = turnAt(scene.edges[index], index, from, to);
    if (turned) found({ points: [from, at, to], interactions: [turned] });
  }
  forEachMirrorPair(mirrors(limits.pairMirrors), from, to, (first, at, second, then) => {
    found({ points: [from, at, then, to], interactions: [reflection(first), reflection(second)] });
  });
  const single = mirrors(limits.edgeMirrors);
  const pairs = mirrors(limits.bothMirrors);
  const triedEdges = nearEdges(limits.edges);
  const deepEdges = new Set(nearEdges(limits.bothEdges));
  for (const index of triedEdges) {
    const edge = scene.edges[index];
    const join = (before: Leg, after: Leg) => {
      const turned = turnAt(edge, index, before.points.at(-1) ?? from, after.points[0] ?? to);
      if (!turned) return;
      found({
        points: [from, ...before.points, edge.at, ...after.points, to],
        interactions: [...before.faces.map(reflection), turned, ...after.faces.map(reflection)],
      });
    };
    const [before, after] = [singleLegs(single, from, edge.at), singleLegs(single, edge.at, to)];
    for (const leg of before) join(leg, straight);
    for (const leg of after) join(straight, leg);
    if (!deepEdges.has(index)) continue;
    for (const leg of pairLegs(pairs, from, edge.at)) join(leg, straight);
    for (const leg of pairLegs(pairs, edge.at, to)) join(straight, leg);
    const [nearBefore, nearAfter] = [singleLegs(pairs, from, edge.at), singleLegs(pairs, edge.at, to)];
    for (const leg of nearBefore) for (const other of nearAfter) join(leg, other);
  }
  const all = { mirrors: mirrorFaces.length, edges: edgeIndices.length };
  return searchCuts(all, {
    pairMirrors: nearMirrors(limits.pairMirrors).length,
    edges: triedEdges.length,
    edgeMirrors: single.faces.length,
    bothEdges: deepEdges.size,
    bothMirrors: pairs.faces.length,
  });
}

/** The kinds of paths of which fewer mirrors or edges were tried than there are. */
function searchCuts(
  all: { mirrors: number; edges: number },
  tried: Record<keyof typeof limits, number>,
): SearchCut[] {
  const mirrors = (count: number) => ({ tried: count, all: all.mirrors });
  const edges = (count: number) => ({ tried: count, all: all.edges });
  const cuts: SearchCut[] = [
    { paths: 'two-reflections', mirrors: mirrors(tried.pairMirrors) },
    {
      paths: 'reflection-and-diffraction',
      mirrors: mirrors(tried.edgeMirrors),
      edges: edges(tried.edges),
    },
    {
      paths: 'two-reflections-and-diffraction',
      mirrors: mirrors(tried.bothMirrors),
      edges: edges(tried.bothEdges),
    },
  ];
  return cuts.filter(({ mirrors: some, edges: ofEdges }) => {
    if (ofEdges && ofEdges.all === 0) return false;
    return some.tried < some.all || (ofEdges !== undefined && ofEdges.tried < ofEdges.all);
  });
}

/** The reflections between an end of the link and an edge. */
interface Leg {
  points: readonly Point[];
  faces: readonly number[];
}

const straight: Leg = { points: [], faces: [] };

function singleLegs(mirrors: ReturnType<typeof packMirrors>, from: Point, to: Point): Leg[] {
  const legs: Leg[] = [];
  forEachMirror(mirrors, from, to, (face, at) => legs.push({ points: [at], faces: [face] }));
  return legs;
}

function pairLegs(mirrors: ReturnType<typeof packMirrors>, from: Point, to: Point): Leg[] {
  const legs: Leg[] = [];
  forEachMirrorPair(mirrors, from, to, (first, at, second, then) => {
    legs.push({ points: [at, then], faces: [first, second] });
  });
  return legs;
}

/** The diffraction at an edge between two points; undefined where one does not see it through the air. */
function turnAt(edge: RayEdge, index: number, from: Point, to: Point): Interaction | undefined {
  const incidenceRad = angleFrom(edge, from);
  const diffractionRad = angleFrom(edge, to);
  if (incidenceRad === undefined || diffractionRad === undefined) return undefined;
  return {
    kind: 'diffraction',
    edge: index,
    exteriorRad: edge.exteriorRad,
    incidenceRad,
    diffractionRad,
  };
}

/** A point this near to an edge is on it, metres; a path this near to a face is along it, radians. */
const onEdgeM = 1e-3;
const alongFaceRad = 1e-9;

function angleFrom({ at, startRad, exteriorRad }: RayEdge, point: Point): number | undefined {
  if (distance(at, point) < onEdgeM) return undefined;
  const turn = 2 * Math.PI;
  const angleRad = Math.atan2(point[1] - at[1], point[0] - at[0]) - startRad;
  const withinRad = ((angleRad % turn) + turn) % turn;
  return withinRad > alongFaceRad && withinRad < exteriorRad - alongFaceRad ? withinRad : undefined;
}

/** Detours that differ by less are the same, metres. */
const sameDetourM = 1e-6;

/** The `count` items of least detour from the path, and all that tie with the last, in their own order. */
function byDetour(indices: readonly number[], detourM: (index: number) => number) {
  let detours: number[] | undefined;
  return (count: number): readonly number[] => {
    if (count >= indices.length) return indices;
    detours ??= indices.map(detourM);
    const known = detours;
    const maxM = Float64Array.from(known).sort()[count - 1] + sameDetourM;
    return indices.filter((_, index) => known[index] <= maxM);
  };
}

/** Path between two points by an edge, metres. */
function edgeDetourM(from: Point, to: Point, { at }: RayEdge): number {
  return distance(from, at) + distance(at, to);
}

/** Shortest path between two points that touches a face, metres. */
function faceDetourM(from: Point, to: Point, { start, end }: RayFace): number {
  const turn = (point: Point) =>
    (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0]);
  const length2 = (end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2;
  // Both on one side: the receiver's image is on the other.
  const over = turn(from) * turn(to) > 0 ? (2 * turn(to)) / length2 : 0;
  const image: Point = [to[0] + over * (end[1] - start[1]), to[1] - over * (end[0] - start[0])];
  const crossing = lineIntersection(start, end, from, image);
  const part = crossing ? Math.min(1, Math.max(0, crossing.t)) : 0;
  const at = pointAlong(start, end, part);
  return distance(from, at) + distance(at, to);
}

function packMirrors(faces: readonly RayFace[], indices: readonly number[]): Mirrors {
  const lines = new Float64Array(5 * indices.length);
  for (const [position, index] of indices.entries()) {
    const { start, end } = faces[index];
    const lengthM = distance(start, end);
    lines.set(
      [start[0], start[1], (end[0] - start[0]) / lengthM, (end[1] - start[1]) / lengthM, lengthM],
      5 * position,
    );
  }
  const oneSided = Uint8Array.from(indices, (index) => Number(faces[index].reflects === 'outside'));
  return { faces: Int32Array.from(indices), lines, oneSided };
}

/** Calls back with each mirror in which the two points see each other, and where. */
function forEachMirror(
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

/** Calls back with each pair of mirrors by which the two points see each other, and where. */
function forEachMirrorPair(
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

/** Distance to the left of the mirror's line, metres. */
function sideM(lines: Float64Array, mirror: number, x: number, y: number): number {
  const at = 5 * mirror;
  return lines[at + 2] * (y - lines[at + 1]) - lines[at + 3] * (x - lines[at]);
}

function facesBoth(oneM: number, otherM: number, oneSided: number): boolean {
  return (oneSided === 0 && oneM > onLineM && otherM > onLineM) || (oneM < -onLineM && otherM < -onLineM);
}

/**
 * Point where the path from a point to the image of `to` meets the mirror, `part` of it along; undefined
 * beside it.
 */
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
