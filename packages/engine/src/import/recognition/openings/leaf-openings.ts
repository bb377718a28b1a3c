import { distance, orientation, type Point, PointGrid } from '../../../core/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { tuning } from '../../tuning.ts';
import type { WallIndex } from './wall-index.ts';

const { leafReach, meetM } = tuning.openingsLeafOpenings;

/** One swinging leaf: from its hinge to where it closes. */
export interface Leaf {
  hinge: Point;
  closed: Point;
  item: DrawingPath;
}

/**
 * Leaves from the swing arcs of door symbols. Of the two ends of an arc the leaf is drawn to one; the
 * other is on the wall.
 */
export function leavesOf(paths: readonly DrawingPath[], walls: WallIndex): Leaf[] {
  const leaves: Leaf[] = [];
  const bySymbol = new Map<number, DrawingPath[]>();
  for (const path of paths) {
    if (path.source === 'arc' || path.symbol < 0) continue;
    const list = bySymbol.get(path.symbol);
    if (list) list.push(path);
    else bySymbol.set(path.symbol, [path]);
  }
  const loose = looseLines(paths);
  for (const path of paths) {
    if (path.source !== 'arc' || !path.arc) continue;
    const { center, radiusInUnits: radiusM } = path.arc;
    if (radiusM < 0.45 || radiusM > 3.2) continue;
    const drawn = path.symbol < 0 ? loose(center, leafReach * radiusM) : (bySymbol.get(path.symbol) ?? []);
    const ends = [path.points[0], path.points[path.points.length - 1]];
    const scores = ends.map((end) => wallScore(center, end, walls) - leafScore(path, center, end, drawn));
    leaves.push({ hinge: center, closed: scores[1] > scores[0] + 1e-9 ? ends[1] : ends[0], item: path });
  }
  return leaves;
}

/** Lines outside of symbols that have a corner near a point. */
function looseLines(paths: readonly DrawingPath[]): (point: Point, reachM: number) => DrawingPath[] {
  const lines = paths.filter(({ source, symbol }) => source !== 'arc' && symbol < 0);
  const grid = new PointGrid(1);
  lines.forEach(({ points }, i) => {
    for (const [x, y] of points) grid.add(i, x, y);
  });
  return ([x, y], reachM) => grid.near(x - reachM, y - reachM, x + reachM, y + reachM).map((i) => lines[i]);
}

/** Openings of the leaves; two leaves that close against each other are one opening. */
export function joinLeaves(leaves: readonly Leaf[]): { start: Point; end: Point; item: DrawingPath }[] {
  const used = new Set<number>();
  const openings: { start: Point; end: Point; item: DrawingPath }[] = [];
  const grid = new PointGrid(0.5);
  leaves.forEach(({ closed: [x, y] }, i) => {
    grid.add(i, x, y);
  });
  leaves.forEach((leaf, i) => {
    if (used.has(i)) return;
    let end = leaf.closed;
    const [x, y] = leaf.closed;
    for (const j of grid.near(x - meetM, y - meetM, x + meetM, y + meetM)) {
      if (j <= i || used.has(j) || distance(leaves[j].closed, leaf.closed) > meetM) continue;
      const span = distance(leaf.hinge, leaves[j].hinge);
      const aside = Math.abs(orientation(leaf.hinge, leaves[j].hinge, leaf.closed)) / (span || 1);
      if (aside > 0.1 || span < distance(leaf.hinge, leaf.closed) * 1.2) continue;
      used.add(j);
      end = leaves[j].hinge;
      break;
    }
    openings.push({ start: leaf.hinge, end, item: leaf.item });
  });
  return openings;
}

/** 1 when a leaf line of the same symbol is drawn from the hinge to this end of the arc. */
function leafScore(arc: DrawingPath, hinge: Point, end: Point, paths: readonly DrawingPath[]): number {
  const reach = leafReach * (arc.arc?.radiusInUnits ?? 1);
  const drawn = paths.some((path) => {
    const near = (point: Point) => path.points.some((corner) => distance(corner, point) < reach);
    return near(hinge) && near(end);
  });
  return drawn ? 1 : 0;
}

/** Returns how well hinge → end lies in line with a wall that ends at the hinge or at the end: 0 to 2. */
function wallScore(hinge: Point, end: Point, walls: WallIndex): number {
  const widthM = distance(hinge, end);
  let best = 0;
  for (const wall of walls.near([hinge, end], 0.4 + 2 * walls.halfThickestM)) {
    const reach = 0.4 + wall.thicknessM;
    const tips = [wall.a, wall.b].filter((tip) => distance(tip, hinge) < reach || distance(tip, end) < reach);
    if (tips.length === 0) continue;
    const length = distance(wall.a, wall.b);
    const sine = Math.abs(
      ((end[0] - hinge[0]) * (wall.b[1] - wall.a[1]) - (end[1] - hinge[1]) * (wall.b[0] - wall.a[0])) /
        (widthM * length || 1),
    );
    const aside = Math.abs(orientation(wall.a, wall.b, hinge)) / (length || 1);
    if (sine < 0.09 && aside < wall.thicknessM / 2 + 0.1) best = Math.max(best, 2 - aside);
  }
  return best;
}
