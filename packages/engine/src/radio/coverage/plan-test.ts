import type { Point } from '../../core/index.ts';
import {
  type Plan,
  type PointKind,
  planAcceptance,
  planProfile,
  requiredPointKinds,
} from '../../plan/index.ts';
import { type AcceptanceWalk, createAcceptanceWalk, type WalkedFloor } from './acceptance-walk.ts';
import type { TestRule } from './size-test.ts';

/** A variant beside the plan it came from. */
const maxCached = 2;
let cached: { floors: readonly WalkedFloor[]; key: string; walk: AcceptanceWalk }[] = [];

/** Kinds of points where a code must be scanned. */
export const requiredKinds: ReadonlySet<PointKind> = new Set<PointKind>(requiredPointKinds);

/** The acceptance test that a plan orders, in numbers. */
export function planTest(plan: Plan, locations?: number): TestRule {
  const { coverageRatio, confidence } = plan.requirements;
  const { walkSpacingM, decorrelationM } = planProfile(plan);
  return {
    rule: planAcceptance(plan).rule,
    coverageRatio,
    confidence,
    locationSpacingM: walkSpacingM,
    decorrelationM,
    ...(locations === undefined ? {} : { locations }),
  };
}

/** Where a code must scan. [levels] of [points] */
export function requiredLocations(plan: Plan): Point[][] {
  return plan.levels.map(({ points = [] }) =>
    points.filter(({ kind }) => requiredKinds.has(kind)).map(({ position }) => position),
  );
}

/**
 * The acceptance test that a plan orders, over these floors: one of the last, where floors, rule and points are alike.
 * @param locations number of them, where it is not the test's own
 */
export function cachedWalk(floors: readonly WalkedFloor[], plan: Plan, locations?: number): AcceptanceWalk {
  const rule = planTest(plan, locations);
  const points = requiredLocations(plan);
  const key = JSON.stringify([
    rule,
    points,
    ...floors.map(({ grid }) => [grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows]),
  ]);
  const found = cached.find((before) => before.key === key && sameFloors(before.floors, floors)) ?? {
    floors,
    key,
    walk: createAcceptanceWalk(floors, rule, points),
  };
  cached = [found, ...cached.filter((other) => other !== found)].slice(0, maxCached);
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
