import {
  boundsOf,
  distance,
  distanceToSegment,
  midpoint,
  type Point,
  ringContains,
  simplifyRing,
} from '../../../core/index.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { type WallStrip, wallStrips } from '../../drawing/wall-strips.ts';
import { tuning } from '../../tuning.ts';
import { type WallLine, wallThicknessRangeM } from './wall-line.ts';

const { thickestM, leastRatio, mostCorners, mostRings, touchM } = tuning.wallsThickSolids;

/**
 * Filled shapes on wall layers that are thicker than two lines may stand apart to mean a wall, such as the piers of an
 * outer wall: what is filled is solid, so that its own sides belong together. Walls of their thickness, by shape;
 * none for the line that is drawn around a filling.
 */
export function thickSolids(
  all: readonly DrawingPath[],
  classOf: (path: DrawingPath) => LayerClass,
): Map<DrawingPath, WallLine[]> {
  const paths = all.filter(({ source }) => source === 'hatch');
  const ringsOf = new Map<number, DrawingPath[]>();
  for (const path of paths) {
    const rings = ringsOf.get(path.group ?? -1);
    if (rings) rings.push(path);
    else ringsOf.set(path.group ?? -1, [path]);
  }
  const found = new Map<DrawingPath, WallLine[]>();
  for (const path of paths) {
    const strips = stripsOf(path.points);
    if (strips.length === 0 || !standsAlone(path, ringsOf.get(path.group ?? -1)!)) continue;
    const layerClass = classOf(path);
    found.set(
      path,
      strips.map(({ a, b, widthInUnits }) => ({ a, b, thicknessM: widthInUnits, layerClass, filled: true })),
    );
  }
  const filled = new Set([...found.keys()].map(placeOf));
  for (const path of all) {
    if (path.source !== 'hatch' && path.closed && filled.has(placeOf(path))) found.set(path, []);
  }
  return found;
}

/** No ring of the same filling lies in this one, or around it: it is filled all over. */
function standsAlone(path: DrawingPath, rings: readonly DrawingPath[]): boolean {
  if (path.group === undefined || rings.length === 1) return true;
  const own = boundsOf(path.points);
  return (
    rings.length <= mostRings &&
    rings.every((other) => {
      const bounds = boundsOf(other.points);
      const isApart =
        other === path ||
        bounds.minX > own.maxX - touchM ||
        bounds.maxX < own.minX + touchM ||
        bounds.minY > own.maxY - touchM ||
        bounds.maxY < own.minY + touchM;
      if (isApart) return true;
      return !holdsMost(other.points, path.points) && !holdsMost(path.points, other.points);
    })
  );
}

/** Most corners of the other lie within; those on the edge may count as either. */
function holdsMost(ring: readonly Point[], other: readonly Point[]): boolean {
  return other.filter((point) => ringContains(ring, point)).length > 0.5 * other.length;
}

/** What two drawings of one shape have in common: its bounds, to some centimetres. */
function placeOf({ points }: DrawingPath): string {
  const { minX, minY, maxX, maxY } = boundsOf(points);
  return [minX, minY, maxX, maxY].map((value) => Math.round(value * 20)).join(',');
}

/** None where the shape has no part that is too thick for a wall of two lines. */
function stripsOf(points: readonly Point[]) {
  if (points.length < 4 || points.length > 3 * mostCorners) return [];
  const ring = simplifyRing(points);
  if (ring.length > mostCorners) return [];
  const { strips } = wallStrips([ring], thickestM, 1);
  const ratioOf = ({ a, b, widthInUnits }: WallStrip) => distance(a, b) / widthInUnits;
  // Sides across a strip face each other too: what lies within a longer one is that one.
  const walls: WallStrip[] = [];
  for (const strip of [...strips].sort((p, q) => ratioOf(q) - ratioOf(p))) {
    const middle = midpoint(strip.a, strip.b);
    const isWithin = walls.some(
      ({ a, b, widthInUnits }) => distanceToSegment(middle, a, b) < widthInUnits / 2,
    );
    if (ratioOf(strip) >= leastRatio && !isWithin) walls.push(strip);
  }
  return walls.some(({ widthInUnits }) => widthInUnits > wallThicknessRangeM.max) ? walls : [];
}
