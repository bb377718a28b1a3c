import type { Point } from '../../geometry/points.ts';
import { degToRad } from '../../units.ts';
import type { PathSource } from '../drawing.ts';
import { arcPoints, ellipsePoints, splinePoints } from './flatten-curves.ts';
import { type DxfRecord, numberAt, numberOf } from './read-dxf-records.ts';
import { hatchRings } from './read-hatch.ts';
import { type FlatPolyline, readLwpolyline, readMline } from './read-polyline.ts';

/** A line of an entity in the entity's own coordinates. */
export interface EntityShape extends FlatPolyline {
  source: PathSource;
  arc?: { center: Point; radius: number };
  /** Stored in world coordinates whatever the entity's extrusion direction. */
  inWorld?: boolean;
}

/** What an entity draws; undefined for types that draw nothing usable here. */
export function entityShapes(record: DxfRecord): EntityShape[] | undefined {
  switch (record.type) {
    case 'LINE':
      return [open('line', [pointOf(record, 10), pointOf(record, 11)])];
    case 'LWPOLYLINE':
      return [{ source: 'polyline', ...readLwpolyline(record) }];
    case 'MLINE':
      return [{ source: 'mline', inWorld: true, ...readMline(record) }];
    case 'ARC':
    case 'CIRCLE':
      return arcShapes(record);
    case 'ELLIPSE':
      return [open('curve', ellipseLine(record))];
    case 'SPLINE':
      return [{ ...open('curve', splineLine(record)), closed: (numberOf(record, 70, 0) & 1) !== 0 }];
    case 'HATCH':
      return hatchRings(record).map((points) => ({ source: 'hatch', points, closed: true, width: 0 }));
    case 'SOLID':
    case 'TRACE':
    case '3DFACE':
      return [{ source: 'solid', points: solidRing(record), closed: true, width: 0 }];
    default:
      return undefined;
  }
}

export function pointOf(record: DxfRecord, code: number): Point {
  return [numberOf(record, code, 0), numberOf(record, code + 10, 0)];
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

function ellipseLine(record: DxfRecord): Point[] {
  const start = numberOf(record, 41, 0) % (2 * Math.PI);
  const sweep = numberOf(record, 42, 2 * Math.PI) - numberOf(record, 41, 0);
  return ellipsePoints(
    pointOf(record, 10),
    pointOf(record, 11),
    numberOf(record, 40, 1),
    start,
    start + sweep,
  );
}

function splineLine(record: DxfRecord): Point[] {
  const knots: number[] = [];
  const control: Point[] = [];
  const fit: Point[] = [];
  record.codes.forEach((code, i) => {
    if (code === 40) knots.push(numberAt(record, i));
    else if (code === 10) control.push([numberAt(record, i), 0]);
    else if (code === 20 && control.length > 0) control[control.length - 1][1] = numberAt(record, i);
    else if (code === 11) fit.push([numberAt(record, i), 0]);
    else if (code === 21 && fit.length > 0) fit[fit.length - 1][1] = numberAt(record, i);
  });
  return control.length > 1 ? splinePoints(numberOf(record, 71, 3), knots, control) : fit;
}

function solidRing(record: DxfRecord): Point[] {
  const a = pointOf(record, 10);
  const b = pointOf(record, 11);
  const c = pointOf(record, 12);
  const d = record.codes.includes(13) ? pointOf(record, 13) : c;
  const triangle = c[0] === d[0] && c[1] === d[1];
  if (triangle) return [a, b, c];
  // SOLID stores its corners in Z order, 3DFACE around.
  return record.type === '3DFACE' ? [a, b, c, d] : [a, b, d, c];
}
