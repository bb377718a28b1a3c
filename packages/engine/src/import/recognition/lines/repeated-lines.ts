import { midpoint, type Point, rectangleAround } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { Line, LineSet } from './line-set.ts';

const {
  shortestGoingM,
  longestGoingM,
  narrowestStairM,
  widestStairM,
  minTreads,
  widestHatchM,
  minHatchLines,
  sameSpacingRatio,
  flightWallGapM,
  maxNosings,
  minAlikeRatio,
  farthestNosingM,
} = tuning.linesRepeatedLines;

/** Absolute part of the tolerance of a spacing, m. */
const spacingSlackM = 0.006;
/** Ends of two treads of one flight lie less than this apart along them, m. */
const sameEndM = 0.05;

/** Lines at equal distances: the treads of stairs and the lines of hatchings, by their index. */
export function repeatedLines({ lines, byDirection }: LineSet): Map<number, 'stair' | 'hatch'> {
  const found = new Map<number, 'stair' | 'hatch'>();
  const flights: Point[][] = [];
  for (const members of byDirection) {
    if (members.length < minTreads) continue;
    for (const row of rowsOf(members, lines, isNextTread, hasSameEnds)) {
      if (row.length < minTreads) continue;
      for (const line of row) found.set(line, 'stair');
      flights.push(row.flatMap((line) => [lines[line].a, lines[line].b]));
    }
    for (const whole of rowsOf(members, lines, isNextHatchLine, areAbreast)) {
      if (whole.length < minHatchLines) continue;
      const row = withoutWallsAround(whole, lines);
      if (row.length < minHatchLines) continue;
      for (const line of row) if (!found.has(line)) found.set(line, 'hatch');
    }
  }
  // Break lines and arrows across a flight.
  for (const corners of flights) {
    const { center, lengthM, widthM, angleRad } = rectangleAround(corners);
    const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
    const isWithin = ([x, y]: Readonly<Point>) =>
      Math.abs((x - center[0]) * cos + (y - center[1]) * sin) < lengthM / 2 + flightWallGapM &&
      Math.abs((y - center[1]) * cos - (x - center[0]) * sin) < widthM / 2 - flightWallGapM;
    lines.forEach(({ a, b }, i) => {
      const middle = midpoint(a, b);
      if (!found.has(i) && isWithin(middle) && (isWithin(a) || isWithin(b))) found.set(i, 'stair');
    });
  }
  return found;
}

/**
 * A row of boards or grating without the faces of the walls before and behind it: lines of another extent where nearly all
 * have one, and lines at the row's ends that are not as far apart as all others.
 */
function withoutWallsAround(row: readonly number[], lines: readonly Line[]): readonly number[] {
  const middleOf = (values: readonly number[]) => [...values].sort((p, q) => p - q)[values.length >> 1];
  const fromM = middleOf(row.map((i) => lines[i].from));
  const toM = middleOf(row.map((i) => lines[i].to));
  const alike = row.filter(
    (i) => Math.abs(lines[i].from - fromM) < sameEndM && Math.abs(lines[i].to - toM) < sameEndM,
  );
  if (alike.length < minAlikeRatio * row.length) return row;
  const gapOf = (k: number) => lines[alike[k + 1]].offset - lines[alike[k]].offset;
  const gaps = Array.from({ length: alike.length - 1 }, (_, k) => gapOf(k));
  const gapM = middleOf(gaps);
  const isEven = (k: number) => Math.abs(gaps[k] - gapM) <= spacingSlackM;
  if (gaps.filter((_, k) => isEven(k)).length < minAlikeRatio * gaps.length) return alike;
  const first = gaps.findIndex((_, k) => isEven(k));
  const last = gaps.length - 1 - [...gaps.keys()].reverse().findIndex(isEven);
  return alike.slice(first, last + 2);
}

/**
 * Rows of treads among the lines. They are looked for among lines that end beside each other, so that what else a drawing
 * holds costs nothing.
 * @param maxGoingM treads of a row are no farther apart, metres
 */
export function treadRows({ lines, byDirection }: LineSet, maxGoingM = longestGoingM): Line[][] {
  const isNext = (one: Line, two: Line) => isNextTread(one, two, maxGoingM);
  return byDirection.flatMap((members) => {
    const wide = members.filter(
      (i) => lines[i].lengthM >= narrowestStairM && lines[i].lengthM <= widestStairM,
    );
    const abreast = closeTogether(wide, (i) => lines[i].from).flatMap((group) =>
      closeTogether(group, (i) => lines[i].to),
    );
    return abreast
      .filter((group) => group.length >= minTreads)
      .flatMap((group) => {
        const sorted = group.sort((p, q) => lines[p].offset - lines[q].offset || p - q);
        return rowsOf(sorted, lines, isNext, hasSameEnds);
      })
      .filter((row) => row.length >= minTreads)
      .map((row) => row.map((i) => lines[i]));
  });
}

/** Groups of items whose positions follow each other at less than what ends of treads differ by. */
function closeTogether(items: readonly number[], positionOf: (item: number) => number): number[][] {
  const groups: number[][] = [];
  let lastM = -Infinity;
  for (const item of [...items].sort((p, q) => positionOf(p) - positionOf(q) || p - q)) {
    const atM = positionOf(item);
    if (atM - lastM < sameEndM) groups[groups.length - 1].push(item);
    else groups.push([item]);
    lastM = atM;
  }
  return groups;
}

/** Both lines are as long as each other and end beside each other, a going apart. */
function isNextTread(one: Line, two: Line, maxGoingM = longestGoingM): boolean {
  const gapM = two.offset - one.offset;
  if (gapM < shortestGoingM || gapM > maxGoingM) return false;
  if (one.lengthM < narrowestStairM || one.lengthM > widestStairM) return false;
  return hasSameEnds(one, two);
}

/** Both lines end beside each other. */
function hasSameEnds(one: Line, two: Line): boolean {
  return Math.abs(one.from - two.from) < sameEndM && Math.abs(one.to - two.to) < sameEndM;
}

/** The lines run beside each other at the distance of a hatching. */
function isNextHatchLine(one: Line, two: Line): boolean {
  const gapM = two.offset - one.offset;
  if (gapM < 0.004 || gapM > widestHatchM) return false;
  return areAbreast(one, two);
}

/** The lines run beside each other for most of the shorter one. */
function areAbreast(one: Line, two: Line): boolean {
  const togetherM = Math.min(one.to, two.to) - Math.max(one.from, two.from);
  return togetherM > 0.5 * Math.min(one.lengthM, two.lengthM);
}

/**
 * Rows of lines of one direction, each line the next of the one before it and all about equally far apart. `members`
 * are sorted by offset.
 */
function rowsOf(
  members: readonly number[],
  lines: readonly Line[],
  isNext: (one: Line, two: Line) => boolean,
  isAbreast: (one: Line, two: Line) => boolean,
): number[][] {
  const rows: number[][] = [];
  const used = new Set<number>();
  members.forEach((start, at) => {
    if (used.has(start)) return;
    const row = [start];
    let spacingM: number | undefined;
    /** Offsets of lines beside the last one that are not the next. */
    let between: number[] = [];
    for (let k = at + 1, last = lines[start]; k < members.length; k++) {
      const line = lines[members[k]];
      const gapM = line.offset - last.offset;
      if (gapM > Math.max(longestGoingM, widestHatchM)) break;
      if (spacingM !== undefined && gapM > spacingM * (1 + sameSpacingRatio) + spacingSlackM) break;
      const isTooNear = spacingM !== undefined && gapM < spacingM * (1 - sameSpacingRatio) - spacingSlackM;
      if (used.has(members[k]) || isTooNear || !isNext(last, line)) {
        if (isAbreast(last, line)) between.push(line.offset);
        continue;
      }
      // A tread has its nosing beside it and no more; with many lines in between this is another row.
      if (between.length > maxNosings) break;
      const isMidway = (offset: number) =>
        Math.min(offset - last.offset, line.offset - offset) > farthestNosingM;
      if (between.some(isMidway)) break;
      between = [];
      spacingM ??= gapM;
      row.push(members[k]);
      last = line;
    }
    rows.push(row);
    if (row.length >= minTreads) for (const line of row) used.add(line);
  });
  return rows;
}
