import {
  degToRad,
  distance,
  lineIntersection,
  midpoint,
  type Point,
  PointGrid,
  pointAlong,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { FoundColumn } from '../recognise-columns.ts';
import type { WallLine } from './wall-line.ts';

const { reachM, beyondM } = tuning.wallsJoinThroughColumns;

interface Tip {
  wall: number;
  end: 'a' | 'b';
  at: Point;
  tail: Point;
}

/**
 * Draws walls that end at the faces of a column on into it, to where they meet other walls that end there: in line
 * through it, or round a corner in it or just behind it. Ends that meet no other wall stay.
 */
export function joinThroughColumns(walls: readonly WallLine[], columns: readonly FoundColumn[]): WallLine[] {
  const joined = walls.map((wall) => ({ ...wall }));
  const grid = new PointGrid(2);
  const tips = walls.flatMap(({ a, b }, wall): Tip[] => [
    { wall, end: 'a', at: a, tail: b },
    { wall, end: 'b', at: b, tail: a },
  ]);
  tips.forEach(({ at }, i) => {
    grid.add(i, at[0], at[1]);
  });
  const wallGrid = new PointGrid(2);
  walls.forEach(({ a, b }, i) => {
    wallGrid.addAlong(i, a, b);
  });
  for (const column of columns) {
    const [x, y] = column.center;
    const aroundM = Math.hypot(...column.sizeM) / 2 + reachM;
    const ending = grid
      .near(x - aroundM, y - aroundM, x + aroundM, y + aroundM)
      .map((i) => tips[i])
      .filter((tip) => holds(column, tip.at, reachM) && leadsInto(tip, column));
    const farM = aroundM + beyondM;
    const wallsNear = wallGrid.near(x - farM, y - farM, x + farM, y + farM).map((i) => walls[i]);
    const moves = ending.flatMap((tip) => {
      const to = meetingPoint(tip, ending, column) ?? pointBehind(tip, column, wallsNear);
      return to ? [{ tip, to }] : [];
    });
    for (const { tip, to } of moves) joined[tip.wall][tip.end] = to;
  }
  return joined.filter(({ a, b }) => distance(a, b) > 0.02);
}

/** Returns where the wall meets another in the column; the one in line before one across. */
function meetingPoint(tip: Tip, ending: readonly Tip[], column: FoundColumn): Point | undefined {
  const length = distance(tip.tail, tip.at);
  let across: Point | undefined;
  for (const other of ending) {
    if (other.wall === tip.wall) continue;
    const dx = (tip.at[0] - tip.tail[0]) / length;
    const dy = (tip.at[1] - tip.tail[1]) / length;
    const ahead = (other.at[0] - tip.at[0]) * dx + (other.at[1] - tip.at[1]) * dy;
    const aside = Math.abs((other.at[1] - tip.at[1]) * dx - (other.at[0] - tip.at[0]) * dy);
    const otherLength = distance(other.tail, other.at);
    const facing =
      ((other.at[0] - other.tail[0]) * dx + (other.at[1] - other.tail[1]) * dy) / (otherLength || 1);
    if (facing < -0.99 && ahead > -0.02 && aside < 0.1) return midpoint(tip.at, other.at);
    if (Math.abs(facing) > 0.9) continue;
    const hit = lineIntersection(tip.tail, tip.at, other.tail, other.at);
    if (!hit) continue;
    const point = pointAlong(tip.tail, tip.at, hit.t);
    if (holds(column, point, reachM) && hit.t > 1 - 0.02 / length) across ??= point;
  }
  return across;
}

/** Returns where the wall, drawn on through the column, meets one across right behind it: in a corner hidden by the column. */
function pointBehind(
  { at, tail }: Tip,
  { center, sizeM }: FoundColumn,
  walls: readonly WallLine[],
): Point | undefined {
  const lengthM = distance(tail, at);
  const [dx, dy] = [(at[0] - tail[0]) / lengthM, (at[1] - tail[1]) / lengthM];
  const aheadM = (center[0] - at[0]) * dx + (center[1] - at[1]) * dy + Math.max(...sizeM) / 2;
  const hits = walls.flatMap(({ a, b, thicknessM }) => {
    const wallM = distance(a, b);
    if (wallM < 2 * thicknessM || Math.abs((b[0] - a[0]) * dx + (b[1] - a[1]) * dy) > 0.4 * wallM) return [];
    const hit = lineIntersection(tail, at, a, b);
    if (!hit) return [];
    const restM = (hit.t - 1) * lengthM;
    const slack = thicknessM / wallM;
    const isHit = restM > 0.02 && restM < aheadM + beyondM && hit.u > -slack && hit.u < 1 + slack;
    return isHit ? [{ restM, t: hit.t }] : [];
  });
  const [nearest] = hits.sort((p, q) => p.restM - q.restM);
  return nearest && pointAlong(tail, at, nearest.t);
}

function leadsInto({ at, tail }: Tip, { center }: FoundColumn): boolean {
  const length = distance(at, tail);
  const ahead = ((center[0] - at[0]) * (at[0] - tail[0]) + (center[1] - at[1]) * (at[1] - tail[1])) / length;
  return length > 0.02 && ahead > 0.05;
}

function holds({ center, sizeM, angleDeg, radiusM }: FoundColumn, point: Point, marginM: number): boolean {
  if (radiusM !== undefined) return distance(center, point) < radiusM + marginM;
  const angleRad = degToRad(angleDeg);
  const dx = point[0] - center[0];
  const dy = point[1] - center[1];
  const u = Math.abs(dx * Math.cos(angleRad) + dy * Math.sin(angleRad));
  const v = Math.abs(dy * Math.cos(angleRad) - dx * Math.sin(angleRad));
  return u < sizeM[0] / 2 + marginM && v < sizeM[1] / 2 + marginM;
}
