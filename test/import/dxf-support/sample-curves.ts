/**
 * Curves the slow way, to hold the reader's against: circles by their definition, bulges by halving, splines by the
 * recursion of Cox and de Boor, all sampled far more densely than any reader would.
 */
export type Vec2 = readonly [number, number];

const samplesPerTurn = 720;
const samplesPerSpan = 240;

/** Points of an arc of an ellipse: `centre + major · cos t + minor · sin t`, from `start` to `end` in radians. */
export function sampleEllipse(center: Vec2, major: Vec2, minor: Vec2, start: number, end: number): Vec2[] {
  const count = Math.max(200, Math.ceil((Math.abs(end - start) / (2 * Math.PI)) * samplesPerTurn));
  return Array.from({ length: count + 1 }, (_, k): Vec2 => {
    const t = start + ((end - start) * k) / count;
    const [u, v] = [Math.cos(t), Math.sin(t)];
    return [center[0] + major[0] * u + minor[0] * v, center[1] + major[1] * u + minor[1] * v];
  });
}

/** Points of a circular arc, counter-clockwise for `end` beyond `start`, radians. */
export function sampleArc(center: Vec2, radius: number, start: number, end: number): Vec2[] {
  return sampleEllipse(center, [radius, 0], [0, radius], start, end);
}

/**
 * Samples from `a` to `b` along a bulge: the height of the arc is that part of half the chord, to the right of the
 * path.
 */
export function sampleBulge(a: Vec2, b: Vec2, bulge: number, depth = 8): Vec2[] {
  if (depth === 0 || bulge === 0) return [a, b];
  const top: Vec2 = [
    (a[0] + b[0]) / 2 + ((b[1] - a[1]) * bulge) / 2,
    (a[1] + b[1]) / 2 - ((b[0] - a[0]) * bulge) / 2,
  ];
  // Half of the arc has a bulge of the tangent of half the angle.
  const half = bulge / (1 + Math.sqrt(1 + bulge * bulge));
  return [...sampleBulge(a, top, half, depth - 1), ...sampleBulge(top, b, half, depth - 1).slice(1)];
}

/** A corner of a polyline and the bulge of the segment that begins there. */
export interface BulgeCorner {
  at: Vec2;
  bulge: number;
}

export function sampleCorners(corners: readonly BulgeCorner[], isClosed: boolean): Vec2[] {
  const points: Vec2[] = [corners[0].at];
  for (let k = 0; k + (isClosed ? 0 : 1) < corners.length; k++) {
    points.push(
      ...sampleBulge(corners[k].at, corners[(k + 1) % corners.length].at, corners[k].bulge).slice(1),
    );
  }
  return points;
}

export interface SampledSpline {
  degree: number;
  knots: readonly number[];
  control: readonly Vec2[];
  weights: readonly number[];
}

/** A (rational) B-spline over all its spans, by the recursion of its basis functions. */
export function sampleSpline({ degree, knots, control, weights }: SampledSpline): Vec2[] {
  const points: Vec2[] = [];
  for (let span = degree; span < control.length; span++) {
    if (!(knots[span + 1] > knots[span])) continue;
    for (let k = 0; k <= samplesPerSpan; k++) {
      const t = knots[span] + ((knots[span + 1] - knots[span]) * k) / samplesPerSpan;
      let [x, y, sum] = [0, 0, 0];
      for (let i = span - degree; i <= span; i++) {
        const fraction = basis(i, degree, knots, t, span) * weights[i];
        x += fraction * control[i][0];
        y += fraction * control[i][1];
        sum += fraction;
      }
      points.push([x / sum, y / sum]);
    }
  }
  return points;
}

/** N(i, degree) at `t`, which lies in the given span: at its end too. */
function basis(i: number, degree: number, knots: readonly number[], t: number, span: number): number {
  if (degree === 0) return i === span ? 1 : 0;
  const rising = knots[i + degree] - knots[i];
  const falling = knots[i + degree + 1] - knots[i + 1];
  return (
    (rising > 0 ? ((t - knots[i]) / rising) * basis(i, degree - 1, knots, t, span) : 0) +
    (falling > 0 ? ((knots[i + degree + 1] - t) / falling) * basis(i + 1, degree - 1, knots, t, span) : 0)
  );
}
