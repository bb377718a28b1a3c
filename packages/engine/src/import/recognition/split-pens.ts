/** Tells apart, by shape, what one pen of a sheet without layers has drawn. Metres. */
import {
  type Bounds,
  boundsOf,
  distance,
  distanceToRing,
  distanceToSegment,
  midpoint,
  type Point,
  PointGrid,
  rectangleAround,
  ringContains,
} from '../../core/index.ts';
import { openingKindFor, openingKindRow } from '../../plan/index.ts';
import { isDashedPen, isPenLayer } from '../drawing/classify-layer.ts';
import type { Drawing, DrawingPath } from '../drawing/drawing.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { tuning } from '../tuning.ts';
import { isBayEnd, isBaySide, isDoorLeafArc } from './layer-evidence.ts';
import { axesAmong, middleOfText } from './lines/axes-among.ts';
import { crossesAmong } from './lines/classify-things.ts';
import { collectLines, type Line, pairedRatios, pairLines, touchingLines } from './lines/line-set.ts';
import { kindOfTag } from './openings/door-tags.ts';
import { openingWidthRangeM } from './openings/opening-line.ts';
import { wallThicknessRangeM } from './walls/wall-line.ts';

const {
  touchM,
  minAlike,
  smallSideM,
  bigSideM,
  longestRatio,
  minBays,
  sameLengthM,
  shortestRungM,
  longestRungM,
  narrowestRungM,
  widestRungM,
  minRungs,
  sameRungM,
  longestCapM,
  singleRatio,
  mostlyPairedRatio,
  jambGapM,
  longestLeafM,
  leafReachM,
  tagReachM,
  columnGapM,
  largestCount,
} = tuning.splitPens;

const rungTurnRad = Math.PI / 720;
const rungShiftM = 0.1;
const openLeaves = openingKindFor('open-leaves');

/** Shapes that a pen draws, each a layer of its own beside what else it draws. */
type Family =
  | 'axis'
  | 'swings'
  | 'boxes'
  | 'lines in boxes'
  | 'small shapes'
  | 'stair'
  | 'crosses'
  | 'loose lines'
  | 'single lines'
  | 'door'
  | LayerClass;

/**
 * Gives what a pen draws in shapes that no wall has a layer of its own, in place: a pen is one colour and one width, and
 * walls, columns, doors, bays and axes may share it. Without what is plain from its shape the remainder says more. The
 * meaning of the new layers is told like that of others.
 */
export function splitPens({ paths, texts }: Drawing): void {
  const pens = new Map<string, DrawingPath[]>();
  for (const path of paths) {
    if (!isPenLayer(path.layer)) continue;
    const pen = pens.get(path.layer);
    if (pen) pen.push(path);
    else pens.set(path.layer, [path]);
  }
  if (pens.size === 0 || paths.length > largestCount) return;
  const families = new Map<DrawingPath, Family>();
  const assign = (found: readonly DrawingPath[], family: Family): void => {
    for (const path of found) if (!families.has(path)) families.set(path, family);
  };
  const all = [...pens.values()].flat();
  assign(axesAmong(all, texts), 'axis');
  for (const pen of pens.values()) {
    assign(doorSwings(pen), 'swings');
    const bays = baysOf(pen);
    assign(bays.shapes, 'boxes');
    assign(bays.within, 'lines in boxes');
    assign(smallShapes(pen), 'small shapes');
    const lines = pen.filter((path) => !families.has(path) && isLine(path));
    assign(rungsAmong(lines), 'stair');
    assign(crossesAmong(lines), 'crosses');
  }
  const shapes = [...families].flatMap(([path, family]) => (family === 'small shapes' ? [path] : []));
  for (const [path, family] of singlesAmong([...pens.values()], {
    isOpen: (path) => !families.has(path),
    columns: shapes.map(({ points }) => boundsOf(points)),
    tags: wideTags(texts),
  })) {
    assign([path], family);
  }
  for (const pen of pens.values()) {
    const kinds = new Set(pen.map((path) => families.get(path)));
    if (kinds.size === 1) for (const path of pen) families.delete(path);
  }
  for (const [path, family] of families) path.layer = `${path.layer}, ${family}`;
}

function isLine({ points, closed, source }: DrawingPath): boolean {
  return source === 'line' && !closed && points.length === 2;
}

/** Arcs that the leaves of doors swing along, and their leaves: lines from the hinge, as long as the arc is wide. */
function doorSwings(pen: readonly DrawingPath[]): DrawingPath[] {
  const arcs = pen.filter(isDoorLeafArc);
  const hinges = new PointGrid(1);
  arcs.forEach(({ arc }, i) => {
    hinges.add(i, arc!.center[0], arc!.center[1]);
  });
  const leaves = pen.filter(({ points, closed, arc }) => {
    if (arc || points.length !== 2 || closed) return false;
    const lengthM = distance(points[0], points[1]);
    return points.some(([x, y], k) =>
      hinges.near(x - touchM, y - touchM, x + touchM, y + touchM).some((i) => {
        const { center, radiusInUnits } = arcs[i].arc!;
        if (distance(center, [x, y]) > touchM || Math.abs(lengthM - radiusInUnits) > touchM) return false;
        const ends = [arcs[i].points[0], arcs[i].points[arcs[i].points.length - 1]];
        return ends.some((end) => distance(end, points[1 - k]) < touchM);
      }),
    );
  });
  return [...arcs, ...leaves];
}

/** Rectangles and open rectangles as large as bays, with single lines as long as their sides, and what lies within. */
function baysOf(pen: readonly DrawingPath[]): { shapes: DrawingPath[]; within: DrawingPath[] } {
  const bays = pen.filter(isBay);
  if (bays.length < minBays) return { shapes: [], within: [] };
  const grid = new PointGrid(6);
  bays.forEach(({ points }, i) => {
    grid.addAlong(i, points[0], points[2], 1);
  });
  const lengths = new Set(bays.flatMap(({ points }) => sidesOf(points).map(lengthKey)));
  const isSide = ({ points: [a, b] }: DrawingPath) => {
    const key = lengthKey(distance(a, b));
    return lengths.has(key) || lengths.has(key - 1) || lengths.has(key + 1);
  };
  const isInBay = ({ points: [a, b] }: DrawingPath) =>
    grid
      .near(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
      .some((i) => isWithin(a, bays[i].points) && isWithin(b, bays[i].points));
  const lines = pen.filter(isLine);
  return { shapes: [...bays, ...lines.filter(isSide)], within: lines.filter(isInBay) };
}

function lengthKey(lengthM: number): number {
  return Math.round(lengthM / sameLengthM);
}

function isWithin(point: Point, ring: readonly Point[]): boolean {
  return ringContains(ring, point) || distanceToRing(ring, point) < touchM;
}

function isBay({ points, closed, source }: DrawingPath): boolean {
  if (points.length !== 4 || source === 'hatch') return false;
  const sides = sidesOf(points);
  const [first, second, third] = sides;
  if (!closed) return isBaySide(first) && isBaySide(third) && isBayEnd(second);
  const box = rectangleAround(points);
  return isBaySide(box.lengthM) && isBayEnd(box.widthM);
}

function sidesOf(points: readonly Point[]): number[] {
  return points.slice(1).map((point, i) => distance(points[i], point));
}

/** Closed shapes as compact as columns, several of one size. */
function smallShapes(pen: readonly DrawingPath[]): DrawingPath[] {
  const sizes = new Map<string, DrawingPath[]>();
  for (const path of pen) {
    if (!path.closed || path.points.length > 12 || path.arc) continue;
    const box = rectangleAround(path.points);
    if (box.widthM < smallSideM || box.lengthM > bigSideM || box.lengthM > longestRatio * box.widthM)
      continue;
    const key = `${Math.round(box.lengthM * 50)},${Math.round(box.widthM * 50)}`;
    const alike = sizes.get(key);
    if (alike) alike.push(path);
    else sizes.set(key, [path]);
  }
  return [...sizes.values()].filter((alike) => alike.length >= minAlike).flat();
}

/** Rows of lines of one length beside each other, all equally far apart: treads. */
function rungsAmong(lines: readonly DrawingPath[]): DrawingPath[] {
  const rows = new Map<string, { path: DrawingPath; offset: number }[]>();
  for (const path of lines) {
    const [a, b] = path.points;
    const lengthM = distance(a, b);
    if (lengthM < shortestRungM || lengthM > longestRungM) continue;
    const turn = Math.atan2(b[1] - a[1], b[0] - a[0]);
    const step =
      Math.round((turn < 0 ? turn + Math.PI : turn) / rungTurnRad) % Math.round(Math.PI / rungTurnRad);
    const [cos, sin] = [Math.cos(step * rungTurnRad), Math.sin(step * rungTurnRad)];
    const along = (cos * (a[0] + b[0]) + sin * (a[1] + b[1])) / 2;
    const key = [step, lengthKey(lengthM), Math.round(along / rungShiftM)].join();
    const row = rows.get(key);
    const rung = { path, offset: (cos * (a[1] + b[1]) - sin * (a[0] + b[0])) / 2 };
    if (row) row.push(rung);
    else rows.set(key, [rung]);
  }
  return [...rows.values()].flatMap((row) => evenRuns(row.sort((p, q) => p.offset - q.offset)));
}

/** The runs of at least `minRungs` with one spacing. */
function evenRuns(row: readonly { path: DrawingPath; offset: number }[]): DrawingPath[] {
  const found = new Set<DrawingPath>();
  let first = 0;
  for (let k = 1; k <= row.length; k++) {
    const spacingM = k < row.length ? row[k].offset - row[k - 1].offset : Number.POSITIVE_INFINITY;
    const before = k > first + 1 ? row[k - 1].offset - row[k - 2].offset : spacingM;
    const goesOn =
      spacingM >= narrowestRungM && spacingM <= widestRungM && Math.abs(spacingM - before) <= sameRungM;
    if (goesOn) continue;
    if (k - first >= minRungs) for (const { path } of row.slice(first, k)) found.add(path);
    // The last one may begin the next run.
    first = spacingM <= widestRungM && k - first > 1 ? k - 1 : k;
  }
  return [...found];
}

/** A mark of an opening as wide as a lane. */
interface WideTag {
  position: Point;
  layerClass: LayerClass;
  isOfLeaves: boolean;
}

function wideTags(texts: Drawing['texts']): WideTag[] {
  return texts.flatMap((text): WideTag[] => {
    const kind = kindOfTag(text.text);
    const row = kind && openingKindRow(kind);
    if (!row?.isWide || !row.layerClass) return [];
    return [
      {
        position: middleOfText(text),
        layerClass: row.layerClass as LayerClass,
        isOfLeaves: kind === openLeaves,
      },
    ];
  });
}

/**
 * Lines that are no faces of walls, of pens that draw walls by two faces: what stands beside the mark of an opening,
 * what closes the gap between two walls, what meets nothing, and others without a second face.
 */
function singlesAmong(
  pens: readonly (readonly DrawingPath[])[],
  given: { isOpen: (path: DrawingPath) => boolean; columns: readonly Bounds[]; tags: readonly WideTag[] },
): Map<DrawingPath, Family> {
  const found = new Map<DrawingPath, Family>();
  // What is dashed is no wall: it is no partner of one either.
  const open = pens.map((pen) => pen.filter(given.isOpen));
  const solid = open.filter(([path]) => path && !isDashedPen(path.layer));
  const columns = given.columns.map(grown);
  const set = collectLines(solid.flat(), () => false, columns);
  const pairs = set && pairLines(set, () => false);
  if (!pairs) return found;
  const paired = pairedRatios(
    set,
    pairs.filter(({ thicknessM }) => thicknessM <= wallThicknessRangeM.max),
  );
  const { first, last } = touchingLines(set, () => false);
  const tagOf = tagFinder(given.tags);
  const closesGap = gapTest(set.lines, paired);
  for (const path of open.flat()) {
    if (!isDashedPen(path.layer) || !isLine(path)) continue;
    const family = tagOf(path.points, 2) ?? (closesGap(path.points) ? 'door' : undefined);
    if (family) found.set(path, family);
  }
  const isOfFaces = pensOfFaces(set.lines, paired);
  set.lines.forEach(({ path, lengthM }, i) => {
    if (!isLine(path) || lengthM < longestCapM) return;
    const held = first[i] + last[i];
    const tag = tagOf(path.points, held);
    if (tag) found.set(path, tag);
    else if (paired[i] >= singleRatio) return;
    else if (closesGap(path.points)) found.set(path, 'door');
    else if (isOfFaces(path.layer)) found.set(path, held === 0 ? 'loose lines' : 'single lines');
  });
  return found;
}

/** Tells whether a pen draws walls by two faces. */
function pensOfFaces(lines: readonly Line[], paired: Float64Array): (pen: string) => boolean {
  const lengths = new Map<string, { drawnM: number; pairedM: number }>();
  lines.forEach(({ path, lengthM }, i) => {
    const entry = lengths.get(path.layer) ?? { drawnM: 0, pairedM: 0 };
    lengths.set(path.layer, entry);
    entry.drawnM += lengthM;
    entry.pairedM += paired[i] * lengthM;
  });
  return (pen) => {
    const { drawnM, pairedM } = lengths.get(pen) ?? { drawnM: 0, pairedM: 0 };
    return pairedM > mostlyPairedRatio * drawnM;
  };
}

/** The class of the opening whose mark stands beside a line, where the line may be of it. */
function tagFinder(
  tags: readonly WideTag[],
): (line: readonly Point[], heldEnds: number) => LayerClass | undefined {
  const grid = new PointGrid(4);
  tags.forEach(({ position: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  return ([a, b], heldEnds) => {
    const lengthM = distance(a, b);
    if (lengthM > openingWidthRangeM.max) return undefined;
    const [x, y] = midpoint(a, b);
    const reach = leafReachM + lengthM / 2;
    const near = grid.near(x - reach, y - reach, x + reach, y + reach).filter((i) => {
      const { position, isOfLeaves } = tags[i];
      // Leaves that stand open end free, and the mark is between them.
      if (isOfLeaves && lengthM < longestLeafM && heldEnds < 2)
        return distanceToSegment(position, a, b) < leafReachM;
      const along = ((position[0] - x) * (b[0] - a[0]) + (position[1] - y) * (b[1] - a[1])) / lengthM;
      return distanceToSegment(position, a, b) < tagReachM && Math.abs(along) < lengthM / 2;
    });
    return near.length > 0 ? tags[near[0]].layerClass : undefined;
  };
}

/** Tells whether a line goes on from one wall to another in line with both: a door that is drawn shut. */
function gapTest(lines: readonly Line[], paired: Float64Array): (line: readonly Point[]) => boolean {
  const grid = new PointGrid(1);
  lines.forEach((line, i) => {
    if (paired[i] < singleRatio) return;
    for (const [x, y] of [line.a, line.b]) grid.add(i, x, y);
  });
  return ([a, b]) => {
    const lengthM = distance(a, b);
    if (lengthM > openingWidthRangeM.max) return false;
    return [
      [a, b],
      [b, a],
    ].every(([end, start]) => {
      const [dx, dy] = [(end[0] - start[0]) / lengthM, (end[1] - start[1]) / lengthM];
      const isBeyond = (point: Readonly<Point>) =>
        dx * (point[0] - end[0]) + dy * (point[1] - end[1]) > -jambGapM;
      return grid
        .near(end[0] - jambGapM, end[1] - jambGapM, end[0] + jambGapM, end[1] + jambGapM)
        .some((i) => {
          const other = lines[i];
          const turn = (dx * (other.b[1] - other.a[1]) - dy * (other.b[0] - other.a[0])) / other.lengthM;
          return Math.abs(turn) < 0.03 && isBeyond(other.a) && isBeyond(other.b);
        });
    });
  };
}

/** The box with the reach of walls that end at it. */
function grown({ minX, minY, maxX, maxY }: Bounds): Bounds {
  return {
    minX: minX - columnGapM,
    minY: minY - columnGapM,
    maxX: maxX + columnGapM,
    maxY: maxY + columnGapM,
  };
}
