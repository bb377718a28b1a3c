import { metresToMm, midpoint, type Point, rectangleAround, rectangleCorners } from '../../core/index.ts';
import type { Bay } from '../../plan/index.ts';
import type { PointMm } from '../kernel/obstacle-crossings.ts';

/** The centre line of bays side by side. */
export interface BayRow {
  firstBay: Bay;
  start: PointMm;
  end: PointMm;
}

interface Line {
  bay: Bay;
  ends: [PointMm, PointMm];
}

/** Ends of neighbouring bays' lines are this near each other: the stroke between two bays. */
const joinMm = 150;
/** Bays drawn over each other more often than this do not all join. */
const maxEndsNear = 8;
/** Bays in a row stay this near to its line. */
const straightMm = 50;

const retainedRows = new WeakMap<readonly Bay[], BayRow[]>();

/**
 * The lines across the bays, midway between their ends and parallel to the aisle. Bays side by side in one line share
 * one, which ends exactly where the next begins when the row turns. A bay alone lies with its short side to the aisle;
 * bays that only touch at their short sides are parked along it. Found once per array: all bands and states have the same.
 */
export function bayRows(bays: readonly Bay[]): readonly BayRow[] {
  let rows = retainedRows.get(bays);
  if (!rows) {
    rows = findRows(bays);
    retainedRows.set(bays, rows);
  }
  return rows;
}

function findRows(bays: readonly Bay[]): BayRow[] {
  const across: Line[] = [];
  const along: Line[] = [];
  for (const bay of bays) {
    const lines = centreLines(bay);
    across.push({ bay, ends: lines.across });
    along.push({ bay, ends: lines.along });
  }
  const acrossJoints = joinEnds(across);
  const alongJoints = joinEnds(along);
  const isAlong = bays.map((_, index) => {
    return [0, 1].every((end) => acrossJoints[2 * index + end] < 0) && hasJoint(alongJoints, index);
  });
  const lines = bays.map((_, index) => (isAlong[index] ? along[index] : across[index]));
  return walkRows(lines, joinEnds(lines));
}

function hasJoint(joints: Int32Array, index: number): boolean {
  return joints[2 * index] >= 0 || joints[2 * index + 1] >= 0;
}

/** Both lines between the midpoints of opposite sides: over the long sides (across) and over the short ones. */
function centreLines({ polygon }: Bay): Record<'across' | 'along', [PointMm, PointMm]> {
  const ring = polygon.length === 4 ? polygon : rectangleCorners(rectangleAround(polygon));
  const middle = (index: number): PointMm => {
    const [x, y] = midpoint(ring[index], ring[(index + 1) % 4]);
    return [metresToMm(x), metresToMm(y)];
  };
  const sideM = (index: number) => {
    const [a, b] = [ring[index] as Point, ring[(index + 1) % 4] as Point];
    return Math.hypot(b[0] - a[0], b[1] - a[1]);
  };
  const even: [PointMm, PointMm] = [middle(0), middle(2)];
  const odd: [PointMm, PointMm] = [middle(1), middle(3)];
  const evenIsLong = sideM(0) + sideM(2) >= sideM(1) + sideM(3);
  return evenIsLong ? { across: even, along: odd } : { across: odd, along: even };
}

/**
 * Returns for each end (2 · line + 0 or 1) the end of another line that continues it, −1 for none: the nearest within
 * reach that no other end has taken, whose line goes on in about the same direction.
 */
function joinEnds(lines: readonly Line[]): Int32Array {
  const joints = new Int32Array(2 * lines.length).fill(-1);
  const buckets = new Map<string, number[]>();
  const endOf = (end: number): PointMm => lines[end >> 1].ends[end & 1];
  const bucketOf = (value: number) => Math.floor(value / joinMm);
  for (let end = 0; end < joints.length; end++) {
    const [x, y] = endOf(end);
    let best = -1;
    let bestMm = joinMm;
    for (let column = bucketOf(x) - 1; column <= bucketOf(x) + 1; column++) {
      for (let row = bucketOf(y) - 1; row <= bucketOf(y) + 1; row++) {
        for (const other of buckets.get(`${column},${row}`) ?? []) {
          const apartMm = Math.hypot(endOf(other)[0] - x, endOf(other)[1] - y);
          if (apartMm > bestMm || joints[other] >= 0 || other >> 1 === end >> 1) continue;
          if (!goesOn(lines[other >> 1], other & 1, lines[end >> 1], end & 1)) continue;
          best = other;
          bestMm = apartMm;
        }
      }
    }
    if (best >= 0) {
      joints[end] = best;
      joints[best] = end;
    } else {
      const key = `${bucketOf(x)},${bucketOf(y)}`;
      const bucket = buckets.get(key);
      if (!bucket) buckets.set(key, [end]);
      else if (bucket.length < maxEndsNear) bucket.push(end);
    }
  }
  return joints;
}

/** Returns whether a line that is left at one end goes on in the other, entered at its end, within about 30°. */
function goesOn(from: Line, fromEnd: number, into: Line, intoEnd: number): boolean {
  const [ax, ay] = vector(from.ends[1 - fromEnd], from.ends[fromEnd]);
  const [bx, by] = vector(into.ends[intoEnd], into.ends[1 - intoEnd]);
  return ax * bx + ay * by > 0.87 * Math.hypot(ax, ay) * Math.hypot(bx, by);
}

/** Follows joined lines from end to end; a closed chain begins at its first line. */
function walkRows(lines: readonly Line[], joints: Int32Array): BayRow[] {
  const seen = new Uint8Array(lines.length);
  const rows: BayRow[] = [];
  const walk = (first: number) => {
    const chain: number[] = [];
    for (let end = first; end >= 0 && seen[end >> 1] === 0; end = joints[end ^ 1]) {
      seen[end >> 1] = 1;
      chain.push(end);
    }
    rows.push(...splitChain(lines, chain));
  };
  for (let line = 0; line < lines.length; line++) {
    if (joints[2 * line] < 0) walk(2 * line);
    else if (joints[2 * line + 1] < 0) walk(2 * line + 1);
  }
  for (let line = 0; line < lines.length; line++) walk(2 * line);
  return rows;
}

/** A chain, given by the end at which each line is entered, as straight rows that share their ends. */
function splitChain(lines: readonly Line[], chain: readonly number[]): BayRow[] {
  const rows: BayRow[] = [];
  let start = 0;
  let startAt: PointMm | undefined;
  while (start < chain.length) {
    const first = lines[chain[start] >> 1];
    const from: PointMm = startAt ?? first.ends[chain[start] & 1];
    let end = start;
    // Directions from the row's start that keep every joint so far near the line.
    let lowRad = Number.NEGATIVE_INFINITY;
    let highRad = Number.POSITIVE_INFINITY;
    const [ux, uy] = vector(from, leftAt(lines, chain[start]));
    for (let next = start; next < chain.length; next++) {
      const [x, y] = vector(from, leftAt(lines, chain[next]));
      const awayMm = Math.hypot(x, y);
      const angleRad = Math.atan2(ux * y - uy * x, ux * x + uy * y);
      if (next > start && (angleRad < lowRad || angleRad > highRad)) break;
      end = next;
      const spreadRad = Math.asin(Math.min(1, straightMm / Math.max(awayMm, 1)));
      lowRad = Math.max(lowRad, angleRad - spreadRad);
      highRad = Math.min(highRad, angleRad + spreadRad);
    }
    const to = leftAt(lines, chain[end]);
    rows.push({ firstBay: first.bay, start: from, end: to });
    startAt = to;
    start = end + 1;
  }
  return rows;
}

/** End at which a line is left that is entered at the given end. */
function leftAt(lines: readonly Line[], end: number): PointMm {
  return lines[end >> 1].ends[1 - (end & 1)];
}

function vector(a: PointMm, b: PointMm): [number, number] {
  return [b[0] - a[0], b[1] - a[1]];
}
