/** Points on the WGS 84 ellipsoid by way of geocentric coordinates, for tests of the planar frame. */

const a = 6_378_137;
const f = 1 / 298.257223563;
const e2 = f * (2 - f);
const rad = Math.PI / 180;

/** Longitude and latitude of a point so many metres east and north on the tangent plane at an origin. */
export function lonLatOf(
  origin: readonly [number, number],
  [east, north]: readonly [number, number],
): [number, number] {
  const [lon, lat] = [origin[0] * rad, origin[1] * rad];
  const n = a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
  const x = n * Math.cos(lat) * Math.cos(lon) - Math.sin(lon) * east - Math.sin(lat) * Math.cos(lon) * north;
  const y = n * Math.cos(lat) * Math.sin(lon) + Math.cos(lon) * east - Math.sin(lat) * Math.sin(lon) * north;
  const z = n * (1 - e2) * Math.sin(lat) + Math.cos(lat) * north;
  // Height above the ellipsoid is a few decimetres at most; latitude by fixed-point iteration.
  const p = Math.hypot(x, y);
  let phi = Math.atan2(z, p * (1 - e2));
  for (let i = 0; i < 10; i++) {
    const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
    const height = p / Math.cos(phi) - nu;
    phi = Math.atan2(z, p * (1 - (e2 * nu) / (nu + height)));
  }
  return [Math.atan2(y, x) / rad, phi / rad];
}

/** Metres east and north of an origin, by the two radii of curvature there: good to a millimetre over a garage. */
export function planeOf(
  origin: readonly [number, number],
  [lon, lat]: readonly [number, number],
): [number, number] {
  const s = Math.sin(origin[1] * rad);
  const prime = a / Math.sqrt(1 - e2 * s * s);
  const meridian = (a * (1 - e2)) / (1 - e2 * s * s) ** 1.5;
  return [
    (lon - origin[0]) * rad * prime * Math.cos(((origin[1] + lat) / 2) * rad),
    (lat - origin[1]) * rad * meridian,
  ];
}
