import {
  type Bounds,
  boundsOf,
  distance,
  type Point,
  perimeter,
  rectangleAround,
  signedArea,
} from '../../../core/index.ts';
import { penLayer, statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';
import type { MarkStyle, PageMark } from './page-marks.ts';
import { metresPerPt } from './page-texts.ts';
import { findHatching } from './parallel-lines.ts';

const {
  minBackgroundRatio,
  whiteFrom,
  thinFillPt,
  minSlenderness,
  minFilledRatio,
  largestLetterPt,
  letterCorners,
  longestDashPt,
  widestGapPt,
  minDashes,
  shortDashPt,
  minLongDashes,
  sameLinePt,
} = tuning.pdfDrawPage;

const {
  minArcPoints,
  minSweepRad,
  longestChordRatio,
  toleranceRatio,
  tolerancePt,
  smallestRadiusPt,
  largestRadiusPt,
} = tuning.pdfSplitArcs;

/**
 * The lines of a page as they were meant by whoever drew them: lines printed as thin areas are lines again, arcs have
 * centres, dashes are one line, letters printed as areas and hatchings have layers of their own. What cannot be seen on
 * the paper is left out. Points of default user space.
 */
export function drawPage(marks: readonly PageMark[], view: Bounds): DrawingPath[] {
  const paper = sheetColor(marks, view);
  const seen = marks.filter((mark) => !isUnseen(mark, paper, view));
  const strokes: PageMark[] = [];
  const paths: DrawingPath[] = [];
  let group = 0;
  for (const mark of seen) {
    if (mark.kind === 'stroke') {
      strokes.push(mark);
      continue;
    }
    if (isLettering(mark)) {
      paths.push(...areaPaths(mark, group++, letteringLayer));
      continue;
    }
    const thin = mark.lines.map(({ points }) => thinLine(points));
    if (thin.every((line) => line !== undefined)) {
      for (const { points, widthPt } of thin) {
        const style = { ...mark.style, widthPt };
        strokes.push({ kind: 'stroke', style, lines: [{ points, closed: false }], isCurved: false });
      }
      continue;
    }
    paths.push(...areaPaths(mark, group++, layerName(mark)));
  }
  paths.push(...findHatching(joinDashes(strokes).flatMap(strokePaths)));
  return withColors(paths, seen);
}

const letteringLayer = `${statedLayer('text')}|pdf`;

/** Layer by name where the page has layers, else by pen. */
function layerName({ kind, style }: PageMark): string {
  if (style.layer) return style.layer;
  if (kind === 'fill') return penLayer(`${style.color} fill`);
  const widthMm = Math.round(style.widthPt * metresPerPt * 1e5) / 100;
  return penLayer(`${style.color} ${widthMm}${style.isDashed ? ' dashed' : ''}`);
}

/** Colours within layers of the page: told apart by number where a layer is drawn in more than one. */
function withColors(paths: DrawingPath[], marks: readonly PageMark[]): DrawingPath[] {
  const colorsOf = new Map<string, Set<string>>();
  for (const { style } of marks) {
    if (!style.layer) continue;
    const colors = colorsOf.get(style.layer);
    if (colors) colors.add(style.color);
    else colorsOf.set(style.layer, new Set([style.color]));
  }
  return paths.map((path) => {
    if ((colorsOf.get(path.layer)?.size ?? 0) > 1) return path;
    const { color: _color, ...rest } = path;
    return rest;
  });
}

function colorNumber(color: string): number {
  const number = Number.parseInt(color.slice(1), 16);
  return Number.isFinite(number) ? number : -1;
}

/** The colour of an area that covers the page, the last that was drawn; white where there is none. */
function sheetColor(marks: readonly PageMark[], view: Bounds): string {
  const grounds = marks.filter((mark) => mark.kind === 'fill' && coversPage(mark, view));
  return grounds.at(-1)?.style.color ?? '#ffffff';
}

function coversPage({ lines }: PageMark, view: Bounds): boolean {
  return lines.some(({ points }) => {
    if (points.length > 8) return false;
    const { minX, minY, maxX, maxY } = boundsOf(points);
    const ratio = ((maxX - minX) * (maxY - minY)) / ((view.maxX - view.minX) * (view.maxY - view.minY));
    return ratio >= minBackgroundRatio;
  });
}

/** True for marks in the colour of the sheet, and for the sheet itself: nobody sees them. */
function isUnseen(mark: PageMark, paper: string, view: Bounds): boolean {
  if (mark.style.color === paper) return true;
  if (isWhite(paper) && isWhite(mark.style.color)) return true;
  return mark.kind === 'fill' && coversPage(mark, view);
}

function isWhite(color: string): boolean {
  const number = colorNumber(color);
  return number >= 0 && [number >> 16, (number >> 8) & 255, number & 255].every((part) => part >= whiteFrom);
}

function areaPaths({ lines, style }: PageMark, group: number, layer: string): DrawingPath[] {
  return lines.map(({ points }) => ({
    layer,
    color: colorNumber(style.color),
    source: 'hatch',
    points,
    closed: true,
    widthInUnits: 0,
    symbol: -1,
    group,
  }));
}

function strokePaths(mark: PageMark): DrawingPath[] {
  const layer = layerName(mark);
  const color = colorNumber(mark.style.color);
  return mark.lines.flatMap(({ points, closed }) =>
    splitArcs(points, closed).map(
      (part): DrawingPath => ({
        layer,
        color,
        source: sourceOf(part),
        points: part.points,
        closed: part.closed,
        widthInUnits: 0,
        symbol: -1,
        ...(part.arc ? { arc: part.arc } : {}),
      }),
    ),
  );
}

function sourceOf({ points, closed, arc }: ReturnType<typeof splitArcs>[0]): DrawingPath['source'] {
  if (arc) return closed ? 'circle' : 'arc';
  return points.length === 2 ? 'line' : 'polyline';
}

/** The middle line of an area that is a line with its width; undefined for any other. */
function thinLine(ring: readonly Point[]): { points: Point[]; widthPt: number } | undefined {
  // Nothing this thin has a larger area.
  const area = Math.abs(signedArea(ring));
  if (area > (thinFillPt * perimeter(ring)) / 2) return undefined;
  const box = rectangleAround(ring);
  if (box.widthM > thinFillPt || box.lengthM < minSlenderness * box.widthM) return undefined;
  if (box.widthM > 0.05 && area < minFilledRatio * box.lengthM * box.widthM) return undefined;
  const [x, y] = box.center;
  const reach = (box.lengthM - box.widthM) / 2;
  const [dx, dy] = [Math.cos(box.angleRad) * reach, Math.sin(box.angleRad) * reach];
  return {
    points: [
      [x - dx, y - dy],
      [x + dx, y + dy],
    ],
    widthPt: box.widthM,
  };
}

/** Letters are small areas with bends; columns and arrows are small too, and have few corners. */
function isLettering({ lines }: PageMark): boolean {
  let bent = 0;
  for (const { points } of lines) {
    const { minX, minY, maxX, maxY } = boundsOf(points);
    if (Math.max(maxX - minX, maxY - minY) > largestLetterPt) return false;
    if (points.length > letterCorners && !isRound(points)) bent++;
  }
  return bent > 0 && 3 * bent >= lines.length;
}

/** True for a ring about as far around as a disc of its area. */
function isRound(ring: readonly Point[]): boolean {
  const around = perimeter(ring);
  return (4 * Math.PI * Math.abs(signedArea(ring))) / (around * around) > 0.85;
}

/** Strokes of two points that follow each other on one line with gaps of one length, as one stroke. */
function joinDashes(strokes: readonly PageMark[]): PageMark[] {
  const joined: PageMark[] = [];
  let run: PageMark[] = [];
  const close = (): void => {
    if (run.length >= wantedDashes(run) && areEven(run)) joined.push(joinedRun(run));
    else joined.push(...run);
    run = [];
  };
  for (const mark of strokes) {
    if (!isDash(mark)) {
      close();
      joined.push(mark);
      continue;
    }
    if (run.length > 0 && !continues(run, mark)) close();
    run.push(mark);
  }
  close();
  return joined;
}

function isDash({ lines: [line, ...others] }: PageMark): boolean {
  return (
    others.length === 0 &&
    line.points.length === 2 &&
    distance(line.points[0], line.points[1]) <= longestDashPt
  );
}

function endsOf({ lines: [{ points }] }: PageMark): readonly Point[] {
  return points;
}

/** Lies ahead on the same line, in the same pen. */
function continues(run: readonly PageMark[], mark: PageMark): boolean {
  const last = run[run.length - 1];
  if (!isSamePen(last.style, mark.style)) return false;
  const start = endsOf(run[0])[0];
  const [a, b] = endsOf(last);
  const [c, d] = endsOf(mark);
  const gap = distance(b, c);
  if (gap < 0.05 || gap > widestGapPt) return false;
  const length = distance(start, d);
  if (length <= distance(start, b) || distance(a, d) < distance(a, b)) return false;
  const off = (point: Point) =>
    Math.abs((d[0] - start[0]) * (point[1] - start[1]) - (d[1] - start[1]) * (point[0] - start[0])) / length;
  return off(b) <= sameLinePt && off(c) <= sameLinePt;
}

function isSamePen(one: MarkStyle, other: MarkStyle): boolean {
  return (
    one.layer === other.layer && one.color === other.color && Math.abs(one.widthPt - other.widthPt) < 0.01
  );
}

function wantedDashes(run: readonly PageMark[]): number {
  const isLong = run.some((mark) => distance(endsOf(mark)[0], endsOf(mark)[1]) > shortDashPt);
  return isLong ? minLongDashes : minDashes;
}

/** All gaps are as long as the shortest, but for the last: dashes are cut where the line ends. */
function areEven(run: readonly PageMark[]): boolean {
  const gaps = run.slice(1, -1).map((mark, k) => distance(endsOf(run[k])[1], endsOf(mark)[0]));
  return Math.max(...gaps) <= 1.4 * Math.min(...gaps) + 0.1;
}

function joinedRun(run: readonly PageMark[]): PageMark {
  const [first] = run;
  const points = [endsOf(first)[0], endsOf(run[run.length - 1])[1]];
  return { ...first, style: { ...first.style, isDashed: true }, lines: [{ points, closed: false }] };
}

interface Circle {
  center: Point;
  radiusInUnits: number;
}

interface LinePart {
  points: Point[];
  closed: boolean;
  arc?: Circle;
}

/**
 * A line in parts, the circular arcs among them with centre and radius. Curves come as chords: an arc is a run of them
 * with their ends on one circle. A closed line stays whole, a circle or not.
 */
function splitArcs(points: Point[], closed: boolean): LinePart[] {
  if (points.length < minArcPoints) return [{ points, closed }];
  if (closed) {
    const circle = wholeCircle(points);
    return [circle ? { points, closed, arc: circle } : { points, closed }];
  }
  const parts: LinePart[] = [];
  let from = 0;
  for (let i = 0; i + minArcPoints <= points.length; ) {
    const run = arcFrom(points, i);
    if (!run) {
      i++;
      continue;
    }
    if (i > from) parts.push({ points: points.slice(from, i + 1), closed: false });
    parts.push({ points: points.slice(i, run.last + 1), closed: false, arc: run.circle });
    from = run.last;
    i = run.last;
  }
  if (from < points.length - 1) parts.push({ points: points.slice(from), closed: false });
  return parts;
}

function wholeCircle(points: readonly Point[]): Circle | undefined {
  const third = Math.floor(points.length / 3);
  const circle = circleThrough(points[0], points[third], points[2 * third]);
  if (!circle) return undefined;
  const isOnIt = points.every(
    (point, i) => isOn(circle, point) && isShortChord(circle, point, points[(i + 1) % points.length]),
  );
  return isOnIt ? circle : undefined;
}

/** The longest arc that begins at a point. */
function arcFrom(points: readonly Point[], first: number): { last: number; circle: Circle } | undefined {
  const last = first + minArcPoints - 1;
  let circle = circleThrough(points[first], points[first + 2], points[last]);
  if (!circle) return undefined;
  for (let k = first; k < last; k++) {
    if (!isOn(circle, points[k]) || !isShortChord(circle, points[k], points[k + 1])) return undefined;
  }
  let end = last;
  while (end + 1 < points.length && isShortChord(circle, points[end], points[end + 1])) {
    // Three points near each other fix a circle badly: the farther it goes, the better it is known.
    const wider = circleThrough(points[first], points[(first + end + 1) >> 1], points[end + 1]);
    if (!wider || !isOn(wider, points[end]) || !isOn(wider, points[first + 1])) break;
    if (Math.abs(wider.radiusInUnits - circle.radiusInUnits) > 0.03 * circle.radiusInUnits) break;
    circle = wider;
    end++;
  }
  for (let k = first; k <= end; k++) if (!isOn(circle, points[k])) return undefined;
  return sweepRad(circle, points, first, end) >= minSweepRad ? { last: end, circle } : undefined;
}

function sweepRad({ radiusInUnits }: Circle, points: readonly Point[], first: number, last: number): number {
  let sweep = 0;
  for (let k = first; k < last; k++) {
    sweep += 2 * Math.asin(Math.min(1, distance(points[k], points[k + 1]) / (2 * radiusInUnits)));
  }
  return sweep;
}

function isOn({ center, radiusInUnits }: Circle, point: Point): boolean {
  const off = Math.abs(distance(center, point) - radiusInUnits);
  return off <= Math.max(tolerancePt, toleranceRatio * radiusInUnits);
}

function isShortChord({ radiusInUnits }: Circle, a: Point, b: Point): boolean {
  return distance(a, b) <= longestChordRatio * radiusInUnits;
}

function circleThrough(a: Point, b: Point, c: Point): Circle | undefined {
  const [bx, by] = [b[0] - a[0], b[1] - a[1]];
  const [cx, cy] = [c[0] - a[0], c[1] - a[1]];
  const twice = 2 * (bx * cy - by * cx);
  if (Math.abs(twice) < 1e-9) return undefined;
  const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / twice;
  const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / twice;
  const radiusInUnits = Math.hypot(x, y);
  if (!(radiusInUnits >= smallestRadiusPt && radiusInUnits <= largestRadiusPt)) return undefined;
  return { center: [a[0] + x, a[1] + y], radiusInUnits };
}
