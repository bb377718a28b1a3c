import { distance, type Point } from '../../geometry/points.ts';

const pointsPerSpan = 6;

/** A B-spline as DXF gives it; weights of 1 where there are none. */
export interface Spline {
  degree: number;
  knots: readonly number[];
  control: readonly Point[];
  weights?: readonly number[];
}

/** Points of a (rational) B-spline by de Boor's rule; falls back to the control polygon when the knots do not fit. */
export function splinePoints(spline: Spline): Point[] {
  const { degree, knots, control } = spline;
  const spans = control.length - degree;
  if (degree < 1 || degree > 11 || spans < 1 || knots.length < control.length + degree + 1)
    return control.map(([x, y]) => [x, y]);
  const points: Point[] = [];
  for (let span = degree; span < control.length; span++) {
    const from = knots[span];
    const to = knots[span + 1];
    if (!(to > from)) continue;
    for (let k = points.length === 0 ? 0 : 1; k <= pointsPerSpan; k++) {
      points.push(deBoor(spline, span, from + ((to - from) * k) / pointsPerSpan));
    }
  }
  return points.length > 1 ? points : control.map(([x, y]) => [x, y]);
}

function deBoor({ degree, knots, control, weights }: Spline, span: number, t: number): Point {
  const work = Array.from({ length: degree + 1 }, (_, j) => {
    const index = span - degree + j;
    const weight = weights?.[index] ?? 1;
    return [control[index][0] * weight, control[index][1] * weight, weight];
  });
  for (let r = 1; r <= degree; r++) {
    for (let j = degree; j >= r; j--) {
      const low = knots[span - degree + j];
      const high = knots[span + 1 + j - r];
      const alpha = high > low ? (t - low) / (high - low) : 0;
      for (let axis = 0; axis < 3; axis++) {
        work[j][axis] = (1 - alpha) * work[j - 1][axis] + alpha * work[j][axis];
      }
    }
  }
  const [x, y, weight] = work[degree];
  return weight === 0 ? [x, y] : [x / weight, y / weight];
}

/** A smooth line through fit points: cubic pieces whose tangents follow the neighbours, spaced by chord length. */
export function fitPoints(fit: readonly Point[], closed: boolean): Point[] {
  const through = fit.filter((point, k) => k === 0 || distance(point, fit[k - 1]) > 0);
  if (closed && through.length > 2 && distance(through[0], through[through.length - 1]) === 0) through.pop();
  if (through.length < 3) return through.map(([x, y]) => [x, y]);
  const count = through.length;
  const at = (k: number) =>
    closed ? through[(k + count) % count] : through[Math.max(0, Math.min(count - 1, k))];
  const points: Point[] = [[...through[0]]];
  for (let k = 0; k < (closed ? count : count - 1); k++) {
    const length = distance(at(k), at(k + 1));
    const m0 = tangentAt(at(k - 1), at(k), at(k + 1));
    const m1 = tangentAt(at(k), at(k + 1), at(k + 2));
    for (let step = 1; step <= pointsPerSpan; step++) {
      points.push(hermite([at(k), m0], [at(k + 1), m1], length, step / pointsPerSpan));
    }
  }
  return points;
}

/** Direction at `b` on the parabola through three points spaced by their distances. */
function tangentAt(a: Point, b: Point, c: Point): Point {
  const before = distance(a, b);
  const after = distance(b, c);
  if (before === 0 && after === 0) return [0, 0];
  if (before === 0) return [(c[0] - b[0]) / after, (c[1] - b[1]) / after];
  if (after === 0) return [(b[0] - a[0]) / before, (b[1] - a[1]) / before];
  return [0, 1].map((axis) => {
    const rising = (b[axis] - a[axis]) / before;
    const following = (c[axis] - b[axis]) / after;
    return (rising * after + following * before) / (before + after);
  }) as Point;
}

function hermite([p0, m0]: [Point, Point], [p1, m1]: [Point, Point], length: number, t: number): Point {
  const h00 = (1 + 2 * t) * (1 - t) ** 2;
  const h10 = t * (1 - t) ** 2 * length;
  const h01 = t * t * (3 - 2 * t);
  const h11 = t * t * (t - 1) * length;
  return [0, 1].map((axis) => h00 * p0[axis] + h10 * m0[axis] + h01 * p1[axis] + h11 * m1[axis]) as Point;
}
