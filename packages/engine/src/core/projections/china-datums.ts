// GCJ-02 and BD-09 have no published text; the widely used public transcription (eviltransform, wandergis/coordtransform).
// It agrees with the maps' own shift to some metres; inside a garage the survey's frame decides, not the fix.
import type { Point } from '../geometry/points.ts';
import { degToRad, radToDeg } from '../units.ts';

/** Datums of longitude and latitude: the earth's, and the two that maps in China shift it by. */
export const datums = ['wgs84', 'gcj02', 'bd09'] as const;
/** Datum of longitude and latitude. */
export type Datum = (typeof datums)[number];

const semiMajorM = 6_378_245;
const eccentricitySquared = 0.006_693_421_622_965_943;
const baiduTurn = (Math.PI * 3000) / 180;

/** WGS 84 longitude and latitude of a point given in another datum, degrees. */
export function toWgs84([lonDeg, latDeg]: Readonly<Point>, datum: Datum): Point {
  if (datum === 'wgs84') return [lonDeg, latDeg];
  const shifted: Point = datum === 'bd09' ? fromBaidu(lonDeg, latDeg) : [lonDeg, latDeg];
  // The shift changes slowly: what leads to the same point is found in a few steps.
  let location = shifted;
  for (let step = 0; step < 5; step += 1) {
    const [lon, lat] = toGcj02(location);
    location = [location[0] + shifted[0] - lon, location[1] + shifted[1] - lat];
  }
  return location;
}

/** The point as maps in China shift it, degrees; outside mainland China unshifted. */
export function toGcj02([lonDeg, latDeg]: Readonly<Point>): Point {
  if (lonDeg < 72.004 || lonDeg > 137.8347 || latDeg < 0.8293 || latDeg > 55.8271) return [lonDeg, latDeg];
  const x = lonDeg - 105;
  const y = latDeg - 35;
  const wave = (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * (2 / 3);
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    wave +
    (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * (2 / 3) +
    (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * (2 / 3);
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    wave +
    (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * (2 / 3) +
    (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * (2 / 3);
  const latRad = degToRad(latDeg);
  const w = 1 - eccentricitySquared * Math.sin(latRad) ** 2;
  return [
    lonDeg + radToDeg(east / ((semiMajorM / Math.sqrt(w)) * Math.cos(latRad))),
    latDeg + radToDeg(north / ((semiMajorM * (1 - eccentricitySquared)) / (w * Math.sqrt(w)))),
  ];
}

function fromBaidu(lonDeg: number, latDeg: number): Point {
  const x = lonDeg - 0.0065;
  const y = latDeg - 0.006;
  const radiusDeg = Math.hypot(x, y) - 0.000_02 * Math.sin(y * baiduTurn);
  const angleRad = Math.atan2(y, x) - 0.000_003 * Math.cos(x * baiduTurn);
  return [radiusDeg * Math.cos(angleRad), radiusDeg * Math.sin(angleRad)];
}
