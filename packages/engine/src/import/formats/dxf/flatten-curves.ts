import { degToRad, type Point } from '../../../core/index.ts';

/** Chords end at multiples of this angle, so that concentric arcs get parallel chords. */
export const chordAngleRad = degToRad(5);
/** Outer walls bend little, with radii of up to 200 m: half the angle keeps their chords within 50 mm. */
const slightSweepRad = degToRad(80);

/** Points of an arc from `startRad` over the signed sweep, ends included. */
export function arcPoints(center: Point, radius: number, startRad: number, sweepRad: number): Point[] {
  const sweep = Math.max(-2 * Math.PI, Math.min(2 * Math.PI, sweepRad));
  const chordRad = Math.abs(sweep) < slightSweepRad ? chordAngleRad / 2 : chordAngleRad;
  const angles = [startRad];
  const step = sweep < 0 ? -1 : 1;
  const first = step > 0 ? Math.floor(startRad / chordRad) + 1 : Math.ceil(startRad / chordRad) - 1;
  for (let k = first; ; k += step) {
    const angle = k * chordRad;
    if (step * (startRad + sweep - angle) < 1e-9) break;
    if (Math.abs(angle - startRad) > 1e-9) angles.push(angle);
  }
  angles.push(startRad + sweep);
  return angles.map((a): Point => [center[0] + radius * Math.cos(a), center[1] + radius * Math.sin(a)]);
}

/** Points from `a` (left out) to `b` (included) along an LWPOLYLINE bulge (tangent of a quarter of the sweep). */
export function bulgePoints(a: Point, b: Point, bulge: number): Point[] {
  const chord = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (Math.abs(bulge) < 1e-6 || chord === 0 || Math.abs(bulge) > 1e6) return [b];
  const sweep = 4 * Math.atan(bulge);
  const radius = (chord * (1 + bulge * bulge)) / (4 * Math.abs(bulge));
  const height = (chord * (1 - bulge * bulge)) / (4 * bulge);
  const center: Point = [
    (a[0] + b[0]) / 2 - ((b[1] - a[1]) / chord) * height,
    (a[1] + b[1]) / 2 + ((b[0] - a[0]) / chord) * height,
  ];
  const points = arcPoints(center, radius, Math.atan2(a[1] - center[1], a[0] - center[0]), sweep);
  points.shift();
  points[points.length - 1] = b;
  return points;
}

/** Points of an elliptic arc between two parameters (radians), major axis as a vector from the centre. */
export function ellipsePoints(
  center: Point,
  major: Point,
  ratio: number,
  startRad: number,
  endRad: number,
): Point[] {
  let sweep = endRad - startRad;
  if (sweep <= 1e-9) sweep += 2 * Math.PI;
  sweep = Math.min(sweep, 2 * Math.PI);
  const count = Math.max(2, Math.ceil(sweep / chordAngleRad));
  return Array.from({ length: count + 1 }, (_, k): Point => {
    const t = startRad + (sweep * k) / count;
    const u = Math.cos(t);
    const v = Math.sin(t) * ratio;
    return [center[0] + major[0] * u - major[1] * v, center[1] + major[1] * u + major[0] * v];
  });
}
