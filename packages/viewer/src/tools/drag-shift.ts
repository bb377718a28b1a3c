import type { Plan, Point } from '@diku/engine';
import type { Draft } from '../store/edit-state.ts';
import { findRecord, type RecordRef } from '../store/plan-records.ts';
import { apartM } from '../store/plane-geometry.ts';
import { recordHandles } from './handles.ts';
import { snapPlace } from './snap.ts';
import { collectSnapLines } from './snap-lines.ts';
import { gridM, type Pointed } from './tool.ts';

/** What is dragged: from where the pointer took it, and which place of it is put onto others. */
interface Dragged {
  from: Point;
  grabbed: Point;
  refs: readonly RecordRef[];
}

/**
 * How far things are dragged: until the grabbed place meets what it snaps to, else in whole steps, wherever they stood.
 * @returns metres east and north, and what is drawn of it
 */
export function dragShift(
  plan: Plan,
  { from, grabbed, refs }: Dragged,
  at: Pointed,
): { by: Point; draft: Draft } {
  const pointer: Point = [grabbed[0] + at.floor[0] - from[0], grabbed[1] + at.floor[1] - from[1]];
  const level = plan.levels.find(({ id }) => id === at.levelId);
  const options = { reachM: at.reachM, from: grabbed, straight: at.shift, gridM, free: at.alt };
  const snapped = level && snapPlace(collectSnapLines(level, refs), pointer, options);
  const isMet = snapped && !['grid', 'free'].includes(snapped.kind) && (!at.shift || snapped.line);
  const target = at.shift && snapped ? snapped.place : pointer;
  const stepM = at.alt ? 0.001 : gridM;
  const way = (axis: 0 | 1) =>
    isMet ? snapped.place[axis] - grabbed[axis] : Math.round((target[axis] - grabbed[axis]) / stepM) * stepM;
  const by: Point = [roundStep(way(0)), roundStep(way(1))];
  const place: Point = [grabbed[0] + by[0], grabbed[1] + by[1]];
  return {
    by,
    draft: {
      levelId: at.levelId,
      places: [grabbed, place],
      closed: false,
      at: place,
      snap: isMet ? snapped.kind : 'grid',
      line: isMet ? snapped.line : undefined,
      lengthM: Math.hypot(...by),
      angleDeg: (Math.atan2(by[1], by[0]) * 180) / Math.PI,
    },
  };
}

function roundStep(valueM: number): number {
  return Math.round(valueM * 1e6) / 1e6;
}

/** The corner of the grabbed thing that is near the pointer, so that corners meet corners; else the pointer's place. */
export function grabbedPlace(plan: Plan, ref: RecordRef, { floor, reachM }: Pointed): Point {
  const record = findRecord(plan, ref);
  const ends = recordHandles(plan, ref).filter(({ kind }) => kind === 'corner');
  const near = ends.find(({ place }) => apartM(place, floor) <= 2 * reachM);
  if (near) return near.place;
  if (record && 'center' in record) return record.center as Point;
  if (record && 'position' in record && record.position) return record.position as Point;
  return floor;
}
