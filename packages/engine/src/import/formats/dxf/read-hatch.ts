import { degToRad, distance, type Point } from '../../../core/index.ts';
import { type DxfRecord, indexOf, numberAt } from './dxf-records.ts';
import { arcPoints, bulgePoints, ellipsePoints } from './flatten-curves.ts';
import { splinePoints } from './spline-points.ts';

const isPolylinePath = 2;
const isTextBox = 8;

/** Reads the groups of a hatch by turns; undefined where the next one is another than asked for. */
interface Reader {
  next(code: number): number | undefined;
  point(code?: number): Point | undefined;
}

/**
 * Boundary rings of a HATCH, islands too, in the entity's own coordinates; boxes left free around texts are no
 * boundary. Stops at the first group it cannot follow.
 */
export function hatchRings(record: DxfRecord): Point[][] {
  const { codes } = record.tags;
  let at = indexOf(record, 91);
  if (at < 0) return [];
  const next = (code: number): number | undefined => {
    if (at >= record.end || codes[at] !== code) return undefined;
    return numberAt(record, at++);
  };
  const point = (code = 10): Point | undefined => {
    const x = next(code);
    const y = next(code + 10);
    return x === undefined || y === undefined ? undefined : [x, y];
  };
  const rings: Point[][] = [];
  const pathCount = next(91) ?? 0;
  for (let path = 0; path < pathCount; path++) {
    at = indexOf(record, 92, at);
    if (at < 0) break;
    const flags = next(92) ?? 0;
    const found =
      (flags & isPolylinePath) !== 0 ? [polylinePath({ next, point })] : edgePaths({ next, point });
    if ((flags & isTextBox) === 0) rings.push(...found.filter((ring) => ring.length >= 3));
  }
  return rings;
}

function polylinePath({ next, point }: Reader): Point[] {
  next(72);
  next(73);
  const count = next(93) ?? 0;
  const corners: { at: Point; bulge: number }[] = [];
  for (let k = 0; k < count; k++) {
    const at = point();
    if (!at) break;
    corners.push({ at, bulge: next(42) ?? 0 });
  }
  return corners.flatMap((corner, k) =>
    bulgePoints(corner.at, corners[(k + 1) % corners.length].at, corner.bulge),
  );
}

/** Rings of a path of edges: more than one where an edge begins away from a ring that is closed; none of loose edges. */
function edgePaths(reader: Reader): Point[][] {
  const edges: Point[][] = [];
  const edgeCount = reader.next(93) ?? 0;
  for (let k = 0; k < edgeCount; k++) {
    const points = edgePoints(reader);
    if (!points) break;
    edges.push(points);
  }
  const rings: EdgeRing[] = [];
  edges.forEach((points, k) => {
    let ring = rings[rings.length - 1];
    if (!ring || (isClosed(ring) && gapTo(ring.points[0], points) > closingRatio * ring.drawn)) {
      ring = { points: [], drawn: 0, widestGap: 0 };
      rings.push(ring);
    }
    // Edges may be stored against the walking direction; the first is classified by the second.
    const [first, last] = [points[0], points[points.length - 1]];
    const joint = ring.points[ring.points.length - 1];
    const following = edges[k + 1];
    const isTurned = joint
      ? distance(joint, last) < distance(joint, first)
      : following !== undefined && gapTo(first, following) < gapTo(last, following);
    if (isTurned) points.reverse();
    if (joint) ring.widestGap = Math.max(ring.widestGap, distance(joint, points[0]));
    ring.drawn += lengthOf(points);
    for (const point of points) ring.points.push(point);
  });
  return rings
    .filter((ring) => ring.widestGap <= ring.drawn && closingGap(ring) <= ring.drawn)
    .map(({ points }) => points);
}

interface EdgeRing {
  points: Point[];
  /** Length of its edges, and of the widest gap between two that follow each other. */
  drawn: number;
  widestGap: number;
}

/** Ends this near, against what is drawn, meet. */
const closingRatio = 1e-6;

function isClosed(ring: EdgeRing): boolean {
  return ring.points.length > 3 && closingGap(ring) <= closingRatio * ring.drawn;
}

function closingGap({ points }: EdgeRing): number {
  return distance(points[0], points[points.length - 1]);
}

function lengthOf(points: readonly Point[]): number {
  let length = 0;
  for (let k = 1; k < points.length; k++) length += distance(points[k - 1], points[k]);
  return length;
}

function gapTo(point: Point, edge: readonly Point[]): number {
  return Math.min(distance(point, edge[0]), distance(point, edge[edge.length - 1]));
}

function edgePoints(reader: Reader): Point[] | undefined {
  switch (reader.next(72)) {
    case 1: {
      const a = reader.point();
      const b = reader.point(11);
      return a && b && [a, b];
    }
    case 2:
      return arcEdge(reader);
    case 3:
      return ellipseEdge(reader);
    case 4:
      return splineEdge(reader);
    default:
      return undefined;
  }
}

function arcEdge({ next, point }: Reader): Point[] | undefined {
  const center = point();
  const radius = next(40);
  const turn = readTurn(next);
  return center && radius !== undefined && turn
    ? arcPoints(center, radius, turn.start, turn.sweep)
    : undefined;
}

function ellipseEdge({ next, point }: Reader): Point[] | undefined {
  const center = point();
  const major = point(11);
  const ratio = next(40);
  const turn = readTurn(next);
  if (!center || !major || ratio === undefined || !turn) return undefined;
  const start = parameterAt(turn.start, ratio);
  const end = parameterAt(turn.start + turn.sweep, ratio);
  return ellipsePoints(center, major, ratio, Math.min(start, end), Math.max(start, end));
}

/** Angles in degrees; those of a clockwise edge are counted clockwise too. */
function readTurn(next: Reader['next']): { start: number; sweep: number } | undefined {
  const startDeg = next(50);
  const endDeg = next(51);
  const sign = (next(73) ?? 1) !== 0 ? 1 : -1;
  if (startDeg === undefined || endDeg === undefined) return undefined;
  let sweepDeg = (endDeg - startDeg) % 360;
  if (sweepDeg <= 1e-9) sweepDeg += 360;
  return { start: degToRad(startDeg) * sign, sweep: degToRad(sweepDeg) * sign };
}

/** The ellipse's parameter in a direction, in the same turn. */
function parameterAt(directionRad: number, ratio: number): number {
  const within = Math.atan2(Math.sin(directionRad) / (ratio || 1), Math.cos(directionRad));
  return within + 2 * Math.PI * Math.round((directionRad - within) / (2 * Math.PI));
}

function splineEdge({ next, point }: Reader): Point[] | undefined {
  const degree = next(94) ?? 3;
  const isRational = (next(73) ?? 0) !== 0;
  next(74);
  const knotCount = next(95) ?? 0;
  const controlCount = next(96) ?? 0;
  const knots: number[] = [];
  for (let k = 0; k < knotCount; k++) {
    const knot = next(40);
    if (knot === undefined) return undefined;
    knots.push(knot);
  }
  const control: Point[] = [];
  const weights: number[] = [];
  for (let k = 0; k < controlCount; k++) {
    const at = point();
    if (!at) return undefined;
    weights.push((isRational ? next(42) : undefined) ?? 1);
    control.push(at);
  }
  return control.length > 1 ? splinePoints({ degree, knots, control, weights }) : undefined;
}
