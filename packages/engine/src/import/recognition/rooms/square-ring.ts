import {
  counterClockwise,
  distance,
  lineIntersection,
  type Point,
  simplifyRing,
} from '../../../core/index.ts';
import { untangleRing } from '../../drawing/untangle-ring.ts';
import { tuning } from '../../tuning.ts';

const { maxSlope, shortestM, shortestFaceM, minFaceRatio, endCornersM } = tuning.roomsSquareRing;

/**
 * A traced ring with its edges along x and y where they nearly are, each moved to the outermost of `corners` within
 * `reachM` of it; long edges aslant are moved to the faces that such corners make. The ring lies in the frame of the building,
 * metres.
 */
export function squareRing(ring: readonly Point[], corners: readonly Point[], reachM: number): Point[] {
  const points = counterClockwise(ring).map(([x, y]): Point => [x, y]);
  const count = points.length;
  for (const axis of [0, 1] as const) {
    const across = axis === 0 ? 1 : 0;
    for (let i = 0; i < count; i++) {
      const a = points[i];
      const b = points[(i + 1) % count];
      const run = b[axis] - a[axis];
      if (distance(a, b) < shortestM || Math.abs(b[across] - a[across]) > maxSlope * Math.abs(run) + 0.1)
        continue;
      // Counter-clockwise: outside is to the right of each edge.
      const outward = (axis === 0 ? -1 : 1) * Math.sign(run);
      const at = faceOf(a, b, axis, outward);
      a[across] = at;
      b[across] = at;
    }
  }
  return counterClockwise(untangleRing(alongFaces(simplifyRing(points, 0.01), corners, reachM)));

  function faceOf(a: Point, b: Point, axis: 0 | 1, outward: number): number {
    const across = axis === 0 ? 1 : 0;
    const middle = (a[across] + b[across]) / 2;
    const [from, to] = [Math.min(a[axis], b[axis]) - 0.1, Math.max(a[axis], b[axis]) + 0.1];
    let best = middle;
    let max = -Infinity;
    for (const corner of corners) {
      if (corner[axis] < from || corner[axis] > to || Math.abs(corner[across] - middle) > reachM) continue;
      if (outward * corner[across] <= max) continue;
      max = outward * corner[across];
      best = corner[across];
    }
    return best;
  }
}

/** A ring, counter-clockwise, whose long edges aslant lie on the outermost face that corners make beside them. */
function alongFaces(ring: readonly Point[], corners: readonly Point[], reachM: number): Point[] {
  const points = counterClockwise(ring).map(([x, y]): Point => [x, y]);
  const count = points.length;
  const edges = points.map((a, i): [Point, Point] => [a, points[(i + 1) % count]]);
  const faces = edges.map(([a, b]) => {
    const lengthM = distance(a, b);
    const isAslant = Math.min(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1])) > maxSlope * lengthM + 0.1;
    if (!isAslant || lengthM < shortestFaceM) return undefined;
    // Corners of the walls that end at this one reach beyond it by what they are thick.
    return (
      outermostFace(a, b, { corners, reachM, endM: endCornersM }) ??
      outermostFace(a, b, { corners, reachM, endM: -reachM })
    );
  });
  if (faces.every((face) => face === undefined)) return points;
  const lines = edges.map((edge, i) => faces[i] ?? edge);
  return points.map((point, i): Point => {
    const before = (i + count - 1) % count;
    if (!faces[i] && !faces[before]) return point;
    const [a, b] = lines[before];
    const [c, d] = lines[i];
    const hit = lineIntersection(a, b, c, d);
    if (!hit) return point;
    const met: Point = [a[0] + hit.t * (b[0] - a[0]), a[1] + hit.t * (b[1] - a[1])];
    return distance(met, point) <= 3 * reachM ? met : point;
  });
}

/**
 * The longest side that the corners beside an edge have outside, of all those within `reachM` of it and farther than `endM` from
 * its ends; undefined where none is nearly as long as the edge.
 */
function outermostFace(
  a: Readonly<Point>,
  b: Readonly<Point>,
  { corners, reachM, endM }: { corners: readonly Point[]; reachM: number; endM: number },
): [Point, Point] | undefined {
  const lengthM = distance(a, b);
  const [alongX, alongY] = [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
  const near = corners.flatMap((corner) => {
    const [dx, dy] = [corner[0] - a[0], corner[1] - a[1]];
    const at = dx * alongX + dy * alongY;
    // Counter-clockwise: outside is to the right.
    const outM = dx * alongY - dy * alongX;
    return Math.abs(outM) <= reachM && at >= endM && at <= lengthM - endM ? [{ corner, at, outM }] : [];
  });
  near.sort((p, q) => p.at - q.at || p.outM - q.outM);
  // The outer half of their hull, from end to end.
  const hull: typeof near = [];
  for (const each of near) {
    while (hull.length > 1) {
      const [p, q] = hull.slice(-2);
      if ((q.at - p.at) * (each.outM - p.outM) - (q.outM - p.outM) * (each.at - p.at) < 0) break;
      hull.pop();
    }
    hull.push(each);
  }
  let longest: [Point, Point] | undefined;
  let longestM = minFaceRatio * lengthM;
  for (let i = 1; i < hull.length; i++) {
    const spanM = hull[i].at - hull[i - 1].at;
    if (spanM < longestM) continue;
    longestM = spanM;
    longest = [hull[i - 1].corner, hull[i].corner];
  }
  return longest;
}
