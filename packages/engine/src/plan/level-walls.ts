import {
  type Interval,
  mergeIntervals,
  type Point,
  type PointMm,
  pointInMm,
  requireObject,
} from '../core/index.ts';
/**
 * The one place that says what of a level's walls stands and what is an opening. Kernel, rays, network courses,
 * walking floor, documents and the planner's image all take their walls from here (docs/plan-format.md, "How openings
 * cut walls").
 */
import {
  type Cut,
  centreLine,
  fitOpenings,
  maxOffsetM,
  type OpeningFit,
  shortestSegmentM,
} from './opening-fit.ts';
import type { Level, Opening, Wall } from './schema.ts';

/** Segment of a wall between its openings, in whole millimetres. */
export interface WallSegment {
  wall: Wall;
  startMm: PointMm;
  endMm: PointMm;
  /** The wall itself ends here and no opening goes on: an image draws this end on to the corner that it may be in. */
  isWallStart: boolean;
  isWallEnd: boolean;
}

/** A stretch of a wall's centre line that an opening takes. */
export interface WallHole {
  wall: Wall;
  opening: Opening;
  startMm: PointMm;
  endMm: PointMm;
}

export interface LevelWalls {
  /** Segments in the order of the walls, along each from its start. */
  segments: readonly WallSegment[];
  /** Holes in the order of the walls; holes of one wall may overlap. */
  holes: readonly WallHole[];
}

/** Parts of a level that decide how its walls are cut. */
export type WalledLevel = Pick<Level, 'walls' | 'openings'>;

/** An opening and its stretch of one wall. */
export interface OpeningCut {
  wall: Wall;
  cut: Cut;
}

/** The walls cut, and how that came about. */
export interface CutLevel extends LevelWalls {
  /** [wall count]; undefined for a wall without length. */
  fits: readonly (OpeningFit | undefined)[];
  /** [opening count]: what each takes of the walls, in their order. */
  cutsOf: readonly (readonly OpeningCut[])[];
  /** [opening count]: both ends are at walls, and one of these goes on in line with the opening. */
  closesGap: Uint8Array;
}

/** A wall that no uncertain opening is near to is cut once for a list of openings. */
interface CachedWall {
  openings: readonly Opening[];
  fit: OpeningFit | undefined;
  segments: readonly WallSegment[];
}

const none: never[] = [];
/** The last cut of a list of walls: all bands and documents have the same. */
const cached = new WeakMap<readonly Wall[], { openings: readonly Opening[]; cut: CutLevel }>();
/** Most walls of a level that is edited stay where they are. */
const cachedWalls = new WeakMap<Wall, CachedWall>();
const cachedBoxes = new WeakMap<readonly Opening[], OpeningBoxes>();

/** A level's walls cut by its openings. An opening that lies in no wall cuts nothing. */
export function levelWalls(level: WalledLevel): LevelWalls {
  requireObject('level', level);
  return cutLevel(level);
}

export function cutLevel({ walls = none, openings = none }: WalledLevel): CutLevel {
  const known = cached.get(walls);
  if (known?.openings === openings) return known.cut;
  const cut = cutAll(walls, openings);
  cached.set(walls, { openings, cut });
  return cut;
}

function cutAll(walls: readonly Wall[], openings: readonly Opening[]): CutLevel {
  const sureWalls = walls.map((wall) => cutSurely(wall, openings));
  const fits = sureWalls.map(({ fit }) => fit);
  const closesGap = gapsClosed(fits, openings.length);
  const isPossible = uncertainOpenings(fits, closesGap, openings.length);
  const segments: WallSegment[] = [];
  const holes: WallHole[] = [];
  const cutsOf: OpeningCut[][] = openings.map(() => []);
  walls.forEach((wall, index) => {
    const fit = fits[index];
    if (!fit) return;
    const more = fit.possible.filter(({ opening }) => isPossible[opening] === 1);
    const cuts = more.length === 0 ? fit.sure : [...fit.sure, ...more].sort((a, b) => a.opening - b.opening);
    segments.push(
      ...(more.length === 0 ? sureWalls[index].segments : segmentsOf(wall, cuts, fit.endsAtOpening)),
    );
    for (const cut of cuts) {
      cutsOf[cut.opening].push({ wall, cut });
      holes.push({ wall, opening: openings[cut.opening], startMm: cut.fromMm, endMm: cut.toMm });
    }
  });
  return { segments, holes, fits, cutsOf, closesGap };
}

function cutSurely(wall: Wall, openings: readonly Opening[]): CachedWall {
  const known = cachedWalls.get(wall);
  if (known?.openings === openings) return known;
  const boxes = cachedBoxes.get(openings) ?? openingBoxes(openings);
  cachedBoxes.set(openings, boxes);
  const line = centreLine(wall);
  const near = openingsNear(boxes, wall, wall.thicknessM / 2 + maxOffsetM);
  const fit = line.lengthM === 0 ? undefined : fitOpenings(line, openings, near);
  const segments = fit ? segmentsOf(wall, fit.sure, fit.endsAtOpening) : none;
  const fresh = { openings, fit, segments };
  cachedWalls.set(wall, fresh);
  return fresh;
}

/** The wall less its cuts, which come in the order of the openings. */
function segmentsOf(
  wall: Wall,
  cuts: readonly Cut[],
  [startsAtOpening, endsAtOpening]: readonly boolean[],
): WallSegment[] {
  const startMm = pointInMm(wall.start);
  const endMm = pointInMm(wall.end);
  const isWallStart = !startsAtOpening;
  const isWallEnd = !endsAtOpening;
  if (cuts.length === 0) return [{ wall, startMm, endMm, isWallStart, isWallEnd }];
  const lengthM = Math.hypot(wall.end[0] - wall.start[0], wall.end[1] - wall.start[1]);
  const rest = { fromM: lengthM, toM: lengthM, fromMm: endMm, toMm: endMm };
  const segments: WallSegment[] = [];
  let doneM = 0;
  let doneMm = startMm;
  for (const { fromM, toM, fromMm, toMm } of [...[...cuts].sort((a, b) => a.fromM - b.fromM), rest]) {
    if (fromM - doneM > shortestSegmentM) {
      segments.push({
        wall,
        startMm: doneMm,
        endMm: fromMm,
        isWallStart: isWallStart && doneM === 0,
        isWallEnd: isWallEnd && fromM === lengthM,
      });
    }
    if (toM > doneM) {
      doneM = toM;
      doneMm = toMm;
    }
  }
  return segments;
}

function gapsClosed(fits: readonly (OpeningFit | undefined)[], count: number): Uint8Array {
  /** [opening count] bits: start held, end held, in line with a wall. */
  const held = new Uint8Array(count);
  for (const fit of fits) {
    for (const { opening, end, isInLine } of fit?.jambs ?? none)
      held[opening] |= (1 << end) | (isInLine ? 4 : 0);
  }
  return held.map((bits) => (bits === 7 ? 1 : 0));
}

/**
 * Openings that may lie in walls which are not surely theirs, [opening count]: no wall that is takes half of their length,
 * and they close no gap.
 */
function uncertainOpenings(
  fits: readonly (OpeningFit | undefined)[],
  closesGap: Uint8Array,
  count: number,
): Uint8Array {
  const isPossible = new Uint8Array(count);
  for (const fit of fits) {
    for (const { opening } of fit?.possible ?? none) isPossible[opening] = 1 - closesGap[opening];
  }
  const covered = new Map<number, Interval[]>();
  for (const fit of fits) {
    for (const { opening, ratios } of fit?.sure ?? none) {
      if (isPossible[opening] === 1) covered.set(opening, [...(covered.get(opening) ?? []), ratios]);
    }
  }
  for (const [opening, parts] of covered) {
    const ratio = mergeIntervals(parts).reduce((sum, [from, to]) => sum + to - from, 0);
    if (ratio >= 0.5) isPossible[opening] = 0;
  }
  return isPossible;
}

/** The boxes around a level's openings, from left to right. */
interface OpeningBoxes {
  /** Which opening it is, in the level's list. */
  order: Int32Array;
  /** [opening count, 4]: least x, least y, most x, most y, metres. */
  boxesM: Float64Array;
  widestM: number;
}

function openingBoxes(openings: readonly Opening[]): OpeningBoxes {
  const leftM = (index: number) => Math.min(openings[index].start[0], openings[index].end[0]);
  const order = Int32Array.from(openings.keys()).sort((a, b) => leftM(a) - leftM(b) || a - b);
  const boxesM = new Float64Array(4 * order.length);
  let widestM = 0;
  order.forEach((index, position) => {
    const { start, end } = openings[index];
    boxesM[4 * position] = Math.min(start[0], end[0]);
    boxesM[4 * position + 1] = Math.min(start[1], end[1]);
    boxesM[4 * position + 2] = Math.max(start[0], end[0]);
    boxesM[4 * position + 3] = Math.max(start[1], end[1]);
    widestM = Math.max(widestM, boxesM[4 * position + 2] - boxesM[4 * position]);
  });
  return { order, boxesM, widestM };
}

/** Indices of the openings whose boxes come within a reach of a wall's, ascending: most of a level are far from most walls. */
function openingsNear({ order, boxesM, widestM }: OpeningBoxes, wall: Wall, reachM: number): number[] {
  const lowX = Math.min(wall.start[0], wall.end[0]) - reachM;
  const highX = Math.max(wall.start[0], wall.end[0]) + reachM;
  const lowY = Math.min(wall.start[1], wall.end[1]) - reachM;
  const highY = Math.max(wall.start[1], wall.end[1]) + reachM;
  const found: number[] = [];
  for (let index = firstFrom(boxesM, lowX - widestM - 1e-6); index < order.length; index += 1) {
    const at = 4 * index;
    if (boxesM[at] > highX) break;
    if (boxesM[at + 2] < lowX || boxesM[at + 1] > highY || boxesM[at + 3] < lowY) continue;
    found.push(order[index]);
  }
  return found.sort((a, b) => a - b);
}

/** The first box that begins at or right of a coordinate. */
function firstFrom(boxesM: Float64Array, x: number): number {
  let [low, high] = [0, boxesM.length / 4];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (boxesM[4 * middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The four corners of the body around a centre line that has a length, metres. */
export function wallCorners(start: Point, end: Point, thicknessM: number): Point[] {
  const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
  const acrossX = ((start[1] - end[1]) / lengthM) * (thicknessM / 2);
  const acrossY = ((end[0] - start[0]) / lengthM) * (thicknessM / 2);
  return [
    [start[0] + acrossX, start[1] + acrossY],
    [end[0] + acrossX, end[1] + acrossY],
    [end[0] - acrossX, end[1] - acrossY],
    [start[0] - acrossX, start[1] - acrossY],
  ];
}
