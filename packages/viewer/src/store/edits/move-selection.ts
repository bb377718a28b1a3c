import type { Plan, Point } from '@diku/engine';
import type { NetworkCable } from '@diku/engine/plan';
import type { PlanChange } from '../plan-change.ts';
import type { PlanRecord, RecordRef } from '../plan-records.ts';
import { apartM } from '../plane-geometry.ts';
import { changeRecords } from './change-records.ts';
import { areWithinPlan, mapLocations, recordLocations, shiftLocation } from './shift-record.ts';

/** Everything selected moved by metres east and north as one step; undefined where nothing moves or something would leave the plan. */
export function moveSelection(plan: Plan, refs: readonly RecordRef[], by: Point): PlanChange | undefined {
  if (by[0] === 0 && by[1] === 0) return undefined;
  let isInside = true;
  const change = changeRecords(plan, refs, 'move', (record, { kind }) => {
    // Courses lead from part to part.
    if (kind === 'cable') return undefined;
    const moved = mapLocations(kind, record, (point) => shiftLocation(point, by));
    isInside &&= areWithinPlan(recordLocations(moved));
    return moved;
  });
  return isInside ? change : undefined;
}

/** A device of the network moved by metres, the ends of its cables with it; undefined where it would leave the plan. */
export function moveDevice(plan: Plan, id: string, by: Point): PlanChange | undefined {
  const cables = (plan.network?.cables ?? []).filter(({ from, to }) => from.node === id || to.node === id);
  const refs: RecordRef[] = [
    { kind: 'device', id },
    ...cables.map((cable) => ({ kind: 'cable' as const, id: cable.id })),
  ];
  const moved = moveSelection(plan, [{ kind: 'device', id }], by);
  if (!moved) return undefined;
  return changeRecords(plan, refs, 'move', (record, { kind }) => {
    if (kind !== 'cable') return mapLocations(kind, record, (point) => shiftLocation(point, by));
    const cable = record as NetworkCable;
    const last = cable.course.length - 1;
    const course = cable.course.map((run, index) => ({
      ...run,
      path: run.path.map((point, at) => {
        const isFrom = cable.from.node === id && index === 0 && at === 0;
        const isTo = cable.to.node === id && index === last && at === run.path.length - 1;
        return isFrom || isTo ? shiftLocation(point, by) : point;
      }),
    }));
    return withCourse(cable, course);
  });
}

/** The cable on another course, as much longer as that is on its levels. */
function withCourse(cable: NetworkCable, course: NetworkCable['course']): PlanRecord {
  const pathM = (path: readonly Point[]) =>
    path.slice(1).reduce((sum, point, at) => sum + apartM(path[at], point), 0);
  const lengthM = (runs: NetworkCable['course']) => runs.reduce((sum, { path }) => sum + pathM(path), 0);
  const addedM = lengthM(course) - lengthM(cable.course);
  return { ...cable, course, lengthM: Math.max(0, Math.round((cable.lengthM + addedM) * 100) / 100) };
}

/**
 * A cable with its course led over other points of one level.
 * @param edit makes the points of a level's path others; its ends stay
 */
export function bendCourse(
  plan: Plan,
  id: string,
  level: string,
  edit: (path: readonly Point[]) => Point[],
): PlanChange | undefined {
  return changeRecords(plan, [{ kind: 'cable', id }], 'change', (record) => {
    const cable = record as NetworkCable;
    const index = cable.course.findIndex((run) => run.level === level);
    if (index < 0) return undefined;
    const course = cable.course.map((run, at) => (at === index ? { ...run, path: edit(run.path) } : run));
    return areWithinPlan(course[index].path) ? withCourse(cable, course) : undefined;
  });
}
