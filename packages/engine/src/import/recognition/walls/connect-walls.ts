import { lineIntersection, type Point, PointGrid, pointAlong } from '../../../core/index.ts';
import { isPier, type WallLine } from './wall-line.ts';

/**
 * Moves wall ends onto the centre line of the wall they run into (or stop just short of), so that corners
 * and branches are closed. Ends at door jambs stay: the reach is half the other wall and a little.
 */
export function connectWalls(walls: readonly WallLine[]): WallLine[] {
  const current = walls.map((wall) => ({ ...wall }));
  const grid = new PointGrid(4);
  walls.forEach((wall, i) => {
    grid.addAlong(i, wall.a, wall.b, 0.5);
  });
  // Decide on the unmoved walls, then move all, so that the order of walls does not matter.
  const moves: { wall: number; end: 'a' | 'b'; to: Point }[] = [];
  walls.forEach((_, i) => {
    for (const end of ['a', 'b'] as const) {
      const to = meetingPoint(walls, grid, i, end);
      if (to) moves.push({ wall: i, end, to });
    }
  });
  for (const move of moves) current[move.wall][move.end] = move.to;
  return current.filter((wall) => Math.hypot(wall.b[0] - wall.a[0], wall.b[1] - wall.a[1]) > 0.02);
}

function meetingPoint(
  walls: readonly WallLine[],
  grid: PointGrid,
  index: number,
  end: 'a' | 'b',
): Point | undefined {
  const wall = walls[index];
  const tip = wall[end];
  const tail = end === 'a' ? wall.b : wall.a;
  const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
  // Piers are filled up to their ends; hardly longer than thick, they would be moved by most of their length.
  if (isPier(wall)) return undefined;
  let best: Point | undefined;
  let bestCost = Infinity;
  for (const j of grid.near(tip[0], tip[1], tip[0], tip[1])) {
    if (j === index) continue;
    const other = walls[j];
    const hit = lineIntersection(tail, tip, other.a, other.b);
    const sine = hit ? sineBetween(tail, tip, other) : 0;
    if (!hit || sine < 0.17) {
      if (goesOn(tip, tail, other)) return undefined;
      const joined = endToEnd(wall, tip, tail, other);
      if (joined && joined.cost < bestCost) {
        bestCost = joined.cost;
        best = joined.to;
      }
      continue;
    }
    const beyond = (hit.t - 1) * length;
    const reach = (other.thicknessM / 2 + 0.14) / sine + (sine < 0.9 ? wall.thicknessM / 2 : 0);
    if (beyond > reach || beyond < -Math.min(0.9 * length, reach)) continue;
    const otherLength = Math.hypot(other.b[0] - other.a[0], other.b[1] - other.a[1]);
    const overrun = Math.max(-hit.u, hit.u - 1) * otherLength;
    const allowed = (wall.thicknessM / 2 + 0.14) / sine + (sine < 0.9 ? other.thicknessM / 2 : 0);
    if (overrun > allowed) continue;
    // A thin wall beside the end is less likely to be where a thick one turns.
    const unlike = other.thicknessM < wall.thicknessM - 0.02 ? 0.3 : 0;
    const cost = Math.abs(beyond) + 0.25 * Math.max(0, overrun) + unlike;
    if (cost < bestCost) {
      bestCost = cost;
      best = pointAlong(tail, tip, hit.t);
    }
  }
  return best;
}

/** The other wall begins where this one ends and leads on: a curve in pieces. */
function goesOn(tip: Point, tail: Point, other: WallLine): boolean {
  return [other.a, other.b].some((end) => {
    const far = end === other.a ? other.b : other.a;
    const ahead = (tip[0] - tail[0]) * (far[0] - end[0]) + (tip[1] - tail[1]) * (far[1] - end[1]);
    return ahead > 0 && Math.hypot(end[0] - tip[0], end[1] - tip[1]) < 1e-3;
  });
}

/** Two nearly parallel walls in line: both ends go to the middle between them. */
function endToEnd(
  wall: WallLine,
  tip: Point,
  tail: Point,
  other: WallLine,
): { to: Point; cost: number } | undefined {
  for (const end of [other.a, other.b]) {
    const far = end === other.a ? other.b : other.a;
    const gap = Math.hypot(end[0] - tip[0], end[1] - tip[1]);
    if (gap > 0.4 || gap < 1e-9) continue;
    // The other wall must lead away from this one.
    const ahead = (tip[0] - tail[0]) * (far[0] - end[0]) + (tip[1] - tail[1]) * (far[1] - end[1]);
    if (ahead <= 0) continue;
    const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
    const aside = Math.abs(
      ((end[0] - tip[0]) * (tip[1] - tail[1]) - (end[1] - tip[1]) * (tip[0] - tail[0])) / length,
    );
    if (aside > 0.06 + 0.25 * Math.abs(wall.thicknessM - other.thicknessM)) continue;
    return { to: [(tip[0] + end[0]) / 2, (tip[1] + end[1]) / 2], cost: gap + 0.1 };
  }
  return undefined;
}

function sineBetween(tail: Point, tip: Point, other: WallLine): number {
  const dx = tip[0] - tail[0];
  const dy = tip[1] - tail[1];
  const ex = other.b[0] - other.a[0];
  const ey = other.b[1] - other.a[1];
  return Math.abs(dx * ey - dy * ex) / (Math.hypot(dx, dy) * Math.hypot(ex, ey) || 1);
}
