import { type Datum, degToRad, type Point } from '../../core/index.ts';
import { type DistrictName, districtOutline, districts } from '../../programme/index.ts';
import type { Area } from '../construction/position-labels.ts';

/** A part of the earth, degrees of WGS 84. */
export interface GeoBounds {
  westDeg: number;
  southDeg: number;
  eastDeg: number;
  northDeg: number;
}

/** The city, and what lies within its outer ring road, where a district is smaller than its name on a map of the city. */
export const mapViews = {
  city: { westDeg: 120.83, southDeg: 30.66, eastDeg: 122, northDeg: 31.87 },
  centre: { westDeg: 121.32, southDeg: 31.095, eastDeg: 121.59, northDeg: 31.365 },
} as const satisfies Record<string, GeoBounds>;
export type MapView = keyof typeof mapViews;

/** The map that a district is named on. */
export function viewOf(district: DistrictName): MapView {
  return districts.some((row) => row.name === district && 'isCentral' in row) ? 'centre' : 'city';
}

export const datumNames: Record<Datum, string> = { wgs84: 'WGS 84', gcj02: 'GCJ-02', bd09: 'BD-09' };

/**
 * Projects points onto an area of the image: north up, the bounds in its middle, a degree of longitude as long as at
 * their middle.
 */
export function mapProjection(
  bounds: GeoBounds,
  { minX, maxX, minY, maxY }: Area,
): (location: Readonly<Point>) => Point {
  const middleLonDeg = (bounds.westDeg + bounds.eastDeg) / 2;
  const middleLatDeg = (bounds.southDeg + bounds.northDeg) / 2;
  const shrink = Math.cos(degToRad(middleLatDeg));
  const perDeg = Math.min(
    (maxX - minX) / ((bounds.eastDeg - bounds.westDeg) * shrink),
    (maxY - minY) / (bounds.northDeg - bounds.southDeg),
  );
  return ([lonDeg, latDeg]) => [
    (minX + maxX) / 2 + (lonDeg - middleLonDeg) * shrink * perDeg,
    (minY + maxY) / 2 - (latDeg - middleLatDeg) * perDeg,
  ];
}

/** Position of a district's name: the mean of the corners of its mainland. */
export function middleOfDistrict(district: DistrictName): Point {
  const [ring] = districtOutline(district);
  const mean = (axis: 0 | 1) => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length;
  return [mean(0), mean(1)];
}
