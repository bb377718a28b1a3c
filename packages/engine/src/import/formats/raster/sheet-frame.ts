import { type Bounds, boundsOf, distance, type Point } from '../../../core/index.ts';
import type { Piece } from './trace-frame.ts';

/** Fewer columns and bays do not tell the building from a frame around it. */
const fewestThings = 6;
/** A frame keeps this far from the building, m. */
const clearM = 1;
/** An outer wall is at least this share of a side of what stands in it. */
const walledShare = 0.3;

/** Groups of walls without a sheet's frame: a group around others that have all `things` between their own outer walls. */
export function withoutFrame(
  groups: readonly Piece[][],
  things: readonly Point[],
  pixelM: number,
): readonly Piece[][] {
  if (things.length < fewestThings) return groups;
  const clear = clearM / pixelM;
  const thingBox = boundsOf(things);
  const frame = groups.find((group) => {
    const outer = boundsOf(group.flatMap(({ a, b }) => [a, b]));
    if (!holds(outer, thingBox)) return false;
    const inner = groups
      .filter((other) => other !== group)
      .flat()
      .filter(isWithin(outer, clear));
    return walledSides(inner, thingBox) >= 3;
  });
  return frame ? groups.filter((group) => group !== frame) : groups;
}

function holds(outer: Bounds, inner: Bounds): boolean {
  return (
    outer.minX <= inner.minX &&
    outer.maxX >= inner.maxX &&
    outer.minY <= inner.minY &&
    outer.maxY >= inner.maxY
  );
}

function isWithin(outer: Bounds, clear: number): (piece: Piece) => boolean {
  return ({ a, b }) =>
    [a, b].every(
      ([x, y]) =>
        x > outer.minX + clear && x < outer.maxX - clear && y > outer.minY + clear && y < outer.maxY - clear,
    );
}

/** On how many sides of the box walls run along it, outside. */
function walledSides(pieces: readonly Piece[], box: Bounds): number {
  const isUpright = ({ a, b }: Piece) => Math.abs(b[0] - a[0]) < Math.abs(b[1] - a[1]);
  const walled = (upright: boolean, beyond: (point: Point) => boolean): boolean => {
    const side = upright ? box.maxY - box.minY : box.maxX - box.minX;
    const along = pieces.filter(
      (piece) => isUpright(piece) === upright && beyond(piece.a) && beyond(piece.b),
    );
    return along.reduce((sum, { a, b }) => sum + distance(a, b), 0) >= walledShare * side;
  };
  return [
    walled(true, ([x]) => x < box.minX),
    walled(true, ([x]) => x > box.maxX),
    walled(false, ([, y]) => y < box.minY),
    walled(false, ([, y]) => y > box.maxY),
  ].filter(Boolean).length;
}
