import type { Plan, Point } from '@diku/engine';
import type { PlanChange } from '../plan-change.ts';
import type { RecordRef } from '../plan-records.ts';
import { changeRecords } from './change-records.ts';
import { areWithinPlan, mapLocations, recordLocations, shiftLocation } from './shift-record.ts';

/** Everything selected moved by metres east and north as one step; undefined where nothing moves or something would leave the plan. */
export function moveSelection(plan: Plan, refs: readonly RecordRef[], by: Point): PlanChange | undefined {
  if (by[0] === 0 && by[1] === 0) return undefined;
  let isInside = true;
  const change = changeRecords(plan, refs, 'move', (record, { kind }) => {
    const moved = mapLocations(kind, record, (point) => shiftLocation(point, by));
    isInside &&= areWithinPlan(recordLocations(moved));
    return moved;
  });
  return isInside ? change : undefined;
}
