import { DrawingError } from '../errors.ts';
import { type OrientedRectangle, rectangleAround, rectangleCorners } from '../geometry/oriented-rectangle.ts';
import { PointGrid } from '../geometry/point-grid.ts';
import { distance, midpoint, type Point } from '../geometry/points.ts';
import { distanceToSegment } from '../geometry/segments.ts';
import type { LevelDrawing } from './level-drawing.ts';

const lengthRangeM = { min: 4.7, max: 6.3 } as const;
const widthRangeM = { min: 2.15, max: 2.95 } as const;

/** Lines looked at in search of bay sides and ends; only hatching makes more. */
const largestTryCount = 3_000_000;

/** Parking bays as rectangles: from bay blocks, closed rectangles, or pairs of long lines with an end line. */
export function recogniseBays({ drawing, classOf }: LevelDrawing): Point[][] {
  const boxes: OrientedRectangle[] = [];
  const lines: [Point, Point][] = [];
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    if (layerClass !== 'bay' && layerClass !== 'unknown') continue;
    const corners = cornersOf(path.points);
    if (corners.length === 4 && (path.closed || path.points.length === 5)) {
      const box = rectangleAround(corners);
      if (isBay(box) && isRectangle(corners, box)) boxes.push(box);
    } else if (!path.closed) {
      for (let i = 1; i < path.points.length; i++) lines.push([path.points[i - 1], path.points[i]]);
    }
  }
  boxes.push(...pairSides(lines));
  return dropRepeated(boxes).map(rectangleCorners);
}

function isBay({ lengthM, widthM }: OrientedRectangle): boolean {
  return (
    lengthM >= lengthRangeM.min &&
    lengthM <= lengthRangeM.max &&
    widthM >= widthRangeM.min &&
    widthM <= widthRangeM.max
  );
}

function isRectangle(corners: readonly Point[], box: OrientedRectangle): boolean {
  return rectangleCorners(box).every((corner) => corners.some((point) => distance(point, corner) < 0.1));
}

/** The points without one that repeats the first. */
function cornersOf(points: readonly Point[]): Point[] {
  const last = points[points.length - 1];
  return points.length > 1 && distance(points[0], last) < 0.01 ? points.slice(0, -1) : [...points];
}

/** Bays from loose lines: two parallel sides of bay length, at bay width, with a line across one end at least. */
function pairSides(lines: readonly [Point, Point][]): OrientedRectangle[] {
  const sides = lines.filter(
    ([a, b]) => distance(a, b) >= lengthRangeM.min && distance(a, b) <= lengthRangeM.max,
  );
  let tried = 0;
  const count = (more: number): void => {
    tried += more;
    if (tried <= largestTryCount) return;
    throw new DrawingError('bay layers', 'dense parallel lines', 'bays; hatching belongs on another layer');
  };
  const all = new PointGrid(1);
  lines.forEach(([a, b], i) => {
    if (distance(a, b) <= 400) all.addAlong(i, a, b);
  });
  const onLine = (point: Point, i: number, j: number): boolean => {
    const near = all.near(point[0] - 0.1, point[1] - 0.1, point[0] + 0.1, point[1] + 0.1);
    count(near.length);
    return near.some(
      (k) => lines[k] !== sides[i] && lines[k] !== sides[j] && distanceToSegment(point, ...lines[k]) < 0.08,
    );
  };
  const grid = new PointGrid(4);
  sides.forEach(([a, b], i) => {
    const [x, y] = midpoint(a, b);
    grid.add(i, x, y);
  });
  const boxes: OrientedRectangle[] = [];
  sides.forEach(([a, b], i) => {
    const [x, y] = midpoint(a, b);
    for (const j of grid.near(x - 3, y - 3, x + 3, y + 3)) {
      if (j <= i) continue;
      count(1);
      const apart = distance([x, y], midpoint(...sides[j]));
      if (apart < widthRangeM.min || apart > widthRangeM.max + 0.2) continue;
      const [c, d] =
        distance(a, sides[j][0]) < distance(a, sides[j][1]) ? sides[j] : [sides[j][1], sides[j][0]];
      const box = rectangleAround([a, b, d, c]);
      if (!isBay(box) || !isRectangle([a, b, d, c], box)) continue;
      const ends = [midpoint(a, c), midpoint(b, d)];
      if (ends.some((end) => onLine(end, i, j))) boxes.push(box);
    }
  });
  return boxes;
}

function dropRepeated(boxes: readonly OrientedRectangle[]): OrientedRectangle[] {
  const order = [...boxes].sort((p, q) => q.lengthM * q.widthM - p.lengthM * p.widthM);
  const grid = new PointGrid(2);
  const kept: OrientedRectangle[] = [];
  for (const box of order) {
    const [x, y] = box.center;
    if (grid.near(x - 1, y - 1, x + 1, y + 1).some((k) => distance(kept[k].center, box.center) < 1)) continue;
    grid.add(kept.length, x, y);
    kept.push(box);
  }
  return kept.sort((p, q) => p.center[1] - q.center[1] || p.center[0] - q.center[0]);
}
