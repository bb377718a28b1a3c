import { DrawingError, distance, type Point, say } from '../../../core/index.ts';
import { isStatedLayer, layerKey } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import { openingWidthRangeM } from '../openings/opening-line.ts';
import { checkCrossings } from './check-crossings.ts';
import { connectWalls } from './connect-walls.ts';
import { dropDuplicates } from './drop-duplicates.ts';
import { mergeFaces } from './merge-faces.ts';
import { pairAcrossClasses } from './pair-across-classes.ts';
import { pairFaces } from './pair-faces.ts';
import { type DrawnLine, shortSingles } from './short-singles.ts';
import { thickSolids } from './thick-solids.ts';
import { wallHatches } from './wall-hatches.ts';
import { type WallFace, type WallLine, wallThicknessRangeM } from './wall-line.ts';

/** Thickness taken for a wall drawn as one thin line. */
const assumedThicknessM = 0.2;

/** More than the largest garages have by far; hatching on a wall layer gets there. */
const largestFaceCount = 200_000;
const largestWallCount = 20_000;

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
    const leastWidthM = isStatedLayer(path.layer) ? 0.001 : wallThicknessRangeM.min;
    if (wallClasses.has(layerClass) && path.widthInUnits >= leastWidthM) addWide(path, layerClass, walls);
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
