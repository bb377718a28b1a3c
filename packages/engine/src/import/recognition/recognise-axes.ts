/**
 * The axis grid of a level: lines on layers of axes, or drawn dash by dot, that end at bubbles with their labels. Walls and
 * columns say nothing of it. Metres.
 */
import { boundsOf, distance, meanPoint, type Point, PointGrid } from '../../core/index.ts';
import type { DrawingPath, DrawingText } from '../drawing/drawing.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';

const { smallestBubbleM, largestBubbleM, roundRatio, fewestCorners, labelOffRatio, endRatio, asideRatio } =
  tuning.recogniseAxes;
const { sameLineM, sameDirectionDeg, joinGapM, shortestAxisM, shortestToldM, maxLines, maxAxes } =
  tuning.recogniseAxes;

/** An axis with the label of its bubbles; it begins at its left or lower end. */
export interface FoundAxis {
  label: string;
  a: Point;
  b: Point;
}

export interface FoundAxes {
  axes: FoundAxis[];
  /** Long lines on layers of axes that no bubble names. */
  unnamed: number;
  /** Axes whose bubbles at both ends say different things: the first one counts. */
  twice: { label: string; other: string }[];
}

/** Labels as offices write them: 3, A, 1/A, 1-5, D1-A, 2-1/A, AA, A', with the letters of the grid. */
const axisLabel =
  /^(?=.{1,9}$)(?!-)(?:(?:[A-Z]{0,2}\d{0,3}-)?(?:\d{1,2}\/0?)?(?:\d{1,3}[A-Z]?|[A-Z]{1,2}\d{0,2})['′]?)$/;

/** Axes that cross the floor within `outline`. */
export function recogniseAxes({ drawing, classOf }: LevelDrawing, outline: readonly Point[]): FoundAxes {
  const bubbles = labelledBubbles(drawing.paths, drawing.texts);
  const isOnGrid = (path: DrawingPath) => classOf(path) === 'axis';
  const lines = drawing.paths
    .filter((path) => (isOnGrid(path) || path.isCentreLine) && !path.closed)
    .flatMap((path) => straightLine(path, isOnGrid(path)))
    .slice(0, maxLines);
  const found: FoundAxes = { axes: [], unnamed: 0, twice: [] };
  if (bubbles.length === 0 && !lines.some(({ isOnGrid: named }) => named)) return found;
  const floor = boundsOf(outline);
  const named = nameEnds(joinedLines(lines), bubbles);
  for (const { line, labels } of named) {
    const lengthM = lengthInside(line, floor);
    if (lengthM < shortestAxisM) continue;
    const [label, other] = [...new Set(labels)];
    if (label === undefined) {
      if (line.isOnGrid && lengthM >= shortestToldM) found.unnamed += 1;
      continue;
    }
    if (other !== undefined) found.twice.push({ label, other });
    found.axes.push({ label, a: line.a, b: line.b });
  }
  // One line with a number in a ring is the mark of a section.
  if (found.axes.length < 2) return { axes: [], unnamed: found.unnamed, twice: [] };
  return { ...found, axes: found.axes.slice(0, maxAxes) };
}

interface Bubble {
  center: Point;
  radiusM: number;
  label: string;
}

/** Circles around a label; the halves of a label between two axes, 1/A, stand as two texts in one. */
function labelledBubbles(paths: readonly DrawingPath[], texts: readonly DrawingText[]): Bubble[] {
  const short = texts
    .filter(({ text }) => text.trim().length > 0 && text.trim().length <= 9)
    .map((text) => ({ text: labelText(text.text), at: middleOf(text) }));
  const grid = new PointGrid(2);
  short.forEach(({ at: [x, y] }, index) => {
    grid.add(index, x, y);
  });
  const known = new PointGrid(2);
  const bubbles: Bubble[] = [];
  for (const path of paths) {
    const ring = ringOf(path);
    if (!ring) continue;
    const { center, radiusM } = ring;
    const [x, y] = center;
    // Rings are drawn twice where a block lies on a circle.
    const isKnown = known
      .near(x - radiusM, y - radiusM, x + radiusM, y + radiusM)
      .some((index) => distance(bubbles[index].center, center) < 0.5 * radiusM);
    if (isKnown) continue;
    const inside = grid
      .near(x - radiusM, y - radiusM, x + radiusM, y + radiusM)
      .map((index) => short[index])
      .filter(({ at }) => distance(at, center) <= labelOffRatio * radiusM)
      .sort((p, q) => q.at[1] - p.at[1] || p.at[0] - q.at[0]);
    const parts = [...new Set(inside.map(({ text }) => text))];
    const label = parts.length <= 2 ? parts.join('/') : '';
    if (!axisLabel.test(label)) continue;
    known.add(bubbles.length, x, y);
    bubbles.push({ center, radiusM, label });
  }
  return bubbles;
}

/** A label in capitals of one width. */
function labelText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s()]/g, '')
    .replace(/[–—－]/g, '-')
    .toUpperCase();
}

/** A circle, or a closed line whose corners lie on one. */
function ringOf({
  source,
  arc,
  points,
  closed,
}: DrawingPath): { center: Point; radiusM: number } | undefined {
  if (source === 'circle' && arc) {
    const { center, radiusInUnits: radiusM } = arc;
    return radiusM >= smallestBubbleM && radiusM <= largestBubbleM ? { center, radiusM } : undefined;
  }
  if (!closed || points.length < fewestCorners || source === 'hatch') return undefined;
  const { minX, minY, maxX, maxY } = boundsOf(points);
  const radiusM = (maxX - minX + maxY - minY) / 4;
  if (radiusM < smallestBubbleM || radiusM > largestBubbleM) return undefined;
  const center: Point = [(minX + maxX) / 2, (minY + maxY) / 2];
  const isRound = points.every(
    (point) => Math.abs(distance(point, center) - radiusM) <= roundRatio * radiusM,
  );
  return isRound ? { center, radiusM } : undefined;
}

const rowRatio = { baseline: 0.5, bottom: 0.5, middle: 0, top: -0.5 } as const;

/** The middle of a text as it is set. */
function middleOf({ position, setting, heightInUnits: heightM, text }: DrawingText): Point {
  const lengthM = setting?.lengthInUnits ?? 0.7 * heightM * (setting?.widthRatio ?? 1) * text.trim().length;
  const angleRad = setting?.angleRad ?? 0;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  const along = (0.5 - (setting?.acrossRatio ?? 0)) * lengthM;
  const up = rowRatio[setting?.row ?? 'baseline'] * heightM;
  return [position[0] + cos * along - sin * up, position[1] + sin * along + cos * up];
}

interface GridLine {
  a: Point;
  b: Point;
  isOnGrid: boolean;
}

/** A path without corners as the line between its ends. */
function straightLine({ points, source }: DrawingPath, isOnGrid: boolean): GridLine[] {
  if (source !== 'line' && source !== 'polyline') return [];
  const [first, last] = [points[0], points[points.length - 1]];
  const lengthM = distance(first, last);
  if (lengthM < sameLineM) return [];
  const isStraight = points.every((point) => Math.abs(asideOf(point, first, last)) <= sameLineM);
  return isStraight ? [{ ...fromLeft(first, last), isOnGrid }] : [];
}

function fromLeft(p: Point, q: Point): { a: Point; b: Point } {
  const isFirst = p[0] < q[0] - sameLineM || (p[0] <= q[0] + sameLineM && p[1] <= q[1]);
  return isFirst ? { a: p, b: q } : { a: q, b: p };
}

/** Distance of a point from the line through two others. */
function asideOf([x, y]: Point, a: Point, b: Point): number {
  const lengthM = distance(a, b);
  return ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / lengthM;
}

/** Pieces of one line as one, from its first end to its last: axes are broken where something is written on them. */
function joinedLines(lines: readonly GridLine[]): GridLine[] {
  interface Group {
    longest: GridLine;
    members: GridLine[];
  }
  const groups = new Map<number, Group[]>();
  const byLength = [...lines].sort((p, q) => distance(q.a, q.b) - distance(p.a, p.b));
  for (const line of byLength) {
    const step = Math.floor(directionDeg(line));
    const near = [step, (step + 1) % 180, (step + 179) % 180].flatMap((each) => groups.get(each) ?? []);
    const group = near.find(({ longest }) => liesOn(line, longest));
    if (group) group.members.push(line);
    else groups.set(step, [...(groups.get(step) ?? []), { longest: line, members: [line] }]);
  }
  return [...groups.values()].flat().flatMap(({ longest, members }) => joinedAlong(longest, members));
}

/** Direction of a line, 0 to 180. */
function directionDeg({ a, b }: GridLine): number {
  const deg = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
  return (deg + 360) % 180;
}

function liesOn(line: GridLine, { a, b }: GridLine): boolean {
  const off = [line.a, line.b].map((point) => asideOf(point, a, b));
  if (
    Math.abs(off[1] - off[0]) >
    Math.sin((sameDirectionDeg * Math.PI) / 180) * distance(line.a, line.b) + 0.01
  )
    return false;
  const farM = Math.max(distance(meanPoint([line.a, line.b]), meanPoint([a, b])), 1);
  // The direction of a long line is known well, its extension all the same by less.
  return Math.max(...off.map(Math.abs)) <= sameLineM + 1e-4 * farM;
}

function joinedAlong({ a, b }: GridLine, members: readonly GridLine[]): GridLine[] {
  const lengthM = distance(a, b);
  const along = ([x, y]: Point) => ((b[0] - a[0]) * (x - a[0]) + (b[1] - a[1]) * (y - a[1])) / lengthM;
  const at = (atM: number): Point => [
    a[0] + ((b[0] - a[0]) * atM) / lengthM,
    a[1] + ((b[1] - a[1]) * atM) / lengthM,
  ];
  const spans = members
    .map((line) => ({ isOnGrid: line.isOnGrid, ends: [along(line.a), along(line.b)].sort((p, q) => p - q) }))
    .sort((p, q) => p.ends[0] - q.ends[0]);
  const joined: { from: number; to: number; isOnGrid: boolean }[] = [];
  for (const { ends, isOnGrid } of spans) {
    const [from, to] = ends;
    const last = joined[joined.length - 1];
    if (last && from <= last.to + joinGapM) {
      last.to = Math.max(last.to, to);
      last.isOnGrid ||= isOnGrid;
    } else joined.push({ from, to, isOnGrid });
  }
  return joined.map(({ from, to, isOnGrid }) => ({ ...fromLeft(at(from), at(to)), isOnGrid }));
}

/** The labels at the ends of each line, its left or lower end first. */
function nameEnds(
  lines: readonly GridLine[],
  bubbles: readonly Bubble[],
): { line: GridLine; labels: string[] }[] {
  const grid = new PointGrid(4);
  bubbles.forEach(({ center: [x, y] }, index) => {
    grid.add(index, x, y);
  });
  const reachM = endRatio * largestBubbleM;
  return lines.map((line) => {
    const labels = [line.a, line.b].flatMap((end) => {
      const [x, y] = end;
      const near = grid
        .near(x - reachM, y - reachM, x + reachM, y + reachM)
        .map((index) => bubbles[index])
        .filter(
          ({ center, radiusM }) =>
            distance(end, center) <= endRatio * radiusM &&
            Math.abs(asideOf(center, line.a, line.b)) <= asideRatio * radiusM,
        )
        .sort((p, q) => distance(end, p.center) - distance(end, q.center));
      return near.slice(0, 1).map(({ label }) => label);
    });
    return { line, labels };
  });
}

/** Length of a line inside a box around the floor, m. */
function lengthInside({ a, b }: GridLine, bounds: ReturnType<typeof boundsOf>): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [-dx, a[0] - bounds.minX],
    [dx, bounds.maxX - a[0]],
    [-dy, a[1] - bounds.minY],
    [dy, bounds.maxY - a[1]],
  ]) {
    if (Math.abs(step) < 1e-9) {
      if (room < 0) return 0;
    } else if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
  }
  return Math.max(0, to - from) * Math.hypot(dx, dy);
}
