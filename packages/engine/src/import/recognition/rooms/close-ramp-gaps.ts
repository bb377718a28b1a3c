import {
  distance,
  distanceToSegment,
  lineIntersection,
  type Point,
  PointGrid,
  pointAlong,
  segmentsCross,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { OpeningLine } from '../openings/opening-line.ts';
import type { WallLine } from '../walls/wall-line.ts';

const {
  widestGapM,
  narrowestRampM,
  shortestRampM,
  minRampStepM,
  hiddenFaceM,
  meetingM,
  stubM,
  stubSlackRatio,
  maxTips,
  maxTouchingTips,
  widestMissingM,
  wideSlackM,
  cornerCostM,
  acrossCostM,
  touchingCostM,
  farthestCornerM,
  shortestOuterM,
  freeM,
  contactM,
} = tuning.roomsCloseRampGaps;

/** The walls beside a break can differ by this much: a core's wall may stand against one of them, drawn as one. */
const thicknessStepM = { min: 0.06, atRamp: 0.16 } as const;
/**
 * Straight bridges over breaks between two wall ends that face each other in line, where no opening was
 * drawn: mostly where ramps leave through the outer wall. They close the outline and are not walls.
 */
export function closeRampGaps(walls: readonly WallLine[], openings: readonly OpeningLine[]): WallLine[] {
  const wallGrid = new PointGrid(4);
  walls.forEach((wall, i) => {
    if (wall.layerClass !== 'ramp-wall') wallGrid.addAlong(i, wall.a, wall.b, 0.1);
  });
  const taken: Point[] = [];
  const bridges: WallLine[] = [];
  for (const bridge of bridgesBetweenTips(walls)) {
    const { a, b } = bridge;
    if (taken.some((tip) => distance(tip, a) < 0.02 || distance(tip, b) < 0.02)) continue;
    const drawn = openings.some((opening) => {
      const reach = Math.max(distance(opening.start, a), distance(opening.end, b));
      const swapped = Math.max(distance(opening.start, b), distance(opening.end, a));
      return Math.min(reach, swapped) < 0.5;
    });
    if (drawn) continue;
    if (wallGrid.nearAlong(a, b).some((i) => bars(walls[i], a, b))) continue;
    taken.push(a, b);
    bridges.push(bridge);
  }
  return bridges;
}

/** Bridges between ends of outer walls that face each other, the shortest first. */
function bridgesBetweenTips(walls: readonly WallLine[]): WallLine[] {
  const startsRamp = rampStarts(walls);
  const tips = wallTips(walls, startsRamp);
  const candidates: { bridge: WallLine; gap: number }[] = [];
  const tipGrid = new PointGrid(widestGapM);
  tips.forEach(({ tip }, k) => {
    tipGrid.add(k, tip[0], tip[1]);
  });
  for (const one of tips) {
    const [x, y] = one.tip;
    for (const k of tipGrid.near(x - widestGapM, y - widestGapM, x + widestGapM, y + widestGapM)) {
      const two = tips[k];
      if (two.i <= one.i) continue;
      const gap = distance(one.tip, two.tip);
      if (gap < 0.3 || gap > widestGapM || !(one.isOuter || two.isOuter)) continue;
      const isHidden = !(one.isOuter && two.isOuter);
      if (isHidden && (gap < narrowestRampM || !startsRamp(one) || !startsRamp(two))) continue;
      const stepM = gap < narrowestRampM ? thicknessStepM.min : thicknessStepM.atRamp;
      const differenceM = Math.abs(one.wall.thicknessM - two.wall.thicknessM);
      if (differenceM > stepM) continue;
      // Where two walls share a face, the middles are half the difference apart, or all of it where one is a line.
      const hiddenM = isHidden ? hiddenFaceM : 0;
      const slackM = (differenceM > thicknessStepM.min ? differenceM : 0) + hiddenM;
      if (!faceEachOther(one, two, slackM)) continue;
      candidates.push({
        gap,
        bridge: {
          a: one.tip,
          b: two.tip,
          thicknessM: Math.max(one.wall.thicknessM, two.wall.thicknessM),
          layerClass: one.wall.layerClass,
          filled: false,
        },
      });
    }
  }
  return candidates.sort((p, q) => p.gap - q.gap).map(({ bridge }) => bridge);
}

/** Gaps that are closed beside those between ends that lead to each other. */
export interface GapClosing {
  /** A corner may lead to an end that touches another wall. */
  atCorners: boolean;
  /** Parallel walls that end side by side, as those of ramps do at the street. */
  atRamps: boolean;
}

/**
 * Straight bridges, and pairs of them around a corner, between ends of outer walls that touch nothing: what is missing of
 * an outer wall that does not close. The shortest first; none through a wall or one of `obstacles` (sides of bays).
 */
export function closeWideGaps(
  walls: readonly WallLine[],
  ramps: readonly WallLine[],
  obstacles: readonly (readonly [Point, Point])[],
  closing: GapClosing,
): WallLine[] {
  const tips = outerTips(walls, ramps);
  const wallGrid = gridOfLines(walls.map(({ a, b }) => [a, b] as const));
  const obstacleGrid = gridOfLines(obstacles);
  const isClear = (a: Point, b: Point) =>
    !wallGrid.nearAlong(a, b).some((i) => bars(withoutContacts(walls[i], a, b), a, b)) &&
    !obstacleGrid.nearAlong(a, b).some((i) => segmentsCross(a, b, ...obstacles[i]));
  const taken = new Set<WallTip>();
  const closed: WallLine[] = [];
  for (const { one, two, via } of wideGaps(tips, closing)) {
    if (taken.has(one) || taken.has(two)) continue;
    const corners = [one.tip, ...via, two.tip];
    if (corners.slice(1).some((corner, i) => !isClear(corners[i], corner))) continue;
    taken.add(one).add(two);
    const { thicknessM, layerClass } = one.wall;
    for (let i = 1; i < corners.length; i++)
      closed.push({ a: corners[i - 1], b: corners[i], thicknessM, layerClass, filled: false });
  }
  return closed;
}

/** Less of a wall's ends, where it does not run along a bridge: walls inside end at the outer one that is missing. */
function withoutContacts(wall: WallLine, a: Point, b: Point): WallLine {
  const lengthM = distance(wall.a, wall.b);
  const turned = (wall.b[0] - wall.a[0]) * (b[1] - a[1]) - (wall.b[1] - wall.a[1]) * (b[0] - a[0]);
  if (Math.abs(turned) < 0.2 * lengthM * distance(a, b)) return wall;
  const t = Math.min(contactM / lengthM, 0.3);
  return { ...wall, a: pointAlong(wall.a, wall.b, t), b: pointAlong(wall.a, wall.b, 1 - t) };
}

interface WideGap {
  one: WallTip;
  two: WallTip;
  /** The corner between them, if any. */
  via: Point[];
  costM: number;
}

/**
 * Pairs of ends that may belong to each other, the likeliest first: in line, around a corner, across. One that touches
 * another wall is met across by none.
 */
function wideGaps({ free, touching }: OuterTips, { atRamps, atCorners }: GapClosing): WideGap[] {
  const gaps: WideGap[] = [];
  free.slice(0, maxTips).forEach((one, i) => {
    for (const two of touching.slice(0, maxTouchingTips)) {
      const gapM = distance(one.tip, two.tip);
      if (one.i === two.i || gapM < 0.05 || gapM > widestMissingM) continue;
      if (faceEachOther(one, two, wideSlackM)) {
        gaps.push({ one, two, via: [], costM: gapM });
        continue;
      }
      const corner = atCorners ? cornerAhead(one, two) : undefined;
      if (corner) gaps.push(aroundCorner(one, two, corner, touchingCostM));
    }
    for (const two of free.slice(i + 1, maxTips)) {
      const gapM = distance(one.tip, two.tip);
      if (one.i === two.i || gapM < 0.05 || gapM > widestMissingM) continue;
      if (!atRamps && endsRamp(one, two)) continue;
      if (faceEachOther(one, two, wideSlackM)) {
        gaps.push({ one, two, via: [], costM: gapM });
        continue;
      }
      const corner = cornerAhead(one, two);
      if (corner) gaps.push(aroundCorner(one, two, corner, 0));
      else if (!leadsAway(one, two.tip) && !leadsAway(two, one.tip)) {
        gaps.push({ one, two, via: [], costM: gapM + acrossCostM });
      }
    }
  });
  return gaps.sort((p, q) => p.costM - q.costM);
}

function aroundCorner(one: WallTip, two: WallTip, corner: Point, moreM: number): WideGap {
  const costM = distance(one.tip, corner) + distance(corner, two.tip) + cornerCostM + moreM;
  return { one, two, via: [corner], costM };
}

/** True of walls that end side by side, a ramp's width apart. */
function endsRamp(one: Tip, two: Tip): boolean {
  const gapM = distance(one.tip, two.tip);
  if (gapM < narrowestRampM || gapM > widestGapM) return false;
  const isSquare = ({ tail, tip }: Tip, to: Point) => {
    const along = (tip[0] - tail[0]) * (to[0] - tip[0]) + (tip[1] - tail[1]) * (to[1] - tip[1]);
    return Math.abs(along) < 0.1 * distance(tail, tip) * distance(tip, to);
  };
  const together =
    (one.tip[0] - one.tail[0]) * (two.tip[0] - two.tail[0]) +
    (one.tip[1] - one.tail[1]) * (two.tip[1] - two.tail[1]);
  return together > 0 && isSquare(one, two.tip) && isSquare(two, one.tip);
}

/** The point at which both walls, drawn on, would meet; undefined where that is not ahead of both, or too far. */
function cornerAhead(one: Tip, two: Tip): Point | undefined {
  const hit = lineIntersection(one.tail, one.tip, two.tail, two.tip);
  if (!hit) return undefined;
  const corner = pointAlong(one.tail, one.tip, hit.t);
  const isAhead = hit.t > 1 && hit.u > 1;
  const farthestM = Math.max(distance(one.tip, corner), distance(two.tip, corner));
  return isAhead && farthestM <= farthestCornerM ? corner : undefined;
}

/** True when a wall would have to turn back to get to a point. */
function leadsAway({ tail, tip }: Tip, to: Point): boolean {
  const along = (tip[0] - tail[0]) * (to[0] - tip[0]) + (tip[1] - tail[1]) * (to[1] - tip[1]);
  return along < -0.3 * distance(tail, tip) * distance(tip, to);
}

interface OuterTips {
  free: readonly WallTip[];
  touching: readonly WallTip[];
}

/**
 * Ends of outer walls, of all walls where none is as thick as an outer one: those that touch no other wall apart.
 */
function outerTips(walls: readonly WallLine[], ramps: readonly WallLine[]): OuterTips {
  const outer = walls.some(isOuter) ? isOuter : ({ layerClass }: WallLine) => layerClass !== 'ramp-wall';
  const all = [...walls, ...ramps];
  const grid = gridOfLines(all.map(({ a, b }) => [a, b] as const));
  const touches = ({ i, tip: [x, y] }: WallTip) =>
    grid
      .near(x - meetingM, y - meetingM, x + meetingM, y + meetingM)
      .some((k) => k !== i && distanceToSegment([x, y], all[k].a, all[k].b) < freeM);
  const free: WallTip[] = [];
  const touching: WallTip[] = [];
  walls.forEach((wall, i) => {
    if (!outer(wall) || distance(wall.a, wall.b) < shortestOuterM) return;
    const ends = [
      { wall, i, tip: wall.a, tail: wall.b, isOuter: true },
      { wall, i, tip: wall.b, tail: wall.a, isOuter: true },
    ];
    for (const end of ends) (touches(end) ? touching : free).push(end);
  });
  return { free, touching };
}

function gridOfLines(lines: readonly (readonly [Point, Point])[]): PointGrid {
  const grid = new PointGrid(4);
  lines.forEach(([a, b], i) => {
    grid.addAlong(i, a, b, 0.1);
  });
  return grid;
}

interface WallTip extends Tip {
  wall: WallLine;
  /** Index of the wall among all. */
  i: number;
  isOuter: boolean;
}

/** Ends of outer walls, and of those that may be one where a ramp starts. */
function wallTips(walls: readonly WallLine[], startsRamp: (end: Tip) => boolean): WallTip[] {
  return walls.flatMap((wall, i) => {
    const ends = [
      { wall, i, tip: wall.a, tail: wall.b, isOuter: true },
      { wall, i, tip: wall.b, tail: wall.a, isOuter: true },
    ];
    if (isOuter(wall)) return ends;
    // Rooms in the corner may hide a face of the outer wall, but not the side wall of the ramp beside it.
    return wall.thicknessM < minRampStepM
      ? []
      : ends.filter(startsRamp).map((end) => ({ ...end, isOuter: false }));
  });
}

/** Returns whether a long wall leaves square from an end. */
function rampStarts(walls: readonly WallLine[]): (end: Tip) => boolean {
  const long = walls.filter(({ a, b }) => distance(a, b) >= shortestRampM);
  const grid = new PointGrid(4);
  long.forEach(({ a, b }, i) => {
    for (const [x, y] of [a, b]) grid.add(i, x - meetingM, y - meetingM, x + meetingM, y + meetingM);
  });
  return ({ tip, tail }) =>
    grid.near(tip[0], tip[1], tip[0], tip[1]).some((i) => {
      const { a, b } = long[i];
      if (Math.min(distance(a, tip), distance(b, tip)) > meetingM) return false;
      const along = (b[0] - a[0]) * (tip[0] - tail[0]) + (b[1] - a[1]) * (tip[1] - tail[1]);
      return Math.abs(along) < 0.1 * distance(a, b) * distance(tip, tail);
    });
}

interface Tip {
  tip: Point;
  tail: Point;
}

/** Both walls lead to each other. The direction of a stub says less than that of a long wall. */
function faceEachOther(one: Tip, two: Tip, slackM: number): boolean {
  const isStub = ({ tail, tip }: Tip) => distance(tail, tip) < stubM;
  const oneStubM = isStub(one) && !isStub(two) ? stubSlackRatio * distance(one.tip, two.tip) : 0;
  const twoStubM = isStub(two) && !isStub(one) ? stubSlackRatio * distance(one.tip, two.tip) : 0;
  return leadsTo(one, two.tip, slackM + oneStubM) && leadsTo(two, one.tip, slackM + twoStubM);
}

/** True when `to` lies ahead of the end `tip` within 3° or a hand's breadth aside, and `slackM`. */
function leadsTo({ tail, tip }: Tip, to: Point, slackM: number): boolean {
  const length = distance(tail, tip);
  if (length < 0.3) return false;
  const dx = (tip[0] - tail[0]) / length;
  const dy = (tip[1] - tail[1]) / length;
  const ahead = (to[0] - tip[0]) * dx + (to[1] - tip[1]) * dy;
  const aside = Math.abs((to[1] - tip[1]) * dx - (to[0] - tip[0]) * dy);
  return ahead > 0 && aside < Math.min(0.12, 0.05 * ahead + 0.02) + slackM;
}

/** Outer walls are cast; thinner ones have doors in their gaps, drawn or forgotten. */
export function isOuter(wall: WallLine): boolean {
  return wall.layerClass === 'retaining-wall' || (wall.layerClass !== 'ramp-wall' && wall.thicknessM > 0.24);
}

/**
 * True when the wall crosses the bridge or lies on it. Walls that meet it at its ends do not bar it, such as the side
 * walls of a ramp.
 */
function bars(wall: WallLine, a: Point, b: Point): boolean {
  const trim = Math.min(meetingM, 0.2 * distance(a, b)) / distance(a, b);
  const from = pointAlong(a, b, trim);
  const to = pointAlong(a, b, 1 - trim);
  if (segmentsCross(from, to, wall.a, wall.b)) return true;
  const steps = Math.ceil(distance(a, b) / 0.5);
  for (let k = 0; k <= steps; k++) {
    if (distanceToSegment(pointAlong(from, to, k / steps), wall.a, wall.b) < 0.05) return true;
  }
  return false;
}
