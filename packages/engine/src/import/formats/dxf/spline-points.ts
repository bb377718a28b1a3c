import { distance, type Point } from '../../../core/index.ts';
import { chordAngleRad } from './flatten-curves.ts';

const fewestSamples = 12;
const maxSamples = 48;
/** No span is looked at twice on longer curves. */
const manySpans = 1000;
/** Largest turn between two samples: more is sampled more densely, and is a corner when that does not help. */
const largestTurnRad = 3 * chordAngleRad;
/** A line that is straight but for rounding has no direction to pass. */
const smallestTurnRad = 1e-7;

/** A curve in smooth pieces. */
interface SmoothCurve {
  /** The parameters where pieces begin and end, rising: one more than there are pieces. */
  breaks: readonly number[];
  /** The point at a parameter of the numbered piece, its ends included. */
  pointAt(t: number, spanIndex: number): Point;
}

/** A chord between two samples. */
interface Chord {
  end: Point;
  directionRad: number;
  middle: number;
  spanIndex: number;
}

const largestDegree = 11;
/** The control polygon follows the curve closely where there are more. */
const maxSpans = 20_000;

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
  const isUsable =
    degree >= 1 &&
    degree <= largestDegree &&
    control.length > degree &&
    knots.length >= control.length + degree + 1;
  const spans: number[] = [];
  for (let span = degree; isUsable && span < control.length; span++) {
    if (knots[span + 1] > knots[span]) spans.push(span);
  }
  if (degree === 1 || spans.length === 0 || spans.length > maxSpans) return control.map(([x, y]) => [x, y]);
  return smoothPoints({
    breaks: [knots[spans[0]], ...spans.map((span) => knots[span + 1])],
    pointAt: (t, spanIndex) => deBoor(spline, spans[spanIndex], t),
  });
}

/** Three numbers for each control point that a span depends on. */
const work = new Float64Array(3 * (largestDegree + 1));

function deBoor({ degree, knots, control, weights }: Spline, span: number, t: number): Point {
  for (let j = 0; j <= degree; j++) {
    const index = span - degree + j;
    const weight = weights?.[index] ?? 1;
    work[3 * j] = control[index][0] * weight;
    work[3 * j + 1] = control[index][1] * weight;
    work[3 * j + 2] = weight;
  }
  for (let r = 1; r <= degree; r++) {
    for (let j = degree; j >= r; j--) {
      const low = knots[span - degree + j];
      const high = knots[span + 1 + j - r];
      const alpha = high > low ? (t - low) / (high - low) : 0;
      for (let k = 3 * j; k < 3 * j + 3; k++) work[k] = (1 - alpha) * work[k - 3] + alpha * work[k];
    }
  }
  const weight = work[3 * degree + 2] || 1;
  return [work[3 * degree] / weight, work[3 * degree + 1] / weight];
}

/** Points that a curve passes, and what else is known of it. */
export interface FitCurve {
  fit: readonly Point[];
  closed: boolean;
  /** Directions at its ends, by its parameter; where there is none it has no curvature there. */
  startTangent?: Point;
  endTangent?: Point;
  /** The parameter grows from point to point: by their distance, its root, or 1. */
  spacing?: 'chord' | 'root' | 'uniform';
}

/** A smooth line through fit points: cubic pieces with continuous curvature, as CAD draws them; closed ones nearly so. */
export function fitPoints({ fit, closed, startTangent, endTangent, spacing = 'chord' }: FitCurve): Point[] {
  const through = fit.filter((point, k) => k === 0 || distance(point, fit[k - 1]) > 0);
  if (closed && through.length > 2 && distance(through[0], through[through.length - 1]) === 0) through.pop();
  const isStraight = through.length < (startTangent || endTangent ? 2 : 3);
  if (isStraight || through.length > maxSpans) return through.map(([x, y]) => [x, y]);
  const count = through.length;
  const at = (k: number) =>
    closed ? through[(k + count) % count] : through[Math.max(0, Math.min(count - 1, k))];
  const lengths = Array.from({ length: closed ? count : count - 1 }, (_, k) => {
    const chord = distance(at(k), at(k + 1));
    return closed || spacing === 'chord' ? chord : spacing === 'root' ? Math.sqrt(chord) : 1;
  });
  const tangents = closed
    ? through.map((point, k) => tangentAt(at(k - 1), point, at(k + 1)))
    : smoothTangents(through, lengths, [startTangent, endTangent]);
  const spans = lengths.map((length, k) => ({
    from: [at(k), tangents[k]] as [Point, Point],
    to: [at(k + 1), tangents[(k + 1) % count]] as [Point, Point],
    length,
  }));
  return smoothPoints({
    breaks: Array.from({ length: spans.length + 1 }, (_, k) => k),
    pointAt: (t, spanIndex) =>
      hermite(spans[spanIndex].from, spans[spanIndex].to, spans[spanIndex].length, t - spanIndex),
  });
}

/** The directions at points by which the curvature of cubic pieces between them is continuous. */
function smoothTangents(
  through: readonly Point[],
  lengths: readonly number[],
  [start, end]: readonly [Point | undefined, Point | undefined],
): Point[] {
  const last = through.length - 1;
  const tangents = through.map((): Point => [0, 0]);
  for (const axis of [0, 1] as const) {
    const slope = (k: number) => (3 * (through[k + 1][axis] - through[k][axis])) / lengths[k];
    // Rows of a tridiagonal matrix, solved from the first on.
    const upper = new Float64Array(last + 1);
    const right = new Float64Array(last + 1);
    upper[0] = start ? 0 : 0.5;
    right[0] = start ? start[axis] : slope(0) / 2;
    for (let k = 1; k <= last; k++) {
      const isEnd = k === last;
      const [before, after] = [1 / lengths[k - 1], isEnd ? 0 : 1 / lengths[k]];
      const lower = isEnd && end ? 0 : before;
      const middle = (isEnd && end ? 1 : 2 * (before + after)) - lower * upper[k - 1];
      const sum = isEnd && end ? end[axis] : slope(k - 1) * before + (isEnd ? 0 : slope(k) * after);
      upper[k] = after / middle;
      right[k] = (sum - lower * right[k - 1]) / middle;
    }
    tangents[last][axis] = right[last];
    for (let k = last - 1; k >= 0; k--) tangents[k][axis] = right[k] - upper[k] * tangents[k + 1][axis];
  }
  return tangents;
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

/**
 * Points of a curve, ends included, where its direction passes a multiple of the chord angle, and at its corners: so
 * curves that run beside each other get parallel chords, as arcs do.
 */
function smoothPoints(curve: SmoothCurve): Point[] {
  const chords: Chord[] = [];
  const start = curve.pointAt(curve.breaks[0], 0);
  let at = start;
  for (let spanIndex = 0; spanIndex + 1 < curve.breaks.length; spanIndex++) {
    for (const chord of chordsOf(curve, spanIndex, at)) {
      chords.push(chord);
      at = chord.end;
    }
  }
  const points: Point[] = [start];
  for (let k = 0; k + 1 < chords.length; k++) {
    const [chord, next] = [chords[k], chords[k + 1]];
    const turn = turnBetween(chord, next);
    if (Math.abs(turn) > largestTurnRad) points.push(chord.end);
    else if (Math.abs(turn) > smallestTurnRad) {
      for (const fraction of passedFractions(chord.directionRad, turn)) {
        const t = chord.middle + (next.middle - chord.middle) * fraction;
        const spanIndex = t <= curve.breaks[chord.spanIndex + 1] ? chord.spanIndex : next.spanIndex;
        points.push(curve.pointAt(t, spanIndex));
      }
    }
  }
  points.push(at);
  return points;
}

function chordsOf(curve: SmoothCurve, spanIndex: number, start: Point): Chord[] {
  for (let samples = fewestSamples; ; samples *= 4) {
    const chords = sampled(curve, spanIndex, start, samples);
    const isSmooth = chords.every(
      (chord, k) => k === 0 || Math.abs(turnBetween(chords[k - 1], chord)) <= largestTurnRad,
    );
    if (isSmooth || samples >= maxSamples || curve.breaks.length > manySpans) return chords;
  }
}

function sampled(
  { breaks, pointAt }: SmoothCurve,
  spanIndex: number,
  start: Point,
  samples: number,
): Chord[] {
  const chords: Chord[] = [];
  const [from, to] = [breaks[spanIndex], breaks[spanIndex + 1]];
  let at = start;
  for (let k = 1; k <= samples; k++) {
    const end = pointAt(from + ((to - from) * k) / samples, spanIndex);
    if (distance(at, end) === 0) continue;
    chords.push({
      end,
      directionRad: Math.atan2(end[1] - at[1], end[0] - at[0]),
      middle: from + ((to - from) * (k - 0.5)) / samples,
      spanIndex,
    });
    at = end;
  }
  return chords;
}

function turnBetween(chord: Chord, next: Chord): number {
  const turn = next.directionRad - chord.directionRad;
  return turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
}

/** Returns how far along a turn each multiple of the chord angle is passed, in order. */
function passedFractions(fromRad: number, turnRad: number): number[] {
  const from = fromRad / chordAngleRad;
  const to = (fromRad + turnRad) / chordAngleRad;
  const fractions: number[] = [];
  if (to > from) for (let m = Math.floor(from) + 1; m < to; m++) fractions.push((m - from) / (to - from));
  else for (let m = Math.ceil(from) - 1; m > to; m--) fractions.push((m - from) / (to - from));
  return fractions;
}
