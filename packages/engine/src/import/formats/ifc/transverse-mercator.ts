/** Grid → geodetic, Transverse Mercator (method 9807, JHS series): EPSG Guidance Note 7-2 (2019), 3.5.3.1, on the WGS 84 ellipsoid. */
import { type Point, radToDeg } from '../../../core/index.ts';

const semiMajorM = 6_378_137;
const flattening = 1 / 298.257223563;

/** A zone of a transverse Mercator projection. */
export interface MercatorZone {
  centralLonDeg: number;
  /** Scale on the central meridian. */
  scaleRatio: number;
  falseEastingM: number;
  falseNorthingM: number;
}

const n = flattening / (2 - flattening);
/** Radius of the circle as long as a meridian, metres. */
const meridianRadiusM = (semiMajorM / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
/** h1′ … h4′ of the guidance note. */
const series = [
  n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - n ** 4 / 360,
  n ** 2 / 48 + n ** 3 / 15 - (437 / 1440) * n ** 4,
  (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
  (4397 / 161_280) * n ** 4,
] as const;
const eccentricity = Math.sqrt(flattening * (2 - flattening));

/**
 * Longitude and latitude in degrees of a place given by easting and northing in metres; good to a millimetre within 40°
 * of the central meridian. CGCS2000 and ETRS89 differ from WGS 84 by less than the places of buildings are known.
 */
export function lonLatOfGrid([eastingM, northingM]: Readonly<Point>, zone: MercatorZone): Point {
  const eta = (eastingM - zone.falseEastingM) / (meridianRadiusM * zone.scaleRatio);
  const xi = (northingM - zone.falseNorthingM) / (meridianRadiusM * zone.scaleRatio);
  let eta0 = eta;
  let xi0 = xi;
  series.forEach((h, i) => {
    const k = 2 * (i + 1);
    xi0 -= h * Math.sin(k * xi) * Math.cosh(k * eta);
    eta0 -= h * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const beta = Math.asin(Math.sin(xi0) / Math.cosh(eta0));
  const q = Math.asinh(Math.tan(beta));
  let isometric = q;
  for (let step = 0; step < 6; step++) {
    isometric = q + eccentricity * Math.atanh(eccentricity * Math.tanh(isometric));
  }
  const lonDeg = zone.centralLonDeg + radToDeg(Math.asin(Math.tanh(eta0) / Math.cos(beta)));
  return [lonDeg, radToDeg(Math.atan(Math.sinh(isometric)))];
}
