import { distance, lineIntersection, type Point, pointAlong } from '../../core/index.ts';
import { bodyPaths, mirroredBodyPaths } from './body-paths.ts';
import { forEachMirror, forEachMirrorPair, packMirrors } from './mirrors.ts';
import type { Interaction, PlanPath } from './plan-path.ts';
import type { RayEdge, RayScene } from './ray-scene.ts';

/** How much of a scene is tried; where it has more, what lies nearest to the way is. */
const limits = {
  /** Mirrors for two reflections: pairs of them are tried. */
  pairMirrors: 2000,
  /** Edges and mirrors for a reflection and a diffraction. */
  edges: 500,
  edgeMirrors: 2000,
  /** For two reflections and a diffraction. */
  bothEdges: 40,
  bothMirrors: 200,
} as const;

/** A kind of path for which not everything was tried. */
export interface SearchCut {
  paths: 'two-reflections' | 'reflection-and-diffraction' | 'two-reflections-and-diffraction';
  mirrors: { tried: number; all: number };
  edges?: { tried: number; all: number };
}

/** Calls back with every path of at most two reflections and one diffraction between two places. */
export function searchPaths(
  scene: RayScene,
  from: Point,
  to: Point,
  found: (path: PlanPath) => void,
): SearchCut[] {
  const mirrorFaces = scene.faces.flatMap(({ reflects }, index) => (reflects === 'none' ? [] : [index]));
  const nearMirrors = byDetour(mirrorFaces, (index) => {
    return faceDetourM(from, to, scene.faces[index].start, scene.faces[index].end);
  });
  const edgeIndices = scene.edges.map((_, index) => index);
  const nearEdges = byDetour(edgeIndices, (index) => {
    return distance(from, scene.edges[index].at) + distance(scene.edges[index].at, to);
  });
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
  const deepEdges = new Set(nearEdges(limits.bothEdges));
  for (const index of nearEdges(limits.edges)) {
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
  const part = (tried: { length: number }, all: readonly number[]) => {
    return { tried: tried.length, all: all.length };
  };
  const cuts: SearchCut[] = [
    { paths: 'two-reflections', mirrors: part(nearMirrors(limits.pairMirrors), mirrorFaces) },
    {
      paths: 'reflection-and-diffraction',
      mirrors: part(single.faces, mirrorFaces),
      edges: part(nearEdges(limits.edges), edgeIndices),
    },
    {
      paths: 'two-reflections-and-diffraction',
      mirrors: part(pairs.faces, mirrorFaces),
      edges: part([...deepEdges], edgeIndices),
    },
  ];
  return cuts.filter(({ mirrors: some, edges }) => {
    if (edges && edges.all === 0) return false;
    return some.tried < some.all || (edges !== undefined && edges.tried < edges.all);
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

/** The diffraction at an edge between two places; undefined where one does not see it through the air. */
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

/** A place this near to an edge is on it, metres; a way this near to a face is along it, radians. */
const onEdgeM = 1e-3;
const alongFaceRad = 1e-9;

function angleFrom({ at, startRad, exteriorRad }: RayEdge, place: Point): number | undefined {
  if (distance(at, place) < onEdgeM) return undefined;
  const turn = 2 * Math.PI;
  const angleRad = Math.atan2(place[1] - at[1], place[0] - at[0]) - startRad;
  const withinRad = ((angleRad % turn) + turn) % turn;
  return withinRad > alongFaceRad && withinRad < exteriorRad - alongFaceRad ? withinRad : undefined;
}

/** Detours that differ by less are the same, metres. */
const sameDetourM = 1e-6;

/** What lies nearest to the way: the `count` of least detour, and all that tie with the last, in their own order. */
function byDetour(indices: readonly number[], detourM: (index: number) => number) {
  let detours: number[] | undefined;
  return (count: number): readonly number[] => {
    if (count >= indices.length) return indices;
    detours ??= indices.map(detourM);
    const known = detours;
    const mostM = Float64Array.from(known).sort()[count - 1] + sameDetourM;
    return indices.filter((_, place) => known[place] <= mostM);
  };
}

/** Shortest way between two places that touches a face, metres. */
function faceDetourM(from: Point, to: Point, start: Point, end: Point): number {
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
