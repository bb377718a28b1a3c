import type { Level, Plan, Point } from '@diku/engine';
import { antennaLocations } from '@diku/engine/plan';
import {
  findRecord,
  type PlanRecord,
  type RecordKind,
  type RecordRef,
  type RecordTypes,
} from './plan-records.ts';

/** Footprint of a record on its level's plane, metres, and the heights between which it stands. */
export interface Footprint {
  /** `ring` encloses an area, `path` is a line, `spot` one point with a size of its own. */
  form: 'ring' | 'path' | 'spot';
  points: readonly Point[];
  bottomM: number;
  topM: number;
  /** Half the size of a spot, metres. */
  radiusM: number;
  /** Bounding box: lowest and highest x, then y. */
  box: readonly [number, number, number, number];
}

type Shape = Omit<Footprint, 'box'>;

/** Records never change, so that a footprint holds as long as its level's height. */
const known = new WeakMap<PlanRecord, { clearHeightM: number; footprint: Footprint | undefined }>();

const shutterThicknessM = 0.2;
const beamWidthM = 0.3;
const spotM = 0.25;
const roundSteps = 16;

/** The footprint of each kind on a level; undefined of what stands nowhere. */
export function recordFootprint(kind: RecordKind, record: PlanRecord, level: Level): Footprint | undefined {
  const cached = known.get(record);
  if (cached?.clearHeightM === level.clearHeightM) return cached.footprint;
  const shape = shapes[kind]?.(record as never, level);
  const footprint = shape && { ...shape, box: boxOf(shape) };
  known.set(record, { clearHeightM: level.clearHeightM, footprint });
  return footprint;
}

function boxOf({ points, radiusM }: Shape): Footprint['box'] {
  const box: [number, number, number, number] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x - radiusM);
    box[1] = Math.max(box[1], x + radiusM);
    box[2] = Math.min(box[2], y - radiusM);
    box[3] = Math.max(box[3], y + radiusM);
  }
  return box;
}

/** The footprint of a reference with the level it is on; undefined where it is not there. */
export function findFootprint(
  plan: Plan,
  ref: RecordRef,
): { levelId: string; footprint: Footprint } | undefined {
  const record = findRecord(plan, ref);
  if (!record) return undefined;
  const levelId = 'level' in record ? (record.level as string) : ref.level;
  const level = plan.levels.find(({ id }) => id === levelId);
  const footprint = level && recordFootprint(ref.kind, record, level);
  return footprint && { levelId: level.id, footprint };
}

type Shapes = {
  [Kind in RecordKind]?: (record: RecordTypes[Kind], level: Level) => Shape | undefined;
};

const shapes: Shapes = {
  wall: ({ start, end, thicknessM, bottomM = 0, topM }, { clearHeightM }) => ({
    ...bar(start, end, thicknessM),
    bottomM,
    topM: topM ?? clearHeightM,
  }),
  beam: ({ start, end, widthM = beamWidthM, bottomM, topM }, { clearHeightM }) => ({
    ...bar(start, end, widthM),
    bottomM,
    topM: topM ?? clearHeightM,
  }),
  opening: ({ start, end }, { clearHeightM }) => ({
    ...bar(start, end, shutterThicknessM),
    topM: clearHeightM,
  }),
  column: (column, { clearHeightM }) => ({ ...flatRing(columnRing(column)), topM: clearHeightM }),
  zone: ({ polygon }) => flatRing(polygon),
  bay: ({ polygon }) => flatRing(polygon),
  'slab-opening': ({ polygon }) => flatRing(polygon),
  point: ({ position, heightM = 1.2 }) => ({ ...spot(position), topM: heightM }),
  facility: ({ position, path }) =>
    path ? { ...flatRing(path), form: 'path' } : position ? { ...spot(position), topM: 2 } : undefined,
  antenna: (antenna) => {
    const points = antennaLocations(antenna);
    const shape = points.length > 1 ? { ...flatRing(points), form: 'path' as const } : spot(points[0]);
    return { ...shape, bottomM: antenna.heightM, topM: antenna.heightM };
  },
  source: ({ position }) => ({ ...spot(position), topM: 2 }),
  device: ({ position }) => spot(position),
};

function flatRing(points: readonly Point[]): Shape {
  return { form: 'ring', points, bottomM: 0, topM: 0, radiusM: 0 };
}

function spot(point: Point): Shape {
  return { form: 'spot', points: [point], bottomM: 0, topM: 0, radiusM: spotM };
}

/** A rectangle around a line. */
function bar([ax, ay]: Point, [bx, by]: Point, widthM: number): Shape {
  const lengthM = Math.hypot(bx - ax, by - ay) || 1;
  const [east, north] = [((by - ay) / lengthM) * (widthM / 2), (-(bx - ax) / lengthM) * (widthM / 2)];
  return flatRing([
    [ax + east, ay + north],
    [bx + east, by + north],
    [bx - east, by - north],
    [ax - east, ay - north],
  ]);
}

/** The corners of a column, or points around a round one. */
export function columnRing({ center, sizeM, radiusM, angleDeg = 0 }: RecordTypes['column']): Point[] {
  const [x, y] = center;
  if (!sizeM) {
    return Array.from({ length: roundSteps }, (_, step): Point => {
      const angle = (2 * Math.PI * step) / roundSteps;
      return [x + radiusM! * Math.cos(angle), y + radiusM! * Math.sin(angle)];
    });
  }
  const angle = (angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ].map(([a, b]): Point => {
    const [along, across] = [(a * sizeM[0]) / 2, (b * sizeM[1]) / 2];
    return [x + along * cos - across * sin, y + along * sin + across * cos];
  });
}
