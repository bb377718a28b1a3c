import type { Antenna, Level, Plan, Point } from '@diku/engine';
import { antennaLocation, isAimed, radiatesAlongPath } from '@diku/engine/plan';
import type { Handle } from '../store/edit-state.ts';
import { changeLevel, changeRecord } from '../store/edits/change-records.ts';
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
    return [{ ref, kind: 'aim', index: 0, place: aimLocation(record as Antenna) }];
  }
  const places = recordLocations(record);
  if (places.length < 2) return [];
  return [
    ...corners(ref, places),
    ...('polygon' in record ? edges(ref, places, true) : []),
    ...('path' in record && record.path ? edges(ref, places, false) : []),
  ];
}

/** Those of a level's outline and holes. */
export function outlineHandles({ id, outline, holes = [] }: Level): Handle[] {
  return [outline, ...holes].flatMap((places, ring) => {
    const ref = { kind: 'outline' as const, id, ring };
    return [...corners(ref, places), ...edges(ref, places, true)];
  });
}

function corners(ref: Handle['ref'], places: readonly Point[]): Handle[] {
  return places.map((place, index) => ({ ref, kind: 'corner', index, place }));
}

function edges(ref: Handle['ref'], places: readonly Point[], closed: boolean): Handle[] {
  const count = closed ? places.length : places.length - 1;
  return Array.from({ length: count }, (_, index): Handle => {
    const [a, b] = [places[index], places[(index + 1) % places.length]];
    return { ref, kind: 'edge', index, place: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] };
  });
}

/** The change that puts a handle at a point; undefined where the plan could not be read with it. */
export function moveHandle(plan: Plan, handle: Handle, place: Point): PlanChange | undefined {
  if (!areWithinPlan([place])) return undefined;
  const { ref, kind } = handle;
  if (ref.kind === 'outline') return moveOutline(plan, handle, place);
  const record = findRecord(plan, ref);
  if (!record) return undefined;
  if (kind === 'aim') return aimAntenna(plan, ref, record as Antenna, place);
  const after =
    kind === 'corner'
      ? mapLocations(ref.kind, record, (old, index) => (index === handle.index ? place : old))
      : insertLocation(record, handle.index, place);
  return isSound(ref, after) ? changeRecord(plan, ref, after) : undefined;
}

/** The change that takes a corner away; undefined where too few would be left. */
export function removeCorner(plan: Plan, { ref, kind, index }: Handle): PlanChange | undefined {
  if (kind !== 'corner') return undefined;
  if (ref.kind === 'outline') {
    return changeRings(plan, ref.id, ref.ring, (places) =>
      places.length > 3 ? places.filter((_, at) => at !== index) : places,
    );
  }
  const record = findRecord(plan, ref);
  if (!record) return undefined;
  const key = 'polygon' in record ? 'polygon' : 'path';
  const places = (record as { polygon?: Point[]; path?: Point[] })[key];
  if (!places || places.length <= (key === 'polygon' ? 3 : 2)) return undefined;
  const after = withPlaces(
    record,
    key,
    places.filter((_, at) => at !== index),
  );
  return isSound(ref, after) ? changeRecord(plan, ref, after) : undefined;
}

function insertLocation(record: PlanRecord, index: number, place: Point): PlanRecord {
  const key = 'polygon' in record ? 'polygon' : 'path';
  const places = (record as { polygon?: Point[]; path?: Point[] })[key] ?? [];
  return withPlaces(record, key, inserted(places, index, place));
}

function inserted(places: readonly Point[], index: number, place: Point): Point[] {
  return [...places.slice(0, index + 1), place, ...places.slice(index + 1)];
}

/** A radiating cable is fed at the first point of its path. */
function withPlaces(record: PlanRecord, key: 'polygon' | 'path', places: Point[]): PlanRecord {
  const isCable = 'type' in record && radiatesAlongPath(record as Antenna);
  return { ...record, ...(isCable ? { position: places[0] } : {}), [key]: places } as PlanRecord;
}

function isSound(ref: RecordRef, record: PlanRecord): boolean {
  const places = recordLocations(record);
  if (ref.kind === 'slab-opening') return isSimpleRing(places);
  const [first, second] = places;
  return places.length !== 2 || first[0] !== second[0] || first[1] !== second[1];
}

function aimLocation(antenna: Antenna): Point {
  const [x, y] = antennaLocation(antenna);
  const angle = ((antenna.azimuthDeg ?? 0) * Math.PI) / 180;
  return [x + aimM * Math.cos(angle), y + aimM * Math.sin(angle)];
}

/** To the whole degree, as the form writes it. */
function aimAntenna(plan: Plan, ref: RecordRef, antenna: Antenna, place: Point): PlanChange | undefined {
  const [x, y] = antennaLocation(antenna);
  const azimuthDeg = Math.round((Math.atan2(place[1] - y, place[0] - x) * 180) / Math.PI);
  if (azimuthDeg === antenna.azimuthDeg) return undefined;
  return changeRecord(plan, ref, { ...antenna, azimuthDeg });
}

function moveOutline(plan: Plan, { ref, kind, index }: Handle, place: Point): PlanChange | undefined {
  if (ref.kind !== 'outline') return undefined;
  return changeRings(plan, ref.id, ref.ring, (places) =>
    kind === 'corner'
      ? places.map((old, at) => (at === index ? place : old))
      : inserted(places, index, place),
  );
}

/** Sizes between which a level is no mistake in its unit, metres. */
const extentM = { least: 8, most: 1500 };

function changeRings(
  plan: Plan,
  id: string,
  ring: number,
  edit: (places: Point[]) => Point[],
): PlanChange | undefined {
  const level = plan.levels.find((each) => each.id === id);
  if (!level) return undefined;
  const holes = level.holes?.map((hole, at) => (at === ring - 1 ? edit(hole) : hole));
  const outline = ring === 0 ? edit(level.outline) : level.outline;
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const sizeM = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
  if (sizeM < extentM.least || sizeM > extentM.most || !areSimpleRings({ outline, holes })) return undefined;
  return changeLevel(plan, id, ring === 0 ? { outline } : { holes });
}
