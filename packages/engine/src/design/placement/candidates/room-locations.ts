import { boundsOf, distanceToRing, type Point, ringContains, roundMm } from '../../../core/index.ts';
import { floorDemands, type Level, type Plan, type Zone } from '../../../plan/index.ts';
import { columnOutline } from '../../../radio/index.ts';
import { barsAt, type MountMask, mountBar } from './mount-bars.ts';

/** A location in a room that demands service by itself. */
export interface RoomLocation {
  zone: Zone;
  place: Point;
}

/** Locations are looked for on a grid this fine, metres. */
const stepM = 0.25;
/** A long room gets locations this far apart, metres. */
const apartM = 6;
/** From walls and columns at least, metres. */
const clearM = 0.25;
const maxLocations = 4;
/** Ramps have locations of their own, at their feet. */
const withoutOwn: ReadonlySet<string> = new Set(['ramp', 'entrance']);

/**
 * Where antennas hang in rooms with a demand, which the grid of the hall may miss and the public may not enter: under the
 * ceiling, as far from walls and columns as the room allows, in long rooms several.
 */
export function roomLocations(plan: Plan, level: Level, mask: MountMask): RoomLocation[] {
  const kinds = new Set<string>(
    floorDemands(plan)
      .filter(({ kind, requiredRatio }) => requiredRatio > 0 && !withoutOwn.has(kind))
      .map(({ kind }) => kind),
  );
  const columns = (level.columns ?? []).map(columnOutline);
  return (level.zones ?? [])
    .filter(({ kind }) => kinds.has(kind))
    .flatMap((zone) => placesIn(zone.polygon, columns, mask).map((place) => ({ zone, place })));
}

function placesIn(
  polygon: readonly Point[],
  columns: readonly (readonly Point[])[],
  mask: MountMask,
): Point[] {
  const { minX, minY, maxX, maxY } = boundsOf(polygon);
  const near = columns.filter((ring) =>
    ring.some(([x, y]) => x > minX - clearM && x < maxX + clearM && y > minY - clearM && y < maxY + clearM),
  );
  const step = Math.max(stepM, Math.sqrt(((maxX - minX) * (maxY - minY)) / 4000));
  const found: { place: Point; clearanceM: number }[] = [];
  for (let y = minY + step / 2; y < maxY; y += step) {
    for (let x = minX + step / 2; x < maxX; x += step) {
      const place: Point = [roundMm(x), roundMm(y)];
      if (!ringContains(polygon, place) || near.some((ring) => ringContains(ring, place))) continue;
      if ((barsAt(mask, place) & mountBar.barred) !== 0) continue;
      const clearanceM = Math.min(...[polygon, ...near].map((ring) => distanceToRing(ring, place)));
      if (clearanceM >= clearM) found.push({ place, clearanceM });
    }
  }
  found.sort((a, b) => b.clearanceM - a.clearanceM || a.place[0] - b.place[0] || a.place[1] - b.place[1]);
  const chosen: Point[] = [];
  const isFar = (place: Point) =>
    chosen.every((other) => Math.hypot(other[0] - place[0], other[1] - place[1]) >= apartM);
  const middle = ofLeastReach(found, polygon);
  if (middle) chosen.push(middle);
  for (const { place } of found) if (chosen.length < maxLocations && isFar(place)) chosen.push(place);
  return chosen;
}

/** The location from which the farthest corner is nearest, among those with about the most room around them. */
function ofLeastReach(
  found: readonly { place: Point; clearanceM: number }[],
  polygon: readonly Point[],
): Point | undefined {
  const most = found[0]?.clearanceM ?? 0;
  const reachM = ([x, y]: Point) =>
    Math.max(...polygon.map((corner) => Math.hypot(corner[0] - x, corner[1] - y)));
  const roomy = found.filter(({ clearanceM }) => clearanceM >= 0.7 * most).map(({ place }) => place);
  return roomy.reduce<Point | undefined>(
    (best, place) => (best === undefined || reachM(place) < reachM(best) ? place : best),
    undefined,
  );
}
