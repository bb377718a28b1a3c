/** Blocks and compact closed shapes that an office draws again and again, told by their shape alone. Metres. */
import { distance, type Point, rectangleAround } from '../../../core/index.ts';
import { pointKindRows } from '../../../plan/index.ts';
import type { LayerClassifier } from '../../drawing/classify-layer.ts';
import type { Drawing, DrawingPath, DrawingSymbol } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import { loopsOf } from '../columns-among-walls.ts';

const { shortestSideM, longestSideM, thinnestSideM, maxCorners, toleranceRatio, toleranceM } =
  tuning.knownShapes;

const pointClasses = new Set<LayerClass>(
  pointKindRows.flatMap(({ drawn }) => (drawn ? [drawn.layerClass as LayerClass] : [])),
);

/** Classes that a shape can stand for; cars, furniture and the like are `other`. */
export const shapeClasses: readonly LayerClass[] = ['column', ...pointClasses, ...openingClasses, 'other'];

/** Measures of a shape that no place, rotation or mirror changes. */
export interface ShapeMeasures {
  /** Sides of the least rectangle around it. */
  lengthM: number;
  widthM: number;
  /** Length of all its lines. */
  drawnM: number;
  /** Root mean square distance of its lines from their middle. */
  spreadM: number;
  /** Straight lines, arcs and circles; fillings do not count. */
  lines: number;
  arcs: number;
  circles: number;
}

/** A shape and what it shows: the content of a preset. */
export interface KnownShape extends ShapeMeasures {
  layerClass: LayerClass;
}

/** A placed block, or a closed shape that stands alone. */
export interface DrawnThing {
  measures: ShapeMeasures;
  center: Point;
  paths: DrawingPath[];
  symbol?: DrawingSymbol;
}

/**
 * Gives blocks and shapes that are known their class (`readAs`), in place: what the layer names otherwise or geometry would
 * guess gives way, what `isStated` says of a layer does not. Returns how many were known.
 */
export function recogniseShapes(
  drawing: Drawing,
  shapes: readonly KnownShape[],
  isStated: LayerClassifier['isGiven'],
): number {
  if (shapes.length === 0) return 0;
  let count = 0;
  for (const { measures, paths, symbol, center } of thingsOf(drawing)) {
    const known = shapes.find((shape) => isSameShape(shape, measures));
    if (!known || isStated?.((symbol ?? paths[0]).layer)) continue;
    const { layerClass } = known;
    count++;
    const free = paths.filter(({ layer }) => !isStated?.(layer));
    for (const path of free) path.readAs = layerClass;
    if (symbol) symbol.readAs = layerClass;
    else if (pointClasses.has(layerClass)) {
      // Points are read of blocks.
      for (const path of free) path.symbol = drawing.symbols.length;
      const { layer } = paths[0];
      drawing.symbols.push({ layer, names: [], position: center, readAs: layerClass });
    }
  }
  return count;
}

/** True of measures that are the same within the tolerance. */
export function isSameShape(p: ShapeMeasures, q: ShapeMeasures): boolean {
  const isNear = (a: number, b: number) => Math.abs(a - b) <= toleranceM + toleranceRatio * Math.max(a, b);
  return (
    p.lines === q.lines &&
    p.arcs === q.arcs &&
    p.circles === q.circles &&
    isNear(p.lengthM, q.lengthM) &&
    isNear(p.widthM, q.widthM) &&
    isNear(p.drawnM, q.drawnM) &&
    isNear(p.spreadM, q.spreadM)
  );
}

/** The blocks of a drawing, and outside of them closed shapes and rings of four lines, of a thing's size. */
export function thingsOf(drawing: Drawing): DrawnThing[] {
  const ofSymbol: DrawingPath[][] = drawing.symbols.map(() => []);
  const closed: DrawingPath[] = [];
  const lines: DrawingPath[] = [];
  for (const path of drawing.paths) {
    const { symbol, points, source } = path;
    if (symbol >= 0) ofSymbol[symbol].push(path);
    else if (path.closed && (source === 'circle' || points.length <= maxCorners)) closed.push(path);
    else if (points.length === 2 && distance(points[0], points[1]) <= longestSideM) lines.push(path);
  }
  const things: (DrawnThing | undefined)[] = drawing.symbols.map((symbol, i) => thing(ofSymbol[i], symbol));
  for (const path of closed) things.push(thing([path]));
  for (const { sides } of loopsOf(lines)) things.push(thing(sides));
  return things.filter((each) => each !== undefined);
}

function thing(paths: DrawingPath[], symbol?: DrawingSymbol): DrawnThing | undefined {
  const drawn = paths.filter(({ source }) => source !== 'hatch' && source !== 'solid');
  const outlines = drawn.length > 0 ? drawn : paths;
  const points = outlines.flatMap((path) => path.points);
  if (points.length < 2) return undefined;
  const { center, lengthM, widthM } = rectangleAround(points);
  const isOfSize = lengthM >= shortestSideM && lengthM <= longestSideM && widthM >= thinnestSideM;
  if (!isOfSize) return undefined;
  const measures = { lengthM, widthM, lines: 0, arcs: 0, circles: 0, ...spreadOf(outlines) };
  for (const { source, closed, points: corners, arc } of outlines) {
    if (source === 'circle') measures.circles++;
    else if (arc || source === 'arc' || source === 'curve') measures.arcs++;
    else measures.lines += closed ? corners.length : corners.length - 1;
  }
  return { measures, center, paths, ...(symbol ? { symbol } : {}) };
}

/** Length of lines, and their second moment about their middle as a distance. */
function spreadOf(paths: readonly DrawingPath[]): Pick<ShapeMeasures, 'drawnM' | 'spreadM'> {
  // Near the first point: coordinates of surveys are large.
  const [[originX, originY]] = paths[0].points;
  let [drawnM, sumX, sumY, sumOfSquares] = [0, 0, 0, 0];
  for (const { points, closed } of paths) {
    const count = closed ? points.length : points.length - 1;
    for (let i = 0; i < count; i++) {
      const a = points[i];
      const b = points[(i + 1) % points.length];
      const lengthM = distance(a, b);
      const [ax, ay, bx, by] = [a[0] - originX, a[1] - originY, b[0] - originX, b[1] - originY];
      drawnM += lengthM;
      sumX += (lengthM * (ax + bx)) / 2;
      sumY += (lengthM * (ay + by)) / 2;
      sumOfSquares += (lengthM * (ax * ax + ax * bx + bx * bx + ay * ay + ay * by + by * by)) / 3;
    }
  }
  if (drawnM === 0) return { drawnM, spreadM: 0 };
  const variance = sumOfSquares / drawnM - (sumX * sumX + sumY * sumY) / (drawnM * drawnM);
  return { drawnM, spreadM: Math.sqrt(Math.max(0, variance)) };
}
