import fc from 'fast-check';
import type { Tag } from '../drawing-support.ts';
import { extentOf, sagittaOf } from './arbitrary-entities.ts';
import { between, common, curve, head, normalTags, point, pointTags, upright } from './arbitrary-parts.ts';
import type { Curve, Entity } from './explode.ts';
import { type BulgeCorner, sampleBulge, sampleCorners, sampleSpline, type Vec2 } from './sample-curves.ts';

interface Ring {
  tags: Tag[];
  points: Vec2[];
  sagitta: number;
}

const bulge = fc.oneof(
  fc.constant(0),
  between(-1, 1).filter((b) => Math.abs(b) > 0.002),
);
const ringCorners = fc
  .record({
    center: point,
    corners: fc.array(fc.record({ size: between(800, 3000), bulge }), { minLength: 3, maxLength: 6 }),
  })
  .map(({ center, corners }) =>
    corners.map(({ size, bulge: edgeBulge }, k): BulgeCorner => {
      const angle = (2 * Math.PI * k) / corners.length;
      return {
        at: [center[0] + size * Math.cos(angle), center[1] + size * Math.sin(angle)],
        bulge: edgeBulge,
      };
    }),
  );

/** A ring stored as a polyline. */
const polylineRing = ringCorners.map(
  (corners): Ring => ({
    tags: [
      [92, 2],
      [72, 1],
      [73, 1],
      [93, corners.length],
      ...corners.flatMap(({ at, bulge: edgeBulge }): Tag[] => [...pointTags(10, at), [42, edgeBulge]]),
      [97, 0],
    ],
    points: sampleCorners(corners, true),
    sagitta: sagittaOf(corners),
  }),
);

/** A side of a ring stored as a line, as an arc either way round, or as a spline. */
function edge(a: BulgeCorner, b: Vec2, isSpline: boolean): { tags: Tag[]; points: Vec2[] } {
  if (a.bulge === 0 && !isSpline) {
    return { tags: [[72, 1], ...pointTags(10, a.at), ...pointTags(11, b)], points: [a.at, b] };
  }
  if (isSpline) {
    const control: Vec2[] = [a.at, [(a.at[0] + b[0]) / 2 + 300, (a.at[1] + b[1]) / 2 - 200], b];
    const knots = [0, 0, 0, 1, 1, 1];
    const tags: Tag[] = [
      ...([
        [72, 4],
        [94, 2],
        [73, 0],
        [74, 0],
        [95, 6],
        [96, 3],
      ] as const),
      ...knots.map((knot): Tag => [40, knot]),
      ...control.flatMap((point) => pointTags(10, point)),
    ];
    return { tags, points: sampleSpline({ degree: 2, knots, control, weights: [1, 1, 1] }) };
  }
  const points = sampleBulge(a.at, b, a.bulge);
  const center = circumcenter(points[0], points[points.length >> 1], points[points.length - 1]);
  const radius = Math.hypot(a.at[0] - center[0], a.at[1] - center[1]);
  const angleOf = ([x, y]: Vec2) => (Math.atan2(y - center[1], x - center[0]) * 180) / Math.PI;
  // Angles of a clockwise edge are stored as if seen from below.
  const sign = a.bulge > 0 ? 1 : -1;
  const tags: Tag[] = [
    [72, 2],
    ...pointTags(10, center),
    [40, radius],
    [50, angleOf(a.at) * sign],
    [51, angleOf(b) * sign],
    [73, sign > 0 ? 1 : 0],
  ];
  return { tags, points };
}

const edgeRing = fc
  .record({ corners: ringCorners, splineAt: fc.nat(8) })
  .map(({ corners, splineAt }): Ring => {
    const edges = corners.map((corner, k) =>
      edge(corner, corners[(k + 1) % corners.length].at, k === splineAt),
    );
    const points = edges.flatMap((each) => each.points.slice(1));
    return {
      tags: [[92, 1], [93, edges.length], ...edges.flatMap((each) => each.tags), [97, 0]],
      points,
      sagitta: Math.max(sagittaOf(corners), 0.012 * extentOf(points)),
    };
  });

function circumcenter(a: Vec2, b: Vec2, c: Vec2): Vec2 {
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]];
  const doubled = 2 * (bx * cy - by * cx);
  const [p, q] = [bx * bx + by * by, cx * cx + cy * cy];
  return [a[0] + (cy * p - by * q) / doubled, a[1] + (bx * q - cx * p) / doubled];
}

export const hatchEntity: fc.Arbitrary<Entity> = fc
  .record({
    common,
    rings: fc.array(fc.oneof(polylineRing, edgeRing), { minLength: 1, maxLength: 2 }),
    normal: upright,
  })
  .map(({ common: properties, rings, normal }): Entity => {
    const curves = rings.map(
      ({ points, sagitta }): Curve => curve(points, { isClosed: true, sagitta, isHatch: true }),
    );
    const tags: Tag[] = [
      ...head('HATCH', properties),
      [10, 0],
      [20, 0],
      ...normalTags(normal),
      [2, 'SOLID'],
      [70, 1],
      [71, 0],
      [91, rings.length],
      ...rings.flatMap((ring) => ring.tags),
      [75, 0],
      [76, 1],
      [98, 1],
      [10, 0],
      [20, 0],
    ];
    return { ...properties, normal, tags, curves };
  });
