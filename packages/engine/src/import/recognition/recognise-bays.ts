import {
  DrawingError,
  distance,
  distanceToSegment,
  midpoint,
  type OrientedRectangle,
  type Point,
  PointGrid,
  pointAlong,
  rectangleAround,
  rectangleCorners,
  ringContains,
  say,
} from '../../core/index.ts';
import { isStatedLayer } from '../drawing/classify-layer.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import { wallClasses } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import { namedLocations } from './rooms/recognise-rooms.ts';

const {
  largestTryCount,
  largestSkew,
  smallSidesM,
  fewestSmall,
  fewestAslant,
  sameSizeM,
  uponM,
  minWallRatio,
  minEndRatio,
  wallSlacksM,
  fewestUsual,
  maxOddRatio,
  widestBayM,
} = tuning.recogniseBays;

const lengthRangeM = { min: 4.7, max: 6.3 } as const;
const widthRangeM = { min: 2.15, max: 2.95 } as const;

/** Middles of the two sides of a bay, the most aslant included, lie no farther apart, m. */
const reachM = Math.hypot(widthRangeM.max, largestSkew * widthRangeM.max) + 0.1;

/** Sides of what a format states to be a bay. */
const statedSidesM = { min: 1.2, max: 12 } as const;

/** Number of a bay as drawings write it: `12`, `B1-012`, `A-7`. */
const bayNumber = /^([A-Z]{0,3}\d{0,2}-)?[A-Z]{0,3}\d{1,4}$/i;

/** A bay as four corners: a rectangle, or aslant where its sides run aslant to the lane and its ends along it. */
interface FoundBay {
  corners: Point[];
  center: Point;
  areaM2: number;
}

/** Parking bays: from bay blocks, closed rectangles, or pairs of long lines with an end line. */
export function recogniseBays({ drawing, classOf }: LevelDrawing): Point[][] {
  const boxes: FoundBay[] = [];
  const small: OrientedRectangle[] = [];
  /** Rectangles on layers of bays. */
  const onLayers: OrientedRectangle[] = [];
  const unnamed: FoundBay[] = [];
  const lines: [Point, Point][] = [];
  const walls: [Point, Point][] = [];
  let named = false;
  for (const path of drawing.paths) {
    const layerClass = classOf(path);
    if (wallClasses.has(layerClass)) walls.push(...sidesOf(path));
    if (layerClass !== 'bay' && layerClass !== 'unknown') continue;
    named ||= layerClass === 'bay';
    const corners = cornersOf(path.points);
    if (corners.length === 4 && (path.closed || path.points.length === 5)) {
      const box = rectangleAround(corners);
      if (layerClass === 'bay' && isStatedLayer(path.layer) && isStatedBay(box)) boxes.push(fromBox(box));
      else if (!isRectangle(corners, box)) {
        const bay = aslantShape(corners);
        if (bay) (layerClass === 'bay' ? boxes : unnamed).push(bay);
      } else if (isBay(box)) boxes.push(fromBox(box));
      else if (layerClass === 'bay' && path.source !== 'hatch' && isSmallBay(box)) small.push(box);
      if (layerClass === 'bay' && path.source !== 'hatch') onLayers.push(box);
    } else if (!path.closed) {
      for (let i = 1; i < path.points.length; i++) lines.push([path.points[i - 1], path.points[i]]);
    }
  }
  const numbers = drawing.texts
    .filter(({ text }) => bayNumber.test(text.trim()))
    .map(({ position }) => position);
  const { ended, bare } = pairSides(lines);
  const numbered = bare.filter(({ corners }) => numbers.some((number) => ringContains(corners, number)));
  boxes.push(
    ...ended,
    ...numbered,
    ...(unnamed.length >= fewestAslant ? unnamed : []),
    ...[...alikeOf(small), ...oddBays(onLayers)].filter((box) => !isRoom(box, drawing)).map(fromBox),
  );
  // Only separating lines: what they leave between them is a bay where nothing else says what is one.
  if (named && boxes.length < 0.2 * bare.length) boxes.push(...bare);
  if (named) boxes.push(...baysAtWalls(boxes, ended, { lines, walls }));
  return dropRepeated(boxes).map(({ corners }) => corners);
}

/** The bays as far as they are known by now; none where their lines are too dense to tell. */
export function knownBays(level: LevelDrawing): Point[][] {
  try {
    return recogniseBays(level);
  } catch (error) {
    if (error instanceof DrawingError) return [];
    throw error;
  }
}

/**
 * Bays at the ends of rows, which the row's last line and a wall bound: as far away as the next line would be, with the line
 * along the row's end across. A way through beside a row has no such line.
 */
function baysAtWalls(
  known: readonly FoundBay[],
  ended: readonly FoundBay[],
  { lines, walls }: { lines: readonly [Point, Point][]; walls: readonly [Point, Point][] },
): FoundBay[] {
  if (ended.length === 0 || walls.length === 0) return [];
  const centers = new PointGrid(2);
  known.forEach(({ center: [x, y] }, i) => {
    centers.add(i, x, y);
  });
  const wallGrid = gridAlong(walls);
  const lineGrid = gridAlong(lines);
  return ended.flatMap(({ corners }): FoundBay[] => {
    const box = rectangleAround(corners);
    if (!isRectangle(corners, box)) return [];
    const [a, b, c, d] = rectangleCorners(box);
    // The long sides run from a to b and from d to c, or from b to c and from a to d.
    const sides = distance(a, b) > distance(b, c) ? [a, b, d, c] : [b, c, a, d];
    return [sides, [sides[2], sides[3], sides[0], sides[1]]].flatMap((each): FoundBay[] => {
      // Most bays have another one there: nothing is looked for.
      const [near, , far, farEnd] = each;
      const there = midpoint(far, farEnd);
      const beyond: Point = [there[0] + (far[0] - near[0]) / 2, there[1] + (far[1] - near[1]) / 2];
      const isOccupied = centers
        .near(beyond[0] - 1, beyond[1] - 1, beyond[0] + 1, beyond[1] + 1)
        .some((k) => distance(known[k].center, beyond) < 1);
      if (isOccupied) return [];
      const next = wallAcross(each as [Point, Point, Point, Point], walls, wallGrid);
      if (!next) return [];
      const [x, y] = next.center;
      const isTaken = centers
        .near(x - 1, y - 1, x + 1, y + 1)
        .some((k) => distance(known[k].center, next.center) < 1.2);
      const [from, to, otherFrom, otherTo] = next.corners;
      const isEnded = [
        [from, otherFrom],
        [to, otherTo],
      ].some(([p, q]) => coveredRatio(p, q, lines, lineGrid) >= minEndRatio);
      const last = rectangleAround([from, to, otherTo, otherFrom]);
      return isTaken || !isEnded || !isBay(last) ? [] : [fromBox(last)];
    });
  });
}

/** The bay beyond a bay's far side, as its sides from end to end, where a wall runs as far away as the bay is wide. */
function wallAcross(
  [a, , c, d]: readonly [Point, Point, Point, Point],
  walls: readonly [Point, Point][],
  grid: PointGrid,
): { center: Point; corners: Point[] } | undefined {
  const widthM = distance(a, c);
  const [stepX, stepY] = [(c[0] - a[0]) / widthM, (c[1] - a[1]) / widthM];
  for (const slackM of wallSlacksM) {
    const awayM = widthM + slackM;
    const from: Point = [c[0] + awayM * stepX, c[1] + awayM * stepY];
    const to: Point = [d[0] + awayM * stepX, d[1] + awayM * stepY];
    if (coveredRatio(from, to, walls, grid) >= minWallRatio) {
      return { center: midpoint(midpoint(c, d), midpoint(from, to)), corners: [c, d, from, to] };
    }
  }
  return undefined;
}

/** How much of a line has one of the others upon it. */
function coveredRatio(
  a: Point,
  b: Point,
  others: readonly (readonly [Point, Point])[],
  grid: PointGrid,
): number {
  const steps = 12;
  let covered = 0;
  for (let k = 0; k < steps; k++) {
    const point = pointAlong(a, b, (k + 0.5) / steps);
    const isUpon = grid.near(...point, ...point).some((i) => {
      const [c, d] = others[i];
      const turned = Math.abs((b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]));
      return turned < 0.05 * distance(a, b) * distance(c, d) && distanceToSegment(point, c, d) < uponM;
    });
    if (isUpon) covered++;
  }
  return covered / steps;
}

function gridAlong(lines: readonly (readonly [Point, Point])[]): PointGrid {
  const grid = new PointGrid(1);
  lines.forEach(([a, b], i) => {
    if (distance(a, b) <= 400) grid.addAlong(i, a, b, uponM);
  });
  return grid;
}

function sidesOf({ points, closed }: DrawingPath): [Point, Point][] {
  const ring = closed ? [...points, points[0]] : points;
  return ring.slice(1).map((point, i): [Point, Point] => [ring[i], point]);
}

function fromBox(box: OrientedRectangle): FoundBay {
  return { corners: rectangleCorners(box), center: box.center, areaM2: box.lengthM * box.widthM };
}

/** Bays for small cars, which only a layer of bays and their number tell from other rectangles. */
function isSmallBay({ lengthM, widthM }: OrientedRectangle): boolean {
  return (
    lengthM >= smallSidesM.length.min &&
    lengthM <= lengthRangeM.max &&
    widthM >= smallSidesM.width.min &&
    widthM <= smallSidesM.width.max
  );
}

/** Bays with room for a wheelchair. */
function isWideBay({ lengthM, widthM }: OrientedRectangle): boolean {
  return (
    lengthM >= lengthRangeM.min &&
    lengthM <= lengthRangeM.max &&
    widthM > widthRangeM.max &&
    widthM <= widestBayM
  );
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

/** Boxes of which several have one size. */
function alikeOf(boxes: readonly OrientedRectangle[]): OrientedRectangle[] {
  return boxes.filter(
    ({ lengthM, widthM }) =>
      boxes.filter(
        (other) =>
          Math.abs(other.lengthM - lengthM) < sameSizeM && Math.abs(other.widthM - widthM) < sameSizeM,
      ).length >= fewestSmall,
  );
}

/** Bays for small cars and wide ones for wheelchairs, which are few among many usual ones, often on layers of their own. */
function oddBays(onLayers: readonly OrientedRectangle[]): OrientedRectangle[] {
  const usual = onLayers.filter(isBay).length;
  const odd = onLayers.filter((box) => !isBay(box) && (isSmallBay(box) || isWideBay(box)));
  return usual >= fewestUsual && odd.length <= maxOddRatio * usual ? odd : [];
}

/** A room that stands in the row of bays, by the name in it. */
function isRoom(box: OrientedRectangle, { texts }: LevelDrawing['drawing']): boolean {
  const corners = rectangleCorners(box);
  return namedLocations(texts).some(({ position }) => ringContains(corners, position));
}

/** Bays from loose lines: two parallel sides of bay length, at bay width, with a line across one end or without. */
function pairSides(lines: readonly [Point, Point][]): Record<'ended' | 'bare', FoundBay[]> {
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
  const sides = sidesAmong(lines, all);
  const linesAt = (point: Point, i: number, j: number): number[] => {
    const near = all.near(point[0] - 0.1, point[1] - 0.1, point[0] + 0.1, point[1] + 0.1);
    count(near.length);
    return near.filter(
      (k) => lines[k] !== sides[i] && lines[k] !== sides[j] && distanceToSegment(point, ...lines[k]) < 0.08,
    );
  };
  const grid = new PointGrid(4);
  sides.forEach(([a, b], i) => {
    const [x, y] = midpoint(a, b);
    grid.add(i, x, y);
  });
  const found: Record<'ended' | 'bare', FoundBay[]> = { ended: [], bare: [] };
  sides.forEach(([a, b], i) => {
    const [x, y] = midpoint(a, b);
    for (const j of grid.near(x - reachM, y - reachM, x + reachM, y + reachM)) {
      if (j <= i) continue;
      count(1);
      const apart = distance([x, y], midpoint(...sides[j]));
      if (apart < widthRangeM.min || apart > reachM) continue;
      const [c, d] =
        distance(a, sides[j][0]) < distance(a, sides[j][1]) ? sides[j] : [sides[j][1], sides[j][0]];
      const box = rectangleAround([a, b, d, c]);
      if (isBay(box) && isRectangle([a, b, d, c], box)) {
        const ends = [midpoint(a, c), midpoint(b, d)];
        found[ends.some((end) => linesAt(end, i, j).length > 0) ? 'ended' : 'bare'].push(fromBox(box));
        continue;
      }
      const aslant = aslantBay([a, b, d, c]);
      if (!aslant) continue;
      // Sides of other rows are as far apart: the line along the end runs from one side to the other.
      const isEnded = [
        [a, c],
        [b, d],
      ].some(([from, to]) =>
        linesAt(midpoint(from, to), i, j).some((k) =>
          [from, to].every((end) => distanceToSegment(end, ...lines[k]) < 0.08),
        ),
      );
      if (isEnded) found.ended.push(aslant);
    }
  });
  return found;
}

/** Lines as long as a bay, and halves of those that run on through the row behind, with the line between the rows across. */
function sidesAmong(lines: readonly [Point, Point][], all: PointGrid): [Point, Point][] {
  return lines.flatMap((line, i): [Point, Point][] => {
    const [a, b] = line;
    const lengthM = distance(a, b);
    if (lengthM < lengthRangeM.min || lengthM > 2 * lengthRangeM.max) return [];
    if (lengthM <= lengthRangeM.max) return [line];
    const middle = midpoint(a, b);
    const isSplit = all.near(middle[0], middle[1], middle[0], middle[1]).some((k) => {
      const [c, d] = lines[k];
      const across = Math.abs((b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]));
      return k !== i && distanceToSegment(middle, c, d) < 0.08 && across > 0.5 * lengthM * distance(c, d);
    });
    if (lengthM < 2 * lengthRangeM.min || !isSplit) return [];
    return [
      [a, middle],
      [middle, b],
    ];
  });
}

/** A closed parallelogram, its longer sides those of the bay. */
function aslantShape(corners: readonly Point[]): FoundBay | undefined {
  const [a, b, c, d] = corners;
  const isLongFirst = distance(a, b) > distance(b, c);
  const sides = isLongFirst ? [a, b, c, d] : [b, c, d, a];
  const lengthM = distance(sides[0], sides[1]);
  const isAsLong = lengthM >= lengthRangeM.min && lengthM <= lengthRangeM.max;
  return isAsLong ? aslantBay(sides) : undefined;
}

/** The bay between two equal sides that run aslant to the lane. */
function aslantBay(corners: readonly Point[]): FoundBay | undefined {
  const [a, b, d, c] = corners;
  const lengthM = distance(a, b);
  const areaM2 = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  const widthM = areaM2 / lengthM;
  const along = ((b[0] - a[0]) * (c[0] - a[0]) + (b[1] - a[1]) * (c[1] - a[1])) / lengthM;
  const isParallel = distance([b[0] - a[0], b[1] - a[1]], [d[0] - c[0], d[1] - c[1]]) < 0.1;
  if (!isParallel || widthM < widthRangeM.min || widthM > widthRangeM.max) return undefined;
  if (Math.abs(along) > largestSkew * widthM) return undefined;
  return { corners: [...corners], center: midpoint(a, d), areaM2 };
}

function dropRepeated(bays: readonly FoundBay[]): FoundBay[] {
  const order = [...bays].sort((p, q) => q.areaM2 - p.areaM2);
  const grid = new PointGrid(2);
  const retained: FoundBay[] = [];
  for (const bay of order) {
    const [x, y] = bay.center;
    if (grid.near(x - 1, y - 1, x + 1, y + 1).some((k) => distance(retained[k].center, bay.center) < 1))
      continue;
    grid.add(retained.length, x, y);
    retained.push(bay);
  }
  return retained.sort((p, q) => p.center[1] - q.center[1] || p.center[0] - q.center[0]);
}
