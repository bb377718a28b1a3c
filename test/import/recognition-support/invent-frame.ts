/** What a made-up level consists of while it is put together, in the garage's own metres. */
import type { TruthLevel } from '../score-import.ts';
import type { Point } from './dxf-pen.ts';

/** A frame laid into the garage: a wing of a building, a core. */
export interface Frame {
  origin: Point;
  angleDeg: number;
}

export type DraftDoor = Pick<TruthLevel['doors'][number], 'type' | 'tag'> & {
  /** Position of its middle along the wall, m. */
  at: number;
  width: number;
};

export type LevelDraft = Pick<
  TruthLevel,
  'walls' | 'columns' | 'doors' | 'bays' | 'rooms' | 'ramps' | 'pois'
> & {
  trays: TruthLevel['infrastructure']['trays'];
  compartments: NonNullable<TruthLevel['fire_compartments']>;
  curves: NonNullable<TruthLevel['curves']>;
};

export function emptyDraft(): LevelDraft {
  return {
    walls: [],
    columns: [],
    doors: [],
    bays: [],
    rooms: [],
    ramps: [],
    pois: [],
    trays: [],
    compartments: [],
    curves: [],
  };
}

export function locationIn({ origin, angleDeg }: Frame, [x, y]: Point): Point {
  const angleRad = (angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [origin[0] + x * cos - y * sin, origin[1] + x * sin + y * cos];
}

/** A frame inside a frame. */
export function frameIn(frame: Frame, origin: Point, angleDeg = 0): Frame {
  return { origin: locationIn(frame, origin), angleDeg: frame.angleDeg + angleDeg };
}

const castKinds = new Set(['retaining_wall', 'shear_wall', 'civil_wall', 'ramp_wall', 'corridor_wall']);

/** A wall of the draft with its doors, cut at them. Ends in the frame's coordinates. */
export function addWall(
  draft: LevelDraft,
  frame: Frame,
  kind: string,
  ends: readonly [Point, Point],
  thickness: number,
  doors: readonly DraftDoor[] = [],
): void {
  const [a, b] = ends.map((end) => locationIn(frame, end));
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const at = (t: number): Point => [a[0] + ((b[0] - a[0]) * t) / length, a[1] + ((b[1] - a[1]) * t) / length];
  const material = castKinds.has(kind) ? 'concrete_rc' : 'concrete_block';
  const points = [...new Set(doors.map((door) => door.at))].sort((p, q) => p - q);
  let from = 0;
  for (const point of [...points, undefined]) {
    const width = doors.find((door) => door.at === point)?.width ?? 0;
    const to = point === undefined ? length : point - width / 2;
    if (to - from > 0.01) draft.walls.push({ kind, a: at(from), b: at(to), thickness, material });
    if (point !== undefined) from = point + width / 2;
  }
  for (const door of doors) {
    if (door.type === 'none') continue;
    draft.doors.push({
      type: door.type,
      tag: door.tag,
      a: at(door.at - door.width / 2),
      b: at(door.at + door.width / 2),
      wall_thickness: thickness,
    });
  }
}

/** The ring with every edge moved outward by a distance; corners are mitred. Counter-clockwise rings. */
export function offsetOutward(ring: readonly Point[], distanceM: number): Point[] {
  return ring.map((point, i) => {
    const before = ring[(i + ring.length - 1) % ring.length];
    const after = ring[(i + 1) % ring.length];
    const normal = (p: Point, q: Point): Point => {
      const length = Math.hypot(q[0] - p[0], q[1] - p[1]);
      return [(q[1] - p[1]) / length, (p[0] - q[0]) / length];
    };
    const [m, n] = [normal(before, point), normal(point, after)];
    const scale = distanceM / (1 + m[0] * n[0] + m[1] * n[1]);
    return [point[0] + (m[0] + n[0]) * scale, point[1] + (m[1] + n[1]) * scale];
  });
}
