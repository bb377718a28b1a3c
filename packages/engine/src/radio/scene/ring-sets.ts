import { featureCollection, polygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { union } from '@turf/union';
import { counterClockwise, signedArea } from '../../core/index.ts';

/** A closed outline without its repeated end, millimetres. */
export type RingMm = [number, number][];

/** An outline followed by its holes. */
type Rings = RingMm[];

/** Rounding to whole millimetres can make neighbours overlap again; it settles in one or two rounds. */
const mostRounds = 4;
/** Square millimetres that an exact union may be off by: numbers have 53 bits. */
const areaToleranceMm2 = 0.25;

/**
 * The area covered by any of the rings, as simple rings on whole millimetres, counter-clockwise, that do not overlap;
 * an island in it is left out by cutting the ring around it in two. Undefined where rounding does not settle.
 */
export function uniteRingsMm(rings: readonly RingMm[]): RingMm[] | undefined {
  let current = tidyRings(rings);
  for (let round = 0; round < mostRounds; round++) {
    if (current.length === 0) return [];
    const united = uniteOnce(current);
    const apart = current.reduce((sum, ring) => sum + signedArea(ring), 0);
    const covered = united.reduce((sum, shape) => sum + shapeAreaMm2(shape), 0);
    if (Math.abs(apart - covered) <= areaToleranceMm2) return current;
    current = tidyRings(united.flatMap((shape) => openIslands(shape)));
  }
  return undefined;
}

/** Where two rings overlap, not yet on whole millimetres. */
export function intersectRingsMm(a: RingMm, b: RingMm): RingMm[] {
  if (!boxesMeet(a, b)) return [];
  return shapesOf(intersect(featureCollection([shape([a]), shape([b])]))).flatMap((found) =>
    openIslands(found),
  );
}

function uniteOnce(rings: readonly RingMm[]): Rings[] {
  // A union wants two shapes or more; one twice is itself.
  const shapes = rings.map((ring) => shape([ring]));
  return shapesOf(union(featureCollection([...shapes, shapes[0]])));
}

/** The shape as rings without holes: cut along a line through its first hole, until none is left. */
function openIslands([outline, ...islands]: Rings): RingMm[] {
  const rings = [outline, ...islands.filter(hasWidth)];
  if (rings.length === 1) return rings;
  const xs = rings[0].map(([x]) => x);
  const ys = rings[0].map(([, y]) => y);
  const holeXs = rings[1].map(([x]) => x);
  const cut = (Math.min(...holeXs) + Math.max(...holeXs)) / 2;
  const [bottom, top] = [Math.min(...ys) - 1, Math.max(...ys) + 1];
  const sides = [
    [Math.min(...xs) - 1, cut],
    [cut, Math.max(...xs) + 1],
  ];
  return sides.flatMap(([left, right]) => {
    const box: RingMm = [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
    ];
    return shapesOf(intersect(featureCollection([shape(rings), shape([box])]))).flatMap(openIslands);
  });
}

/** Whether something of an island is left on whole millimetres. */
function hasWidth(island: RingMm): boolean {
  const xs = island.map(([x]) => x);
  return Math.max(...xs) - Math.min(...xs) >= 1;
}

/** On whole millimetres, counter-clockwise, without repeated corners and rings of no area. */
function tidyRings(rings: readonly RingMm[]): RingMm[] {
  return rings.flatMap((ring) => {
    const rounded = ring.map(([x, y]): [number, number] => [Math.round(x), Math.round(y)]);
    const corners = rounded.filter(([x, y], index) => {
      const [beforeX, beforeY] = rounded[(index + rounded.length - 1) % rounded.length];
      return x !== beforeX || y !== beforeY;
    });
    return corners.length < 3 || signedArea(corners) === 0 ? [] : [counterClockwise(corners)];
  });
}

function shapeAreaMm2([outline, ...holes]: Rings): number {
  const holesMm2 = holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0);
  return Math.abs(signedArea(outline)) - holesMm2;
}

function shape(rings: Rings): ReturnType<typeof polygon> {
  return polygon(rings.map((ring) => [...ring, ring[0]]));
}

function shapesOf(feature: ReturnType<typeof union>): Rings[] {
  if (!feature) return [];
  const { geometry } = feature;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) =>
    rings.map((ring) => ring.slice(0, -1).map(([x, y]): [number, number] => [x, y])),
  );
}

function boxesMeet(a: RingMm, b: RingMm): boolean {
  return [0, 1].every((axis) => {
    const [as, bs] = [a, b].map((ring) => ring.map((point) => point[axis]));
    return Math.min(...as) < Math.max(...bs) && Math.min(...bs) < Math.max(...as);
  });
}
