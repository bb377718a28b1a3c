import type { Point } from '@diku/engine';

/** The point of a segment that is nearest to another point. */
export function nearestOnSegment([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): Point {
  const lengthM2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = lengthM2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / lengthM2;
  const at = Math.min(1, Math.max(0, along));
  return [ax + at * (bx - ax), ay + at * (by - ay)];
}

export function apartM([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  return Math.hypot(bx - ax, by - ay);
}

export function toSegmentM(a: Point, b: Point, point: Point): number {
  return apartM(nearestOnSegment(a, b, point), point);
}

/** Returns the distance from a point to the line through all of the others. */
export function toPathM(path: readonly Point[], point: Point): number {
  let min = path.length > 0 ? apartM(path[0], point) : Infinity;
  for (let index = 1; index < path.length; index++) {
    min = Math.min(min, toSegmentM(path[index - 1], path[index], point));
  }
  return min;
}

export function toRingM(ring: readonly Point[], point: Point): number {
  return Math.min(toPathM(ring, point), toSegmentM(ring[ring.length - 1], ring[0], point));
}

export function isInRing(ring: readonly Point[], [x, y]: Point): boolean {
  let inside = false;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index++) {
    const [ax, ay] = ring[index];
    const [bx, by] = ring[last];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

export function ringAreaM2(ring: readonly Point[]): number {
  let twice = 0;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index++) {
    twice += ring[last][0] * ring[index][1] - ring[index][0] * ring[last][1];
  }
  return Math.abs(twice) / 2;
}

/** Ratio along a→b at which it first meets c→d, 0 to 1; undefined where they do not meet. */
export function meetAlong(
  [ax, ay]: Point,
  [bx, by]: Point,
  [cx, cy]: Point,
  [dx, dy]: Point,
): number | undefined {
  const [rx, ry, sx, sy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const cross = rx * sy - ry * sx;
  if (cross === 0) return undefined;
  const along = ((cx - ax) * sy - (cy - ay) * sx) / cross;
  const aside = ((cx - ax) * ry - (cy - ay) * rx) / cross;
  return along >= 0 && along <= 1 && aside >= 0 && aside <= 1 ? along : undefined;
}

/** Intersection of two lines through two points each; undefined where they are parallel. */
export function crossLines(
  [ax, ay]: Point,
  [bx, by]: Point,
  [cx, cy]: Point,
  [dx, dy]: Point,
): Point | undefined {
  const [rx, ry, sx, sy] = [bx - ax, by - ay, dx - cx, dy - cy];
  const cross = rx * sy - ry * sx;
  if (Math.abs(cross) < 1e-12) return undefined;
  const along = ((cx - ax) * sy - (cy - ay) * sx) / cross;
  return [ax + along * rx, ay + along * ry];
}
