import type { Point } from '../../core/index.ts';
import { type Plan, type PlanPoint, planAcceptance, planProfile } from '../../plan/index.ts';
import type { TestRule } from './size-test.ts';

/** Kinds of points where a code must be scanned. */
export const requiredKinds: ReadonlySet<PlanPoint['kind']> = new Set<PlanPoint['kind']>([
  'charger',
  'gate',
  'payment',
]);

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
export function requiredPlaces(plan: Plan): Point[][] {
  return plan.levels.map(({ points = [] }) =>
    points.filter(({ kind }) => requiredKinds.has(kind)).map(({ position }) => position),
  );
}
