import { distance, midpoint, type Point, PointGrid } from '../../../core/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import { type Bar, openingWidthRangeM } from './opening-line.ts';

/** Lines that begin within 4 m of each other: of more none is a leaf. */
const mostTogether = 300;

/**
 * Blast doors are drawn with both leaves standing open: two equal bars across the wall, facing each other.
 * The opening is between their outer sides, at the end where both meet the wall line.
 */
export function openLeafPairs(
  paths: readonly DrawingPath[],
  wallDistanceM: (point: Point) => number,
): { openings: Bar[]; rest: DrawingPath[] } {
  const leaves = withoutCrowds(
    paths.filter((path) => {
      const length = path.points.length === 2 && !path.closed ? distance(path.points[0], path.points[1]) : 0;
      return length >= 0.4 && length <= openingWidthRangeM.max / 2;
    }),
  );
  const grid = new PointGrid(4);
  leaves.forEach(({ points: [a, b] }, i) => {
    const [x, y] = midpoint(a, b);
    grid.add(i, x, y);
  });
  const used = new Set<DrawingPath>();
  const openings: Bar[] = [];
  const pairs: { i: number; j: number; gap: number }[] = [];
  for (let i = 0; i < leaves.length; i++) {
    const [a, b] = leaves[i].points;
    const length = distance(a, b);
    const [x, y] = midpoint(a, b);
    const reach = 2.6 * length + 0.5;
    for (const j of grid.near(x - reach, y - reach, x + reach, y + reach)) {
      if (j <= i) continue;
      const [c, d] = leaves[j].points;
      const gap = Math.min(distance(a, c), distance(a, d));
      if (Math.abs(distance(c, d) - length) > 0.05 * length) continue;
      // A leaf covers half of the opening or a little less.
      if (gap < 1.7 * length || gap > 2.6 * length || gap > openingWidthRangeM.max) continue;
      const other = distance(a, c) <= distance(a, d) ? distance(b, d) : distance(b, c);
      const skew =
        Math.abs((b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])) / (length * length);
      if (Math.abs(other - gap) > 0.05 * gap || skew < 0.99) continue;
      const near = distance(a, c) <= distance(a, d) ? c : d;
      const square = Math.abs((near[0] - a[0]) * (b[0] - a[0]) + (near[1] - a[1]) * (b[1] - a[1]));
      if (square > 0.05 * gap * length) continue;
      pairs.push({ i, j, gap });
    }
  }
  pairs.sort((p, q) => q.gap - p.gap || p.i - q.i || p.j - q.j);
  for (const { i, j } of pairs) {
    if (used.has(leaves[i]) || used.has(leaves[j])) continue;
    const [a, b] = leaves[i].points;
    const [c, d] = leaves[j].points;
    const straight = distance(a, c) <= distance(a, d);
    const candidates: [Point, Point][] = straight
      ? [
          [a, c],
          [b, d],
        ]
      : [
          [a, d],
          [b, c],
        ];
    candidates.sort(
      (p, q) => wallDistanceM(p[0]) + wallDistanceM(p[1]) - wallDistanceM(q[0]) - wallDistanceM(q[1]),
    );
    openings.push({ start: candidates[0][0], end: candidates[0][1], item: leaves[i] });
    // The inner lines of the same two leaves belong to this opening.
    for (const k of nearBoth(grid, midpoint(a, b), midpoint(c, d))) {
      const path = leaves[k];
      const middle = midpoint(path.points[0], path.points[1]);
      const one = distance(middle, midpoint(a, b));
      const two = distance(middle, midpoint(c, d));
      if (Math.min(one, two) < 0.45) used.add(path);
    }
  }
  return { openings, rest: paths.filter((path) => !used.has(path)) };
}

/** The lines but those of which too many lie together to be leaves. */
function withoutCrowds(lines: readonly DrawingPath[]): DrawingPath[] {
  const counts = new Map<string, number>();
  const cellOf = ({ points: [[x, y]] }: DrawingPath) => `${Math.floor(x / 4)},${Math.floor(y / 4)}`;
  for (const line of lines) counts.set(cellOf(line), (counts.get(cellOf(line)) ?? 0) + 1);
  return lines.filter((line) => counts.get(cellOf(line))! <= mostTogether);
}

function nearBoth(grid: PointGrid, one: Point, two: Point): number[] {
  return [one, two].flatMap(([x, y]) => grid.near(x - 0.5, y - 0.5, x + 0.5, y + 0.5));
}
