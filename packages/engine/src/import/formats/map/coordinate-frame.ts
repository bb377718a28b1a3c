import {
  boundsOf,
  createTangentPlane,
  DrawingError,
  emptyBounds,
  extendBounds,
  median,
  type PhraseValue,
  type Point,
  radToDeg,
  say,
  type TangentPlane,
} from '../../../core/index.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import { tuning } from '../../tuning.ts';
import { countDropped, type MapFeature, type MapFile } from './map-feature.ts';

const { minTogetherRatio, minFeatures, largestSpanDeg, webMercatorRadiusM } = tuning.mapCoordinateFrame;

/** Half the width of a map of a garage and the streets around it: in degrees, and in metres. */
const reaches = [0.5, 1250] as const;

/** Describes what the coordinates of a map are. */
export interface CoordinateFrame {
  /** Converts the file's coordinates to the drawing's. */
  place: (point: Readonly<Point>) => Point;
  /** Tangent plane of longitude and latitude; absent for coordinates on a plane. */
  plane?: TangentPlane;
  warnings: ImportWarning[];
}
/**
 * Leaves out features far from all others, counted as dropped: one would turn degrees into metres, or metres into
 * millimetres. A map that is wide as a whole stays as it is.
 */
function dropStrays(files: readonly MapFile[]): void {
  const features = files.flatMap((file) => file.features);
  if (features.length < minFeatures) return;
  const middleX = median(features.map(({ rings }) => rings[0][0][0]));
  const middleY = median(features.map(({ rings }) => rings[0][0][1]));
  for (const reach of reaches) {
    const isNear = ({ rings }: MapFeature): boolean => {
      const [x, y] = rings[0][0];
      const gapX = Math.abs(x - middleX);
      // The antimeridian is no gap.
      return Math.min(gapX, Math.abs(gapX - 360)) <= reach && Math.abs(y - middleY) <= reach;
    };
    const together = features.filter(isNear).length;
    if (together === features.length) return;
    if (together < minTogetherRatio * features.length) continue;
    for (const file of files) {
      for (const feature of file.features) {
        if (!isNear(feature)) countDropped(file.dropped, say('dropped-far'), feature.at);
      }
      file.features = file.features.filter(isNear);
    }
    return;
  }
}

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
    return ofDegrees(features, named ?? say('no-system-named'), (point) => [point[0], point[1]]);
  }
  if (system === undefined && inRange && bounds.minX < -179 && bounds.maxX > 179) {
    return ofDegrees(features, say('no-system-named'), (point) => [point[0], point[1]]);
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
  system: PhraseValue,
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
      importWarning(
        'coordinates-geographic',
        'coordinates',
        say('warning-coordinates-geographic', { system, lon: plane.lonDeg, lat: plane.latDeg }),
      ),
    ],
  };
}

function fromWebMercator([x, y]: Readonly<Point>): Point {
  const latRad = 2 * Math.atan(Math.exp(y / webMercatorRadiusM)) - Math.PI / 2;
  return [radToDeg(x / webMercatorRadiusM), radToDeg(latRad)];
}

function onPlane(system: string | undefined): ImportWarning {
  return importWarning(
    'coordinates-plane',
    'coordinates',
    say('warning-coordinates-plane', { system: system ? say('in-brackets', { text: system }) : '' }),
  );
}
