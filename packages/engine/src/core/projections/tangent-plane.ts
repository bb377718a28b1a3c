/** Geodetic ↔ local east/north on the WGS 84 ellipsoid: EPSG Guidance Note 7-2 (2019), 4.1.1 and 4.1.3, at height 0. */
import type { Point } from '../geometry/points.ts';
import { degToRad, radToDeg } from '../units.ts';

const semiMajorM = 6_378_137;
const flattening = 1 / 298.257223563;
const eccentricitySquared = flattening * (2 - flattening);

/** Longitude and latitude in degrees ↔ metres east and north on the plane that touches the ellipsoid at the origin. */
export interface TangentPlane {
  lonDeg: number;
  latDeg: number;
  toPlane(lonLatDeg: Readonly<Point>): Point;
  toLonLat(point: Readonly<Point>): Point;
}

export function createTangentPlane(lonDeg: number, latDeg: number): TangentPlane {
  const lonRad = degToRad(lonDeg);
  const latRad = degToRad(latDeg);
  const [x0, y0, z0] = geocentric(lonRad, latRad);
  const toPlane = ([lon, lat]: Readonly<Point>): Point => {
    const [x, y, z] = geocentric(degToRad(lon), degToRad(lat));
    const dx = x - x0;
    const dy = y - y0;
    const outward = Math.cos(lonRad) * dx + Math.sin(lonRad) * dy;
    return [
      Math.cos(lonRad) * dy - Math.sin(lonRad) * dx,
      Math.cos(latRad) * (z - z0) - Math.sin(latRad) * outward,
    ];
  };
  const toLonLat = ([east, north]: Readonly<Point>): Point => {
    // Along the curvatures at the origin, then corrected by what the exact way there gives.
    let lon = lonDeg;
    let lat = latDeg;
    for (let step = 0; step < 4; step++) {
      const [e, n] = toPlane([lon, lat]);
      lon += radToDeg((east - e) / (primeVerticalM(latRad) * Math.cos(latRad)));
      lat += radToDeg((north - n) / meridianM(latRad));
    }
    return [lon, lat];
  };
  return { lonDeg, latDeg, toPlane, toLonLat };
}

function geocentric(lonRad: number, latRad: number): [number, number, number] {
  const radiusM = primeVerticalM(latRad);
  return [
    radiusM * Math.cos(latRad) * Math.cos(lonRad),
    radiusM * Math.cos(latRad) * Math.sin(lonRad),
    radiusM * (1 - eccentricitySquared) * Math.sin(latRad),
  ];
}

function primeVerticalM(latRad: number): number {
  return semiMajorM / Math.sqrt(1 - eccentricitySquared * Math.sin(latRad) ** 2);
}

function meridianM(latRad: number): number {
  return primeVerticalM(latRad) ** 3 * ((1 - eccentricitySquared) / semiMajorM ** 2);
}
