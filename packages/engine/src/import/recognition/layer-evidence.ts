import { distance, type Point, PointGrid, radToDeg, rectangleAround } from '../../core/index.ts';
import { type OpeningKind, openingKindFor } from '../../plan/index.ts';
import type { DrawingPath, DrawingText } from '../drawing/drawing.ts';
import { tuning } from '../tuning.ts';
import { kindOfTag } from './openings/door-tags.ts';

export const { largestLayerPaths } = tuning.layerEvidence;
const { longestLeafM, columnPitchM, widestPaintM, narrowestColumnM } = tuning.layerEvidence;
const openLeaves = openingKindFor('open-leaves');

/** Describes what the things drawn on one layer in one colour look like, metres. */
export interface LayerEvidence {
  paths: DrawingPath[];
  texts: DrawingText[];
  /** Length of everything drawn. */
  lengthM: number;
  /** Length of it in areas and wide lines as thick as walls, measured along them. */
  slenderM: number;
  bays: number;
  /** Sides of bays drawn as single lines or open shapes. */
  baySides: number;
  /** Lines as long as a bay is wide, and as its wheel stop. */
  bayEnds: number;
  columns: number;
  /** Fraction of column-like shapes that have the size most of them have. */
  columnSizeRatio: number;
  /** Fraction of them that stand as columns do: as far apart, in rows. */
  columnRowRatio: number;
  swings: number;
  /** Circles with a short text in them. */
  bubbles: number;
  /** Lines in rows at the spacing of steps. */
  steps: number;
}

export function collectLayerEvidence(
  paths: DrawingPath[],
  texts: DrawingText[],
  allTexts: readonly DrawingText[],
): LayerEvidence {
  const sizes = new Map<string, number>();
  const evidence: LayerEvidence = {
    paths,
    texts,
    lengthM: 0,
    slenderM: 0,
    bays: 0,
    baySides: 0,
    bayEnds: 0,
    columns: 0,
    columnSizeRatio: 0,
    columnRowRatio: 0,
    swings: 0,
    bubbles: 0,
    steps: 0,
  };
  const columnCenters: Point[] = [];
  const labels = new PointGrid(2);
  allTexts.forEach(({ position, text }, i) => {
    if (text.length <= 5) labels.add(i, position[0], position[1]);
  });
  for (const path of paths) {
    const lengthM = lengthOf(path);
    evidence.lengthM += lengthM;
    if (isOpenBay(path)) evidence.bays++;
    else if (path.widthInUnits >= 0.075 && path.widthInUnits <= 0.62) evidence.slenderM += lengthM;
    else if (path.source === 'circle' && path.arc) {
      const [x, y] = path.arc.center;
      const radiusM = path.arc.radiusInUnits;
      const held = labels
        .near(x - radiusM, y - radiusM, x + radiusM, y + radiusM)
        .some((i) => distance(allTexts[i].position, path.arc!.center) < radiusM);
      if (held) evidence.bubbles++;
      else if (radiusM > 0.17 && radiusM < 0.9) {
        addColumn(evidence, sizes, 2 * radiusM, 2 * radiusM);
        columnCenters.push(path.arc.center);
      }
    } else if (path.source === 'arc' && path.arc) {
      if (isDoorLeafArc(path)) evidence.swings++;
    } else if (path.closed || isOpenBox(path)) addShape(evidence, { sizes, columnCenters }, path);
    else if (path.points.length === 2 && isBaySide(lengthM)) evidence.baySides++;
    else if (path.points.length === 2 && (isBayEnd(lengthM) || isWheelStop(lengthM))) evidence.bayEnds++;
  }
  const max = Math.max(0, ...sizes.values());
  evidence.columnSizeRatio = max / Math.max(1, evidence.columns);
  evidence.columnRowRatio = rowRatio(columnCenters);
  evidence.steps = countSteps(paths);
  return evidence;
}

/** True of three sides of a box as large as a column: an outline whose last side was never closed, or drawn over another. */
export function isOpenBox({ points, closed, source }: DrawingPath): boolean {
  if (closed || points.length !== 4 || source === 'arc') return false;
  const [first, middle, last] = points.slice(1).map((point, i) => distance(points[i], point));
  const { lengthM, widthM } = rectangleAround(points);
  const isBox =
    Math.abs(first - last) < 0.02 * (lengthM + widthM) &&
    Math.abs(first * middle - lengthM * widthM) < 0.02 * lengthM * widthM;
  return isBox && isColumnSized({ lengthM, widthM });
}

function isColumnSized({ lengthM, widthM }: { lengthM: number; widthM: number }): boolean {
  return widthM >= narrowestColumnM && lengthM <= 1.6 && lengthM < 2.6 * widthM;
}

/** True of three sides of a bay, open at the lane or at the back, be they as wide as paint. */
function isOpenBay({ points, closed, widthInUnits: widthM, source }: DrawingPath): boolean {
  if (closed || points.length !== 4 || widthM > widestPaintM || source === 'arc') return false;
  const sides = points.slice(1).map((point, i) => distance(points[i], point));
  return isBaySide(sides[0]) && isBaySide(sides[2]) && isBayEnd(sides[1]);
}

/** Fraction of a layer's things that stand at marks of a kind of wide opening. */
export function taggedRatio(
  { paths }: LayerEvidence,
  allTexts: readonly DrawingText[],
  kind: OpeningKind,
): number {
  const grid = new PointGrid(4);
  allTexts.forEach(({ text, position }, i) => {
    if (kindOfTag(text) === kind) grid.add(i, position[0], position[1]);
  });
  const near = paths.filter(({ points }) => {
    const first = points[0];
    const last = points[points.length - 1];
    const x = (first[0] + last[0]) / 2;
    const y = (first[1] + last[1]) / 2;
    return grid.near(x - 3, y - 3, x + 3, y + 3).some((i) => {
      const { position } = allTexts[i];
      if (distance(position, [x, y]) >= 3.2) return false;
      // The walls beside a door are near its mark too, but not along it, and longer than leaves that stand open.
      const isLeaf = kind === openLeaves && rectangleAround(points).lengthM < longestLeafM;
      return isLeaf || isAlong(position, points);
    });
  });
  return near.length / Math.max(1, paths.length);
}

/** The point lies beside the shape, between its ends. */
function isAlong(point: Point, points: readonly Point[]): boolean {
  const { center, lengthM, angleRad } = rectangleAround(points);
  const along = (point[0] - center[0]) * Math.cos(angleRad) + (point[1] - center[1]) * Math.sin(angleRad);
  return Math.abs(along) < lengthM / 2;
}

function addShape(
  evidence: LayerEvidence,
  { sizes, columnCenters }: { sizes: Map<string, number>; columnCenters: Point[] },
  path: DrawingPath,
): void {
  if (path.points.length > 12) return;
  const box = rectangleAround(path.points);
  if (isBaySide(box.lengthM) && isBayEnd(box.widthM)) evidence.bays++;
  else if (box.widthM >= 0.075 && box.widthM <= 0.62 && box.lengthM > 2.5 * box.widthM) {
    evidence.slenderM += path.source === 'hatch' || path.source === 'solid' ? lengthOf(path) : 0;
  } else if (isColumnSized(box)) {
    addColumn(evidence, sizes, box.lengthM, box.widthM);
    columnCenters.push(box.center);
  }
}

/** Fraction of points whose next one stands as far away as columns do, in a direction that most have. */
export function rowRatio(points: readonly Point[]): number {
  const { min, max } = columnPitchM;
  const grid = new PointGrid(max);
  points.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  const directions = new Float64Array(90);
  for (const [i, [x, y]] of points.entries()) {
    let nearestM = Infinity;
    let direction = 0;
    for (const j of grid.near(x - max, y - max, x + max, y + max)) {
      const apartM = distance(points[i], points[j]);
      // What is drawn twice, as an outline and its filling, stands in one location.
      if (j === i || apartM < 0.05 || apartM >= nearestM) continue;
      nearestM = apartM;
      direction = (radToDeg(Math.atan2(points[j][1] - y, points[j][0] - x)) + 360) % 90;
    }
    if (nearestM >= min && nearestM <= max) directions[Math.floor(direction + 0.5) % 90]++;
  }
  const inRows = Math.max(...directions.map((count, k) => count + directions[(k + 1) % 90]));
  return points.length > 0 ? inRows / points.length : 0;
}

function addColumn(
  evidence: LayerEvidence,
  sizes: Map<string, number>,
  lengthM: number,
  widthM: number,
): void {
  evidence.columns++;
  const key = `${Math.round(lengthM * 20)},${Math.round(widthM * 20)}`;
  sizes.set(key, (sizes.get(key) ?? 0) + 1);
}

export function isBaySide(lengthM: number): boolean {
  return lengthM >= 4.7 && lengthM <= 6.3;
}

export function isBayEnd(lengthM: number): boolean {
  return lengthM >= 2.15 && lengthM <= 2.95;
}

function isWheelStop(lengthM: number): boolean {
  return lengthM >= 1.5 && lengthM <= 2.1;
}

/** Short lines that have an equal one beside them on both sides, at the going of a step. */
function countSteps(paths: readonly DrawingPath[]): number {
  const lines = paths.filter(({ points, closed }) => {
    const length = !closed && points.length === 2 ? distance(points[0], points[1]) : 0;
    return length > 0.8 && length < 4.5;
  });
  const grid = new PointGrid(1);
  const middles = lines.map(({ points: [a, b] }): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
  middles.forEach(([x, y], i) => {
    grid.add(i, x, y);
  });
  return lines.filter(({ points: [a, b] }, i) => {
    const length = distance(a, b);
    const [x, y] = middles[i];
    let before = false;
    let after = false;
    for (const j of grid.near(x - 0.4, y - 0.4, x + 0.4, y + 0.4)) {
      const [c, d] = lines[j].points;
      if (j === i || Math.abs(distance(c, d) - length) > 0.05) continue;
      const aside = ((middles[j][1] - y) * (b[0] - a[0]) - (middles[j][0] - x) * (b[1] - a[1])) / length;
      if (Math.abs(aside) < 0.2 || Math.abs(aside) > 0.36) continue;
      if (aside > 0) after = true;
      else before = true;
    }
    return before && after;
  }).length;
}

function lengthOf({ points, closed }: DrawingPath): number {
  let lengthM = 0;
  for (let i = 1; i < points.length; i++) lengthM += distance(points[i - 1], points[i]);
  return closed ? lengthM + distance(points[points.length - 1], points[0]) : lengthM;
}

/** True of an arc that the leaf of a door or of a gate may swing along, however far it stands open. */
export function isDoorLeafArc(path: DrawingPath): boolean {
  if (path.source !== 'arc' || !path.arc) return false;
  const { radiusInUnits: radiusM } = path.arc;
  const sweepRad = lengthOf(path) / radiusM;
  return radiusM > 0.45 && radiusM < 2.2 && sweepRad > 1 && sweepRad < 1.8;
}

/** True of the arc that a door's leaf swings along: a quarter of a circle as large as a leaf. */
export function isDoorSwing(path: DrawingPath): boolean {
  if (path.source !== 'arc' || !path.arc) return false;
  const { radiusInUnits: radiusM } = path.arc;
  const sweepRad = lengthOf(path) / radiusM;
  return radiusM > 0.55 && radiusM < 1.3 && sweepRad > 1.2 && sweepRad < 1.8;
}
