import {
  distance,
  distanceToSegment,
  lineIntersection,
  midpoint,
  type Point,
  PointGrid,
  pointAlong,
} from '../../../core/index.ts';
import { openingKindFor } from '../../../plan/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';
import type { WallLine } from '../walls/wall-line.ts';
import { kindOfTag, widthOfTag } from './door-tags.ts';
import { type OpeningLine, openingWidthRangeM } from './opening-line.ts';

const { widestUnmarkedM, markReachM, coverM } = tuning.openingsTaggedGaps;

interface Gap {
  start: Point;
  end: Point;
  widthM: number;
}

/**
 * Doors that are drawn by their mark alone: gaps in walls with a door mark beside them and no symbol in them. The
 * width that the mark names decides among gaps.
 */
export function taggedGaps(
  texts: readonly DrawingText[],
  walls: readonly WallLine[],
  found: readonly OpeningLine[],
): OpeningLine[] {
  const marks = texts.filter(({ text }) => isDoorMark(text));
  if (marks.length === 0) return [];
  const isCovered = coverTest(found);
  const gaps = gapsOf(walls).filter(({ start, end }) => !isCovered(midpoint(start, end)));
  const grid = new PointGrid(4);
  gaps.forEach(({ start, end }, i) => {
    grid.addAlong(i, start, end, markReachM);
  });
  const pairs = marks.flatMap(({ text, position }, mark) => {
    const widthM = widthOfTag(text);
    return grid.near(position[0], position[1], position[0], position[1]).flatMap((gap) => {
      const awayM = distanceToSegment(position, gaps[gap].start, gaps[gap].end);
      const off = widthM === undefined ? 0 : Math.abs(gaps[gap].widthM - widthM);
      if (awayM > markReachM || off > 0.35) return [];
      if (widthM === undefined && gaps[gap].widthM > widestUnmarkedM) return [];
      return [{ mark, gap, cost: awayM + 2 * off }];
    });
  });
  pairs.sort((p, q) => p.cost - q.cost || p.mark - q.mark || p.gap - q.gap);
  const usedMarks = new Set<number>();
  const usedGaps = new Set<number>();
  const openings: OpeningLine[] = [];
  for (const { mark, gap } of pairs) {
    if (usedMarks.has(mark) || usedGaps.has(gap)) continue;
    usedMarks.add(mark);
    usedGaps.add(gap);
    const { start, end } = gaps[gap];
    if (openings.some((other) => covers(other, midpoint(start, end)))) continue;
    openings.push({ start, end, kind: kindOfTag(marks[mark].text) ?? openingKindFor('plain-door') });
  }
  return openings;
}

function isDoorMark(text: string): boolean {
  return kindOfTag(text) !== undefined || /^\s*M\d{3,4}\s*$/i.test(text);
}

function covers({ start, end }: { start: Point; end: Point }, point: Point): boolean {
  return distanceToSegment(point, start, end) < coverM;
}

/** Returns whether an opening that was found is at a point. */
function coverTest(found: readonly OpeningLine[]): (point: Point) => boolean {
  const grid = new PointGrid(4);
  found.forEach(({ start, end }, i) => {
    grid.addAlong(i, start, end, coverM);
  });
  return (point) => grid.near(...point, ...point).some((i) => covers(found[i], point));
}

/** Free stretches ahead of wall ends, up to the next wall that faces the end or crosses its line. */
function gapsOf(walls: readonly WallLine[]): Gap[] {
  const grid = new PointGrid(4);
  walls.forEach(({ a, b }, i) => {
    grid.addAlong(i, a, b, 0.1);
  });
  const gaps: Gap[] = [];
  const middles = new PointGrid(1);
  walls.forEach((wall, i) => {
    for (const [tip, tail] of [
      [wall.a, wall.b],
      [wall.b, wall.a],
    ]) {
      const gap = gapAhead(tip, tail, i, walls, grid);
      if (!gap) continue;
      const [x, y] = midpoint(gap.start, gap.end);
      const near = middles.near(x - 0.2, y - 0.2, x + 0.2, y + 0.2);
      // The same gap is seen from both sides; another one may cross it.
      const isSame = ({ start, end, widthM }: Gap) =>
        distance(midpoint(start, end), [x, y]) < 0.2 && Math.abs(widthM - gap.widthM) < 0.4;
      if (near.some((k) => isSame(gaps[k]))) continue;
      middles.add(gaps.length, x, y);
      gaps.push(gap);
    }
  });
  return gaps;
}

function gapAhead(
  tip: Point,
  tail: Point,
  wallIndex: number,
  walls: readonly WallLine[],
  grid: PointGrid,
): Gap | undefined {
  const length = distance(tip, tail);
  if (length < 0.1) return undefined;
  const far = pointAlong(tail, tip, 1 + openingWidthRangeM.max / length);
  let widthM: number = openingWidthRangeM.max;
  let end: Point | undefined;
  for (const j of grid.nearAlong(tip, far)) {
    if (j === wallIndex) continue;
    const other = walls[j];
    // An end already joined to another wall has no gap ahead unless that wall goes on along it.
    for (const facing of [other.a, other.b]) {
      const ahead =
        ((facing[0] - tip[0]) * (tip[0] - tail[0]) + (facing[1] - tip[1]) * (tip[1] - tail[1])) / length;
      const aside =
        Math.abs((facing[1] - tip[1]) * (tip[0] - tail[0]) - (facing[0] - tip[0]) * (tip[1] - tail[1])) /
        length;
      if (aside < 0.12 && ahead > 0.05 && ahead < widthM) {
        widthM = ahead;
        end = facing;
      }
    }
    const hit = lineIntersection(tail, tip, other.a, other.b);
    if (!hit || hit.u < -0.01 || hit.u > 1.01) continue;
    const ahead = (hit.t - 1) * length;
    if (ahead < -0.2 || ahead >= widthM) continue;
    // A wall across the end itself closes it.
    if (ahead < 0.2) continue;
    widthM = ahead;
    end = pointAlong(tail, tip, hit.t);
  }
  return end && widthM >= openingWidthRangeM.min ? { start: tip, end, widthM } : undefined;
}
