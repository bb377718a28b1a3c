import type { Point } from '../../geometry/points.ts';
import { bulgePoints } from './flatten-curves.ts';
import { type DxfRecord, numberAt, numberOf } from './read-dxf-records.ts';

/** A polyline in its entity's own coordinates. */
export interface FlatPolyline {
  points: Point[];
  closed: boolean;
  width: number;
}

interface Corner {
  at: Point;
  bulge: number;
  width: number;
}

export function readLwpolyline(record: DxfRecord): FlatPolyline {
  const corners: Corner[] = [];
  for (let i = 0; i < record.codes.length; i++) {
    const code = record.codes[i];
    if (code === 10) corners.push({ at: [numberAt(record, i), 0], bulge: 0, width: 0 });
    const corner = corners[corners.length - 1];
    if (!corner) continue;
    if (code === 20) corner.at[1] = numberAt(record, i);
    else if (code === 42) corner.bulge = numberAt(record, i);
    else if (code === 40) corner.width = numberAt(record, i);
  }
  return flatten(corners, (numberOf(record, 70, 0) & 1) !== 0, numberOf(record, 43, 0));
}

/** Old-style POLYLINE with its VERTEX objects. Meshes come back empty. */
export function readPolyline(record: DxfRecord, vertices: readonly DxfRecord[]): FlatPolyline {
  const flags = numberOf(record, 70, 0);
  if ((flags & (16 | 64)) !== 0) return { points: [], closed: false, width: 0 };
  const corners = vertices
    .filter((vertex) => (numberOf(vertex, 70, 0) & 16) === 0)
    .map(
      (vertex): Corner => ({
        at: [numberOf(vertex, 10, 0), numberOf(vertex, 20, 0)],
        bulge: numberOf(vertex, 42, 0),
        width: numberOf(vertex, 40, 0),
      }),
    );
  return flatten(corners, (flags & 1) !== 0, numberOf(record, 40, 0));
}

/** Centre line and full width of a multiline, from the offsets stored at its vertices. */
export function readMline(record: DxfRecord): FlatPolyline {
  const vertices: { at: Point; direction: Point; miter: Point; offsets: number[] }[] = [];
  let expectFirst = false;
  for (let i = 0; i < record.codes.length; i++) {
    const code = record.codes[i];
    if (code === 11) {
      vertices.push({ at: [numberAt(record, i), 0], direction: [1, 0], miter: [0, 1], offsets: [] });
    }
    const vertex = vertices[vertices.length - 1];
    if (!vertex) continue;
    if (code === 21) vertex.at[1] = numberAt(record, i);
    else if (code === 12) vertex.direction[0] = numberAt(record, i);
    else if (code === 22) vertex.direction[1] = numberAt(record, i);
    else if (code === 13) vertex.miter[0] = numberAt(record, i);
    else if (code === 23) vertex.miter[1] = numberAt(record, i);
    else if (code === 74) expectFirst = true;
    else if (code === 41 && expectFirst) {
      vertex.offsets.push(numberAt(record, i));
      expectFirst = false;
    }
  }
  let width = 0;
  const points = vertices.map((vertex): Point => {
    if (vertex.offsets.length === 0) return vertex.at;
    const low = Math.min(...vertex.offsets);
    const high = Math.max(...vertex.offsets);
    const [dx, dy] = vertex.direction;
    const across = Math.abs(dx * vertex.miter[1] - dy * vertex.miter[0]) / (Math.hypot(dx, dy) || 1);
    width ||= (high - low) * across;
    const middle = (low + high) / 2;
    return [vertex.at[0] + vertex.miter[0] * middle, vertex.at[1] + vertex.miter[1] * middle];
  });
  return { points, closed: (numberOf(record, 71, 0) & 2) !== 0, width };
}

function flatten(corners: readonly Corner[], closed: boolean, constantWidth: number): FlatPolyline {
  if (corners.length === 0) return { points: [], closed: false, width: 0 };
  const points: Point[] = [corners[0].at];
  for (let i = 1; i < corners.length; i++) {
    points.push(...bulgePoints(corners[i - 1].at, corners[i].at, corners[i - 1].bulge));
  }
  let isClosed = closed;
  if (closed) {
    const arc = bulgePoints(corners[corners.length - 1].at, corners[0].at, corners[corners.length - 1].bulge);
    points.push(...arc.slice(0, -1));
  }
  const first = points[0];
  const last = points[points.length - 1];
  if (points.length > 3 && first[0] === last[0] && first[1] === last[1]) {
    points.pop();
    isClosed = true;
  }
  const widths = corners.map((corner) => corner.width);
  const even = widths.every((width) => width === widths[0]);
  return { points, closed: isClosed, width: constantWidth || (even ? widths[0] : 0) };
}
