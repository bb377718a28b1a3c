import {
  DrawingError,
  distance,
  distanceToSegment,
  midpoint,
  orientation,
  type Point,
  PointGrid,
  say,
} from '../../../core/index.ts';
import {
  maxOffsetM,
  type Opening,
  openingKindFor,
  openingKindRow,
  openingKindRows,
} from '../../../plan/index.ts';
import type { DrawingPath, DrawingText } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses } from '../../drawing/layer-classes.ts';
import type { LevelDrawing } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { kindOfTag } from './door-tags.ts';
import { joinLeaves, type Leaf, leavesOf } from './leaf-openings.ts';
import { barsOf } from './line-openings.ts';
import { type Bar, type OpeningLine, openingWidthRangeM } from './opening-line.ts';
import { taggedGaps } from './tagged-gaps.ts';
import { createWallIndex, type WallIndex } from './wall-index.ts';
import { windowPaths } from './window-lines.ts';

const {
  maxTogether,
  minWidthM,
  markReachM,
  largestLooseCount,
  tagReachM,
  hingeM,
  sameLocationM,
  largestSymbolCount,
} = tuning.openingsRecogniseOpenings;

interface LeafPair {
  i: number;
  j: number;
  gap: number;
}

/** Kinds that may share an opening. */
const wideKinds = openingKindRows.filter(({ isWide }) => isWide).map(({ id }) => id);

const kindOfClass = new Map(openingKindRows.map(({ id, layerClass }) => [layerClass, id]));

/** Doors, shutters and blast doors, moved onto the centre line of the wall they are in. */
export function recogniseOpenings(level: LevelDrawing, walls: readonly WallLine[]): OpeningLine[] {
  const { drawing, classOf } = level;
  const byClass = new Map<LayerClass, DrawingPath[]>();
  const stated: OpeningLine[] = [];
  const windows = windowPaths(level);
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    if (!openingClasses.has(layerClass) || windows.has(path)) continue;
    if (path.stated?.opening) {
      stated.push({ start: path.points[0], end: path.points[1], kind: path.stated.opening });
      continue;
    }
    const list = byClass.get(layerClass);
    if (list) list.push(path);
    else byClass.set(layerClass, [path]);
  }
  const tagged = tagFinder(drawing.texts);
  const index = createWallIndex(walls);
  const found = [...stated];
  for (const layerClass of [...byClass.keys()].sort()) {
    const paths = byClass.get(layerClass)!;
    checkCount(paths);
    const kind = kindOfClass.get(layerClass) ?? openingKindFor('plain-door');
    const leaves = leavesOf(paths, index);
    const swung = new Set(leaves.map((leaf) => leaf.item.symbol).filter((symbol) => symbol >= 0));
    for (const { start, end } of joinLeaves(leaves)) found.push({ start, end, kind });
    const isAtHinge = hingeTest(leaves);
    const straight = paths.filter((path) => {
      if (path.symbol >= 0) return !swung.has(path.symbol);
      // Arcs are no bars, wherever they are.
      return (path.source !== 'arc' || path.points.length === 2) && !path.points.some(isAtHinge);
    });
    const { openings, rest } = openLeafPairs(straight, index.distanceM);
    for (const { start, end } of openings) found.push({ start, end, kind: openingKindFor('open-leaves') });
    for (const { start, end } of barsOf(rest)) {
      // Lines far from any wall are legends and notes on the door layer.
      if (Math.min(index.distanceM(start), index.distanceM(end)) > 0.7) continue;
      found.push({ start, end, kind: layerClass === 'door' ? barKind(start, end, tagged) : kind });
    }
  }
  const snapped = found.map((opening) => snapToWall(opening, index));
  return addSharedDoors(
    dropRepeated([...snapped, ...taggedGaps(drawing.texts, walls, snapped)]),
    drawing.texts,
  );
}

/** Detailed symbols are blocks and count little; this many loose lines are not doors. */
function checkCount(paths: readonly DrawingPath[]): void {
  const loose = paths.filter((path) => path.symbol < 0).length;
  const arcs = paths.filter((path) => path.source === 'arc').length;
  const symbols = new Set(paths.map(({ symbol }) => symbol)).size;
  if (symbols > largestSymbolCount) {
    throw new DrawingError(
      say('door-layers'),
      say('placed-blocks', { count: symbols }),
      say('at-most', { most: largestSymbolCount }),
    );
  }
  if (loose <= largestLooseCount && arcs <= largestLooseCount) return;
  throw new DrawingError(
    say('door-layers'),
    say('lines-count', { count: Math.max(loose, arcs) }),
    say('at-most', { most: largestLooseCount }),
  );
}

/** A bar on a general door layer: a lift's sliding door when nothing says otherwise, a shutter when wide. */
function barKind(
  start: Point,
  end: Point,
  tagged: (point: Point) => Opening['kind'] | undefined,
): Opening['kind'] {
  const widthM = distance(start, end);
  const tag = tagged([(start[0] + end[0]) / 2, (start[1] + end[1]) / 2]);
  if (widthM >= 2.6) return tag && isWide(tag) ? tag : openingKindFor('wide-bar');
  return widthM <= 1.6 ? openingKindFor('narrow-bar') : (tag ?? openingKindFor('plain-door'));
}

function isWide(kind: Opening['kind']): boolean {
  return openingKindRow(kind).isWide === true;
}

/** The kind that the nearest door mark names, within a reach of a point. */
function tagFinder(texts: readonly DrawingText[]): (point: Point) => Opening['kind'] | undefined {
  const tags = texts.flatMap(({ text, position }) => {
    const kind = kindOfTag(text);
    return kind ? [{ kind, position }] : [];
  });
  const grid = new PointGrid(tagReachM);
  tags.forEach(({ position: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  return (point) => {
    const [x, y] = point;
    let best: Opening['kind'] | undefined;
    let reach = tagReachM;
    for (const i of grid.near(x - reach, y - reach, x + reach, y + reach)) {
      const away = distance(tags[i].position, point);
      if (away >= reach) continue;
      reach = away;
      best = tags[i].kind;
    }
    return best;
  };
}

/** Returns whether a point is at the hinge of a leaf. */
function hingeTest(leaves: readonly Leaf[]): (point: Point) => boolean {
  const grid = new PointGrid(0.5);
  leaves.forEach(({ hinge: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  return (point) => {
    const [x, y] = point;
    return grid
      .near(x - hingeM, y - hingeM, x + hingeM, y + hingeM)
      .some((i) => distance(leaves[i].hinge, point) < hingeM);
  };
}

/** Moves an opening sideways onto the line of a wall that ends beside it, and its ends to the jambs. */
function snapToWall(opening: OpeningLine, walls: WallIndex): OpeningLine {
  const { start, end } = opening;
  const widthM = distance(start, end);
  let best: { wall: WallLine; aside: number } | undefined;
  for (const wall of walls.near([start, end], 0.6)) {
    const length = distance(wall.a, wall.b);
    const sine =
      ((end[0] - start[0]) * (wall.b[1] - wall.a[1]) - (end[1] - start[1]) * (wall.b[0] - wall.a[0])) /
      (widthM * length || 1);
    if (Math.abs(sine) > 0.06) continue;
    const tips = [wall.a, wall.b];
    if (!tips.some((tip) => distance(tip, start) < 0.6 || distance(tip, end) < 0.6)) continue;
    const aside = Math.abs(orientation(wall.a, wall.b, start)) / (length || 1);
    if (aside < wall.thicknessM / 2 + maxOffsetM && (!best || aside < best.aside - 1e-9))
      best = { wall, aside };
  }
  if (!best) return opening;
  const { a, b } = best.wall;
  const onto = (point: Point): Point => {
    const length = distance(a, b);
    const t = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length;
    return [a[0] + (t * (b[0] - a[0])) / length, a[1] + (t * (b[1] - a[1])) / length];
  };
  return { ...opening, start: onto(start), end: onto(end) };
}

/** One opening per location and kind; a blast door and a shutter may share a location. */
function dropRepeated(openings: readonly OpeningLine[]): OpeningLine[] {
  const retained: OpeningLine[] = [];
  const middle = ({ start, end }: OpeningLine): Point => midpoint(start, end);
  const mayMerge = (p: OpeningLine, q: OpeningLine) => p.kind !== q.kind && isWide(p.kind) && isWide(q.kind);
  const grid = new PointGrid(1);
  for (const opening of openings) {
    const widthM = distance(opening.start, opening.end);
    if (widthM < openingWidthRangeM.min || widthM > openingWidthRangeM.max) continue;
    const at = middle(opening);
    const near = grid.near(
      at[0] - sameLocationM,
      at[1] - sameLocationM,
      at[0] + sameLocationM,
      at[1] + sameLocationM,
    );
    if (
      near.some((i) => !mayMerge(retained[i], opening) && distance(middle(retained[i]), at) < sameLocationM)
    )
      continue;
    grid.add(retained.length, at[0], at[1]);
    retained.push(opening);
  }
  return retained.sort((p, q) => {
    const [px, py] = middle(p);
    const [qx, qy] = middle(q);
    return py - qy || px - qx;
  });
}

/**
 * Blast doors are drawn with both leaves standing open: two equal bars across the wall, facing each other.
 * The opening is between their outer sides, at the end where both meet the wall line.
 */
function openLeafPairs(
  paths: readonly DrawingPath[],
  wallDistanceM: (point: Point) => number,
): { openings: Bar[]; rest: DrawingPath[] } {
  const leaves = withoutCrowds(
    paths.filter((path) => {
      const length = path.points.length === 2 && !path.closed ? distance(path.points[0], path.points[1]) : 0;
      return length >= 0.4 && length <= openingWidthRangeM.max / 2;
    }),
  );
  const grid = new PointGrid(4);
  leaves.forEach(({ points: [a, b] }, i) => {
    const [x, y] = midpoint(a, b);
    grid.add(i, x, y);
  });
  const used = new Set<DrawingPath>();
  const openings: Bar[] = [];
  for (const { i, j } of leafPairs(leaves, grid)) {
    if (used.has(leaves[i]) || used.has(leaves[j])) continue;
    const [a, b] = leaves[i].points;
    const [c, d] = leaves[j].points;
    const straight = distance(a, c) <= distance(a, d);
    const candidates: [Point, Point][] = straight
      ? [
          [a, c],
          [b, d],
        ]
      : [
          [a, d],
          [b, c],
        ];
    candidates.sort(
      (p, q) => wallDistanceM(p[0]) + wallDistanceM(p[1]) - wallDistanceM(q[0]) - wallDistanceM(q[1]),
    );
    openings.push({ start: candidates[0][0], end: candidates[0][1], item: leaves[i] });
    // The inner lines of the same two leaves belong to this opening.
    for (const k of nearBoth(grid, midpoint(a, b), midpoint(c, d))) {
      const path = leaves[k];
      const middle = midpoint(path.points[0], path.points[1]);
      const one = distance(middle, midpoint(a, b));
      const two = distance(middle, midpoint(c, d));
      if (Math.min(one, two) < 0.45) used.add(path);
    }
  }
  return { openings, rest: paths.filter((path) => !used.has(path)) };
}

/** Lines of one length that face each other across an opening, the farthest apart first; `grid` has their middles. */
function leafPairs(leaves: readonly DrawingPath[], grid: PointGrid): LeafPair[] {
  const pairs: LeafPair[] = [];
  for (let i = 0; i < leaves.length; i++) {
    const [a, b] = leaves[i].points;
    const length = distance(a, b);
    const [x, y] = midpoint(a, b);
    const reach = 2.6 * length + 0.5;
    for (const j of grid.near(x - reach, y - reach, x + reach, y + reach)) {
      if (j <= i) continue;
      const [c, d] = leaves[j].points;
      const gap = Math.min(distance(a, c), distance(a, d));
      if (Math.abs(distance(c, d) - length) > 0.05 * length) continue;
      // A leaf covers half of the opening or a little less.
      if (gap < 1.7 * length || gap > 2.6 * length || gap > openingWidthRangeM.max) continue;
      const other = distance(a, c) <= distance(a, d) ? distance(b, d) : distance(b, c);
      const skew =
        Math.abs((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])) / (length * length);
      if (Math.abs(other - gap) > 0.05 * gap || skew < 0.99) continue;
      const near = distance(a, c) <= distance(a, d) ? c : d;
      const square = Math.abs((near[0] - a[0]) * (b[0] - a[0]) + (near[1] - a[1]) * (b[1] - a[1]));
      if (square > 0.05 * gap * length) continue;
      pairs.push({ i, j, gap });
    }
  }
  return pairs.sort((p, q) => q.gap - p.gap || p.i - q.i || p.j - q.j);
}

/** The lines but those of which too many lie together to be leaves. */
function withoutCrowds(lines: readonly DrawingPath[]): DrawingPath[] {
  const counts = new Map<string, number>();
  const cellOf = ({ points: [[x, y]] }: DrawingPath) => `${Math.floor(x / 4)},${Math.floor(y / 4)}`;
  for (const line of lines) counts.set(cellOf(line), (counts.get(cellOf(line)) ?? 0) + 1);
  return lines.filter((line) => counts.get(cellOf(line))! <= maxTogether);
}

function nearBoth(grid: PointGrid, one: Point, two: Point): number[] {
  return [one, two].flatMap(([x, y]) => grid.near(x - 0.5, y - 0.5, x + 0.5, y + 0.5));
}

/**
 * A blast door and a shutter in one opening, drawn over each other on one layer, come as one of them: where marks of
 * both stand at it, the other is there too.
 */
function addSharedDoors(openings: readonly OpeningLine[], texts: readonly DrawingText[]): OpeningLine[] {
  const wide = openings.filter(({ start, end }) => distance(start, end) >= minWidthM);
  const grid = new PointGrid(6);
  wide.forEach(({ start, end }, i) => {
    grid.addAlong(i, start, end, markReachM);
  });
  const marked = wide.map(() => new Set<OpeningLine['kind']>());
  for (const { text, position } of texts) {
    const kind = kindOfTag(text);
    if (!kind || !isWide(kind)) continue;
    const nearest = nearestOpening(
      wide,
      grid.near(position[0], position[1], position[0], position[1]),
      position,
    );
    if (nearest !== undefined) marked[nearest].add(kind);
  }
  const added = wide.flatMap((opening, i): OpeningLine[] => {
    if (marked[i].size < 2) return [];
    const at = midpoint(opening.start, opening.end);
    return wideKinds
      .filter(
        (kind) =>
          marked[i].has(kind) &&
          !openings.some(
            (other) => other.kind === kind && distance(midpoint(other.start, other.end), at) < 1,
          ),
      )
      .map((kind) => ({ ...opening, kind }));
  });
  return [...openings, ...added];
}

function nearestOpening(
  openings: readonly OpeningLine[],
  candidates: readonly number[],
  position: Point,
): number | undefined {
  let best: number | undefined;
  let bestM = markReachM;
  for (const i of candidates) {
    const awayM = distanceToSegment(position, openings[i].start, openings[i].end);
    if (awayM >= bestM) continue;
    bestM = awayM;
    best = i;
  }
  return best;
}
