import type { Point } from '@diku/engine';
import type { SnapKind } from '../store/edit-state.ts';
import { apartM, crossLines } from '../store/plane-geometry.ts';
import type { SnapLines } from './snap-lines.ts';

export interface Snapped {
  point: Point;
  kind: SnapKind;
  /** The line that was snapped to. */
  line?: [Point, Point];
}

export interface SnapOptions {
  /** How near counts as at it, metres. */
  reachM: number;
  /** The point before, that lines are drawn from. */
  from?: Point;
  /** Only along the axes of the plan from the point before. */
  straight?: boolean;
  /** Points are whole multiples of it without anything else, metres. */
  gridM: number;
  /** Nothing is snapped to. */
  free?: boolean;
}

/** Lines that are this near to the pointer are asked where they cross: more of them is a crowd. */
const maxCrossing = 12;

/**
 * The point that is meant near a pointer: an end before a crossing before a middle before the foot of a right angle
 * before a line. With `straight` it stays on an axis from the point before. Whole millimetres where nothing is snapped
 * to.
 */
export function snapLocation(lines: SnapLines, pointer: Point, options: SnapOptions): Snapped {
  const { from, reachM, gridM } = options;
  if (options.free) return { point: rounded(pointer, 0.001), kind: 'free' };
  const near = nearLines(lines, pointer, reachM);
  if (from && options.straight) return snapStraight(near, pointer, from, options);
  return (
    nearestSpot(endsOf(lines, near), pointer, reachM, 'end') ??
    nearestSpot(crossingsOf(near), pointer, reachM, 'crossing') ??
    nearestSpot(middlesOf(near), pointer, reachM, 'middle') ??
    (from && nearestSpot(feetOf(near, from), pointer, reachM, 'square')) ??
    nearestLine(near) ?? { point: rounded(pointer, gridM), kind: 'grid' }
  );
}

interface NearLine {
  a: Point;
  b: Point;
  foot: Point;
  awayM: number;
}

/** Lines within reach, the nearest first. */
function nearLines({ segments }: SnapLines, [x, y]: Point, reachM: number): NearLine[] {
  const near: NearLine[] = [];
  for (let index = 0; index < segments.length; index += 4) {
    const [ax, ay, bx, by] = segments.subarray(index, index + 4);
    if (Math.min(ax, bx) > x + reachM || Math.max(ax, bx) < x - reachM) continue;
    if (Math.min(ay, by) > y + reachM || Math.max(ay, by) < y - reachM) continue;
    const lengthM2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = lengthM2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthM2;
    const at = Math.min(1, Math.max(0, along));
    const foot: Point = [ax + at * (bx - ax), ay + at * (by - ay)];
    const awayM = Math.hypot(foot[0] - x, foot[1] - y);
    if (awayM <= reachM) near.push({ a: [ax, ay], b: [bx, by], foot, awayM });
  }
  return near.sort((p, q) => p.awayM - q.awayM);
}

interface Spot {
  point: Point;
  line?: [Point, Point];
}

function endsOf({ spots }: SnapLines, near: readonly NearLine[]): Spot[] {
  const ends: Spot[] = near.flatMap(({ a, b }) => [{ point: a }, { point: b }]);
  for (let index = 0; index < spots.length; index += 2)
    ends.push({ point: [spots[index], spots[index + 1]] });
  return ends;
}

function middlesOf(near: readonly NearLine[]): Spot[] {
  return near.map(({ a, b }) => ({ point: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], line: [a, b] }));
}

function crossingsOf(near: readonly NearLine[]): Spot[] {
  const few = near.slice(0, maxCrossing);
  return few.flatMap(({ a, b }, index) =>
    few.slice(index + 1).flatMap(({ a: c, b: d }) => {
      const point = crossLines(a, b, c, d);
      return point && isOn(a, b, point) && isOn(c, d, point) ? [{ point }] : [];
    }),
  );
}

/** Feet of perpendiculars from a point to lines. */
function feetOf(near: readonly NearLine[], from: Point): Spot[] {
  return near.flatMap(({ a, b }): Spot[] => {
    const lengthM2 = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2;
    if (lengthM2 === 0) return [];
    const along = ((from[0] - a[0]) * (b[0] - a[0]) + (from[1] - a[1]) * (b[1] - a[1])) / lengthM2;
    const point: Point = [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])];
    return along >= 0 && along <= 1 && apartM(point, from) > 1e-6 ? [{ point, line: [a, b] }] : [];
  });
}

function isOn([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean {
  const slackM = 1e-6;
  return (
    x >= Math.min(ax, bx) - slackM &&
    x <= Math.max(ax, bx) + slackM &&
    y >= Math.min(ay, by) - slackM &&
    y <= Math.max(ay, by) + slackM
  );
}

function nearestSpot(
  spots: readonly Spot[],
  pointer: Point,
  reachM: number,
  kind: SnapKind,
): Snapped | undefined {
  let best: Snapped | undefined;
  let bestM = reachM;
  for (const { point, line } of spots) {
    const awayM = apartM(point, pointer);
    if (awayM > bestM) continue;
    best = { point, kind, line };
    bestM = awayM;
  }
  return best;
}

function nearestLine([nearest]: readonly NearLine[]): Snapped | undefined {
  return nearest && { point: nearest.foot, kind: 'line', line: [nearest.a, nearest.b] };
}

/**
 * Snaps on the axis that the pointer is nearest to: where that crosses a line near the pointer, else as far as the
 * pointer.
 */
function snapStraight(
  near: readonly NearLine[],
  pointer: Point,
  from: Point,
  { reachM, gridM }: SnapOptions,
): Snapped {
  const [dx, dy] = [pointer[0] - from[0], pointer[1] - from[1]];
  const isEast = Math.abs(dx) >= Math.abs(dy);
  const onAxis: Point = isEast ? [pointer[0], from[1]] : [from[0], pointer[1]];
  const far: Point = isEast ? [from[0] + 1, from[1]] : [from[0], from[1] + 1];
  const crossings = near.flatMap(({ a, b }): Spot[] => {
    const met = crossLines(from, far, a, b);
    if (!met || !isOn(a, b, met)) return [];
    return [{ point: isEast ? [met[0], from[1]] : [from[0], met[1]], line: [a, b] }];
  });
  const level = near.flatMap(({ a, b }): Spot[] =>
    [a, b].map((end) => ({ point: isEast ? [end[0], from[1]] : [from[0], end[1]], line: [end, end] })),
  );
  const spot = nearestSpot([...crossings, ...level], onAxis, reachM, 'straight');
  if (spot) return spot;
  const alongM = Math.round((isEast ? dx : dy) / gridM) * gridM;
  const point: Point = isEast ? [from[0] + alongM, from[1]] : [from[0], from[1] + alongM];
  return { point: clean(point), kind: 'straight' };
}

function rounded([x, y]: Point, stepM: number): Point {
  return clean([Math.round(x / stepM) * stepM, Math.round(y / stepM) * stepM]);
}

function clean([x, y]: Point): Point {
  return [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6];
}
