/** Columns, doors and marks of shafts by their shape alone, among what no layer tells. Metres. */
import {
  boundsOf,
  distance,
  distanceToSegment,
  emptyBounds,
  extendBounds,
  midpoint,
  nearestParameter,
  type OrientedRectangle,
  type Point,
  PointGrid,
  pointAlong,
  rectangleAround,
} from '../../../core/index.ts';
import { isStatedLayer } from '../../drawing/classify-layer.ts';
import type { Drawing, DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, wallClasses } from '../../drawing/layer-classes.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { columnSidesM, loopsOf } from '../columns-among-walls.ts';
import { rowRatio } from '../layer-evidence.ts';
import { kindOfTag } from '../openings/door-tags.ts';
import { knownBays } from '../recognise-bays.ts';
import { axesAmong } from './axes-among.ts';

const { minRowRatio } = tuning.guessLayerClasses;
const { longestWallM } = tuning.checkExtent;
const {
  fewestColumns,
  longestColumnRatio,
  largestColumnM,
  shortestLeafM,
  longestLeafM,
  leafReach,
  minSweepRad,
  maxSweepRad,
  thinnestCapM,
  thickestCapM,
  shortestBarM,
  longestBarM,
  shutterM,
  thickestBarM,
  tagReachM,
  barEndM,
  fewestBays,
  fewestBaysAmongWalls,
  thinnestWallM,
  widestWallM,
  bayLengthM,
  bayWidthM,
  smallestCrossM,
  largestCrossM,
  crossSlackRatio,
  fewestAxes,
  fewestCarCorners,
  carLengthM,
  carWidthM,
  maxPaths,
  markingSlackM,
  bayEndM,
  longestArrowM,
  widestArrowM,
  fewestArrows,
} = tuning.linesClassifyThings;

/** How many things of each class were told by their shape. */
export type FoundThings = Partial<Record<LayerClass, number>>;

/**
 * Marks columns, doors and the crosses in shafts (`readAs`), in place, among paths that no layer, block or neighbour tells.
 * Columns only where the drawing names none.
 */
export function findUnnamedThings(drawing: Drawing, classOf: LevelDrawing['classOf']): FoundThings {
  const found: FoundThings = {};
  // Crosses are drawn on the layers of walls too.
  mark(crossesAmong(drawing.paths.filter((path) => ['unknown', 'wall'].includes(classOf(path)))), 'other');
  markBaysAmongWalls(drawing, classOf);
  markCars(drawing, classOf);
  const unnamed = drawing.paths.filter((path) => classOf(path) === 'unknown');
  if (unnamed.length === 0 || unnamed.length > maxPaths) return found;
  const axes = new Set(axesAmong(unnamed, drawing.texts));
  if (axes.size < fewestAxes) axes.clear();
  mark(axes, 'axis');
  const unknown = unnamed.filter((path) => !axes.has(path));
  const named = new Set(drawing.paths.map(classOf));
  if (!named.has('bay')) {
    const bays = baysAmong(unknown);
    mark(bays, 'bay');
    if (bays.length > 0) found.bay = bays.length;
  }
  if (!named.has('column')) {
    const columns = columnsAmong(drawing, unknown);
    for (const { sides } of columns) mark(sides, 'column');
    if (columns.length > 0) found.column = columns.length;
  }
  const isFree = (path: DrawingPath) => path.readAs === undefined;
  const doors = doorsAmong(unknown.filter(isFree));
  for (const leaf of doors) mark(leaf, 'door');
  const free = unknown.filter(isFree);
  const bars = barsAmong(free, drawing, free);
  for (const { path, isShutter } of bars) mark([path], isShutter ? 'shutter' : 'door');
  if (doors.length + bars.length > 0) found.door = doors.length + bars.length;
  return found;
}

/**
 * Marks what is painted on the floor or stands in bays (`readAs`), in place, on layers of walls: lines that lie within a bay
 * (cars, wheel stops), and shapes with many corners of which many have one size (arrows). Returns its length, m.
 */
export function findMarkings(drawing: Drawing, classOf: LevelDrawing['classOf']): number {
  const walls = drawing.paths.filter((path) => wallClasses.has(classOf(path)) && !isStatedLayer(path.layer));
  if (walls.length === 0 || walls.length > maxPaths) return 0;
  const arrows = arrowsAmong(walls);
  const holders = bayHolders(knownBays({ drawing, classOf }), { sideM: markingSlackM, endM: bayEndM });
  const isInBay = ({ points }: DrawingPath) =>
    holders(points[0]).some((bay) => points.every((point) => holders(point).includes(bay)));
  const found = [...arrows, ...walls.filter(isInBay)];
  mark(found, 'other');
  return found.reduce((sum, { points }) => {
    for (let i = 1; i < points.length; i++) sum += distance(points[i - 1], points[i]);
    return sum;
  }, 0);
}

/** Closed shapes with the corners of an arrow, of which several have one size. */
function arrowsAmong(walls: readonly DrawingPath[]): DrawingPath[] {
  const bySize = new Map<string, DrawingPath[]>();
  for (const path of walls) {
    const { points, closed, source } = path;
    if (!closed || source !== 'polyline' || points.length < 6 || points.length > 12) continue;
    const { lengthM, widthM } = rectangleAround(points);
    if (lengthM > longestArrowM || widthM > widestArrowM) continue;
    const key = `${points.length},${Math.round(lengthM * 50)},${Math.round(widthM * 50)}`;
    bySize.set(key, [...(bySize.get(key) ?? []), path]);
  }
  return [...bySize.values()].flatMap((alike) => (alike.length >= fewestArrows ? alike : []));
}

function mark(paths: Iterable<DrawingPath>, layerClass: LayerClass): void {
  for (const path of paths) path.readAs ??= layerClass;
}

/** Marks the bodies of cars in bays: round closed shapes of their size, on the layer of the bays or on none that tells. */
function markCars(drawing: Drawing, classOf: LevelDrawing['classOf']): void {
  const bodies = drawing.paths.filter((path) => {
    if (!path.closed || path.arc || path.points.length <= fewestCarCorners) return false;
    if (!['bay', 'unknown'].includes(classOf(path))) return false;
    const { lengthM, widthM } = rectangleAround(path.points);
    return isWithin(lengthM, carLengthM) && isWithin(widthM, carWidthM);
  });
  if (bodies.length === 0) return;
  const isInBay = insideBays(knownBays({ drawing, classOf }));
  mark(
    bodies.filter(({ points }) => isInBay(rectangleAround(points).center)),
    'other',
  );
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max;
}

/** Compact closed shapes, and rings of four lines, of which several have one size and stand as far apart as columns. */
function columnsAmong(
  drawing: Drawing,
  unknown: readonly DrawingPath[],
): { center: Point; sides: DrawingPath[] }[] {
  const isPart = partOfLarger(drawing);
  const isInBay = insideBays(drawing.paths.filter((path) => bayBox(path)).map(({ points }) => points));
  const isLettered = withText(drawing);
  const bySize = new Map<string, { center: Point; sides: DrawingPath[] }[]>();
  const add = (points: readonly Point[], sides: DrawingPath[]) => {
    const { center, lengthM, widthM } = rectangleAround(points);
    if (widthM < columnSidesM.min || lengthM > columnSidesM.max || lengthM > longestColumnRatio * widthM)
      return;
    if (isInBay(center) || isLettered(center, widthM / 2)) return;
    const key = `${Math.round(lengthM * 50)},${Math.round(widthM * 50)}`;
    const alike = bySize.get(key);
    if (alike) alike.push({ center, sides });
    else bySize.set(key, [{ center, sides }]);
  };
  const lines: DrawingPath[] = [];
  for (const path of unknown) {
    const { points, closed, source } = path;
    if (isPart(path) || path.widthInUnits > 0) continue;
    if (closed && (source === 'circle' || points.length <= 12)) add(points, [path]);
    else if (points.length === 2 && distance(points[0], points[1]) <= columnSidesM.max) lines.push(path);
  }
  for (const { points, sides } of loopsOf(lines)) add(points, sides);
  return [...bySize.values()].flatMap((alike) =>
    alike.length >= fewestColumns && rowRatio(alike.map(({ center }) => center)) > minRowRatio ? alike : [],
  );
}

/** Tells parts of blocks that are larger than a column: wheels, chairs, basins. */
function partOfLarger({ symbols, paths }: Drawing): (path: DrawingPath) => boolean {
  const boxes = symbols.map(() => emptyBounds());
  for (const { symbol, points } of paths) {
    if (symbol >= 0) for (const point of points) extendBounds(boxes[symbol], point);
  }
  return ({ symbol }) => {
    if (symbol < 0) return false;
    const { minX, minY, maxX, maxY } = boxes[symbol];
    return Math.max(maxX - minX, maxY - minY) > largestColumnM;
  };
}

/** Rectangles of a bay's size, closed or open at the lane, of which several have one size. */
function baysAmong(unknown: readonly DrawingPath[]): DrawingPath[] {
  const bySize = new Map<string, DrawingPath[]>();
  for (const path of unknown) {
    const box = bayBox(path);
    if (!box) continue;
    const key = `${Math.round(box.lengthM * 10)},${Math.round(box.widthM * 10)}`;
    const alike = bySize.get(key);
    if (alike) alike.push(path);
    else bySize.set(key, [path]);
  }
  return [...bySize.values()].flatMap((alike) => (alike.length >= fewestBays ? alike : []));
}

/**
 * Bays on the layer of the walls, where no layer is of bays: many of one size, between single lines. Walls have two faces.
 */
function markBaysAmongWalls(drawing: Drawing, classOf: LevelDrawing['classOf']): void {
  if (drawing.paths.some((path) => ['bay', 'car'].includes(classOf(path)))) return;
  const lines = drawing.paths.filter(
    (path) => classOf(path) === 'wall' && !path.closed && path.points.length === 2 && path.widthInUnits === 0,
  );
  if (lines.length === 0 || lines.length > maxPaths) return;
  // Walls of a wrong unit have no bays between them, and a grid of metres along them would have no end.
  if (lines.some(({ points: [a, b] }) => distance(a, b) > longestWallM)) return;
  const grid = new PointGrid(1);
  lines.forEach(({ points: [a, b] }, i) => {
    grid.addAlong(i, a, b);
  });
  const isFace = (a: Point, b: Point) => {
    const middle = midpoint(a, b);
    const [x, y] = middle;
    return grid.near(x - widestWallM, y - widestWallM, x + widestWallM, y + widestWallM).some((i) => {
      const [c, d] = lines[i].points;
      const asideM = distanceToSegment(middle, c, d);
      const turned = Math.abs((b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]));
      const isAlong = turned < 0.05 * distance(a, b) * distance(c, d);
      return isAlong && asideM > thinnestWallM && asideM < widestWallM;
    });
  };
  const found = knownBays({ drawing: { ...drawing, paths: lines, texts: [] }, classOf: () => 'unknown' })
    .map((corners) => ({ corners, box: rectangleAround(corners) }))
    .filter(({ corners: [a, b, c, d] }) => {
      const isLong = distance(a, b) > distance(b, c);
      return isLong ? !isFace(a, b) && !isFace(c, d) : !isFace(b, c) && !isFace(d, a);
    });
  const isOneOfMany = ({ lengthM, widthM }: OrientedRectangle) => {
    let count = 0;
    // Stops at enough: sizes of bays are few, so that not many are compared with all.
    return found.some(
      ({ box }) =>
        Math.abs(box.lengthM - lengthM) < 0.1 &&
        Math.abs(box.widthM - widthM) < 0.1 &&
        ++count >= fewestBaysAmongWalls,
    );
  };
  const bays = found.filter(({ box }) => isOneOfMany(box));
  if (bays.length > 0) mark(linesOfBays(lines, bays, { grid, isFace }), 'bay');
}

/** The lines along the edges of bays, and what goes on from them along the ends of their row. */
function linesOfBays(
  lines: readonly DrawingPath[],
  bays: readonly { corners: readonly Point[] }[],
  { grid, isFace }: { grid: PointGrid; isFace: (a: Point, b: Point) => boolean },
): DrawingPath[] {
  const edges = bays.flatMap(({ corners }) => corners.map((a, i) => [a, corners[(i + 1) % 4]] as const));
  const edgeGrid = new PointGrid(1);
  edges.forEach(([a, b], i) => {
    edgeGrid.addAlong(i, a, b, 0.1);
  });
  const isOnEdge = (point: Point) =>
    edgeGrid
      .near(point[0], point[1], point[0], point[1])
      .some((i) => distanceToSegment(point, ...edges[i]) < 0.05);
  const upon = lines.filter(({ points: [a, b] }) => {
    const count = [0.02, 0.25, 0.5, 0.75, 0.98].filter((t) => isOnEdge(pointAlong(a, b, t))).length;
    // The line along a row goes on past the bays that are found, to the wall or the column at its end.
    const isMostlyOn = count >= 3 && distance(a, b) > bayWidthM.max && !isFace(a, b);
    return count === 5 || isMostlyOn;
  });
  const isUpon = new Set(upon);
  // The last bay of a row lies between its last line and a wall: the line along the row's end goes on for one more.
  const goesOn = ({ points: [a, b] }: DrawingPath) =>
    isWithin(distance(a, b), bayWidthM) &&
    !isFace(a, b) &&
    grid
      .near(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
      .some((i) => {
        const [c, d] = lines[i].points;
        const turned = Math.abs((b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]));
        return (
          isUpon.has(lines[i]) &&
          turned < 0.02 * distance(a, b) * distance(c, d) &&
          [c, d].some((end) => Math.min(distance(end, a), distance(end, b)) < 0.05)
        );
      });
  return [...upon, ...lines.filter((line) => !isUpon.has(line) && goesOn(line))];
}

function bayBox({ points, closed, source }: DrawingPath): OrientedRectangle | undefined {
  if (points.length !== 4 || source === 'hatch' || source === 'solid') return undefined;
  const box = rectangleAround(points);
  const isBay =
    box.lengthM >= bayLengthM.min &&
    box.lengthM <= bayLengthM.max &&
    box.widthM >= bayWidthM.min &&
    box.widthM <= bayWidthM.max;
  return isBay && (closed || distance(points[0], points[3]) <= bayWidthM.max) ? box : undefined;
}

/** Tells points within bays: what stands there is a charger or a car's, no column. */
export function insideBays(rings: readonly (readonly Point[])[]): (point: Readonly<Point>) => boolean {
  const holders = bayHolders(rings, { sideM: 0.2, endM: 0 });
  return (point) => holders(point).length > 0;
}

/** Tells the bays that hold a point, by their index: farther from their sides and ends than this, m. */
function bayHolders(
  rings: readonly (readonly Point[])[],
  { sideM, endM }: { sideM: number; endM: number },
): (point: Readonly<Point>) => number[] {
  const bays = rings.map((ring) => rectangleAround(ring));
  const grid = new PointGrid(4);
  bays.forEach(({ center: [x, y] }, i) => {
    grid.add(i, x - 3, y - 3, x + 3, y + 3);
  });
  return ([x, y]) =>
    grid.near(x, y, x, y).filter((i) => {
      const { center, lengthM, widthM, angleRad } = bays[i];
      const [dx, dy] = [x - center[0], y - center[1]];
      const along = dx * Math.cos(angleRad) + dy * Math.sin(angleRad);
      const aside = dy * Math.cos(angleRad) - dx * Math.sin(angleRad);
      return Math.abs(along) < lengthM / 2 - endM && Math.abs(aside) < widthM / 2 - sideM;
    });
}

/** Tells points with a text nearer than a distance: bubbles of axes and marks. */
function withText({ texts }: Drawing): (point: Readonly<Point>, reachM: number) => boolean {
  const grid = new PointGrid(2);
  texts.forEach(({ position: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  return ([x, y], reachM) =>
    grid
      .near(x - reachM, y - reachM, x + reachM, y + reachM)
      .some((i) => distance(texts[i].position, [x, y]) < reachM);
}

/** Quarter circles that a leaf swings along, each with the lines of its leaf from the hinge to the end of the arc. */
function doorsAmong(unknown: readonly DrawingPath[]): DrawingPath[][] {
  const leaves = unknown.filter(({ points, source }) => {
    if (source === 'arc' || source === 'circle' || points.length > 6) return false;
    const { minX, minY, maxX, maxY } = boundsOf(points);
    return Math.hypot(maxX - minX, maxY - minY) <= 1.5 * longestLeafM;
  });
  const grid = new PointGrid(2);
  leaves.forEach(({ points }, i) => {
    for (const [x, y] of points) grid.add(i, x, y);
  });
  return unknown.flatMap((path) => {
    const { arc, points, source } = path;
    if (source !== 'arc' || !arc) return [];
    const { center, radiusInUnits: radiusM } = arc;
    if (radiusM < shortestLeafM || radiusM > longestLeafM) return [];
    const sweepRad = points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0) / radiusM;
    // Leaves are drawn ajar too.
    if (sweepRad < minSweepRad || sweepRad > maxSweepRad) return [];
    const reachM = leafReach * radiusM;
    const [x, y] = center;
    const near = grid.near(x - reachM, y - reachM, x + reachM, y + reachM);
    const leaf = [...new Set(near)].flatMap((i) => {
      const corners = leaves[i].points;
      const isAt = (point: Readonly<Point>) => corners.some((corner) => distance(corner, point) <= reachM);
      const isLeaf = isAt(center) && (isAt(points[0]) || isAt(points[points.length - 1]));
      // A leaf drawn with its thickness is a slender rectangle.
      const { lengthM, widthM } = rectangleAround(corners);
      const isAsLong = lengthM > 0.8 * radiusM && lengthM < 1.3 * radiusM;
      return isLeaf && isAsLong && widthM <= 0.15 * lengthM ? [leaves[i]] : [];
    });
    return leaf.length > 0 ? [[path, ...leaf]] : [];
  });
}

type Cap = readonly [Point, Point];

/**
 * Lines across gaps of walls, alone or two side by side: both ends lie within what closes the walls on either side. Three
 * and more are a window.
 */
export function barsAmong(
  lines: readonly DrawingPath[],
  { texts }: Pick<Drawing, 'texts'>,
  walls: readonly DrawingPath[],
): { path: DrawingPath; isShutter: boolean }[] {
  const caps = capsAmong(walls);
  const grid = new PointGrid(1);
  caps.forEach(([a, b], i) => {
    grid.addAlong(i, a, b, barEndM);
  });
  const capAt = (end: Point, other: Point) =>
    grid.near(end[0], end[1], end[0], end[1]).find((i) => {
      const [a, b] = caps[i];
      if (distanceToSegment(end, a, b) > barEndM) return false;
      const t = nearestParameter(end, a, b);
      const run =
        ((b[0] - a[0]) * (other[0] - end[0]) + (b[1] - a[1]) * (other[1] - end[1])) / distance(a, b);
      return t > 0.1 && t < 0.9 && Math.abs(run) < 0.05 * distance(end, other);
    });
  const shutterTexts = new PointGrid(4);
  texts.forEach(({ text, position: [x, y] }, i) => {
    if (/shutter/.test(kindOfTag(text) ?? '')) shutterTexts.add(i, x, y);
  });
  const byGap = new Map<string, { path: DrawingPath; isShutter: boolean }[]>();
  for (const path of lines) {
    const { points, closed } = path;
    if (closed || points.length !== 2 || path.widthInUnits > thickestBarM) continue;
    const lengthM = distance(points[0], points[1]);
    if (lengthM < shortestBarM || lengthM > longestBarM) continue;
    const gap = [capAt(points[0], points[1]), capAt(points[1], points[0])];
    if (gap.includes(undefined)) continue;
    const [x, y] = midpoint(points[0], points[1]);
    const isNamed = shutterTexts
      .near(x - tagReachM, y - tagReachM, x + tagReachM, y + tagReachM)
      .some((i) => distance(texts[i].position, [x, y]) < tagReachM);
    const key = gap.sort((p, q) => p! - q!).join();
    const bar = { path, isShutter: isNamed || lengthM > shutterM };
    byGap.set(key, [...(byGap.get(key) ?? []), bar]);
  }
  return [...byGap.values()].filter((bars) => bars.length <= 2).flat();
}

/** Lines that close walls at their ends: short ones, and the ends of wide walls. */
function capsAmong(unknown: readonly DrawingPath[]): Cap[] {
  return unknown.flatMap(({ points, closed, widthInUnits: widthM }): Cap[] => {
    if (widthM >= thinnestCapM && !closed) {
      const [a, b, y, z] = [points[0], points[1], points[points.length - 2], points[points.length - 1]];
      return [capOf(a, b, widthM), capOf(z, y, widthM)];
    }
    const count = closed ? points.length : points.length - 1;
    return Array.from({ length: count }, (_, k): Cap => [points[k], points[(k + 1) % points.length]]).filter(
      ([a, b]) => distance(a, b) >= thinnestCapM && distance(a, b) <= thickestCapM,
    );
  });
}

/** The end of a wide line across it. */
function capOf([x, y]: Point, inner: Point, widthM: number): Cap {
  const half = widthM / 2 / (distance([x, y], inner) || 1);
  const [dx, dy] = [-(inner[1] - y) * half, (inner[0] - x) * half];
  return [
    [x + dx, y + dy],
    [x - dx, y - dy],
  ];
}

/** Two equal lines that cross each other in the middle: the sign of a shaft or of an opening in the slab. */
export function crossesAmong(unknown: readonly DrawingPath[]): DrawingPath[] {
  const lines = unknown.filter(({ points, closed, readAs }) => {
    if (closed || readAs !== undefined || points.length !== 2) return false;
    const lengthM = distance(points[0], points[1]);
    return lengthM >= smallestCrossM && lengthM <= largestCrossM;
  });
  const middles = lines.map(({ points: [a, b] }) => midpoint(a, b));
  const grid = new PointGrid(1);
  middles.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  return lines.filter(({ points: [a, b] }, i) => {
    const [x, y] = middles[i];
    const lengthM = distance(a, b);
    const slackM = crossSlackRatio * lengthM;
    return grid.near(x - slackM, y - slackM, x + slackM, y + slackM).some((j) => {
      const [c, d] = lines[j].points;
      const turned = Math.abs((b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]));
      return (
        j !== i &&
        distance(middles[i], middles[j]) <= slackM &&
        Math.abs(distance(c, d) - lengthM) <= slackM &&
        turned > 0.3 * lengthM * lengthM
      );
    });
  });
}
