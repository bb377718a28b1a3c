import type { Plan } from '../../plan/index.ts';
import { type AcceptanceWalk, createAcceptanceWalk, type WalkedFloor } from './acceptance-walk.ts';
import { planTest, requiredPlaces } from './plan-test.ts';

/** A variant beside the plan it came from. */
const mostKept = 2;
let kept: { floors: readonly WalkedFloor[]; key: string; walk: AcceptanceWalk }[] = [];

/**
 * The acceptance test that a plan orders, over these floors: one of the last, where floors, rule and points are alike.
 * @param locations number of them, where it is not the test's own
 */
export function keptWalk(floors: readonly WalkedFloor[], plan: Plan, locations?: number): AcceptanceWalk {
  const rule = planTest(plan, locations);
  const points = requiredPlaces(plan);
  const key = JSON.stringify([
    rule,
    points,
    ...floors.map(({ grid }) => [grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows]),
  ]);
  const found = kept.find((before) => before.key === key && sameFloors(before.floors, floors)) ?? {
    floors,
    key,
    walk: createAcceptanceWalk(floors, rule, points),
  };
  kept = [found, ...kept.filter((other) => other !== found)].slice(0, mostKept);
  return found.walk;
}

function sameFloors(before: readonly WalkedFloor[], floors: readonly WalkedFloor[]): boolean {
  return before.every(({ cells, bays, zones }, level) => {
    const now = floors[level];
    return (
      (cells === now.cells || cells.every((kind, cell) => kind === now.cells[cell])) &&
      (bays === now.bays || JSON.stringify(bays) === JSON.stringify(now.bays)) &&
      (zones === now.zones || JSON.stringify(zones) === JSON.stringify(now.zones))
    );
  });
}
