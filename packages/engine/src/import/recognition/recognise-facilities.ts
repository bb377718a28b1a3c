import { distance, foldTraditional, type Point, ringContains } from '../../core/index.ts';
import type { Facility } from '../../plan/index.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import type { FoundRoom, NamedPlace } from './rooms/recognise-rooms.ts';

export interface FoundFacility {
  kind: Facility['kind'];
  position?: Point;
  path?: Point[];
  name?: string;
}

/** Closets for risers are smaller, m². */
const largestClosetM2 = 60;
/** More tray pieces than any garage has; the rest is left out. */
const largestTrayCount = 1500;

/** Rooms and trays that a feeder network can use: equipment rooms, power, shafts and cable trays. */
export function recogniseFacilities(
  { drawing, classOf }: LevelDrawing,
  places: readonly NamedPlace[],
  rooms: readonly Pick<FoundRoom, 'polygon' | 'areaM2'>[] = [],
): FoundFacility[] {
  const found = places.flatMap(({ meaning: { facility }, position, name }): FoundFacility[] => {
    if (!facility) return [];
    const room = rooms.find(({ polygon }) => ringContains(polygon, position));
    // What is called a closet and is as large as a room is one for equipment.
    const isRoom = facility === 'shaft' && room !== undefined && room.areaM2 > largestClosetM2;
    return [{ kind: isRoom ? 'equipment-room' : facility, position, name }];
  });
  const labels = drawing.texts.filter(({ text }) => /桥架|线槽|TRAY/i.test(foldTraditional(text)));
  const trays: Point[][] = [];
  for (const path of drawing.paths) {
    if (classOf(path) !== 'tray' || path.closed || path.source === 'hatch') continue;
    if (distance(path.points[0], path.points[path.points.length - 1]) < 1) continue;
    // Both edges of a tray may be drawn: one of them stands for it.
    if (trays.length >= largestTrayCount) break;
    if (trays.some((tray) => besides(tray, path.points))) continue;
    trays.push(path.points);
    const [a, b] = path.points;
    const label = labels
      .map((text) => ({ name: text.text.trim(), gap: awayFrom(text.position, a, b) }))
      .sort((p, q) => p.gap - q.gap)[0];
    found.push(
      label && label.gap < 2
        ? { kind: 'tray', path: path.points, name: label.name }
        : { kind: 'tray', path: path.points },
    );
  }
  return found;
}

function besides(tray: readonly Point[], points: readonly Point[]): boolean {
  if (tray.length !== points.length) return false;
  const same = tray.every((point, i) => distance(point, points[i]) < 0.7);
  return same || tray.every((point, i) => distance(point, points[points.length - 1 - i]) < 0.7);
}

function awayFrom(point: Point, a: Point, b: Point): number {
  const length = distance(a, b) || 1;
  const t = Math.max(
    0,
    Math.min(1, ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / (length * length)),
  );
  return Math.hypot(point[0] - a[0] - t * (b[0] - a[0]), point[1] - a[1] - t * (b[1] - a[1]));
}
