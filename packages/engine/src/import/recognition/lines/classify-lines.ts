/** Takes from the wall layers what is drawn on them and is no wall, by what the lines do. Metres. */
import {
  type Bounds,
  boundsOf,
  distance,
  distanceToBounds,
  distanceToSegment,
  emptyBounds,
  extendBounds,
  lineIntersection,
  midpoint,
  type Point,
  PointGrid,
  rectangleAround,
  segmentsCross,
} from '../../../core/index.ts';
import type { LayerClassifier } from '../../drawing/classify-layer.ts';
import { isStatedLayer, layerKey } from '../../drawing/classify-layer.ts';
import type { Drawing, DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { isDoorSwing } from '../layer-evidence.ts';
import { wallThicknessRangeM } from '../walls/wall-line.ts';
import {
  collectLines,
  type Line,
  type LineSet,
  type Pair,
  pairedRatios,
  pairLines,
  touchingLines,
} from './line-set.ts';
import { repeatedLines } from './repeated-lines.ts';

const { touchM, maxNear } = tuning.linesLineSet;
const {
  mostlyPairedRatio,
  mostlyHeldRatio,
  minPairedRatio,
  alignedM,
  minGroupPairedRatio,
  columnSizedM,
  objectSizedM,
  minRoomPairedRatio,
  roomWallM,
  frameClearM,
  framedRatio,
  maxFacedRatio,
  litteredRatio,
  outerWallGapM,
  minAlong,
  onEdgeM,
  shortOfM,
  wallHatchM,
  slenderRatio,
  shortestTrayM,
  widestGapM,
  maxRounds,
  fewestFacesM,
  fewestSwings,
  fewestBareLines,
  minBareRatio,
  fewestBays,
  smallestRoomM,
  widestRoomM,
  sketchedM,
  minSketchRatio,
  maxBlockCount,
  smallestPlanM,
  minPathRatio,
  minWallsToKnown,
  shortestPartitionM,
  fewestStrokes,
  strokeReachM,
  fewestBlockStrokes,
  strokeTurnRad,
  minCutRatio,
  mostlyCutRatio,
} = tuning.linesClassifyLines;

/** Classes of lines on wall layers that are no walls. */
export type NoWall = Extract<LayerClass, 'stair' | 'hatch' | 'frame' | 'other'>;

/** Lines on wall layers that are no walls. */
export interface NoWallLines {
  /** Lengths by what the lines are, m. */
  lengthsM: Partial<Record<NoWall, number>>;
  /** Length of those that may have hidden walls: they run across walls, stand alone, or hatch more than a wall, m. */
  doubtedM: number;
}

/**
 * Marks the thin lines on wall layers that are no walls (`readAs`), in place, where the drawing draws its walls by two
 * faces: treads, hatching, sheet frames, and lines without a partner that stand alone or cross walls, such as axes,
 * cars and leaders. Layers that the planner named are left as they are.
 */
export function classifyLines(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  classify: LayerClassifier,
): NoWallLines {
  const lengthsM: NoWallLines['lengthsM'] = {};
  let doubtedM = 0;
  // Flights of stairs are drawn on the layers of ramps too.
  markRepeated(drawing.paths.filter((path) => classOf(path) === 'ramp' && isThin(path)));
  const walls = drawing.paths.filter((path) => wallClasses.has(classOf(path)));
  const columns = drawing.paths
    .filter((path) => classOf(path) === 'column')
    .map(({ points }) => boundsOf(points))
    .filter(({ minX, minY, maxX, maxY }) => Math.max(maxX - minX, maxY - minY) < columnSizedM);
  const isSolid = (path: DrawingPath) => !isThin(path) || classify.isGiven?.(path.layer) === true;
  const set = collectLines(walls, isSolid, columns);
  if (!set) return { lengthsM, doubtedM };
  const inhabited = inhabitedPoints(drawing, classOf);
  // A name that says wall is believed; lines on other layers are walls by their shape, and trays have it too.
  const isNamed = (path: DrawingPath) => wallClasses.has(classify(path.layer));
  const noWalls = findNoWalls(set, inhabited, { isMixed: false, isNamed });
  dropUncut(drawing, classOf, set, { noWalls, isNamed });
  const byPath = new Map<DrawingPath, { totalM: number; noWallM: number; is: NoWall }>();
  set.lines.forEach(({ path, lengthM }, i) => {
    const entry = byPath.get(path) ?? { totalM: 0, noWallM: 0, is: 'other' };
    byPath.set(path, entry);
    entry.totalM += lengthM;
    const noWall = noWalls.get(i);
    if (!noWall) return;
    entry.noWallM += lengthM;
    entry.is = noWall;
  });
  for (const [path, { totalM, noWallM, is }] of byPath) {
    if (noWallM < minPathRatio * totalM) continue;
    path.readAs = is;
    lengthsM[is] = (lengthsM[is] ?? 0) + totalM;
    if (is === 'other' || (is === 'hatch' && totalM > wallHatchM)) doubtedM += totalM;
  }
  return { lengthsM, doubtedM };
}

/**
 * Marks walls (`readAs`), in place, among lines whose layers say nothing, in a drawing in which too little is named a
 * wall: lines that have another beside them at the distance of a wall's faces and belong to something as large as a
 * room; where hardly any line has, lines that end at each other all around. `knownM` is the length of walls known
 * otherwise, m: where there are not twice as many of those, only what lies on `mixed` layers is marked. Returns the length
 * it marked, m.
 */
export function findUnnamedWalls(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  { knownM, mixed }: { knownM: number; mixed: ReadonlySet<string> },
): number {
  const isBlockOfNoUse = smallBlocks(drawing);
  const open = drawing.paths.filter(
    (path) => classOf(path) === 'unknown' && isThin(path) && !isBlockOfNoUse(path.symbol) && !isCompact(path),
  );
  const slender = slenderShapes(drawing, classOf, isBlockOfNoUse);
  const all = [...slender, ...curvedFaces(drawing, classOf), ...wallsAmong(drawing, classOf, open)];
  const lengthOf = (paths: readonly DrawingPath[]) => paths.reduce((sum, path) => sum + pathLengthM(path), 0);
  const paths =
    lengthOf(all) > minWallsToKnown * knownM ? all : all.filter((path) => mixed.has(layerKey(path)));
  for (const path of paths) path.readAs = 'wall';
  return lengthOf(paths);
}

/**
 * Marks walls (`readAs`), in place, on layers that are named after openings. Openings stand in walls and are shorter than
 * those: where such layers hold far more faces of walls than the walls known by then (`knownM`, m), the walls are drawn
 * on them and the name tells of a part of what is there. Layers that the planner named are left as they are. Returns the
 * length it marked, m.
 */
export function findWallsAmongOpenings(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  classify: LayerClassifier,
  knownM: number,
): number {
  const isBlockOfNoUse = smallBlocks(drawing);
  const isOpen = (path: DrawingPath) =>
    openingClasses.has(classOf(path)) &&
    openingClasses.has(classify(path.layer)) &&
    !classify.isGiven?.(path.layer);
  const open = drawing.paths.filter(
    (path) => isOpen(path) && isThin(path) && !isBlockOfNoUse(path.symbol) && !isCompact(path),
  );
  const walls = wallsAmong(drawing, classOf, open);
  const lengthOf = (paths: readonly DrawingPath[]) => paths.reduce((sum, path) => sum + pathLengthM(path), 0);
  if (lengthOf(walls) <= minWallsToKnown * knownM) return 0;
  const all = [...walls, ...partitionsAmong(drawing, open, walls)];
  for (const path of all) path.readAs = 'wall';
  return lengthOf(all);
}

/**
 * Walls of one line between others: both ends at walls, or at the leaf of a door. Treads lie in rows, tiles cross each
 * other, and what closes a door's gap is no longer than a leaf.
 */
function partitionsAmong(
  { paths }: Drawing,
  open: readonly DrawingPath[],
  walls: readonly DrawingPath[],
): DrawingPath[] {
  const set = collectLines(open, () => false, []);
  if (!set) return [];
  const { lines } = set;
  const repeated = repeatedLines(set);
  const isWall = new Set(walls);
  const grid = new PointGrid(4);
  lines.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, shortOfM);
  });
  const swingEnds = paths.filter(isDoorSwing).flatMap(({ points }) => [points[0], points[points.length - 1]]);
  const isHeld = (end: Readonly<Point>) =>
    swingEnds.some((other) => distance(end, other) <= shortOfM) ||
    grid
      .near(end[0], end[1], end[0], end[1])
      .some((i) => isWall.has(lines[i].path) && distanceToSegment(end, lines[i].a, lines[i].b) <= touchM);
  const isCrossed = ({ a, b }: Line) =>
    grid.nearAlong(a, b).some((i) => {
      const hit = lineIntersection(a, b, lines[i].a, lines[i].b);
      const isInside = (t: number, lengthM: number) => Math.min(t, 1 - t) * lengthM > touchM;
      return hit && isInside(hit.t, distance(a, b)) && isInside(hit.u, lines[i].lengthM);
    });
  return lines.flatMap((line, i) => {
    const { path, a, b, lengthM } = line;
    if (isWall.has(path) || path.points.length !== 2 || repeated.has(i) || lengthM < shortestPartitionM)
      return [];
    return isHeld(a) && isHeld(b) && !isCrossed(line) ? [path] : [];
  });
}

/** Filled shapes, multilines and wide lines with the thickness of walls, where there are enough of them. */
function slenderShapes(
  { paths }: Drawing,
  classOf: LevelDrawing['classOf'],
  isBlockOfNoUse: (symbol: number) => boolean,
): DrawingPath[] {
  const found = paths.filter((path) => {
    const { source, points, closed, widthInUnits: widthM } = path;
    if (classOf(path) !== 'unknown' || isBlockOfNoUse(path.symbol)) return false;
    if (widthM >= wallThicknessRangeM.min && widthM <= wallThicknessRangeM.max) return true;
    if (!closed || (source !== 'hatch' && source !== 'solid') || points.length > 12) return false;
    const box = rectangleAround(points);
    return (
      box.widthM >= wallThicknessRangeM.min &&
      box.widthM <= wallThicknessRangeM.max &&
      box.lengthM >= slenderRatio * box.widthM
    );
  });
  const totalM = found.reduce((sum, path) => sum + pathLengthM(path), 0);
  return totalM >= fewestFacesM ? found : [];
}

/** Arcs around one centre that are as far apart as the faces of a wall. */
function curvedFaces({ paths }: Drawing, classOf: LevelDrawing['classOf']): DrawingPath[] {
  const byCenter = new Map<string, DrawingPath[]>();
  for (const path of paths) {
    if (!path.arc || path.closed || classOf(path) !== 'unknown' || pathLengthM(path) < smallestRoomM)
      continue;
    const [x, y] = path.arc.center;
    const key = `${Math.round(x / alignedM)},${Math.round(y / alignedM)}`;
    byCenter.set(key, [...(byCenter.get(key) ?? []), path]);
  }
  return [...byCenter.values()].flatMap((arcs) =>
    arcs.filter(({ arc, points }) =>
      arcs.some((other) => {
        const apartM = Math.abs(other.arc!.radiusInUnits - arc!.radiusInUnits);
        if (apartM < wallThicknessRangeM.min || apartM > wallThicknessRangeM.max) return false;
        const middle = points[points.length >> 1];
        return other.points.some((point) => distance(point, middle) < 4 * wallThicknessRangeM.max);
      }),
    ),
  );
}

/** A closed shape no larger than a column: a column, a charger, a basin. */
function isCompact({ points, closed }: DrawingPath): boolean {
  if (!closed || points.length > 12) return false;
  const box = rectangleAround(points);
  return box.lengthM < columnSizedM && box.lengthM < slenderRatio * box.widthM;
}

/** Marks treads and hatching among paths of one class (`readAs`), in place. */
function markRepeated(paths: readonly DrawingPath[]): void {
  const set = collectLines(paths, () => false, []);
  if (!set) return;
  for (const [line, is] of repeatedLines(set)) {
    const { path, lengthM } = set.lines[line];
    if (lengthM >= minPathRatio * pathLengthM(path)) path.readAs = is;
  }
}

/** Thin lines that are walls: faces, else a net of single lines, that belong to something as large as a room. */
function wallsAmong(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  open: readonly DrawingPath[],
): DrawingPath[] {
  const columns = drawing.paths
    .filter((path) => classOf(path) === 'column')
    .map(({ points }) => boundsOf(points));
  const set = collectLines(open, () => false, columns);
  const faces = set && facesAmong(drawing, set, classOf);
  const isWall = set && (faces ?? netOfLines(drawing, set, classOf));
  if (!set || !isWall) return [];
  const { groupOf } = touchingLines(set, (line) => !isWall(line), { joinsColumns: true });
  const sizeM = groupSizes(set.lines, groupOf, (line) => !isWall(line));
  // Columns of four lines touch nothing but each other.
  const smallestM = faces ? smallestRoomM : columnSizedM;
  const isLarge = (line: number) =>
    isWall(line) && Math.max(sizeM(line), set.lines[line].lengthM) >= smallestM;
  const piers = faces ? piersInLine(set, isWall, { isLarge, groupOf }) : new Set<number>();
  return mostlyWalls(set.lines, (line) => isLarge(line) || (isWall(line) && piers.has(groupOf(line))));
}

/**
 * Groups too small for walls that continue one: both of their faces are in line with both faces of a wall, or of another
 * such group, no farther away than openings are wide. What is left of an outer wall between its windows is.
 */
function piersInLine(
  set: LineSet,
  isWall: (line: number) => boolean,
  { isLarge, groupOf }: { isLarge: (line: number) => boolean; groupOf: (line: number) => number },
): Set<number> {
  const { lines } = set;
  const rows = new Map<string, Pair[]>();
  for (const pair of pairLines(set, (line) => !isWall(line)) ?? []) {
    const { direction, offset } = lines[pair.low];
    const key = [direction, offset, lines[pair.high].offset]
      .map((each, k) => (k === 0 ? each : Math.round(each / alignedM)))
      .join();
    rows.set(key, [...(rows.get(key) ?? []), pair]);
  }
  const piers = new Set<number>();
  for (const row of rows.values()) {
    row.sort((p, q) => p.from - q.from);
    for (const order of [row, [...row].reverse()]) {
      let last: Pair | undefined;
      for (const pair of order) {
        const isNext = last && Math.max(pair.from - last.to, last.from - pair.to) <= widestGapM;
        if (isNext) for (const line of [pair.low, pair.high]) piers.add(groupOf(line));
        if (isNext || isLarge(pair.low) || isLarge(pair.high)) last = pair;
      }
    }
  }
  return piers;
}

/** The faces of walls, and the short lines that close them; undefined where there are too few. */
function facesAmong(
  drawing: Drawing,
  set: LineSet,
  classOf: LevelDrawing['classOf'],
): ((line: number) => boolean) | undefined {
  const { lines } = set;
  const inhabited = inhabitedPoints(drawing, classOf);
  const noWalls = findNoWalls(set, inhabited, { isMixed: true, isNamed: () => false });
  const isTaken = (line: number) => noWalls.has(line);
  const pairs = pairLines(set, isTaken);
  if (!pairs) return undefined;
  const hatched = hatchedRatios(drawing, classOf, set, pairs);
  // Thicker ones, as outer walls are, where hatching says that they are cut.
  const near = pairedRatios(
    set,
    pairs.filter(({ thicknessM }, i) => thicknessM <= roomWallM || (hatched?.[i] ?? 0) >= minCutRatio),
  );
  const { first, last } = touchingLines(set, isTaken);
  const isUncut = uncutLines(set, pairs, hatched);
  const isFace = (line: number) => !isTaken(line) && near[line] >= minPairedRatio && !isUncut(line);
  const isCap = (line: number) =>
    !isTaken(line) && lines[line].lengthM <= roomWallM && first[line] + last[line] === 2;
  const facesM = lines.reduce((sum, { lengthM }, i) => sum + (isFace(i) ? lengthM : 0), 0);
  return facesM >= fewestFacesM ? (line) => isFace(line) || isCap(line) : undefined;
}

/** Fraction of the length of each pair along which strokes of hatching lie between its lines; undefined where there are few. */
function hatchedRatios(
  { paths }: Drawing,
  classOf: LevelDrawing['classOf'],
  { lines }: LineSet,
  pairs: readonly Pair[],
): number[] | undefined {
  const ofBlocks = strokeBlocks(paths);
  const strokes = paths.filter(
    (path) =>
      !path.closed &&
      path.points.length === 2 &&
      (classOf(path) === 'hatch' || (path.symbol >= 0 && ofBlocks.has(path.symbol))),
  );
  if (strokes.length < fewestStrokes) return undefined;
  const grid = new PointGrid(1);
  strokes.forEach(({ points: [a, b] }, i) => {
    if (distance(a, b) < objectSizedM) grid.addAlong(i, a, b, strokeReachM);
  });
  const isHatched = (x: number, y: number) =>
    grid
      .near(x, y, x, y)
      .some((i) => distanceToSegment([x, y], strokes[i].points[0], strokes[i].points[1]) <= strokeReachM);
  return pairs.map(({ low, high, from, to }) => {
    const { alongX, alongY, offset } = lines[low];
    const middle = (offset + lines[high].offset) / 2;
    const steps = Math.ceil((to - from) / (2 * strokeReachM));
    let count = 0;
    for (let k = 0; k < steps; k++) {
      const along = from + ((k + 0.5) * (to - from)) / steps;
      if (isHatched(along * alongX - middle * alongY, along * alongY + middle * alongX)) count++;
    }
    return count / Math.max(1, steps);
  });
}

/** Blocks of nothing but lines of one direction: hatching of older versions is such. */
function strokeBlocks(paths: readonly DrawingPath[]): Set<number> {
  const directions = new Map<number, { count: number; inOne: number; angleRad: number }>();
  for (const { symbol, points, closed } of paths) {
    if (symbol < 0) continue;
    const [a, b] = points;
    const isLine = points.length === 2 && !closed;
    const angleRad = isLine ? Math.atan2(b[1] - a[1], b[0] - a[0]) : 0;
    const known = directions.get(symbol) ?? { count: 0, inOne: 0, angleRad };
    const turnRad = Math.abs(Math.sin(angleRad - known.angleRad));
    directions.set(symbol, {
      ...known,
      count: known.count + 1,
      inOne: known.inOne + (isLine && turnRad < strokeTurnRad ? 1 : 0),
    });
  }
  return new Set(
    [...directions].flatMap(([symbol, { count, inOne }]) =>
      count >= fewestBlockStrokes && inOne === count ? [symbol] : [],
    ),
  );
}

/**
 * Tells lines of furniture and cars from faces of walls where walls are hatched: what is cut is hatched, so that short lines
 * beside each other with nothing between them are none. No line where long ones have nothing between them either.
 */
function uncutLines(
  { lines }: LineSet,
  pairs: readonly Pair[],
  hatched: readonly number[] | undefined,
): (line: number) => boolean {
  if (!hatched) return () => false;
  const hatchedM = new Float64Array(lines.length);
  pairs.forEach(({ low, high, from, to }, i) => {
    for (const line of [low, high]) hatchedM[line] += (to - from) * hatched[i];
  });
  const isCut = (line: number) => hatchedM[line] >= minCutRatio * lines[line].lengthM;
  const paired = new Set(pairs.flatMap(({ low, high }) => [low, high]));
  const long = [...paired].filter((line) => lines[line].lengthM >= smallestRoomM);
  const lengthOf = (list: readonly number[]) => list.reduce((sum, line) => sum + lines[line].lengthM, 0);
  if (lengthOf(long.filter(isCut)) < mostlyCutRatio * lengthOf(long)) return () => false;
  return (line) => paired.has(line) && lines[line].lengthM < smallestRoomM && !isCut(line);
}

/** Takes what is not cut from layers that no name says to be of walls. */
function dropUncut(
  drawing: Drawing,
  classOf: LevelDrawing['classOf'],
  set: LineSet,
  { noWalls, isNamed }: { noWalls: Map<number, NoWall>; isNamed: (path: DrawingPath) => boolean },
): void {
  const pairs = pairLines(set, (line) => noWalls.has(line));
  if (!pairs) return;
  const isUncut = uncutLines(set, pairs, hatchedRatios(drawing, classOf, set, pairs));
  set.lines.forEach(({ path, isSolid }, line) => {
    if (!noWalls.has(line) && !isSolid && !isNamed(path) && isUncut(line)) noWalls.set(line, 'other');
  });
}

/** Single lines that end at each other: walls where doors or bays make a plan of them, or where nothing else is drawn. */
function netOfLines(
  drawing: Drawing,
  set: LineSet,
  classOf: LevelDrawing['classOf'],
): ((line: number) => boolean) | undefined {
  const repeated = repeatedLines(set);
  if (!hasDoorsOrBays(drawing, classOf) && !isBarePlan(drawing, set, repeated.size)) return undefined;
  const isTaken = (line: number) => repeated.has(line);
  const { first, last } = touchingLines(set, isTaken);
  const isJoined = (line: number) => !isTaken(line) && first[line] + last[line] === 2;
  const lengthOf = (isOf: (line: number) => boolean) =>
    set.lines.reduce((sum, { lengthM }, i) => sum + (isOf(i) ? lengthM : 0), 0);
  if (lengthOf(isJoined) > 0.5 * lengthOf((line) => !isTaken(line))) return isJoined;
  const isHeld = looselyHeld(set, isTaken);
  return (line) => isJoined(line) || isHeld(line);
}

/**
 * True where a drawing holds hardly more than long lines that end at each other, as the plan of walls alone that is handed
 * to a planner of something else. Tables and diagrams have letters or symbols, and rows.
 */
function isBarePlan({ paths, texts }: Drawing, { lines }: LineSet, repeatedCount: number): boolean {
  const drawn = new Set(lines.map(({ path }) => path));
  const others = paths.filter((path) => !drawn.has(path)).length;
  const long = lines.filter(({ lengthM }) => lengthM >= smallestRoomM).length;
  return (
    repeatedCount === 0 &&
    lines.length >= fewestBareLines &&
    long >= minBareRatio * (lines.length + others + texts.length)
  );
}

/**
 * Lines of a sketch by hand: each end is near another line, or has the end of one ahead beyond the gap of a door. No line
 * where most have such ends not: then they are no plan.
 */
function looselyHeld({ lines }: LineSet, isTaken: (line: number) => boolean): (line: number) => boolean {
  const grid = new PointGrid(4);
  lines.forEach(({ a, b }, i) => {
    if (!isTaken(i)) grid.addAlong(i, a, b, sketchedM);
  });
  const isNear = (point: Readonly<Point>, except: number) =>
    grid
      .near(point[0], point[1], point[0], point[1])
      .some((i) => i !== except && distanceToSegment(point, lines[i].a, lines[i].b) <= sketchedM);
  const isHeld = (from: Readonly<Point>, end: Readonly<Point>, except: number) => {
    if (isNear(end, except)) return true;
    const lengthM = distance(from, end);
    const [dx, dy] = [(end[0] - from[0]) / lengthM, (end[1] - from[1]) / lengthM];
    for (let aheadM = sketchedM; aheadM <= widestGapM; aheadM += sketchedM) {
      if (isNear([end[0] + aheadM * dx, end[1] + aheadM * dy], except)) return true;
    }
    return false;
  };
  const held = lines.map(
    ({ a, b, lengthM }, i) => !isTaken(i) && lengthM >= sketchedM && isHeld(b, a, i) && isHeld(a, b, i),
  );
  const lengthOf = (isOf: (line: number) => boolean) =>
    lines.reduce((sum, { lengthM }, i) => sum + (isOf(i) ? lengthM : 0), 0);
  const isPlan = lengthOf((line) => held[line]) > minSketchRatio * lengthOf((line) => !isTaken(line));
  return (line) => isPlan && held[line];
}

/** Corners of bays and columns: a garage reaches as far as these. */
function inhabitedPoints({ paths }: Drawing, classOf: LevelDrawing['classOf']): Point[] {
  return paths.filter((path) => ['bay', 'column'].includes(classOf(path))).flatMap(({ points }) => points);
}

/** True where door leaves swing or bays lie. */
function hasDoorsOrBays({ paths }: Drawing, classOf: LevelDrawing['classOf']): boolean {
  let swings = 0;
  let bays = 0;
  for (const path of paths) {
    if (classOf(path) === 'bay') bays++;
    else if (isDoorSwing(path) || (classOf(path) === 'door' && path.source === 'arc')) swings++;
  }
  return swings >= fewestSwings || bays >= fewestBays;
}

/** Paths of which most is wall. */
function mostlyWalls(lines: readonly Line[], isWall: (line: number) => boolean): DrawingPath[] {
  const byPath = new Map<DrawingPath, { totalM: number; wallM: number }>();
  lines.forEach(({ path, lengthM }, i) => {
    const entry = byPath.get(path) ?? { totalM: 0, wallM: 0 };
    byPath.set(path, entry);
    entry.totalM += lengthM;
    if (isWall(i)) entry.wallM += lengthM;
  });
  return [...byPath].flatMap(([path, { totalM, wallM }]) => (wallM >= minPathRatio * totalM ? [path] : []));
}

/** Blocks that are placed several times or are small are doors, cars and furniture. */
function smallBlocks({ symbols, paths }: Drawing): (symbol: number) => boolean {
  const counts = new Map<string, number>();
  for (const { names } of symbols) counts.set(names[0], (counts.get(names[0]) ?? 0) + 1);
  const boxes = symbols.map(() => emptyBounds());
  for (const { symbol, points } of paths) {
    if (symbol >= 0) for (const point of points) extendBounds(boxes[symbol], point);
  }
  return (symbol) => {
    if (symbol < 0) return false;
    const { minX, minY, maxX, maxY } = boxes[symbol];
    return (
      counts.get(symbols[symbol].names[0])! > maxBlockCount ||
      Math.max(maxX - minX, maxY - minY) < smallestPlanM
    );
  };
}

function isThin(path: DrawingPath): boolean {
  if (path.source === 'hatch' || path.source === 'solid' || path.source === 'circle' || path.source === 'arc')
    return false;
  return path.widthInUnits < wallThicknessRangeM.min && !isStatedLayer(path.layer);
}

/** State of knowledge about a set of lines. */
interface Reading {
  /** Lines that are no walls, by index. */
  noWalls: Map<number, NoWall>;
  /** Lines that nothing takes away. */
  exempt: Uint8Array;
  /** Layers, in a colour, on which much is drawn across the walls. */
  littered: Set<string>;
}

/** Lines that are no walls, by index; none where the lines are too many to tell. */
function findNoWalls(
  set: LineSet,
  inhabited: readonly Readonly<Point>[],
  { isMixed, isNamed }: { isMixed: boolean; isNamed: (path: DrawingPath) => boolean },
): Map<number, NoWall> {
  const { lines } = set;
  const noWalls = new Map<number, NoWall>([...repeatedLines(set)].filter(([line]) => !lines[line].isSolid));
  const isTaken = (line: number) => noWalls.has(line);
  const state: Reading = {
    noWalls,
    exempt: new Uint8Array(lines.length),
    littered: new Set(isMixed ? lines.map(({ path }) => layerKey(path)) : []),
  };
  for (let round = 0; round < maxRounds; round++) {
    const pairs = pairLines(set, isTaken);
    if (!pairs) return round === 0 ? new Map() : noWalls;
    const paired = pairedRatios(set, pairs);
    if (round === 0 && !isMixed) state.exempt = singleDrawn(set, paired, isTaken);
    const before = noWalls.size;
    dropTrays(set, pairs, noWalls, isNamed);
    dropLoose(set, pairs, paired, state);
    for (const line of frameLines(set, pairs, isTaken, inhabited)) noWalls.set(line, 'frame');
    dropGroups(set, pairs, paired, state);
    if (noWalls.size === before) break;
  }
  return noWalls;
}

/**
 * Lines of layers that draw walls by one line each: most have no partner and end at another, or at the gap of a door
 * behind which they go on. Those of solid walls too: nothing takes them away.
 */
function singleDrawn(set: LineSet, paired: Float64Array, isTaken: (line: number) => boolean): Uint8Array {
  const { lines } = set;
  const { first, last, groupOf } = touchingLines(set, isTaken);
  const sizeM = groupSizes(lines, groupOf, isTaken);
  const goesOn = goingOn(set, isTaken);
  const layers = new Map<string, { totalM: number; pairedM: number; heldM: number; singleM: number }>();
  lines.forEach(({ lengthM, path }, i) => {
    // Cars are drawn by one line whatever walls are drawn by.
    if (isTaken(i) || sizeM(i) < objectSizedM) return;
    const key = layerKey(path);
    const entry = layers.get(key) ?? { totalM: 0, pairedM: 0, heldM: 0, singleM: 0 };
    layers.set(key, entry);
    entry.totalM += lengthM;
    entry.pairedM += lengthM * paired[i];
    if (paired[i] >= minPairedRatio) return;
    entry.singleM += lengthM;
    if (first[i] + last[i] > 0 || goesOn(i)) entry.heldM += lengthM;
  });
  return Uint8Array.from(lines, ({ path, isSolid }) => {
    const entry = layers.get(layerKey(path));
    if (isSolid || !entry) return isSolid ? 1 : 0;
    const isSingle = entry.pairedM < mostlyPairedRatio * entry.totalM;
    return isSingle && entry.heldM >= mostlyHeldRatio * entry.singleM ? 1 : 0;
  });
}

/** Tells whether a line goes on, drawn on the same layer, behind the gap of a door or a shutter at one of its ends. */
function goingOn({ lines }: LineSet, isTaken: (line: number) => boolean): (line: number) => boolean {
  const keyOf = ({ direction, offset, path }: Line, aside: number) =>
    `${direction},${Math.round(offset / alignedM) + aside},${layerKey(path)}`;
  const rows = new Map<string, { starts: number[]; ends: number[] }>();
  lines.forEach((line, i) => {
    if (isTaken(i)) return;
    const row = rows.get(keyOf(line, 0)) ?? { starts: [], ends: [] };
    rows.set(keyOf(line, 0), row);
    row.starts.push(line.from);
    row.ends.push(line.to);
  });
  for (const row of rows.values()) {
    row.starts.sort((p, q) => p - q);
    row.ends.sort((p, q) => p - q);
  }
  const hasBetween = (sorted: readonly number[], from: number, to: number) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < from) low = middle + 1;
      else high = middle;
    }
    return low < sorted.length && sorted[low] <= to;
  };
  return (line) =>
    [-1, 0, 1].some((aside) => {
      const row = rows.get(keyOf(lines[line], aside));
      const { from, to } = lines[line];
      return (
        row !== undefined &&
        (hasBetween(row.starts, to + touchM, to + widestGapM) ||
          hasBetween(row.ends, from - widestGapM, from - touchM))
      );
    });
}

/** The longer side of the box around the lines that a line touches, however far around. */
function groupSizes(
  lines: readonly Line[],
  groupOf: (line: number) => number,
  isTaken: (line: number) => boolean,
): (line: number) => number {
  const boxes = new Map<number, Bounds>();
  lines.forEach(({ a, b }, i) => {
    if (isTaken(i)) return;
    const box = boxes.get(groupOf(i)) ?? emptyBounds();
    boxes.set(groupOf(i), box);
    extendBounds(box, a);
    extendBounds(box, b);
  });
  return (line) => {
    const { minX, minY, maxX, maxY } = boxes.get(groupOf(line)) ?? emptyBounds();
    return Math.max(maxX - minX, maxY - minY);
  };
}

/** Lines whose ends are both free, and lines with a free end that run through walls. */
function dropLoose(
  set: LineSet,
  pairs: readonly Pair[],
  paired: Float64Array,
  { noWalls, exempt, littered }: Reading,
): void {
  const { lines } = set;
  const isTaken = (line: number) => noWalls.has(line);
  const { first, last } = touchingLines(set, isTaken);
  // A face may end free where the other ends too: the wall is not closed there.
  for (const { low, high } of pairs) {
    const [one, two] = [lines[low], lines[high]];
    if (Math.abs(one.from - two.from) < alignedM) first[low] = first[high] = 1;
    if (Math.abs(one.to - two.to) < alignedM) last[low] = last[high] = 1;
  }
  const core = (line: number) =>
    lines[line].isSolid || (!isTaken(line) && paired[line] >= minPairedRatio && first[line] + last[line] > 0);
  const isSurer = (one: number, other: number) =>
    paired[other] < minPairedRatio || lines[one].isSolid || first[one] + last[one] === 2;
  const crosses = crossingTest(set, core, isSurer);
  const loose: number[] = [];
  const layers = new Map<string, { totalM: number; crossingM: number }>();
  lines.forEach(({ lengthM, path }, i) => {
    if (isTaken(i)) return;
    const key = layerKey(path);
    const entry = layers.get(key) ?? { totalM: 0, crossingM: 0 };
    layers.set(key, entry);
    entry.totalM += lengthM;
    const heldEnds = first[i] + last[i];
    if (exempt[i] || heldEnds === 2) return;
    const isCrossing = crosses(i);
    if (isCrossing) entry.crossingM += lengthM;
    // Where much lies across the walls, lines run side by side and end at a wall by chance too.
    if (isCrossing || heldEnds === 0 || paired[i] < minPairedRatio) loose.push(i);
  });
  for (const [key, { totalM, crossingM }] of layers) {
    if (crossingM > litteredRatio * totalM) littered.add(key);
  }
  for (const line of loose) if (littered.has(layerKey(lines[line].path))) noWalls.set(line, 'other');
}

/**
 * Two lines as long as each other that end free beside each other and run through other such pairs, as cable trays do: a
 * wall ends at something. Trays that run through each other go together.
 */
function dropTrays(
  set: LineSet,
  pairs: readonly Pair[],
  noWalls: Map<number, NoWall>,
  isNamed: (path: DrawingPath) => boolean,
): void {
  const { lines } = set;
  const isTaken = (line: number) => noWalls.has(line);
  const grid = new PointGrid(4);
  lines.forEach(({ a, b }, i) => {
    if (!isTaken(i)) grid.addAlong(i, a, b, touchM);
  });
  const isPaired = new Set(pairs.flatMap(({ low, high }) => [low, high]));
  const inLine = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const { direction, offset } = lines[pair.low];
    const key = `${direction},${Math.round(offset / alignedM)}`;
    const others = inLine.get(key);
    if (others) others.push(pair);
    else inLine.set(key, [pair]);
  }
  const isThrough = (one: Line, other: Line) => {
    const hit =
      one.direction === other.direction ? undefined : lineIntersection(one.a, one.b, other.a, other.b);
    return (
      hit !== undefined &&
      Math.min(hit.t, 1 - hit.t) * one.lengthM > roomWallM &&
      Math.min(hit.u, 1 - hit.u) * other.lengthM > roomWallM
    );
  };
  // A wall goes on behind the gap of a door.
  const goesOn = ({ low, thicknessM, from, to }: Pair) =>
    [-1, 0, 1].some((k) =>
      (inLine.get(`${lines[low].direction},${Math.round(lines[low].offset / alignedM) + k}`) ?? []).some(
        (other) =>
          other.low !== low &&
          Math.abs(other.thicknessM - thicknessM) < alignedM &&
          Math.min(Math.abs(other.from - to), Math.abs(from - other.to)) < widestGapM,
      ),
    );
  const trays = pairs.filter((pair) => {
    const { low, high } = pair;
    if (isNamed(lines[low].path) || isNamed(lines[high].path)) return false;
    if (!isBand(set, pair) || !endsFree(set, pair, grid) || goesOn(pair)) return false;
    return grid
      .nearAlong(lines[low].a, lines[low].b)
      .some((i) => i !== low && i !== high && isPaired.has(i) && isThrough(lines[low], lines[i]));
  });
  for (const { low, high } of trays) {
    noWalls.set(low, 'other');
    noWalls.set(high, 'other');
  }
  if (trays.length > 0) dropTrayLayers(set, pairs, noWalls, isNamed);
}

/** A layer that is mostly trays has the others too, those that cross none. */
function dropTrayLayers(
  set: LineSet,
  pairs: readonly Pair[],
  noWalls: Map<number, NoWall>,
  isNamed: (path: DrawingPath) => boolean,
): void {
  const { lines } = set;
  const layers = new Map<string, { totalM: number; trayM: number }>();
  lines.forEach(({ path, lengthM }, i) => {
    const entry = layers.get(layerKey(path)) ?? { totalM: 0, trayM: 0 };
    layers.set(layerKey(path), entry);
    entry.totalM += lengthM;
    if (noWalls.has(i)) entry.trayM += lengthM;
  });
  for (const pair of pairs) {
    const { totalM, trayM } = layers.get(layerKey(lines[pair.low].path))!;
    if (trayM <= 0.5 * totalM || !isBand(set, pair) || isNamed(lines[pair.low].path)) continue;
    noWalls.set(pair.low, 'other');
    noWalls.set(pair.high, 'other');
  }
}

/** Two long lines that begin and end beside each other. */
function isBand({ lines }: LineSet, { low, high, thicknessM, from, to }: Pair): boolean {
  const [one, two] = [lines[low], lines[high]];
  return (
    thicknessM <= roomWallM &&
    to - from >= shortestTrayM &&
    Math.abs(one.from - two.from) < alignedM &&
    Math.abs(one.to - two.to) < alignedM
  );
}

/** True where nothing touches the ends of two lines but the short one that closes them. */
function endsFree({ lines }: LineSet, { low, high, thicknessM }: Pair, grid: PointGrid): boolean {
  return [lines[low].a, lines[low].b, lines[high].a, lines[high].b].every((end) => {
    const near = grid.near(end[0], end[1], end[0], end[1]);
    if (near.length > maxNear) return false;
    return near.every((i) => {
      if (i === low || i === high || distanceToSegment(end, lines[i].a, lines[i].b) > touchM) return true;
      return lines[i].lengthM <= thicknessM + alignedM;
    });
  });
}

/** Tells whether a line runs through one of the `core` lines that is surer, well away from the ends of both. */
function crossingTest(
  { lines }: LineSet,
  core: (line: number) => boolean,
  isSurer: (one: number, other: number) => boolean,
): (line: number) => boolean {
  const grid = new PointGrid(4);
  const isCore = Uint8Array.from(lines, (_, i) => (core(i) ? 1 : 0));
  lines.forEach(({ a, b }, i) => {
    if (isCore[i]) grid.addAlong(i, a, b);
  });
  return (line) => {
    const { a, b, lengthM, direction } = lines[line];
    return grid.nearAlong(a, b).some((i) => {
      const other = lines[i];
      if (
        i === line ||
        !isSurer(i, line) ||
        other.direction === direction ||
        !segmentsCross(a, b, other.a, other.b)
      )
        return false;
      const hit = lineIntersection(a, b, other.a, other.b);
      if (!hit) return false;
      // Walls may end in the middle of another wall.
      return (
        Math.min(hit.t, 1 - hit.t) * lengthM > roomWallM &&
        Math.min(hit.u, 1 - hit.u) * other.lengthM > roomWallM
      );
    });
  };
}

interface Group {
  members: number[];
  /** Length that lines of the group run beside lines of another, or of itself, m. */
  partners: Map<Group, number>;
  lengthM: number;
  pairedM: number;
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** Groups of lines that touch nothing else: those without partners, and rings around all the others. */
function dropGroups(
  set: LineSet,
  pairs: readonly Pair[],
  paired: Float64Array,
  { noWalls, exempt, littered }: Reading,
): void {
  const { lines } = set;
  const isTaken = (line: number) => noWalls.has(line);
  const { first, last, groupOf } = touchingLines(set, isTaken);
  const endsShort = shortEnds(set, isTaken, groupOf);
  const goesOn = goingOn(set, isTaken);
  const groups = new Map<number, Group>();
  const thin = pairs.filter(({ thicknessM }) => thicknessM <= roomWallM);
  const near = pairedRatios(set, thin);
  lines.forEach(({ a, b, lengthM }, i) => {
    if (isTaken(i)) return;
    const key = groupOf(i);
    let group = groups.get(key);
    if (!group) {
      group = {
        members: [],
        partners: new Map(),
        lengthM: 0,
        pairedM: 0,
        minX: Infinity,
        minY: Infinity,
        maxX: -Infinity,
        maxY: -Infinity,
      };
      groups.set(key, group);
    }
    group.members.push(i);
    group.lengthM += lengthM;
    group.pairedM += lengthM * paired[i];
    for (const [x, y] of [a, b]) {
      group.minX = Math.min(group.minX, x);
      group.minY = Math.min(group.minY, y);
      group.maxX = Math.max(group.maxX, x);
      group.maxY = Math.max(group.maxY, y);
    }
  });
  for (const { low, high, from, to } of pairs) {
    if (isTaken(low) || isTaken(high)) continue;
    const [one, two] = [groups.get(groupOf(low))!, groups.get(groupOf(high))!];
    one.partners.set(two, (one.partners.get(two) ?? 0) + to - from);
    if (one !== two) two.partners.set(one, (two.partners.get(one) ?? 0) + to - from);
  }
  for (const group of groups.values()) {
    const isSingle = group.pairedM < minGroupPairedRatio * group.lengthM;
    if (isColumnSized(group) || areTwins(group, set)) continue;
    const isExempt = group.members.some((line) => exempt[line]);
    const isLittered = group.members.every((line) => littered.has(layerKey(lines[line].path)));
    // Walls of one line that end just short of others or at doors; cars are closed.
    const isOpen = (line: number) => first[line] + last[line] < 2 && (endsShort(line) || goesOn(line));
    if (group.members.some(isOpen)) continue;
    if (!isExempt && ((isSingle && isLittered) || isLoneObject(group, set, near)))
      for (const line of group.members) noWalls.set(line, 'other');
  }
}

/** Tells whether a line ends just short of one that it does not touch, however far around. */
function shortEnds(
  { lines }: LineSet,
  isTaken: (line: number) => boolean,
  groupOf: (line: number) => number,
): (line: number) => boolean {
  const grid = new PointGrid(2);
  lines.forEach(({ a, b }, i) => {
    if (!isTaken(i)) grid.addAlong(i, a, b, shortOfM);
  });
  return (line) =>
    [lines[line].a, lines[line].b].some((end) =>
      grid
        .near(end[0], end[1], end[0], end[1])
        .some(
          (i) => groupOf(i) !== groupOf(line) && distanceToSegment(end, lines[i].a, lines[i].b) <= shortOfM,
        ),
    );
}

/** No larger than a column or a pier: those are told apart elsewhere. */
function isColumnSized({ minX, minY, maxX, maxY }: Group): boolean {
  return Math.max(maxX - minX, maxY - minY) < columnSizedM;
}

/** Two columns of one size side by side, as at a movement joint. */
function areTwins({ members }: Group, { lines }: LineSet): boolean {
  const paths = [...new Set(members.map((line) => lines[line].path))];
  if (paths.length !== 2 || !paths.every(isCompact)) return false;
  const [one, two] = paths.map(({ points }) => rectangleAround(points));
  const differenceM = Math.max(Math.abs(one.lengthM - two.lengthM), Math.abs(one.widthM - two.widthM));
  return differenceM < alignedM;
}

/** Not larger than a car, without faces of its own, and not the inner or outer face of a small room. */
function isLoneObject(group: Group, { lines }: LineSet, near: Float64Array): boolean {
  const sizeM = Math.max(group.maxX - group.minX, group.maxY - group.minY);
  if (group.members.length < 3 || sizeM > objectSizedM || (group.partners.get(group) ?? 0) > 0) return false;
  const nearM = group.members.reduce((sum, line) => sum + near[line] * lines[line].lengthM, 0);
  return nearM < minRoomPairedRatio * group.lengthM;
}

/** Lines of sheet frames: rectangles around walls, with nothing of a garage along them. */
function frameLines(
  { lines }: LineSet,
  pairs: readonly Pair[],
  isTaken: (line: number) => boolean,
  inhabited: readonly Readonly<Point>[],
): number[] {
  const long = lines.flatMap(({ lengthM }, i) => (lengthM >= objectSizedM && !isTaken(i) ? [i] : []));
  const rectangles = rectanglesOf(lines, long);
  const ofRectangles = new Set(rectangles.flat());
  const hasThings = inhabited.length >= minAlong;
  const things = boundsOf(inhabited);
  // Lines of a title block end at the frame too.
  const isNearThings = (point: Readonly<Point>) =>
    !hasThings || distanceToBounds(point, things) < widestRoomM;
  const facedBySide = new Map<number, number>();
  // With no bays or columns to go by, two rectangles at a wall's distance are a wall.
  for (const { low, high, from, to, thicknessM } of pairs) {
    const isWall = !hasThings && thicknessM <= roomWallM;
    if (isWall || !ofRectangles.has(high)) facedBySide.set(low, (facedBySide.get(low) ?? 0) + to - from);
    if (isWall || !ofRectangles.has(low)) facedBySide.set(high, (facedBySide.get(high) ?? 0) + to - from);
  }
  return rectangles.flatMap((sides) => {
    const members = new Set(sides);
    const { center, lengthM, widthM, angleRad } = rectangleAround(
      sides.flatMap((side) => [lines[side].a, lines[side].b]),
    );
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    const depthOf = ([x, y]: Readonly<Point>) => {
      const along = (x - center[0]) * cos + (y - center[1]) * sin;
      const aside = (y - center[1]) * cos - (x - center[0]) * sin;
      return Math.min(lengthM / 2 - Math.abs(along), widthM / 2 - Math.abs(aside));
    };
    let framedM = 0;
    const framed = emptyBounds();
    lines.forEach((line, i) => {
      if (isTaken(i) || members.has(i)) return;
      if (depthOf(midpoint(line.a, line.b)) <= frameClearM) return;
      framedM += line.lengthM;
      extendBounds(framed, line.a);
      extendBounds(framed, line.b);
    });
    const aroundM = 2 * (lengthM + widthM);
    // The outer face of a building has its inner face beside it.
    const facedM = sides.reduce((sum, side) => sum + (facedBySide.get(side) ?? 0), 0);
    if (framedM < framedRatio * aroundM || facedM > maxFacedRatio * aroundM) return [];
    // Other walls end at outer walls from within, and bays and columns stand along them; a ramp runs through a frame.
    const others = lines.filter(
      (line, i) => !isTaken(i) && !ofRectangles.has(i) && isNearThings(midpoint(line.a, line.b)),
    );
    if (endsFromWithin(others, depthOf) >= minAlong) return [];
    const along = inhabited.filter((point) => {
      const depthM = depthOf(point);
      // Columns stand out of outer walls.
      const isBeyond = distanceToBounds(point, framed) > columnSizedM;
      return Math.abs(depthM) < outerWallGapM || (depthM > 0 && isBeyond);
    });
    return along.length < minAlong ? sides : [];
  });
}

/** How many more lines end at the sides of a rectangle from within than from outside; what runs through does not count. */
function endsFromWithin(lines: readonly Line[], depthOf: (point: Readonly<Point>) => number): number {
  const through = new Map<DrawingPath, boolean>();
  const runsThrough = (path: DrawingPath) => {
    const known = through.get(path);
    if (known !== undefined) return known;
    const isThrough =
      path.points.some((point) => depthOf(point) < -roomWallM) &&
      path.points.some((point) => depthOf(point) > roomWallM);
    through.set(path, isThrough);
    return isThrough;
  };
  let count = 0;
  for (const { a, b, path } of lines) {
    if (runsThrough(path)) continue;
    for (const depthM of [depthOf(a), depthOf(b)])
      if (Math.abs(depthM) < roomWallM) count += depthM > -alignedM ? 1 : -1;
  }
  return count;
}

/** Four lines each that meet at their ends in a rectangle. */
function rectanglesOf(lines: readonly Line[], members: readonly number[]): number[][] {
  const grid = new PointGrid(1);
  for (const i of members) for (const [x, y] of [lines[i].a, lines[i].b]) grid.add(i, x, y);
  const used = new Set<number>();
  const found: number[][] = [];
  for (const first of members) {
    if (used.has(first)) continue;
    const sides = sidesFrom(first);
    if (!sides) continue;
    for (const side of sides) used.add(side);
    found.push(sides);
  }
  return found;

  function sidesFrom(first: number): number[] | undefined {
    const start = lines[first].a;
    let end = lines[first].b;
    const sides = [first];
    while (sides.length < 4) {
      const [x, y] = end;
      const last = lines[sides[sides.length - 1]];
      const next = grid
        .near(x - onEdgeM, y - onEdgeM, x + onEdgeM, y + onEdgeM)
        .find((i) => !sides.includes(i) && isSquareTo(lines[i], last) && endAt(lines[i], end) !== undefined);
      if (next === undefined) return undefined;
      sides.push(next);
      end = endAt(lines[next], end)!;
    }
    return distance(start, end) < onEdgeM ? sides : undefined;
  }
}

/** The other end of a line that ends at a point. */
function endAt({ a, b }: Line, point: Readonly<Point>): Point | undefined {
  if (distance(a, point) < onEdgeM) return b;
  return distance(b, point) < onEdgeM ? a : undefined;
}

function isSquareTo(one: Line, two: Line): boolean {
  return Math.abs(one.alongX * two.alongX + one.alongY * two.alongY) < 0.02;
}

/** Length of the lines that are walls so far, m. */
export function wallLengthM({ paths }: Drawing, classOf: LevelDrawing['classOf']): number {
  return paths.reduce((sum, path) => {
    if (!wallClasses.has(classOf(path))) return sum;
    return sum + pathLengthM(path);
  }, 0);
}

function pathLengthM({ points, closed }: DrawingPath): number {
  let lengthM = 0;
  for (let i = 1; i < points.length; i++) lengthM += distance(points[i - 1], points[i]);
  return closed ? lengthM + distance(points[points.length - 1], points[0]) : lengthM;
}
