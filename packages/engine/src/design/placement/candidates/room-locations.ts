import {
  boundsOf,
  distance,
  distanceToRing,
  midpoint,
  type Point,
  ringContains,
  roundMm,
} from '../../../core/index.ts';
import {
  floorDemands,
  type Level,
  openingKindRow,
  type Plan,
  type Zone,
  zoneKindRow,
  zoneKindRows,
} from '../../../plan/index.ts';
import { columnOutline } from '../../../radio/index.ts';
import { barsAt, type MountMask, mountBar } from './mount-bars.ts';

/** A location in a room that demands service by itself. */
export interface RoomLocation {
  zone: Zone;
  point: Point;
}

/** Locations are looked for on a grid this fine, metres. */
const stepM = 0.25;
/** A long room gets locations this far apart, metres. */
const apartM = 6;
/** Least distance from walls and columns, metres. */
const clearM = 0.25;
const maxLocations = 4;
/** An antenna in a lift's shaft hangs so far off both walls of a corner, beside the car, metres. */
const cornerM = 0.3;
/** A door stands no farther from the shaft that it opens into, metres. */
const atDoorM = 0.6;
const farthestM = 1e6;
/** Ramps have locations of their own, at their feet. */
const exitKinds: ReadonlySet<string> = new Set(
  zoneKindRows.filter(({ isExit }) => isExit).map(({ id }) => id),
);

const lobbyKinds = zoneKindRows.filter(({ isLobby }) => isLobby).map(({ id }) => id);

/**
 * Locations of antennas in rooms with a demand, lobbies that are to have an antenna among them, which the grid of the hall may miss and the public may not
 * enter: under the ceiling, as far from walls and columns as the room allows, in long rooms several. In the shaft of a lift
 * it is the corner farthest from its doors.
 */
export function roomLocations(plan: Plan, level: Level, mask: MountMask): RoomLocation[] {
  const kinds = new Set<string>(
    floorDemands(plan)
      .filter(({ kind, requiredRatio }) => requiredRatio > 0 && !exitKinds.has(kind))
      .map(({ kind }) => kind),
  );
  if (plan.placement?.lobbies === 'with-antenna') for (const kind of lobbyKinds) kinds.add(kind);
  const columns = (level.columns ?? []).map(columnOutline);
  return (level.zones ?? [])
    .filter(({ kind }) => kinds.has(kind))
    .flatMap((zone) => {
      const corner = zoneKindRow(zone.kind).isLiftShaft ? shaftCorner(level, zone, mask) : undefined;
      const points = corner ? [corner] : locationsIn(zone.polygon, columns, mask);
      return points.map((point) => ({ zone, point }));
    });
}

/** The corner of a lift's shaft that is farthest from its doors; undefined where it has none that an antenna may hang in. */
function shaftCorner(level: Level, { polygon }: Zone, mask: MountMask): Point | undefined {
  const doors = (level.openings ?? [])
    .filter(({ kind }) => openingKindRow(kind).isShaftDoor)
    .map(({ start, end }) => midpoint(start, end))
    .filter((door) => distanceToRing(polygon, door) <= atDoorM);
  const farM = (point: Point) => Math.min(...doors.map((door) => distance(door, point)), farthestM);
  return polygon
    .map((corner, index): Point => {
      const sides = [polygon.at(index - 1), polygon[(index + 1) % polygon.length]] as Point[];
      return sides.reduce<Point>(
        ([x, y], end) => {
          const lengthM = distance(corner, end) || 1;
          const step = (axis: 0 | 1) => (cornerM * (end[axis] - corner[axis])) / lengthM;
          return [roundMm(x + step(0)), roundMm(y + step(1))];
        },
        [corner[0], corner[1]],
      );
    })
    .filter(
      (point) =>
        ringContains(polygon, point) &&
        distanceToRing(polygon, point) >= cornerM / 2 &&
        (barsAt(mask, point) & mountBar.barred) === 0,
    )
    .sort((a, b) => farM(b) - farM(a) || a[0] - b[0] || a[1] - b[1])[0];
}

function locationsIn(
  polygon: readonly Point[],
  columns: readonly (readonly Point[])[],
  mask: MountMask,
): Point[] {
  const { minX, minY, maxX, maxY } = boundsOf(polygon);
  const near = columns.filter((ring) =>
    ring.some(([x, y]) => x > minX - clearM && x < maxX + clearM && y > minY - clearM && y < maxY + clearM),
  );
  const step = Math.max(stepM, Math.sqrt(((maxX - minX) * (maxY - minY)) / 4000));
  const found: { point: Point; clearanceM: number }[] = [];
  for (let y = minY + step / 2; y < maxY; y += step) {
    for (let x = minX + step / 2; x < maxX; x += step) {
      const location: Point = [roundMm(x), roundMm(y)];
      if (!ringContains(polygon, location) || near.some((ring) => ringContains(ring, location))) continue;
      if ((barsAt(mask, location) & mountBar.barred) !== 0) continue;
      const clearanceM = Math.min(...[polygon, ...near].map((ring) => distanceToRing(ring, location)));
      if (clearanceM >= clearM) found.push({ point: location, clearanceM });
    }
  }
  found.sort((a, b) => b.clearanceM - a.clearanceM || a.point[0] - b.point[0] || a.point[1] - b.point[1]);
  const chosen: Point[] = [];
  const isFar = (location: Point) =>
    chosen.every((other) => Math.hypot(other[0] - location[0], other[1] - location[1]) >= apartM);
  const middle = ofMinReach(found, polygon);
  if (middle) chosen.push(middle);
  for (const { point: location } of found)
    if (chosen.length < maxLocations && isFar(location)) chosen.push(location);
  return chosen;
}

/** The location from which the farthest corner is nearest, among those with about the most room around them. */
function ofMinReach(
  found: readonly { point: Point; clearanceM: number }[],
  polygon: readonly Point[],
): Point | undefined {
  const max = found[0]?.clearanceM ?? 0;
  const reachM = ([x, y]: Point) =>
    Math.max(...polygon.map((corner) => Math.hypot(corner[0] - x, corner[1] - y)));
  const roomy = found
    .filter(({ clearanceM }) => clearanceM >= 0.7 * max)
    .map(({ point: location }) => location);
  return roomy.reduce<Point | undefined>(
    (best, location) => (best === undefined || reachM(location) < reachM(best) ? location : best),
    undefined,
  );
}
