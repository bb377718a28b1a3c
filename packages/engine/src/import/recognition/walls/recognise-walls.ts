import {
  boundsOf,
  DrawingError,
  distance,
  distanceToSegment,
  type Interval,
  mergeIntervals,
  midpoint,
  type Point,
  PointGrid,
  perimeter,
  pointAlong,
  rectangleAround,
  ringContains,
  say,
  segmentsCross,
  signedArea,
  simplifyRing,
  subtractIntervals,
} from '../../../core/index.ts';
import { isStatedLayer, layerKey } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import { type WallStrip, wallStrips } from '../../drawing/wall-strips.ts';
import { tuning } from '../../tuning.ts';
import { openingWidthRangeM } from '../openings/opening-line.ts';
import { connectWalls } from './connect-walls.ts';
import { mergeFaces } from './merge-faces.ts';
import { pairFaces } from './pair-faces.ts';
import { type DrawnLine, shortSingles } from './short-singles.ts';
import { type WallFace, type WallLine, wallThicknessRangeM } from './wall-line.ts';

const { thickestM, minRatio, maxCorners, maxRings, touchM } = tuning.wallsThickSolids;

const {
  longestSmallM,
  minLong,
  sampleCount,
  maxSegments,
  assumedThicknessM,
  largestFaceCount,
  largestWallCount,
} = tuning.wallsRecogniseWalls;

/** Pieces of walls between doors and corners: columns are wider or more compact. */
const small = { minM: 0.1, maxM: 0.42, minRatio: 2.5 } as const;

/** Walls of one level by centre line, joined at corners and branches and cut at openings as drawn. */
export function recogniseWalls(
  paths: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): WallLine[] {
  const faces: WallFace[] = [];
  const walls: WallLine[] = [];
  const solids = thickSolids(
    paths.filter((path) => wallClasses.has(classOf(path))),
    classOf,
  );
  for (const path of paths) {
    const layerClass = classOf(path);
    const solid = solids.get(path);
    if (solid) {
      walls.push(...solid);
      continue;
    }
    const minWidthM = isStatedLayer(path.layer) ? 0.001 : wallThicknessRangeM.min;
    if (wallClasses.has(layerClass) && path.widthInUnits >= minWidthM) addWide(path, layerClass, walls);
    else if (wallClasses.has(layerClass)) addFaces(path, layerClass, isFilled(path), faces);
    else if (layerClass === 'ramp' && path.source !== 'hatch') addFaces(path, 'ramp-wall', false, faces);
  }
  for (const hatch of wallHatches(paths, classOf)) {
    for (const path of hatch) addFaces(path, 'wall', true, faces);
  }
  if (faces.length > largestFaceCount) {
    throw new DrawingError(
      say('wall-layers'),
      say('lines-count', { count: faces.length }),
      say('at-most-on-level', { most: largestFaceCount }),
    );
  }
  const leftovers: WallLine[] = [];
  const paired: WallLine[] = [];
  for (const group of mergeFaces(faces)) {
    const found = pairFaces(group);
    paired.push(...found.walls);
    if (group.layerClass !== 'ramp-wall') leftovers.push(...found.leftovers);
  }
  const single = leftovers.filter((line) => distance(line.a, line.b) >= 0.9);
  walls.push(...paired, ...pairAcrossClasses(leftovers.filter((line) => distance(line.a, line.b) >= 0.7)));
  const singles = [
    ...single,
    ...shortSingles(leftovers, single, paired, drawnLines(paths, classOf), doorLines(paths, classOf)),
  ].map((line) => ({
    ...line,
    thicknessM: assumedThicknessM,
  }));
  checkCrossings([...walls, ...singles]);
  const distinct = dropDuplicates([...walls, ...singles]);
  if (distinct.length > largestWallCount) {
    throw new DrawingError(
      say('wall-layers'),
      say('walls-count', { count: distinct.length }),
      say('at-most-on-level', { most: largestWallCount }),
    );
  }
  return connectWalls(distinct);
}

/** The thin lines of walls, each with its layer and colour. */
function drawnLines(paths: readonly DrawingPath[], classOf: (path: DrawingPath) => LayerClass): DrawnLine[] {
  return paths.flatMap((path): DrawnLine[] => {
    if (!wallClasses.has(classOf(path)) || path.widthInUnits > 0 || isFilled(path)) return [];
    const key = layerKey(path);
    const last = path.closed ? path.points.length : path.points.length - 1;
    return path.points
      .slice(0, last)
      .map((a, i) => ({ a, b: path.points[(i + 1) % path.points.length], key }));
  });
}

/** Straight lines of doors, and from the hinges of leaves to where they open and close. */
function doorLines(
  paths: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): [Point, Point][] {
  return paths
    .filter((path) => openingClasses.has(classOf(path)))
    .flatMap(({ points, source, arc }): [Point, Point][] => {
      const last = points[points.length - 1];
      if (source === 'arc' && arc) return [points[0], last].map((end) => [arc.center, end]);
      return points.length === 2 ? [[points[0], last]] : [];
    })
    .filter(([a, b]) => distance(a, b) >= openingWidthRangeM.min && distance(a, b) <= openingWidthRangeM.max);
}

function isFilled({ source }: DrawingPath): boolean {
  return source === 'hatch' || source === 'solid';
}

function addWide(path: DrawingPath, layerClass: LayerClass, walls: WallLine[]): void {
  const { points } = path;
  const last = path.closed ? points.length : points.length - 1;
  for (let i = 0; i < last; i++) {
    const b = points[(i + 1) % points.length];
    if (distance(points[i], b) < 0.02) continue;
    const thicknessM = Math.min(path.widthInUnits, 5);
    walls.push({
      a: points[i],
      b,
      thicknessM,
      layerClass,
      filled: isFilled(path),
      material: path.stated?.material,
    });
  }
}

function addFaces(path: DrawingPath, layerClass: LayerClass, filled: boolean, faces: WallFace[]): void {
  const { points } = path;
  const last = path.closed ? points.length : points.length - 1;
  for (let i = 0; i < last; i++) {
    faces.push({ a: points[i], b: points[(i + 1) % points.length], layerClass, filled });
  }
}

/**
 * Walls whose two faces are drawn on layers of different classes, such as a retaining wall with the wall of a room
 * built against it. `leftovers` are the faces that found none on their own layer.
 */
function pairAcrossClasses(leftovers: readonly WallLine[]): WallLine[] {
  if (new Set(leftovers.map(({ layerClass }) => layerClass)).size < 2) return [];
  const faces = leftovers.map(({ a, b }) => ({ a, b, layerClass: 'wall' as const, filled: false }));
  return mergeFaces(faces).flatMap((group) =>
    pairFaces(group).walls.flatMap((wall): WallLine[] => {
      const sides = sidesOf(wall, leftovers);
      const [one, two] = sides;
      if (one.size === 0 || two.size === 0 || ![...one].some((each) => !two.has(each))) return [];
      const [layerClass] = [...one, ...two].sort((p, q) => castRank(p) - castRank(q));
      return [{ ...wall, layerClass }];
    }),
  );
}

/** Classes of the lines that make the left and the right face of a wall. */
function sidesOf(wall: WallLine, leftovers: readonly WallLine[]): [Set<LayerClass>, Set<LayerClass>] {
  const sides: [Set<LayerClass>, Set<LayerClass>] = [new Set(), new Set()];
  const length = distance(wall.a, wall.b);
  const [dx, dy] = [(wall.b[0] - wall.a[0]) / length, (wall.b[1] - wall.a[1]) / length];
  for (const line of leftovers) {
    const [x, y] = midpoint(line.a, line.b);
    const half = distance(line.a, line.b) / 2;
    const along = (x - wall.a[0]) * dx + (y - wall.a[1]) * dy;
    const aside = (y - wall.a[1]) * dx - (x - wall.a[0]) * dy;
    if (along < -half || along > length + half) continue;
    if (Math.abs(Math.abs(aside) - wall.thicknessM / 2) < 0.01) sides[aside > 0 ? 0 : 1].add(line.layerClass);
  }
  return sides;
}

/**
 * Cuts away what another wall already stands for: the same wall drawn on two layers or in two ways. A
 * filled wall stays before others, then the thicker, the cast, the longer.
 */
function dropDuplicates(walls: readonly WallLine[]): WallLine[] {
  const order = walls
    .map((wall, i) => ({
      i,
      length: distance(wall.a, wall.b),
      single: wall.single ? 1 : 0,
      filled: wall.filled ? 0 : 1,
    }))
    .sort(
      (p, q) =>
        p.single - q.single ||
        p.filled - q.filled ||
        walls[q.i].thicknessM - walls[p.i].thicknessM ||
        castRank(walls[p.i].layerClass) - castRank(walls[q.i].layerClass) ||
        q.length - p.length ||
        p.i - q.i,
    );
  const retained: WallLine[] = [];
  const grid = new PointGrid(4);
  for (const { i, length } of order) {
    const wall = walls[i];
    const dx = (wall.b[0] - wall.a[0]) / length;
    const dy = (wall.b[1] - wall.a[1]) / length;
    const taken: Interval[] = [];
    for (const j of grid.nearAlong(wall.a, wall.b, 0.35)) {
      const other = retained[j];
      const otherLength = distance(other.a, other.b);
      const cross = Math.abs(dx * (other.b[1] - other.a[1]) - dy * (other.b[0] - other.a[0])) / otherLength;
      if (cross > 0.03) continue;
      const project = (x: number, y: number) => [
        (x - wall.a[0]) * dx + (y - wall.a[1]) * dy,
        (y - wall.a[1]) * dx - (x - wall.a[0]) * dy,
      ];
      const [ta, oa] = project(other.a[0], other.a[1]);
      const [tb, ob] = project(other.b[0], other.b[1]);
      const aside = Math.abs(oa + ob) / 2;
      const allowed = wall.single
        ? other.thicknessM / 2 + 0.03
        : Math.max(0.06, (other.thicknessM - wall.thicknessM) / 2 + 0.03, 0.3 * wall.thicknessM);
      if (aside > allowed) continue;
      taken.push([Math.min(ta, tb), Math.max(ta, tb)]);
    }
    for (const [from, to] of subtractIntervals([0, length], mergeIntervals(taken, 0.3))) {
      if (to - from < (taken.length > 0 ? 0.3 : 0.05)) continue;
      const segment = {
        ...wall,
        a: from === 0 ? wall.a : pointAlong(wall.a, wall.b, from / length),
        b: to === length ? wall.b : pointAlong(wall.a, wall.b, to / length),
      };
      grid.addAlong(retained.length, segment.a, segment.b, 0.35);
      retained.push(segment);
    }
  }
  return retained;
}

/** Ranks two walls in one location: the cast one is there; the other was drawn against it. */
function castRank(layerClass: LayerClass): number {
  if (layerClass === 'fire-wall' || layerClass === 'partition-wall') return 2;
  return layerClass === 'wall' ? 1 : 0;
}

/**
 * Filled shapes on wall layers that are thicker than two lines may stand apart to mean a wall, such as the piers of an
 * outer wall: what is filled is solid, so that its own sides belong together. Walls of their thickness, by shape;
 * none for the line that is drawn around a filling.
 */
function thickSolids(
  all: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): Map<DrawingPath, WallLine[]> {
  const paths = all.filter(({ source }) => source === 'hatch');
  const ringsOf = new Map<number, DrawingPath[]>();
  for (const path of paths) {
    const rings = ringsOf.get(path.group ?? -1);
    if (rings) rings.push(path);
    else ringsOf.set(path.group ?? -1, [path]);
  }
  const found = new Map<DrawingPath, WallLine[]>();
  for (const path of paths) {
    const strips = stripsOf(path.points);
    if (strips.length === 0 || !standsAlone(path, ringsOf.get(path.group ?? -1)!)) continue;
    const layerClass = classOf(path);
    found.set(
      path,
      strips.map(({ a, b, widthInUnits }) => ({ a, b, thicknessM: widthInUnits, layerClass, filled: true })),
    );
  }
  const filled = new Set([...found.keys()].map(locationOf));
  for (const path of all) {
    if (path.source !== 'hatch' && path.closed && filled.has(locationOf(path))) found.set(path, []);
  }
  return found;
}

/** No ring of the same filling lies in this one, or around it: it is filled all over. */
function standsAlone(path: DrawingPath, rings: readonly DrawingPath[]): boolean {
  if (path.group === undefined || rings.length === 1) return true;
  const pathBounds = boundsOf(path.points);
  return (
    rings.length <= maxRings &&
    rings.every((other) => {
      const bounds = boundsOf(other.points);
      const isApart =
        other === path ||
        bounds.minX > pathBounds.maxX - touchM ||
        bounds.maxX < pathBounds.minX + touchM ||
        bounds.minY > pathBounds.maxY - touchM ||
        bounds.maxY < pathBounds.minY + touchM;
      if (isApart) return true;
      return !holdsMajority(other.points, path.points) && !holdsMajority(path.points, other.points);
    })
  );
}

/** Most corners of the other lie within; those on the edge may count as either. */
function holdsMajority(ring: readonly Point[], other: readonly Point[]): boolean {
  return other.filter((point) => ringContains(ring, point)).length > 0.5 * other.length;
}

/** Returns what two drawings of one shape have in common: its bounds, to some centimetres. */
function locationOf({ points }: DrawingPath): string {
  const { minX, minY, maxX, maxY } = boundsOf(points);
  return [minX, minY, maxX, maxY].map((value) => Math.round(value * 20)).join(',');
}

/** None where the shape has no part that is too thick for a wall of two lines. */
function stripsOf(points: readonly Point[]) {
  if (points.length < 4 || points.length > 3 * maxCorners) return [];
  const ring = simplifyRing(points);
  if (ring.length > maxCorners) return [];
  const { strips } = wallStrips([ring], thickestM, 1);
  const ratioOf = ({ a, b, widthInUnits }: WallStrip) => distance(a, b) / widthInUnits;
  // Sides across a strip face each other too: what lies within a longer one is that one.
  const walls: WallStrip[] = [];
  for (const strip of [...strips].sort((p, q) => ratioOf(q) - ratioOf(p))) {
    const middle = midpoint(strip.a, strip.b);
    const isWithin = walls.some(
      ({ a, b, widthInUnits }) => distanceToSegment(middle, a, b) < widthInUnits / 2,
    );
    if (ratioOf(strip) >= minRatio && !isWithin) walls.push(strip);
  }
  return walls.some(({ widthInUnits }) => widthInUnits > wallThicknessRangeM.max) ? walls : [];
}

/** Hatches on layers that are not walls by name, but have the shape of walls: long and thin. Rings by hatch. */
function wallHatches(
  paths: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): DrawingPath[][] {
  const groups = new Map<number, DrawingPath[]>();
  for (const path of paths) {
    if (path.source !== 'hatch' || path.group === undefined) continue;
    const layerClass = classOf(path);
    if (layerClass !== 'hatch' && layerClass !== 'unknown') continue;
    const group = groups.get(path.group);
    if (group) group.push(path);
    else groups.set(path.group, [path]);
  }
  const hatches = [...groups.values()];
  const long = new Set(hatches.filter(isLong));
  const counts = new Map<string, number>();
  for (const [{ layer }] of long) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return hatches.filter(
    (rings) => long.has(rings) || ((counts.get(rings[0].layer) ?? 0) >= minLong && isSmall(rings)),
  );
}

function isLong(rings: readonly DrawingPath[]): boolean {
  const areas = rings.map((ring) => Math.abs(signedArea(ring.points as Point[])));
  const largest = Math.max(...areas);
  const solid = 2 * largest - areas.reduce((sum, areaM2) => sum + areaM2, 0);
  const around = rings.reduce((sum, ring) => sum + perimeter(ring.points), 0);
  const thicknessM = (2 * solid) / around;
  return thicknessM > wallThicknessRangeM.min && thicknessM < 0.5 && around > longestSmallM;
}

function isSmall(rings: readonly DrawingPath[]): boolean {
  if (rings.length > 1 || rings[0].points.length > 5) return false;
  const { lengthM, widthM } = rectangleAround(rings[0].points);
  return widthM >= small.minM && widthM <= small.maxM && lengthM >= small.minRatio * widthM;
}

/**
 * Throws `DrawingError` where walls cross so often that their pieces could not be traced: told by some of them, spread
 * over the list, before anything is done with all.
 */
function checkCrossings(walls: readonly WallLine[]): void {
  const stride = Math.max(1, Math.floor(walls.length / sampleCount));
  let looked = 0;
  let crossings = 0;
  for (let index = 0; index < walls.length; index += stride) {
    const { a, b } = walls[index];
    looked++;
    for (const other of walls) if (segmentsCross(a, b, other.a, other.b)) crossings++;
  }
  if (looked === 0 || (crossings / looked) * walls.length <= maxSegments) return;
  throw new DrawingError(say('wall-layers'), say('walls-cross'), say('walls-of-plan'));
}
