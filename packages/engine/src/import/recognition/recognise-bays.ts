import {
  DrawingError,
  distance,
  distanceToSegment,
  midpoint,
  type OrientedRectangle,
  type Point,
  PointGrid,
  rectangleAround,
  rectangleCorners,
  say,
} from '../../core/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';

const { largestTryCount } = tuning.recogniseBays;

const lengthRangeM = { min: 4.7, max: 6.3 } as const;
const widthRangeM = { min: 2.15, max: 2.95 } as const;

/** Sides of what a format states to be a bay. */
const statedSidesM = { min: 1.2, max: 12 } as const;

/** Number of a bay as drawings write it: `12`, `B1-012`, `A-7`. */
const bayNumber = /^([A-Z]{0,3}\d{0,2}-)?[A-Z]{0,3}\d{1,4}$/i;

/** Parking bays as rectangles: from bay blocks, closed rectangles, or pairs of long lines with an end line. */
export function recogniseBays({ drawing, classOf }: LevelDrawing): Point[][] {
  const boxes: OrientedRectangle[] = [];
  const lines: [Point, Point][] = [];
  let named = false;
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    if (layerClass !== 'bay' && layerClass !== 'unknown') continue;
    named ||= layerClass === 'bay';
    const corners = cornersOf(path.points);
    if (corners.length === 4 && (path.closed || path.points.length === 5)) {
      const box = rectangleAround(corners);
      if (layerClass === 'bay' && isStatedLayer(path.layer) && isStatedBay(box)) boxes.push(box);
      else if (isBay(box) && isRectangle(corners, box)) boxes.push(box);
    } else if (!path.closed) {
      for (let i = 1; i < path.points.length; i++) lines.push([path.points[i - 1], path.points[i]]);
    }
  }
  const numbers = drawing.texts
    .filter(({ text }) => bayNumber.test(text.trim()))
    .map(({ position }) => position);
  const { ended, bare } = pairSides(lines);
  const numbered = bare.filter((box) => numbers.some((number) => boxHolds(box, number)));
  boxes.push(...ended, ...numbered);
  // Only separating lines: what they leave between them is a bay where nothing else says what is one.
  if (named && boxes.length < 0.2 * bare.length) boxes.push(...bare);
  return dropRepeated(boxes).map(rectangleCorners);
}

function boxHolds({ center, lengthM, widthM, angleRad }: OrientedRectangle, [x, y]: Point): boolean {
  const dx = x - center[0];
  const dy = y - center[1];
  const along = Math.abs(dx * Math.cos(angleRad) + dy * Math.sin(angleRad));
  const aside = Math.abs(dy * Math.cos(angleRad) - dx * Math.sin(angleRad));
  return along < lengthM / 2 && aside < widthM / 2;
}

function isBay({ lengthM, widthM }: OrientedRectangle): boolean {
  return (
    lengthM >= lengthRangeM.min &&
    lengthM <= lengthRangeM.max &&
    widthM >= widthRangeM.min &&
    widthM <= widthRangeM.max
  );
}

function isStatedBay({ lengthM, widthM }: OrientedRectangle): boolean {
  return widthM >= statedSidesM.min && lengthM <= statedSidesM.max;
}

function isRectangle(corners: readonly Point[], box: OrientedRectangle): boolean {
  return rectangleCorners(box).every((corner) => corners.some((point) => distance(point, corner) < 0.1));
}

/** The points without one that repeats the first. */
function cornersOf(points: readonly Point[]): Point[] {
  const last = points[points.length - 1];
  return points.length > 1 && distance(points[0], last) < 0.01 ? points.slice(0, -1) : [...points];
}

/** Bays from loose lines: two parallel sides of bay length, at bay width, with a line across one end or without. */
function pairSides(lines: readonly [Point, Point][]): Record<'ended' | 'bare', OrientedRectangle[]> {
  const sides = lines.filter(
    ([a, b]) => distance(a, b) >= lengthRangeM.min && distance(a, b) <= lengthRangeM.max,
  );
  let tried = 0;
  const count = (more: number): void => {
    tried += more;
    if (tried <= largestTryCount) return;
    throw new DrawingError(say('bay-layers'), say('dense-lines'), say('bays-not-hatching'));
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
  const found: Record<'ended' | 'bare', OrientedRectangle[]> = { ended: [], bare: [] };
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
      found[ends.some((end) => onLine(end, i, j)) ? 'ended' : 'bare'].push(box);
    }
  });
  return found;
}

function dropRepeated(boxes: readonly OrientedRectangle[]): OrientedRectangle[] {
  const order = [...boxes].sort((p, q) => q.lengthM * q.widthM - p.lengthM * p.widthM);
  const grid = new PointGrid(2);
  const retained: OrientedRectangle[] = [];
  for (const box of order) {
    const [x, y] = box.center;
    if (grid.near(x - 1, y - 1, x + 1, y + 1).some((k) => distance(retained[k].center, box.center) < 1))
      continue;
    grid.add(retained.length, x, y);
    retained.push(box);
  }
  return retained.sort((p, q) => p.center[1] - q.center[1] || p.center[0] - q.center[0]);
}
