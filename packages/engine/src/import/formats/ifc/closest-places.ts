import type { Point } from '../../../core/index.ts';

/** The places at which two rings are nearest to each other. */
export function closestOnRing(
  ring: readonly Point[],
  other: readonly Point[],
): { from: Point; to: Point; distanceM: number } {
  let best = { from: ring[0], to: other[0], distanceM: Infinity };
  const compare = (corner: Point, edges: readonly Point[], isFrom: boolean): void => {
    edges.forEach((a, i) => {
      const place = nearestOnSegment(corner, a, edges[(i + 1) % edges.length]);
      const distanceM = Math.hypot(place[0] - corner[0], place[1] - corner[1]);
      if (distanceM >= best.distanceM) return;
      best = isFrom ? { from: corner, to: place, distanceM } : { from: place, to: corner, distanceM };
    });
  };
  for (const corner of ring) compare(corner, other, true);
  for (const corner of other) compare(corner, ring, false);
  return best;
}

function nearestOnSegment(point: Point, a: Point, b: Point): Point {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const within = Math.max(0, Math.min(1, t));
  return [a[0] + within * dx, a[1] + within * dy];
}
