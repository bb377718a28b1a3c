import fc from 'fast-check';
import type { Tag } from '../drawing-support.ts';
import {
  anyNormal,
  between,
  common,
  curve,
  head,
  normalTags,
  point,
  pointTags,
  upright,
} from './arbitrary-parts.ts';
import type { Entity } from './explode.ts';
import {
  type BulgeCorner,
  sampleArc,
  sampleCorners,
  sampleEllipse,
  sampleSpline,
  type Vec2,
} from './sample-curves.ts';

const arcFraction = 1 - Math.cos((2.5 * Math.PI) / 180);

/** A millimetre from point to point, so that no segment is none. */
function areApart(points: readonly Vec2[]): boolean {
  return points.every(([x, y], k) => {
    const next = points[(k + 1) % points.length];
    return Math.hypot(next[0] - x, next[1] - y) > 1;
  });
}

const lineEntity = fc
  .record({ common, from: point, to: point })
  .filter(({ from, to }) => areApart([from, to]))
  .map(
    ({ common: properties, from, to }): Entity => ({
      ...properties,
      tags: [...head('LINE', properties), ...pointTags(10, from), ...pointTags(11, to)],
      curves: [curve([from, to])],
    }),
  );

const roundEntity = fc
  .record({
    common,
    center: point,
    radius: between(10, 5000),
    startDeg: between(-360, 360),
    sweepDeg: between(3, 355),
    isCircle: fc.boolean(),
    normal: anyNormal,
    elevation: between(-3000, 3000),
  })
  .map(({ common: properties, center, radius, startDeg, sweepDeg, isCircle, normal, elevation }): Entity => {
    const start = (startDeg * Math.PI) / 180;
    const end = isCircle ? start + 2 * Math.PI : start + (sweepDeg * Math.PI) / 180;
    const tags = [
      ...head(isCircle ? 'CIRCLE' : 'ARC', properties),
      ...pointTags(10, center),
      [30, elevation],
      [40, radius],
    ] as Tag[];
    if (!isCircle) tags.push([50, startDeg], [51, startDeg + sweepDeg]);
    const points = sampleArc(center, radius, start, end);
    return {
      ...properties,
      normal,
      elevation,
      tags: [...tags, ...normalTags(normal)],
      curves: [curve(points, { isClosed: isCircle, sagitta: radius * arcFraction })],
    };
  });

const bulges = fc.oneof(
  fc.constant(0),
  between(-3, 3).filter((b) => Math.abs(b) > 0.002),
);
const cornersArbitrary = fc
  .array(fc.record({ at: point, bulge: bulges }), { minLength: 2, maxLength: 6 })
  .filter((corners) => areApart(corners.map(({ at }) => at)));

/** The radius behind a bulge of this chord. */
function bulgeRadius(corner: BulgeCorner, next: BulgeCorner): number {
  const chord = Math.hypot(next.at[0] - corner.at[0], next.at[1] - corner.at[1]);
  return corner.bulge === 0 ? 0 : (chord * (1 + corner.bulge ** 2)) / (4 * Math.abs(corner.bulge));
}

export function sagittaOf(corners: readonly BulgeCorner[]): number {
  const radii = corners.map((corner, k) => bulgeRadius(corner, corners[(k + 1) % corners.length]));
  return Math.max(...radii) * arcFraction;
}

const polylineEntity = fc
  .record({
    common,
    corners: cornersArbitrary,
    isClosed: fc.boolean(),
    isOld: fc.boolean(),
    width: fc.oneof(fc.constant(0), between(50, 400)),
    normal: anyNormal,
    elevation: between(-3000, 3000),
  })
  .map(({ common: properties, corners: drawn, isClosed, isOld, width, normal, elevation }): Entity => {
    const corners = width > 0 ? drawn.map(({ at }) => ({ at, bulge: 0 })) : drawn;
    const flag: Tag = [70, isClosed ? 1 : 0];
    const vertex = ({ at, bulge }: BulgeCorner): Tag[] => [
      ...(isOld ? head('VERTEX', properties) : []),
      ...pointTags(10, at),
      ...(bulge === 0 ? [] : [[42, bulge] as Tag]),
    ];
    const start: Tag[] = isOld
      ? [
          ...head('POLYLINE', properties),
          [66, 1],
          [10, 0],
          [20, 0],
          [30, elevation],
          flag,
          [40, width],
          [41, width],
        ]
      : [...head('LWPOLYLINE', properties), [90, corners.length], flag, [43, width], [38, elevation]];
    const tags: Tag[] = [
      ...start,
      ...(isOld ? normalTags(normal) : []),
      ...corners.flatMap(vertex),
      ...(isOld ? head('SEQEND', properties) : normalTags(normal)),
    ];
    const points = sampleCorners(corners, isClosed);
    if (isClosed) points.pop();
    const drawnCurve = curve(points, { isClosed, width, sagitta: sagittaOf(corners) });
    return { ...properties, normal, elevation, tags, curves: [drawnCurve] };
  });

const ellipseEntity = fc
  .record({
    common,
    center: point,
    major: fc.tuple(between(200, 4000), between(-4000, 4000)),
    ratio: between(0.05, 1),
    start: between(0, 6.28),
    sweep: between(0.1, 6.2),
    isBelow: fc.boolean(),
  })
  .map(({ common: properties, center, major, ratio, start, sweep, isBelow }): Entity => {
    const side = isBelow ? -ratio : ratio;
    const minor: Vec2 = [-major[1] * side, major[0] * side];
    const tags: Tag[] = [
      ...head('ELLIPSE', properties),
      ...pointTags(10, center),
      ...pointTags(11, major),
      ...normalTags([0, 0, isBelow ? -1 : 1]),
      ...([
        [40, ratio],
        [41, start],
        [42, start + sweep],
      ] as const),
    ];
    const points = sampleEllipse(center, major, minor, start, start + sweep);
    return { ...properties, tags, curves: [curve(points, { sagitta: Math.hypot(...major) * arcFraction })] };
  });

const splineEntity = fc
  .record({
    common,
    degree: fc.constantFrom(1, 2, 3, 3, 3, 5),
    control: fc.array(point, { minLength: 6, maxLength: 9 }).filter(areApart),
    steps: fc.array(fc.constantFrom(0, 1, 1, 1, 2.5), { minLength: 9, maxLength: 9 }),
    weights: fc.option(fc.array(between(0.3, 3), { minLength: 9, maxLength: 9 }), { nil: undefined }),
  })
  .map(({ common: properties, degree, control, steps, weights: given }): Entity => {
    const inner = control.length - degree - 1;
    const knots = Array.from({ length: degree + 1 }, () => 0);
    for (let k = 0; k < inner; k++) {
      const previous = knots[knots.length - 1];
      // As many equal knots in a row as the degree are a corner; more would be a gap.
      const isCorner = knots.slice(-degree).every((knot) => knot === previous);
      knots.push(previous + (isCorner ? steps[k] || 1 : steps[k]));
    }
    const last = knots[knots.length - 1] + 1;
    for (let k = 0; k <= degree; k++) knots.push(last);
    const weights = control.map((_, k) => given?.[k] ?? 1);
    const tags: Tag[] = [
      ...head('SPLINE', properties),
      [70, given ? 12 : 8],
      [71, degree],
      [72, knots.length],
      [73, control.length],
      ...knots.map((knot): Tag => [40, knot]),
      ...(given ? weights.map((weight): Tag => [41, weight]) : []),
      ...control.flatMap((point) => pointTags(10, point)),
    ];
    const points = sampleSpline({ degree, knots, control, weights });
    return { ...properties, tags, curves: [curve(points, { sagitta: 0.012 * extentOf(points) })] };
  });

export function extentOf(points: readonly Vec2[]): number {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

const textEntity = fc
  .record({
    common,
    at: point,
    height: between(50, 800),
    normal: upright,
    value: fc.constantFrom('电梯厅', 'B1', '-4.200'),
  })
  .map(
    ({ common: properties, at, height, normal, value }): Entity => ({
      ...properties,
      normal,
      tags: [
        ...head('TEXT', properties),
        ...pointTags(10, at),
        [40, height],
        [1, value],
        ...normalTags(normal),
      ],
      text: { value, at, height },
    }),
  );

/** One of the kinds with a definition in one line or two. */
export const plainEntity: fc.Arbitrary<Entity> = fc.oneof(
  lineEntity,
  roundEntity,
  polylineEntity,
  ellipseEntity,
  splineEntity,
  textEntity,
);
