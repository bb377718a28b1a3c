import { DrawingError } from '../../errors.ts';
import { distance, type Point } from '../../geometry/points.ts';
import { perimeter, signedArea } from '../../geometry/polygons.ts';
import { isStatedLayer } from '../classify-layer.ts';
import type { DrawingPath } from '../drawing.ts';
import { type LayerClass, wallClasses } from '../layer-classes.ts';
import { connectWalls } from './connect-walls.ts';
import { dropDuplicates } from './drop-duplicates.ts';
import { mergeFaces } from './merge-faces.ts';
import { pairAcrossClasses } from './pair-across-classes.ts';
import { pairFaces } from './pair-faces.ts';
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
  for (const path of paths) {
    const layerClass = classOf(path);
    const leastWidthM = isStatedLayer(path.layer) ? 0.001 : wallThicknessRangeM.min;
    if (wallClasses.has(layerClass) && path.widthInUnits >= leastWidthM) addWide(path, layerClass, walls);
    else if (wallClasses.has(layerClass)) addFaces(path, layerClass, isFilled(path), faces);
    else if (layerClass === 'ramp' && path.source !== 'hatch') addFaces(path, 'ramp-wall', false, faces);
  }
  for (const hatch of thinHatches(paths, classOf)) {
    for (const path of hatch) addFaces(path, 'wall', true, faces);
  }
  if (faces.length > largestFaceCount) {
    throw new DrawingError(
      'wall layers',
      `${faces.length} lines`,
      `at most ${largestFaceCount} on one level`,
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
  const singles = [...single, ...shortSingles(leftovers, single, paired)].map((line) => ({
    ...line,
    thicknessM: assumedThicknessM,
  }));
  const distinct = dropDuplicates([...walls, ...singles]);
  if (distinct.length > largestWallCount) {
    throw new DrawingError(
      'wall layers',
      `${distinct.length} walls`,
      `at most ${largestWallCount} on one level`,
    );
  }
  return connectWalls(distinct);
}

/** Short lines too are walls where their class is drawn by single lines: between a door and a corner. */
function shortSingles(
  leftovers: readonly WallLine[],
  single: readonly WallLine[],
  paired: readonly WallLine[],
): WallLine[] {
  const lengthOf = (lines: readonly WallLine[], layerClass: LayerClass) =>
    lines.reduce((sum, line) => sum + (line.layerClass === layerClass ? distance(line.a, line.b) : 0), 0);
  const classes = new Set(single.map(({ layerClass }) => layerClass));
  const bySingles = [...classes].filter((each) => lengthOf(single, each) > lengthOf(paired, each));
  return leftovers.filter((line) => bySingles.includes(line.layerClass) && distance(line.a, line.b) < 0.9);
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

/** Hatches on layers that are not walls by name, but have the shape of walls: long and thin. */
function thinHatches(
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
  return [...groups.values()].filter((rings) => {
    const areas = rings.map((ring) => Math.abs(signedArea(ring.points as Point[])));
    const largest = Math.max(...areas);
    const solid = 2 * largest - areas.reduce((sum, areaM2) => sum + areaM2, 0);
    const around = rings.reduce((sum, ring) => sum + perimeter(ring.points), 0);
    const thicknessM = (2 * solid) / around;
    return thicknessM > wallThicknessRangeM.min && thicknessM < 0.5 && around > 4;
  });
}
