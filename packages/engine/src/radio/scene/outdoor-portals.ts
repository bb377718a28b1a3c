import { distance, distanceToSegment, type Point, pointAlong, ringContains } from '../../core/index.ts';
import { type Level, openingKindRow, zoneKindRow } from '../../plan/index.ts';

/** A location where a garage is open to the outside: a line across the opening, just outside the outline. */
export interface OutdoorPortal {
  levelId: string;
  start: Point;
  end: Point;
  /** Height above the level's floor. */
  heightM: number;
}

/** Location as far outside the outline that a closed shutter in it stands between, metres. */
const outsideM = 0.3;
/** A car passes; what is narrower is a door for people. */
const minWidthM = 2;
/** An opening this near to the outline is in it: it may be drawn on the wall's middle. */
const atOutlineM = 0.5;
const maxPortals = 50;

/**
 * Crossings of the highest level's outline by ramps that lead up from it, and the openings in that outline
 * that a car passes. A ramp all inside the outline ends at the shorter side that is nearest to it.
 */
export function outdoorPortals(levels: readonly Level[]): OutdoorPortal[] {
  const topM = Math.max(...levels.map(({ elevationM }) => elevationM));
  return levels
    .filter(({ elevationM }) => elevationM === topM)
    .flatMap((level) => {
      const ramps = (level.zones ?? []).filter(
        ({ kind, direction }) => zoneKindRow(kind).isRamp && direction !== 'down',
      );
      const found = ramps.flatMap(({ polygon }) => rampPortals(level, polygon));
      for (const { start, end, kind } of level.openings ?? []) {
        if (openingKindRow(kind).isShaftDoor || !isInOutline(level, start) || !isInOutline(level, end))
          continue;
        const middle = pointAlong(start, end, 0.5);
        // A shutter in a ramp's portal is the same portal.
        if (found.every((portal) => distanceToSegment(middle, portal.start, portal.end) > 1)) {
          found.push(outwards(level, start, end));
        }
      }
      return found
        .filter(({ start, end }) => distance(start, end) >= minWidthM)
        .slice(0, maxPortals)
        .map(({ start, end }) => ({ levelId: level.id, start, end, heightM: level.clearHeightM / 2 }));
    });
}

interface Line {
  start: Point;
  end: Point;
}

function rampPortals(level: Level, ramp: readonly Point[]): Line[] {
  // Just outside, where a ramp that begins at the outline is too.
  const crossing = edges(level.outline).flatMap((edge) => {
    const { start, end } = outwards(level, ...edge);
    return partsInside(start, end, ramp).map(([from, to]) => ({
      start: pointAlong(start, end, from),
      end: pointAlong(start, end, to),
    }));
  });
  if (crossing.length > 0) return crossing;
  const sides = edges(ramp)
    .sort(([a, b], [c, d]) => distance(a, b) - distance(c, d))
    .slice(0, 2)
    .map(([start, end]) => ({ start, end, farM: outlineDistanceM(level, pointAlong(start, end, 0.5)) }));
  const { start, end } = sides[1].farM < sides[0].farM ? sides[1] : sides[0];
  const isAtOutline = isInOutline(level, start) && isInOutline(level, end);
  return [isAtOutline ? outwards(level, start, end) : { start, end }];
}

/** Parts of a segment that lie in a polygon, as ratios of its length. */
function partsInside(start: Point, end: Point, ring: readonly Point[]): [number, number][] {
  const cuts = [0, 1];
  for (const [a, b] of edges(ring)) {
    const across = (end[0] - start[0]) * (b[1] - a[1]) - (end[1] - start[1]) * (b[0] - a[0]);
    if (across === 0) continue;
    const along = ((a[0] - start[0]) * (b[1] - a[1]) - (a[1] - start[1]) * (b[0] - a[0])) / across;
    const onEdge =
      ((a[0] - start[0]) * (end[1] - start[1]) - (a[1] - start[1]) * (end[0] - start[0])) / across;
    if (along > 0 && along < 1 && onEdge >= 0 && onEdge <= 1) cuts.push(along);
  }
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).flatMap((to, index): [number, number][] => {
    const from = cuts[index];
    return to > from && ringContains(ring, pointAlong(start, end, (from + to) / 2)) ? [[from, to]] : [];
  });
}

/** The line moved off the floor, whichever way it runs. */
function outwards({ outline }: Level, start: Point, end: Point): Line {
  const lengthM = distance(start, end) || 1;
  const side: Point = [(end[1] - start[1]) / lengthM, (start[0] - end[0]) / lengthM];
  const middle = pointAlong(start, end, 0.5);
  const probe: Point = [middle[0] + (atOutlineM + 0.1) * side[0], middle[1] + (atOutlineM + 0.1) * side[1]];
  const offM = ringContains(outline, probe) ? -outsideM : outsideM;
  const moved = ([x, y]: Point): Point => [x + offM * side[0], y + offM * side[1]];
  return { start: moved(start), end: moved(end) };
}

function isInOutline(level: Level, point: Point): boolean {
  return outlineDistanceM(level, point) <= atOutlineM;
}

function outlineDistanceM({ outline }: Level, point: Point): number {
  return Math.min(...edges(outline).map(([start, end]) => distanceToSegment(point, start, end)));
}

function edges(ring: readonly Point[]): [Point, Point][] {
  return ring.map((start, index) => [start, ring[(index + 1) % ring.length]]);
}
