import type { Antenna, Level, Plan, Point } from '@diku/engine';
import { antennaLocation, isAimed, radiatesAlongPath } from '@diku/engine/plan';
import type { Handle } from '../store/edit-state.ts';
import { changeLevel, changeRecord } from '../store/edits/change-records.ts';
import { bendCourse } from '../store/edits/move-selection.ts';
import {
  areSimpleRings,
  areWithinPlan,
  isSimpleRing,
  mapLocations,
  recordLocations,
} from '../store/edits/shift-record.ts';
import type { PlanChange } from '../store/plan-change.ts';
import { findRecord, type PlanRecord, type RecordRef } from '../store/plan-records.ts';

/** How far from a panel the spot is that turns it, metres. */
const aimM = 2;

/** The spots of one thing that can be dragged by themselves: ends, corners, middles of edges, a panel's direction. */
export function recordHandles(plan: Plan, ref: RecordRef): Handle[] {
  const record = findRecord(plan, ref);
  if (!record || ref.kind === 'column') return [];
  if (ref.kind === 'antenna' && isAimed(record as Antenna)) {
    return [{ ref, kind: 'aim', index: 0, point: aimLocation(record as Antenna) }];
  }
  const points = recordLocations(record);
  if (points.length < 2) return [];
  return [
    ...corners(ref, points),
    ...('polygon' in record ? edges(ref, points, true) : []),
    ...('path' in record && record.path ? edges(ref, points, false) : []),
  ];
}

/** Bends of a cable's course on a level, and middles where one can be pulled out; its ends are at what it connects. */
export function courseHandles(plan: Plan, id: string, level: string): Handle[] {
  const cable = findRecord(plan, { kind: 'cable', id });
  const path = cable?.course.find((run) => run.level === level)?.path ?? [];
  const ref = { kind: 'cable' as const, id, level };
  return [...corners(ref, path).slice(1, -1), ...edges(ref, path, false)];
}

/** Those of a level's outline and holes. */
export function outlineHandles({ id, outline, holes = [] }: Level): Handle[] {
  return [outline, ...holes].flatMap((points, ring) => {
    const ref = { kind: 'outline' as const, id, ring };
    return [...corners(ref, points), ...edges(ref, points, true)];
  });
}

function corners(ref: Handle['ref'], points: readonly Point[]): Handle[] {
  return points.map((point, index) => ({ ref, kind: 'corner', index, point }));
}

function edges(ref: Handle['ref'], points: readonly Point[], closed: boolean): Handle[] {
  const count = closed ? points.length : points.length - 1;
  return Array.from({ length: count }, (_, index): Handle => {
    const [a, b] = [points[index], points[(index + 1) % points.length]];
    return { ref, kind: 'edge', index, point: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
  });
}

/** The change that puts a handle at a point; undefined where the plan could not be read with it. */
export function moveHandle(plan: Plan, handle: Handle, point: Point): PlanChange | undefined {
  if (!areWithinPlan([point])) return undefined;
  const { ref, kind } = handle;
  if (ref.kind === 'outline') return moveOutline(plan, handle, point);
  const record = findRecord(plan, ref);
  if (!record) return undefined;
  if (ref.kind === 'cable') {
    return bendCourse(plan, ref.id, ref.level ?? '', (path) =>
      kind === 'corner'
        ? path.map((old, index) => (index === handle.index ? point : old))
        : inserted(path, handle.index, point),
    );
  }
  if (kind === 'aim') return aimAntenna(plan, ref, record as Antenna, point);
  const after =
    kind === 'corner'
      ? mapLocations(ref.kind, record, (old, index) => (index === handle.index ? point : old))
      : insertLocation(record, handle.index, point);
  return isSound(ref, after) ? changeRecord(plan, ref, after) : undefined;
}

/** The change that takes a corner away; undefined where too few would be left. */
export function removeCorner(plan: Plan, { ref, kind, index }: Handle): PlanChange | undefined {
  if (kind !== 'corner') return undefined;
  if (ref.kind === 'outline') {
    return changeRings(plan, ref.id, ref.ring, (points) =>
      points.length > 3 ? points.filter((_, at) => at !== index) : points,
    );
  }
  const record = findRecord(plan, ref);
  if (!record) return undefined;
  if (ref.kind === 'cable')
    return bendCourse(plan, ref.id, ref.level ?? '', (path) => path.filter((_, at) => at !== index));
  const key = 'polygon' in record ? 'polygon' : 'path';
  const points = (record as { polygon?: Point[]; path?: Point[] })[key];
  if (!points || points.length <= (key === 'polygon' ? 3 : 2)) return undefined;
  const after = withLocations(
    record,
    key,
    points.filter((_, at) => at !== index),
  );
  return isSound(ref, after) ? changeRecord(plan, ref, after) : undefined;
}

function insertLocation(record: PlanRecord, index: number, point: Point): PlanRecord {
  const key = 'polygon' in record ? 'polygon' : 'path';
  const points = (record as { polygon?: Point[]; path?: Point[] })[key] ?? [];
  return withLocations(record, key, inserted(points, index, point));
}

function inserted(points: readonly Point[], index: number, point: Point): Point[] {
  return [...points.slice(0, index + 1), point, ...points.slice(index + 1)];
}

/** A radiating cable is fed at the first point of its path. */
function withLocations(record: PlanRecord, key: 'polygon' | 'path', points: Point[]): PlanRecord {
  const isCable = 'type' in record && radiatesAlongPath(record as Antenna);
  return { ...record, ...(isCable ? { position: points[0] } : {}), [key]: points } as PlanRecord;
}

function isSound(ref: RecordRef, record: PlanRecord): boolean {
  const points = recordLocations(record);
  if (ref.kind === 'slab-opening') return isSimpleRing(points);
  const [first, second] = points;
  return points.length !== 2 || first[0] !== second[0] || first[1] !== second[1];
}

function aimLocation(antenna: Antenna): Point {
  const [x, y] = antennaLocation(antenna);
  const angle = ((antenna.azimuthDeg ?? 0) * Math.PI) / 180;
  return [x + aimM * Math.cos(angle), y + aimM * Math.sin(angle)];
}

/** Aims to the whole degree, as the form writes it. */
function aimAntenna(plan: Plan, ref: RecordRef, antenna: Antenna, point: Point): PlanChange | undefined {
  const [x, y] = antennaLocation(antenna);
  const azimuthDeg = Math.round((Math.atan2(point[1] - y, point[0] - x) * 180) / Math.PI);
  if (azimuthDeg === antenna.azimuthDeg) return undefined;
  return changeRecord(plan, ref, { ...antenna, azimuthDeg });
}

function moveOutline(plan: Plan, { ref, kind, index }: Handle, point: Point): PlanChange | undefined {
  if (ref.kind !== 'outline') return undefined;
  return changeRings(plan, ref.id, ref.ring, (points) =>
    kind === 'corner'
      ? points.map((old, at) => (at === index ? point : old))
      : inserted(points, index, point),
  );
}

/** Sizes between which a level is no mistake in its unit, metres. */
const extentM = { min: 8, max: 1500 };

function changeRings(
  plan: Plan,
  id: string,
  ring: number,
  edit: (points: Point[]) => Point[],
): PlanChange | undefined {
  const level = plan.levels.find((each) => each.id === id);
  if (!level) return undefined;
  const holes = level.holes?.map((hole, at) => (at === ring - 1 ? edit(hole) : hole));
  const outline = ring === 0 ? edit(level.outline) : level.outline;
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const sizeM = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (sizeM < extentM.min || sizeM > extentM.max || !areSimpleRings({ outline, holes })) return undefined;
  return changeLevel(plan, id, ring === 0 ? { outline } : { holes });
}
