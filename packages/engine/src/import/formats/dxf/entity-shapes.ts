import { degToRad, distance, type Point } from '../../../core/index.ts';
import type { PathSource } from '../../drawing/drawing.ts';
import { type DxfRecord, indexOf, numberAt, numberOf, textOf } from './dxf-records.ts';
import { arcPoints, ellipsePoints } from './flatten-curves.ts';
import { type DxfDocument, nameKey } from './read-dxf.ts';
import { hatchRings } from './read-hatch.ts';
import { type FlatPolyline, readLwpolyline } from './read-polyline.ts';
import { type FitCurve, fitPoints, splinePoints } from './spline-points.ts';

/** Describes where a multiline turns, and how the segment that begins there is drawn. */
interface Corner {
  at: Point;
  direction: Point;
  miter: Point;
  /** Each line has its distance along the miter, then where along the segment it starts, stops, starts, … */
  lines: number[][];
}

const standardOffsets = [0.5, -0.5];

/** A line of an entity in the entity's own coordinates. */
export interface EntityShape extends FlatPolyline {
  source: PathSource;
  arc?: { center: Point; radius: number };
  /** Stored in world coordinates whatever the entity's extrusion direction. */
  inWorld?: boolean;
}

/** Returns what an entity draws; undefined for types that draw nothing usable here. */
export function entityShapes(record: DxfRecord, document: DxfDocument): EntityShape[] | undefined {
  switch (record.type) {
    case 'LINE':
      return [open('line', [pointOf(record, 10), pointOf(record, 11)])];
    case 'LWPOLYLINE':
      return readLwpolyline(record).map((line) => ({ source: 'polyline', ...line }));
    case 'MLINE':
      return readMultiline(record, document.multilineStyles).map((line) => ({
        source: 'mline',
        inWorld: true,
        ...line,
      }));
    case 'ARC':
    case 'CIRCLE':
      return arcShapes(record);
    case 'ELLIPSE':
      return [open('curve', ellipseLine(record))];
    case 'SPLINE':
      return [{ ...open('curve', splineLine(record)), closed: (numberOf(record, 70, 0) & 1) !== 0 }];
    case 'LEADER':
      return [open('leader', pointsOf(record, 10))];
    case 'HATCH':
      return hatchRings(record).map((points) => ({ source: 'hatch', points, closed: true, width: 0 }));
    case 'SOLID':
    case 'TRACE':
      return [faceShape(solidRing(record))];
    case '3DFACE':
      return [{ ...faceShape(solidRing(record)), inWorld: true }];
    default:
      return undefined;
  }
}

export function pointOf(record: DxfRecord, code: number): Point {
  return [numberOf(record, code, 0), numberOf(record, code + 10, 0)];
}

/** All points of one group code, in order. */
function pointsOf(record: DxfRecord, code: number): Point[] {
  const { codes } = record.tags;
  const points: Point[] = [];
  for (let i = record.first + 1; i < record.end; i++) {
    if (codes[i] === code) points.push([numberAt(record, i), 0]);
    else if (codes[i] === code + 10 && points.length > 0) points[points.length - 1][1] = numberAt(record, i);
  }
  return points;
}

/** A face seen from above: a ring, or a line where it stands upright. */
export function faceShape(ring: readonly Point[]): EntityShape {
  const points = ring.filter((point, k) => distance(point, ring[(k + 1) % ring.length]) > 0);
  if (points.length >= 3 && !isFlat(points)) return { source: 'solid', points, closed: true, width: 0 };
  return {
    source: 'line',
    points: points.length > 1 ? farthestPair(points) : points,
    closed: false,
    width: 0,
  };
}

function isFlat(points: readonly Point[]): boolean {
  let doubled = 0;
  let extent = 0;
  const [x, y] = points[0];
  points.forEach((point, k) => {
    const following = points[(k + 1) % points.length];
    doubled += (point[0] - x) * (following[1] - y) - (following[0] - x) * (point[1] - y);
    extent = Math.max(extent, distance(point, points[0]));
  });
  return Math.abs(doubled) <= 1e-9 * extent * extent;
}

function farthestPair(points: readonly Point[]): Point[] {
  let best: Point[] = [points[0], points[1]];
  for (const a of points) {
    for (const b of points) if (distance(a, b) > distance(best[0], best[1])) best = [a, b];
  }
  return best;
}

function open(source: PathSource, points: Point[]): EntityShape {
  return { source, points, closed: false, width: 0, inWorld: true };
}

function arcShapes(record: DxfRecord): EntityShape[] {
  const center = pointOf(record, 10);
  const radius = numberOf(record, 40, 0);
  if (radius <= 0) return [];
  const arc = { center, radius };
  if (record.type === 'CIRCLE') {
    const points = arcPoints(center, radius, 0, 2 * Math.PI).slice(0, -1);
    return [{ source: 'circle', points, closed: true, width: 0, arc }];
  }
  const start = degToRad(numberOf(record, 50, 0)) % (2 * Math.PI);
  let sweep = (degToRad(numberOf(record, 51, 360)) - start) % (2 * Math.PI);
  if (sweep <= 1e-9) sweep += 2 * Math.PI;
  return [{ source: 'arc', points: arcPoints(center, radius, start, sweep), closed: false, width: 0, arc }];
}

/** Stored in world coordinates; seen from below its parameter runs clockwise. */
function ellipseLine(record: DxfRecord): Point[] {
  const start = numberOf(record, 41, 0) % (2 * Math.PI);
  const sweep = numberOf(record, 42, 2 * Math.PI) - numberOf(record, 41, 0);
  const ratio = numberOf(record, 40, 1) * (numberOf(record, 230, 1) < 0 ? -1 : 1);
  return ellipsePoints(pointOf(record, 10), pointOf(record, 11), ratio, start, start + sweep);
}

function splineLine(record: DxfRecord): Point[] {
  const knots: number[] = [];
  const weights: number[] = [];
  const control: Point[] = [];
  const fit: Point[] = [];
  const { codes } = record.tags;
  for (let i = record.first + 1; i < record.end; i++) {
    const code = codes[i];
    if (code === 40) knots.push(numberAt(record, i));
    else if (code === 41) weights.push(numberAt(record, i));
    else if (code === 10) control.push([numberAt(record, i), 0]);
    else if (code === 20 && control.length > 0) control[control.length - 1][1] = numberAt(record, i);
    else if (code === 11) fit.push([numberAt(record, i), 0]);
    else if (code === 21 && fit.length > 0) fit[fit.length - 1][1] = numberAt(record, i);
  }
  if (control.length < 2) return fitPoints({ fit, ...fitSetting(record) });
  return splinePoints({
    degree: numberOf(record, 71, 3),
    knots,
    control,
    weights: weights.length === control.length ? weights : undefined,
  });
}

/** Flags of splines through points that the reference leaves out. */
const fitsRoot = 64;
const fitsUniform = 128;

function fitSetting(record: DxfRecord): Omit<FitCurve, 'fit'> {
  const flags = numberOf(record, 70, 0);
  const tangent = (code: number): Point | undefined => {
    const [x, y] = pointOf(record, code);
    return x === 0 && y === 0 ? undefined : [x, y];
  };
  return {
    closed: (flags & 1) !== 0,
    startTangent: tangent(12),
    endTangent: tangent(13),
    spacing: (flags & fitsRoot) !== 0 ? 'root' : (flags & fitsUniform) !== 0 ? 'uniform' : 'chord',
  };
}

function solidRing(record: DxfRecord): Point[] {
  const a = pointOf(record, 10);
  const b = pointOf(record, 11);
  const c = pointOf(record, 12);
  const d = indexOf(record, 13) < 0 ? c : pointOf(record, 13);
  // SOLID stores its corners in Z order, 3DFACE around.
  return record.type === '3DFACE' ? [a, b, c, d] : [a, b, d, c];
}

/**
 * Centre lines and full width of a multiline, in world coordinates: as stored at its corners, scaled and justified;
 * where nothing is stored, by its style. One line, or a piece for each part that was not cut out.
 */
function readMultiline(record: DxfRecord, styles: DxfDocument['multilineStyles']): FlatPolyline[] {
  const corners = readCorners(record);
  if (corners.length < 2) return [];
  if (corners.some(({ lines }) => lines.length === 0)) fillOffsets(corners, record, styles);
  const closed = (numberOf(record, 71, 0) & 2) !== 0;
  const width = widthOf(corners[0]);
  const middles = corners.map(middleOf);
  const segmentCount = closed ? corners.length : corners.length - 1;
  if (!corners.slice(0, segmentCount).some(isCut)) return [{ points: middles, closed, width }];
  return corners.slice(0, segmentCount).flatMap((corner, k) => {
    const next = (k + 1) % corners.length;
    return segmentsOf(corner, middles[k], middles[next]).map(
      (points): FlatPolyline => ({ points, closed: false, width }),
    );
  });
}

function readCorners(record: DxfRecord): Corner[] {
  const corners: Corner[] = [];
  const { codes } = record.tags;
  for (let i = record.first + 1; i < record.end; i++) {
    const code = codes[i];
    if (code === 11) {
      corners.push({ at: [numberAt(record, i), 0], direction: [1, 0], miter: [0, 1], lines: [] });
    }
    const corner = corners[corners.length - 1];
    if (!corner) continue;
    if (code === 21) corner.at[1] = numberAt(record, i);
    else if (code === 12) corner.direction[0] = numberAt(record, i);
    else if (code === 22) corner.direction[1] = numberAt(record, i);
    else if (code === 13) corner.miter[0] = numberAt(record, i);
    else if (code === 23) corner.miter[1] = numberAt(record, i);
    else if (code === 74 && numberAt(record, i) > 0) corner.lines.push([]);
    else if (code === 41) corner.lines[corner.lines.length - 1]?.push(numberAt(record, i));
  }
  for (const corner of corners) corner.lines = corner.lines.filter((line) => line.length > 0);
  return corners;
}

function fillOffsets(
  corners: readonly Corner[],
  record: DxfRecord,
  styles: DxfDocument['multilineStyles'],
): void {
  const scale = numberOf(record, 40, 1);
  const named = styles.get(nameKey(textOf(record, 2) ?? ''));
  const offsets = (named?.length ? named : standardOffsets).map((offset) => offset * scale);
  // 0: drawn below the line that was clicked, 2: above it.
  const justification = indexOf(record, 70) < 0 ? 1 : numberOf(record, 70, 1);
  const shift = justification === 0 ? -Math.max(...offsets) : justification === 2 ? -Math.min(...offsets) : 0;
  for (const corner of corners) {
    const across = acrossOf(corner) || 1;
    corner.lines = offsets.map((offset) => [(offset + shift) / across, 0]);
  }
}

/** Returns how much of a length along the miter is across the segment. */
function acrossOf({ direction: [dx, dy], miter }: Corner): number {
  return Math.abs(dx * miter[1] - dy * miter[0]) / (Math.hypot(dx, dy) || 1);
}

function extremesOf({ lines }: Corner): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const [offset] of lines) {
    low = Math.min(low, offset);
    high = Math.max(high, offset);
  }
  return [low, high];
}

function widthOf(corner: Corner): number {
  const [low, high] = extremesOf(corner);
  return (high - low) * acrossOf(corner);
}

function middleOf(corner: Corner): Point {
  const [low, high] = extremesOf(corner);
  const middle = (low + high) / 2;
  return [corner.at[0] + corner.miter[0] * middle, corner.at[1] + corner.miter[1] * middle];
}

function isCut({ lines }: Corner): boolean {
  return lines.some((line) => line.length > 2);
}

/** The parts of a segment's centre line that its first cut line shows: distances run from the corner. */
function segmentsOf(corner: Corner, from: Point, to: Point): [Point, Point][] {
  const cut = corner.lines.find((line) => line.length > 2);
  if (!cut) return [[from, to]];
  const [dx, dy] = corner.direction;
  const size = Math.hypot(dx, dy) || 1;
  const total = ((to[0] - from[0]) * dx + (to[1] - from[1]) * dy) / size;
  const pointAt = (along: number): Point => [from[0] + (dx / size) * along, from[1] + (dy / size) * along];
  // Distances count from the stored corner; the centre line begins where the miter meets it.
  const lead = ((from[0] - corner.at[0]) * dx + (from[1] - corner.at[1]) * dy) / size;
  const segments: [Point, Point][] = [];
  for (let k = 1; k < cut.length; k += 2) {
    const start = k === 1 && cut[k] === 0 ? 0 : cut[k] - lead;
    const stop = k + 1 < cut.length ? cut[k + 1] - lead : total;
    if (stop > start) segments.push([pointAt(start), pointAt(stop)]);
  }
  return segments;
}
