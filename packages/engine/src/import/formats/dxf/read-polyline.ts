import type { Point } from '../../../core/index.ts';
import { type DxfRecord, numberAt, numberOf } from './dxf-records.ts';
import { bulgePoints } from './flatten-curves.ts';

/** A polyline in its entity's own coordinates. */
export interface FlatPolyline {
  points: Point[];
  closed: boolean;
  width: number;
}

interface Corner {
  at: Point;
  bulge: number;
  startWidth: number;
  endWidth: number;
}

const isMesh = 16;
const isPolyface = 64;

export function readLwpolyline(record: DxfRecord): FlatPolyline[] {
  const corners: Corner[] = [];
  const { codes } = record.tags;
  for (let i = record.first + 1; i < record.end; i++) {
    const code = codes[i];
    if (code === 10) corners.push({ at: [numberAt(record, i), 0], bulge: 0, startWidth: 0, endWidth: 0 });
    const corner = corners[corners.length - 1];
    if (!corner) continue;
    if (code === 20) corner.at[1] = numberAt(record, i);
    else if (code === 42) corner.bulge = numberAt(record, i);
    else if (code === 40) corner.startWidth = numberAt(record, i);
    else if (code === 41) corner.endWidth = numberAt(record, i);
  }
  return flatten(corners, (numberOf(record, 70, 0) & 1) !== 0, numberOf(record, 43, 0));
}

/** Old-style POLYLINE with its VERTEX objects. Of polyface meshes the faces, of other meshes nothing. */
export function readPolyline(record: DxfRecord, vertices: readonly DxfRecord[]): FlatPolyline[] {
  const flags = numberOf(record, 70, 0);
  if ((flags & isPolyface) !== 0) return polyfaces(vertices);
  if ((flags & isMesh) !== 0) return [];
  const corners = vertices
    .filter((vertex) => (numberOf(vertex, 70, 0) & 16) === 0)
    .map(
      (vertex): Corner => ({
        at: [numberOf(vertex, 10, 0), numberOf(vertex, 20, 0)],
        bulge: numberOf(vertex, 42, 0),
        startWidth: numberOf(vertex, 40, 0),
        endWidth: numberOf(vertex, 41, 0),
      }),
    );
  const startWidth = numberOf(record, 40, 0);
  const isEven = startWidth === numberOf(record, 41, startWidth);
  return flatten(corners, (flags & 1) !== 0, isEven ? startWidth : 0);
}

/** True of a POLYLINE in world coordinates, where others lie in the plane of their extrusion direction. */
export function isInWorld(record: DxfRecord): boolean {
  return (numberOf(record, 70, 0) & (8 | isMesh | isPolyface)) !== 0;
}

/** Faces name their corners by number from 1, negative where the edge is not shown. */
function polyfaces(vertices: readonly DxfRecord[]): FlatPolyline[] {
  const corners: Point[] = [];
  const faces: FlatPolyline[] = [];
  for (const vertex of vertices) {
    const flags = numberOf(vertex, 70, 0);
    if ((flags & 64) !== 0) corners.push([numberOf(vertex, 10, 0), numberOf(vertex, 20, 0)]);
    else if ((flags & 128) !== 0) {
      const points = [71, 72, 73, 74].flatMap((code): Point[] => {
        const corner = corners[Math.abs(numberOf(vertex, code, 0)) - 1];
        return corner ? [[...corner]] : [];
      });
      if (points.length > 1) faces.push({ points, closed: true, width: 0 });
    }
  }
  return faces;
}

/** One line, or several where its width changes from segment to segment. */
function flatten(corners: readonly Corner[], closed: boolean, constantWidth: number): FlatPolyline[] {
  if (corners.length === 0) return [];
  const segmentCount = closed ? corners.length : corners.length - 1;
  const widthOf = ({ startWidth, endWidth }: Corner) => (startWidth === endWidth ? startWidth : 0);
  const isEven = corners.slice(0, segmentCount).every((corner) => widthOf(corner) === widthOf(corners[0]));
  if (constantWidth || isEven) {
    return [flattenRun(corners, closed, constantWidth || widthOf(corners[0]))];
  }
  const runs: FlatPolyline[] = [];
  let run: Corner[] = [corners[0]];
  for (let k = 0; k < segmentCount; k++) {
    const next = corners[(k + 1) % corners.length];
    run.push(next);
    if (k + 1 === segmentCount || widthOf(next) !== widthOf(corners[k])) {
      runs.push(flattenRun(run, false, widthOf(corners[k])));
      run = [next];
    }
  }
  return runs;
}

function flattenRun(corners: readonly Corner[], closed: boolean, width: number): FlatPolyline {
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
  return { points, closed: isClosed, width };
}
