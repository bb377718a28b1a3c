import { featureCollection, polygon } from '@turf/helpers';
import { union } from '@turf/union';
import {
  distance,
  distanceToRing,
  meanPoint,
  median,
  type Point,
  perimeter,
  ringContains,
  roundMm,
  signedArea,
} from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import type { DrawingSheet } from '../../drawing/read-drawing.ts';
import { tuning } from '../../tuning.ts';
import type { ChosenStorey } from './choose-storeys.ts';
import type { Body } from './collect-bodies.ts';
import { cutMesh, type Section } from './cut-mesh.ts';
import { type Beam, drawBeams } from './draw-beams.ts';
import { drawRamps, type Ramp } from './draw-ramps.ts';
import { drawSpaces, type Space } from './draw-spaces.ts';
import { drawStairs, type Stair } from './draw-stairs.ts';
import { drawThings, type Thing } from './draw-things.ts';
import { drawWall, flatPath, looseDoor } from './draw-wall.ts';
import { ceilingHeightM, clearHeightM, floorSlabs, type Slab, slabThicknessM } from './storey-floors.ts';
import type { VoidReader } from './wall-voids.ts';

const {
  edgeReachM: outlineReachM,
  smallestPartM2,
  smallestPartRatio,
  joinWidthM,
  smallestHoleM2,
  largestCornerCount,
} = tuning.ifcFloorOutline;

/** A floor as one ring with holes. */
interface FloorOutline {
  outline: Point[];
  holes: Point[][];
  /** Separate floors that were joined by strips. */
  parts: number;
}

interface Area {
  outer: Point[];
  holes: Point[][];
}

export const { cutHeightM } = tuning.ifcDrawStorey;
const { minCorners, roundTolerance, minCrossingM, minHeldRatio, edgeReachM } = tuning.ifcDrawStorey;

/** The plan of one storey: everything that a plane above its floor cuts. */
export function drawStorey(chosen: ChosenStorey, parts: StoreyParts): DrawnStorey {
  const { bodies, slabs, spaces, ramps, things, voids } = parts;
  const { storey, levelId } = chosen;
  const cutM = storey.floorM + cutHeightM;
  const paths: DrawingPath[] = [];
  const footprints: Point[][] = [];
  const doors = new Set<number>();
  let unreadWalls = 0;
  for (const body of bodies) {
    if (!isCutBy(body, cutM)) continue;
    const section = cutMesh(body.mesh, cutM);
    if (body.kind === 'column') {
      paths.push(...drawColumn(section));
      continue;
    }
    const cut = voids.inWall(body.host, storey.floorM, cutM);
    for (const door of cut.doors) doors.add(door);
    const wall = drawWall({ ...body, section, voids: cut.voids });
    if (wall.paths.length === 0) unreadWalls++;
    paths.push(...wall.paths);
    footprints.push(...wall.footprint);
  }
  for (const door of voids.looseDoors(cutM, doors)) paths.push(...looseDoor(door));
  const floors = floorSlabs(slabs, storey.floorM);
  const outline = floorOutline(
    floors.map(({ rings }) => rings),
    footprints,
  );
  const isHeld = outline !== undefined && heldRatio(outline.outline, paths) >= minHeldRatio;
  if (isHeld) {
    const rings = [outline.outline, ...outline.holes];
    paths.push(...rings.map((ring) => flatPath(statedLayer('outline'), ring, { closed: true })));
  }
  const rooms = drawSpaces(spaces, cutM);
  const placed = drawThings(things, storey.floorM);
  const sloped = drawRamps(ramps, storey.floorM);
  const stairs = drawStairs(parts.stairs, storey.floorM);
  const heightM = storeyHeightM(parts, storey.floorM, floors);
  const beams = drawBeams(parts.beams, storey.floorM, heightM);
  const drawing = {
    paths: [...paths, ...rooms.paths, ...placed.paths, ...sloped.paths, ...stairs, ...beams],
    texts: [...rooms.texts, ...sloped.texts],
    symbols: placed.symbols,
    ignored: {},
  };
  const level = {
    id: levelId,
    name: storey.name,
    elevationM: storey.elevationM,
    clearHeightM: heightM,
    slabThicknessM: slabThicknessM(floors),
  };
  return { sheet: { drawing, level }, floorParts: isHeld ? outline.parts : 1, unreadWalls };
}

/** A column by the outline of its section: a circle where its corners lie on one. */
function drawColumn({ rings }: Section): DrawingPath[] {
  if (rings.length === 0) return [];
  const ring = rings.reduce((p, q) => (Math.abs(signedArea(q)) > Math.abs(signedArea(p)) ? q : p));
  const path = flatPath(statedLayer('column'), ring, { closed: true });
  const circle = circleThrough(ring);
  return [circle ? { ...path, source: 'circle', arc: circle } : path];
}

function circleThrough(ring: readonly Point[]): { center: Point; radiusInUnits: number } | undefined {
  if (ring.length < minCorners) return undefined;
  const center = meanPoint(ring);
  const radii = ring.map((point) => distance(center, point));
  const mean = radii.reduce((sum, each) => sum + each, 0) / radii.length;
  const round = radii.every((each) => Math.abs(each - mean) < roundTolerance * mean);
  return round ? { center, radiusInUnits: mean } : undefined;
}

export interface StoreyParts {
  bodies: readonly Body[];
  slabs: readonly Slab[];
  /** Suspended ceilings. */
  ceilings: readonly Slab[];
  beams: readonly Beam[];
  spaces: readonly Space[];
  ramps: readonly Ramp[];
  stairs: readonly Stair[];
  things: readonly Thing[];
  voids: VoidReader;
}

export interface DrawnStorey {
  sheet: DrawingSheet;
  /** Separate floors that were joined to one outline. */
  floorParts: number;
  /** Walls that the cut meets, but that leave nothing to draw. */
  unreadWalls: number;
}

export function isCutBy(body: { mesh: { bottomM: number; topM: number } }, cutM: number): boolean {
  return body.mesh.bottomM < cutM - minCrossingM && body.mesh.topM > cutM + minCrossingM;
}

/** Returns the height to the suspended ceiling, else to the slab above, else to the top of most walls. */
function storeyHeightM(
  { bodies, slabs, ceilings }: StoreyParts,
  floorM: number,
  floors: readonly Slab[],
): number | undefined {
  const slabHeightM = clearHeightM(slabs, floorM, floors[0]?.areaM2 ?? 0) ?? wallHeightM(bodies, floorM);
  const floorAreaM2 = floors.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  return ceilingHeightM(ceilings, floorM, { floorAreaM2, slabHeightM }) ?? slabHeightM;
}

/** Fraction of the ends of walls that lie on a floor or on its edge. */
function heldRatio(outline: readonly Point[], paths: readonly DrawingPath[]): number {
  const ends = paths.flatMap(({ widthInUnits, points }) => (widthInUnits > 0 ? points : []));
  const held = ends.filter(
    (point) => ringContains(outline, point) || distanceToRing(outline, point) < edgeReachM,
  ).length;
  return ends.length > 0 ? held / ends.length : 1;
}

/** Returns how high most walls of a storey without a ceiling are. */
function wallHeightM(bodies: readonly Body[], floorM: number): number | undefined {
  const heights = bodies
    .filter((body) => body.kind === 'wall' && isCutBy(body, floorM + cutHeightM))
    .map(({ mesh }) => mesh.topM - floorM);
  const heightM = median(heights);
  return heightM >= 1.8 && heightM <= 8 ? roundMm(heightM) : undefined;
}

/**
 * One outline around the slabs of a storey (each by the rings of its section) and the walls that stand on their edges.
 * Separate floors are joined by strips of 0.1 m, since a level has one outline. Undefined without slabs.
 */
function floorOutline(
  slabs: readonly (readonly Point[][])[],
  footprints: readonly Point[][],
): FloorOutline | undefined {
  const base = slabs[0]?.[0]?.[0];
  if (!base) return undefined;
  const toLocal = (ring: readonly Point[]): Point[] =>
    ring.map(([x, y]) => [roundMm(x - base[0]), roundMm(y - base[1])]);
  const toModel = (ring: readonly Point[]): Point[] => ring.map(([x, y]) => [x + base[0], y + base[1]]);
  const floor = unite(slabs.flatMap((rings) => nest(rings.map(toLocal))));
  const edges = footprints.map(toLocal).filter((ring) => isOnEdge(ring, floor));
  const whole = unite([...floor, ...edges.map((outer) => ({ outer, holes: [] }))]);
  const [largest] = [...whole].sort((p, q) => areaOf(q) - areaOf(p));
  if (!largest) return undefined;
  const parts = whole.filter(
    (area) =>
      area === largest || areaOf(area) > Math.max(smallestPartM2, smallestPartRatio * areaOf(largest)),
  );
  const joined = joinParts(parts);
  const holes = joined.holes.filter((hole) => Math.abs(signedArea(hole)) >= smallestHoleM2);
  return { outline: toModel(joined.outer), holes: holes.map(toModel), parts: parts.length };
}

function joinParts(parts: readonly Area[]): Area {
  let joined = parts[0];
  const waiting = parts.slice(1);
  while (waiting.length > 0) {
    const gaps = waiting.map((part) => closestOnRing(joined.outer, part.outer));
    const nearest = gaps.reduce((best, gap, i) => (gap.distanceM < gaps[best].distanceM ? i : best), 0);
    const [part] = waiting.splice(nearest, 1);
    const { from, to } = gaps[nearest];
    const united = unite([joined, part, { outer: stripBetween(from, to), holes: [] }]);
    joined = united.reduce((p, q) => (areaOf(q) > areaOf(p) ? q : p));
  }
  return joined;
}

/** A strip that reaches into both sides. */
function stripBetween(from: Point, to: Point): Point[] {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const ux = lengthM > 0.001 ? (to[0] - from[0]) / lengthM : 1;
  const uy = lengthM > 0.001 ? (to[1] - from[1]) / lengthM : 0;
  const at = ([x, y]: Point, along: number, aside: number): Point => [
    roundMm(x + along * ux - aside * uy),
    roundMm(y + along * uy + aside * ux),
  ];
  const half = joinWidthM / 2;
  const inside = 2 * joinWidthM;
  return [at(from, -inside, -half), at(to, inside, -half), at(to, inside, half), at(from, -inside, half)];
}

/** Partly outside the floor, and nowhere far from it. */
function isOnEdge(ring: readonly Point[], floor: readonly Area[]): boolean {
  let outside = false;
  for (const point of ring) {
    if (floor.some((area) => covers(area, point))) continue;
    outside = true;
    if (!floor.some(({ outer }) => distanceToRing(outer, point) < outlineReachM)) return false;
  }
  return outside;
}

function covers({ outer, holes }: Area, point: Point): boolean {
  return ringContains(outer, point) && !holes.some((hole) => ringContains(hole, point));
}

/** Rings of one section as areas: rings inside others are holes. */
function nest(rings: readonly Point[][]): Area[] {
  const sorted = [...rings].sort((p, q) => Math.abs(signedArea(q)) - Math.abs(signedArea(p)));
  const areas: Area[] = [];
  for (const ring of sorted) {
    const holder = areas.find(({ outer }) => ringContains(outer, ring[0]));
    if (holder) holder.holes.push(ring);
    else areas.push({ outer: ring, holes: [] });
  }
  return areas;
}

/** The union, without slivers between neighbours. The areas as they are where it cannot be made. */
function unite(areas: readonly Area[]): Area[] {
  const corners = areas.reduce((sum, { outer }) => sum + outer.length, 0);
  const usable = areas.filter(({ outer }) => Math.abs(signedArea(outer)) > 0.001);
  if (usable.length < 2 || corners > largestCornerCount) return [...usable];
  const close = (ring: readonly Point[]) => [...ring, ring[0]];
  const united = uniteQuietly(usable.map(({ outer, holes }) => polygon([outer, ...holes].map(close))));
  if (!united) return [...usable];
  return united.map(([outer, ...holes]) => ({
    outer: outer.slice(0, -1) as Point[],
    holes: holes.map((hole) => hole.slice(0, -1) as Point[]).filter((hole) => !isSliver(hole)),
  }));
}

function uniteQuietly(polygons: ReturnType<typeof polygon>[]): number[][][][] | undefined {
  try {
    const geometry = union(featureCollection(polygons))?.geometry;
    if (!geometry) return undefined;
    return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  } catch {
    // Rings that cross themselves in ways the union cannot follow.
    return undefined;
  }
}

function isSliver(ring: readonly Point[]): boolean {
  const areaM2 = Math.abs(signedArea(ring));
  return areaM2 < 0.5 || (2 * areaM2) / perimeter(ring) < 0.15;
}

function areaOf({ outer, holes }: Area): number {
  return Math.abs(signedArea(outer)) - holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0);
}

/** The points at which two rings are nearest to each other. */
function closestOnRing(
  ring: readonly Point[],
  other: readonly Point[],
): { from: Point; to: Point; distanceM: number } {
  let best = { from: ring[0], to: other[0], distanceM: Infinity };
  const compare = (corner: Point, edges: readonly Point[], isFrom: boolean): void => {
    edges.forEach((a, i) => {
      const position = nearestOnSegment(corner, a, edges[(i + 1) % edges.length]);
      const distanceM = Math.hypot(position[0] - corner[0], position[1] - corner[1]);
      if (distanceM >= best.distanceM) return;
      best = isFrom ? { from: corner, to: position, distanceM } : { from: position, to: corner, distanceM };
    });
  };
  for (const corner of ring) compare(corner, other, true);
  for (const corner of other) compare(corner, ring, false);
  return best;
}

function nearestOnSegment(point: Point, a: Point, b: Point): Point {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const within = Math.max(0, Math.min(1, t));
  return [a[0] + within * dx, a[1] + within * dy];
}
