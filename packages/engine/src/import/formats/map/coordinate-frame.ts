import {
  boundsOf,
  createTangentPlane,
  DrawingError,
  emptyBounds,
  extendBounds,
  type Point,
  radToDeg,
  say,
  type TangentPlane,
} from '../../../core/index.ts';
import type { ImportWarning } from '../../drawing/level-drawing.ts';
import { dropStrays } from './drop-strays.ts';
import type { MapFeature, MapFile } from './map-feature.ts';

/** What the coordinates of a map are. */
export interface CoordinateFrame {
  /** From the file's coordinates to the drawing's. */
  place: (point: Readonly<Point>) => Point;
  /** Of longitude and latitude; absent for coordinates on a plane. */
  plane?: TangentPlane;
  warnings: ImportWarning[];
}

/** Degrees that a map of one garage and the streets around it spans at most. */
const largestSpanDeg = 1;
/** Equatorial radius of EPSG:3857, m. */
const webMercatorRadiusM = 6_378_137;

/** Decides by the named system and by the numbers; whichever it is, a warning says it. */
export function coordinateFrame(files: readonly MapFile[]): CoordinateFrame {
  dropStrays(files);
  const features = files.flatMap((file) => file.features);
  const named = files.map(({ crs }) => crs).find((crs) => crs !== undefined);
  const system = systemOf(named);
  const bounds = emptyBounds();
  for (const { rings } of features) {
    for (const ring of rings) for (const point of ring) extendBounds(bounds, point);
  }
  if (!Number.isFinite(bounds.minX))
    throw new DrawingError('features', say('no-coordinates'), say('floor-plan'));
  if (system === 'mercator') return ofDegrees(features, 'EPSG:3857', fromWebMercator);
  const inRange = bounds.minX >= -180 && bounds.maxX <= 180 && bounds.minY >= -90 && bounds.maxY <= 90;
  if (system === 'degrees' && !inRange) {
    const found = say('coordinates-up-to', { x: bounds.maxX, y: bounds.maxY });
    throw new DrawingError('coordinates', found, say('degrees-as-named', { system: String(named) }));
  }
  const small = bounds.maxX - bounds.minX < largestSpanDeg && bounds.maxY - bounds.minY < largestSpanDeg;
  if (system === 'degrees' || (system === undefined && inRange && small)) {
    return ofDegrees(features, named ?? 'no system named', (point) => [point[0], point[1]]);
  }
  if (system === undefined && inRange && bounds.minX < -179 && bounds.maxX > 179) {
    return ofDegrees(features, 'no system named', (point) => [point[0], point[1]]);
  }
  if (system === undefined && small && Math.abs(bounds.minY) > 90 && Math.abs(bounds.maxX) <= 90) {
    return ofDegrees(features, 'latitude before longitude', ([lat, lon]) => [lon, lat]);
  }
  return { place: ([x, y]) => [x, y], warnings: [onPlane(named)] };
}

function systemOf(name: string | undefined): 'degrees' | 'mercator' | 'plane' | undefined {
  if (name === undefined) return undefined;
  if (/CRS84|WGS.?84$|\b(4326|4490|4258|4269)$/i.test(name)) return 'degrees';
  if (/\b(3857|900913|3785|102100)$/.test(name)) return 'mercator';
  return 'plane';
}

function ofDegrees(
  features: readonly MapFeature[],
  system: string,
  toLonLat: (point: Readonly<Point>) => Point,
): CoordinateFrame {
  const degrees = features.flatMap(({ rings }) => rings.map((ring) => boundsOf(ring.map(toLonLat))));
  // Across the antimeridian: one side is counted on beyond 180°.
  const crosses = degrees.some(({ minX }) => minX < -179) && degrees.some(({ maxX }) => maxX > 179);
  const unwrapped = (lonDeg: number) => (crosses && lonDeg < 0 ? lonDeg + 360 : lonDeg);
  const bounds = emptyBounds();
  for (const { minX, minY, maxX, maxY } of degrees) {
    extendBounds(bounds, [unwrapped(minX), minY]);
    extendBounds(bounds, [unwrapped(maxX), maxY]);
  }
  const span = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  if (span > largestSpanDeg) {
    throw new DrawingError(
      'coordinates',
      say('map-degrees-wide', { span: span.toFixed(1) }),
      say('map-of-garage'),
    );
  }
  // Whole 1e-7 degrees, so that the origin prints as it is.
  const middle = (low: number, high: number) => Math.round(((low + high) / 2) * 1e7) / 1e7;
  const plane = createTangentPlane(middle(bounds.minX, bounds.maxX), middle(bounds.minY, bounds.maxY));
  return {
    plane,
    place: (point) => {
      const [lonDeg, latDeg] = toLonLat(point);
      return plane.toPlane([unwrapped(lonDeg), latDeg]);
    },
    warnings: [
      {
        code: 'coordinates-geographic',
        message: `coordinates are longitude and latitude (${system}), taken as WGS 84 and laid on the plane that touches the earth at ${plane.lonDeg}, ${plane.latDeg}; a map in GCJ-02 or BD-09 has the same shape but stands some hundred metres off`,
        at: 'coordinates',
      },
    ],
  };
}

function fromWebMercator([x, y]: Readonly<Point>): Point {
  const latRad = 2 * Math.atan(Math.exp(y / webMercatorRadiusM)) - Math.PI / 2;
  return [radToDeg(x / webMercatorRadiusM), radToDeg(latRad)];
}

function onPlane(system: string | undefined): ImportWarning {
  return {
    code: 'coordinates-plane',
    message: `coordinates are taken as places on a plane${system ? ` (${system})` : ''}; the plan has no georeference`,
    at: 'coordinates',
  };
}
